/** What follows from how a request ended. Nothing here reads a clock or a row. */
import { plusMilliseconds, type Instant } from '../base/time.ts';
import type { PostOutcome } from '../slack/port.ts';
import type { OutboxSettings } from './outbox-settings.ts';
import { isOurRefusal } from './posting-gate.ts';

/** What is done with a message after a request. Instants are on the machine's clock. */
export type Deed =
  | { readonly kind: 'sent'; readonly channelId: string; readonly ts: string }
  | { readonly kind: 'failed'; readonly reason: string }
  /** Slack takes nothing for this channel. It waits with all others for it, and one is tried again at `at`. */
  | { readonly kind: 'closed'; readonly reason: string; readonly at: Instant }
  /** Once more, in plain words. */
  | { readonly kind: 'plain'; readonly reason: string }
  | {
      readonly kind: 'again';
      readonly at: Instant;
      readonly reason: string;
      readonly setback: boolean;
      /** Slack refuses our token: nothing else goes out either. */
      readonly parks?: true;
    }
  | { readonly kind: 'look'; readonly at: Instant; readonly reason: string };

/** The request that ended. */
export interface Attempt {
  /** An edit of what stands there: doing it twice does no harm. */
  readonly isEdit: boolean;
  /** To a person and not to a channel. */
  readonly isDirect: boolean;
  /** Without blocks already. */
  readonly isPlain: boolean;
  /** Tries before this one, in a row, that did not reach Slack. */
  readonly setbacks: number;
}

// Slack refuses the layout, not the message.
const LAYOUT_REFUSED = new Set([
  'block_mismatch',
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_too_long',
  'msg_blocks_too_long',
  'invalid_arguments',
]);

// Slack refuses this channel, for all that we say there. Somebody mends it; then what is still worth it goes
// out. The last two are policies that an admin may lift.
const CHANNEL_CLOSED = new Set([
  'access_denied',
  'app_access_restricted',
  'channel_is_limited_access',
  'channel_not_found',
  'channel_type_not_supported',
  'external_channel_migrating',
  'is_archived',
  'is_inactive',
  'no_permission',
  'not_in_channel',
  'posting_to_channel_denied',
  'posting_to_general_channel_denied',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'ekm_access_denied',
  'team_access_not_granted',
]);

/**
 * How long a closed channel is left alone. An event tells when most of them open; for the rest, and for an
 * event that was lost, one request an hour is enough.
 */
export const PROBE_MS = 3_600_000;
const LONGEST_SETBACK_MS = 60_000;
const WAIT_SECONDS = { least: 1, most: 300, unsaid: 30 } as const;

/** The deed after a request of this kind ended like this at `wall`. */
export function afterAttempt(
  attempt: Attempt,
  outcome: PostOutcome,
  wall: Instant,
  settings: OutboxSettings,
): Deed {
  switch (outcome.kind) {
    case 'done':
      return { kind: 'sent', channelId: outcome.channelId, ts: outcome.ts };
    case 'refused':
      return afterRefusal(attempt, outcome.code, wall);
    case 'wait':
      return again(wall, waitMs(outcome.seconds), 'throttled');
    case 'unreachable': {
      if (isOurRefusal(outcome.cause)) return parked(outcome.cause, wall);
      if (isClosed(attempt, outcome.cause)) return closed(outcome.cause, wall);
      const pause = Math.min(1_000 * 2 ** attempt.setbacks, LONGEST_SETBACK_MS);
      return again(wall, pause, outcome.cause, true);
    }
    case 'unknown':
      break;
  }
  // An edit needs no look. It still waits: a late first one must not overwrite the second.
  if (attempt.isEdit) return again(wall, settings.settleMs, outcome.cause);
  const at = plusMilliseconds(wall, settings.settleMs);
  return { kind: 'look', at, reason: outcome.cause };
}

/** How long to pause a channel, whatever Slack's header said. */
export function waitMs(seconds: number): number {
  if (!Number.isFinite(seconds)) return WAIT_SECONDS.unsaid * 1_000;
  return Math.min(Math.max(seconds, WAIT_SECONDS.least), WAIT_SECONDS.most) * 1_000;
}

/** When to look again after looking was not possible for the `looks`-th time, on the machine's clock. */
export function nextLook(looks: number, wall: Instant, settings: OutboxSettings): Instant {
  const pause = Math.min(settings.settleMs * 2 ** Math.min(looks, 10), settings.secondLookMs);
  return plusMilliseconds(wall, pause);
}

function afterRefusal(attempt: Attempt, code: string, wall: Instant): Deed {
  if (isOurRefusal(code)) return parked(code, wall);
  if (isClosed(attempt, code)) return closed(code, wall);
  if (LAYOUT_REFUSED.has(code) && !attempt.isPlain) return { kind: 'plain', reason: code };
  return { kind: 'failed', reason: code };
}

function isClosed({ isDirect }: Attempt, code: string): boolean {
  return !isDirect && CHANNEL_CLOSED.has(code);
}

function closed(reason: string, wall: Instant): Deed {
  return { kind: 'closed', reason, at: plusMilliseconds(wall, PROBE_MS) };
}

/** The message itself may be tried as soon as the gate opens: who holds it back is the gate. */
function parked(reason: string, wall: Instant): Deed {
  return { kind: 'again', at: wall, reason, setback: false, parks: true };
}

function again(wall: Instant, pauseMs: number, reason: string, setback = false): Deed {
  return { kind: 'again', at: plusMilliseconds(wall, pauseMs), reason, setback };
}

const FAR_MS = 3_600_000;

/**
 * True when `at` is over, on the machine's clock. An instant more than an hour ahead is over too: we
 * never plan that far, so the clock was set back, and waiting for it would take as long as the jump.
 */
export function hasCome(at: Instant, wall: Instant): boolean {
  return at <= wall || at > plusMilliseconds(wall, FAR_MS);
}
