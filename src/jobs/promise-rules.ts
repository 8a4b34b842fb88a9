/** What becomes of a promise, from its row and the instant. */
import { SlipwayError } from '../base/errors.ts';
import { clip, oneLine } from '../base/text.ts';
import { millisecondsBetween, plusMinutes, type Instant } from '../base/time.ts';
import type { PromiseRow } from './tables.ts';

/** What to do with a promise whose instant has come. */
export type Dueness =
  | { readonly kind: 'keep'; readonly late: boolean }
  | { readonly kind: 'skip'; readonly reason: string }
  | { readonly kind: 'fail'; readonly reason: string };

/** After a try that failed: another at `at`, or the end. */
export type NextTry =
  | { readonly kind: 'again'; readonly at: Instant; readonly reason: string }
  | { readonly kind: 'fail'; readonly reason: string };

const LATE_MS = 120_000;
const PAUSE_MINUTES = [1, 5] as const;
const LAST_PAUSE_MINUTES = 15;
const TRIES_BEFORE_SUSPICION = 3;

/** Why a promise was skipped that nobody could keep in time. */
export const TIME_OVER = 'its time was over before Slipway was running again';

/** Whether it is still worth keeping. */
export function duenessOf(promise: PromiseRow, now: Instant): Dueness {
  if (now <= promise.useful_until) {
    return { kind: 'keep', late: millisecondsBetween(promise.due_at, now) > LATE_MS };
  }
  if (promise.attempts > 0) return { kind: 'fail', reason: promise.reason ?? 'no try succeeded' };
  return { kind: 'skip', reason: TIME_OVER };
}

/** The pause after the `attempts`-th try, while it is useful. */
export function afterFailedTry(promise: PromiseRow, reason: string, now: Instant): NextTry {
  const at = plusMinutes(now, PAUSE_MINUTES[promise.attempts - 1] ?? LAST_PAUSE_MINUTES);
  return at > promise.useful_until ? { kind: 'fail', reason } : { kind: 'again', at, reason };
}

/** When to try one again that the program died over. At once at first; then it may be what kills us. */
export function afterDeath(promise: PromiseRow, now: Instant): Instant {
  return promise.attempts < TRIES_BEFORE_SUSPICION ? now : plusMinutes(now, LAST_PAUSE_MINUTES);
}

/** Why a try failed, in one line for admins. */
export function reasonOf(error: unknown): string {
  if (error instanceof SlipwayError) return error.sentence;
  return clip(oneLine(error instanceof Error ? error.message : String(error)), 300);
}
