import { plusMilliseconds, plusMinutes, type Instant } from '../base/time.ts';
import type { PlacedMessage } from './message-reads.ts';
import type { Claimant } from './message-writes.ts';
import { nextLook } from './outbox-rules.ts';
import { isOurRefusal } from './posting-gate.ts';
import type { MessageWork, OutboxTools } from './outbox-tools.ts';
import { opaqueKey } from './say.ts';
import { channelOf } from './send-message.ts';

// Slack's clock gives messages their time, ours gives the attempt its: they may be this far apart.
const CLOCK_SKEW_MINUTES = 15;
// A second look that never succeeds ends after about half a day.
const MOST_SECOND_LOOKS = 72;
const REMOVE_AGAIN_MS = 60_000;

/**
 * Looks whether a message stands in Slack. After an unknown outcome that decides between keeping and
 * posting again; the second look, later, removes what was posted twice after all.
 */
export const lookForMessage: MessageWork = async (tools, row, by) => {
  const opened = await channelToLookIn(tools, row);
  if (opened === null) return notThere(tools, row, by);
  if (typeof opened !== 'string') return cannotLook(tools, row, by, opened);
  const channelId = opened;
  const since = plusMinutes(row.first_attempt_at ?? row.created_at, -CLOCK_SKEW_MINUTES);
  const where = { channelId, threadTs: row.thread_ts };
  const seen = await tools.poster
    .find(where, opaqueKey(row.workspace_id, row.key), since)
    .catch((error: unknown) => blind(tools, row, error));
  if (seen.kind === 'looked') tools.gate.accepted();
  else if (isOurRefusal(seen.cause)) tools.gate.refused(seen.cause, tools.moment().wall);
  if (seen.kind === 'cannot') await cannotLook(tools, row, by, seen);
  else await afterLook(tools, row, by, channelId, seen.timestamps);
};

/** Null when it cannot stand anywhere: we tried, and never had a channel. Before a restoration we may have. */
async function channelToLookIn(
  { poster }: OutboxTools,
  row: PlacedMessage,
): Promise<string | null | { readonly cause: string; readonly permanent: boolean }> {
  const known = channelOf(row);
  if (known !== null || row.attempts > 0) return known;
  const opened = await poster.directChannel(row.target);
  if ('channelId' in opened) return opened.channelId;
  if (opened.kind === 'refused') return null;
  return { cause: opened.kind === 'wait' ? 'ratelimited' : opened.cause, permanent: false };
}

/** A poster never throws. If one does, another look later does no harm. */
function blind({ log }: OutboxTools, row: PlacedMessage, error: unknown) {
  log.trouble('outbox.look_threw', error, { message: row.key });
  return { kind: 'cannot', cause: 'look_threw', permanent: false } as const;
}

async function afterLook(
  tools: OutboxTools,
  row: PlacedMessage,
  by: Claimant,
  channelId: string,
  timestamps: readonly string[],
): Promise<void> {
  const { store, looks, settings } = tools;
  // What we know stays: its thread and its edits hang on it. Else the earliest does.
  const kept = timestamps.find((ts) => ts === row.ts) ?? timestamps[0];
  if (kept === undefined) return notThere(tools, row, by);
  const doubles = timestamps.filter((ts) => ts !== kept);
  const allGone = await removeDoubles(tools, row, channelId, doubles);
  const at = tools.moment();
  const again = (milliseconds: number): Instant => plusMilliseconds(at.wall, milliseconds);
  const secondLook = row.state === 'sent' ? null : again(settings.secondLookMs);
  const next = allGone ? secondLook : again(REMOVE_AGAIN_MS);
  const place = { channelId, ts: kept, version: certainVersion(row, kept) };
  await store.atomically(() => {
    if (looks.found(row, place, next, by, at)) tools.writes.releaseThread(row.key);
  });
}

/** What was unknown is posted again; what had ended, and was only looked for once more, stays ended. */
async function notThere(tools: OutboxTools, row: PlacedMessage, by: Claimant): Promise<void> {
  const { store, looks } = tools;
  const at = tools.moment();
  await store.alone(() =>
    row.state === 'unknown' ? looks.notFound(row, by, at) : looks.lookLater(row, null, by, at),
  );
}

function certainVersion(row: PlacedMessage, ts: string): number {
  if (row.ts === ts) return row.sent_version;
  // In full or redacted: nobody knows, so the edit that follows decides it anew.
  if (row.redacted_wanted !== null) return 0;
  // Posted before a restoration: in what words, the copy does not know.
  if (row.attempts === 0) return 0;
  if (row.version === 1 && row.plain === 0) return 1;
  return row.attempts === 1 ? (row.attempt_version ?? 0) : 0;
}

async function removeDoubles(
  { poster, log }: OutboxTools,
  row: PlacedMessage,
  channelId: string,
  doubles: readonly string[],
): Promise<boolean> {
  let allGone = true;
  for (const ts of doubles) {
    const outcome = await poster.remove(channelId, ts);
    log.warn('outbox.double_removed', { message: row.key, ts, outcome: outcome.kind });
    // Refused: it is gone already, or nobody may remove it; another try changes neither.
    if (outcome.kind !== 'done' && outcome.kind !== 'refused') allGone = false;
  }
  return allGone;
}

async function cannotLook(
  tools: OutboxTools,
  row: PlacedMessage,
  by: Claimant,
  { cause, permanent }: { readonly cause: string; readonly permanent: boolean },
): Promise<void> {
  const { store, looks, writes, settings } = tools;
  const at = tools.moment();
  tools.log.warn('outbox.cannot_look', { message: row.key, cause, permanent });
  await store.atomically(() => {
    const isSecond = row.state !== 'unknown';
    if (!isSecond && permanent) {
      if (looks.leaveUnconfirmed(row, cause, by, at)) {
        writes.failThread(row.key, 'thread_unconfirmed', at.now);
      }
      return;
    }
    const givesUp = isSecond && (permanent || row.looks > MOST_SECOND_LOOKS);
    looks.lookLater(row, givesUp ? null : nextLook(row.looks, at.wall, settings), by, at);
  });
}
