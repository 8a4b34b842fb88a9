import { clip } from '../base/text.ts';
import { plusMilliseconds, type Instant } from '../base/time.ts';
import type { Message } from '../slack/blocks.ts';
import type { PostOutcome } from '../slack/port.ts';
import type { PlacedMessage } from './message-reads.ts';
import type { Claimant, Moment } from './message-writes.ts';
import { afterAttempt, type Deed } from './outbox-rules.ts';
import type { MessageWork, OutboxTools } from './outbox-tools.ts';
import { opaqueKey } from './say.ts';

// Slack takes ten times as much, but a reader does not.
const PLAIN_LIMIT = 3_900;

/** Posts or edits one message and records how that ended. Does nothing when it may not be claimed. */
export const sendMessage: MessageWork = async (tools, row, by) => {
  const begun = tools.moment();
  if (!(await tools.store.alone(() => tools.writes.claim(row, by, begun)))) return;
  const outcome = await request(tools, row, begun.now);
  const ended = tools.moment();
  const attempt = { isEdit: row.ts !== null, isPlain: row.plain === 1, setbacks: row.setbacks };
  const deed = afterAttempt(attempt, outcome, ended.wall, tools.settings);
  await tools.store.atomically(() => record(tools, row, by, deed, ended));
  if (deed.kind !== 'sent') {
    const { kind, reason } = deed;
    tools.log.warn('outbox.setback', { message: row.key, deed: kind, reason });
  }
};

/** Where a message goes: the channel itself, or the kept direct channel; null when not known yet. */
export function channelOf(row: PlacedMessage): string | null {
  return row.channel_id ?? (isPerson(row.target) ? row.direct : row.target);
}

function isPerson(target: string): boolean {
  return target.startsWith('U') || target.startsWith('W');
}

async function request(tools: OutboxTools, row: PlacedMessage, now: Instant): Promise<PostOutcome> {
  const channel = await findChannel(tools, row);
  if (typeof channel !== 'string') return channel;
  const posting = {
    channelId: channel,
    threadTs: row.thread_ts,
    message: wantedMessage(row, now),
    key: opaqueKey(row.workspace_id, row.key),
  };
  try {
    return row.ts === null
      ? await tools.poster.post(posting)
      : await tools.poster.update({ ...posting, ts: row.ts });
  } catch (error) {
    // A poster never throws. If one does, nobody knows how far it came.
    tools.log.trouble('outbox.poster_threw', error, { message: row.key });
    return { kind: 'unknown', cause: 'poster_threw' };
  }
}

async function findChannel(
  tools: OutboxTools,
  row: PlacedMessage,
): Promise<string | Exclude<PostOutcome, { kind: 'done' }>> {
  const known = channelOf(row);
  if (known !== null) return known;
  const opened = await tools.poster.directChannel(row.target);
  if ('channelId' in opened) {
    await tools.store.alone(() => tools.writes.keepDirectChannel(row, opened.channelId));
    return opened.channelId;
  }
  // Opening a direct channel twice does no harm, and nothing was posted.
  return opened.kind === 'unknown' ? { kind: 'unreachable', cause: opened.cause } : opened;
}

/** Whatever kept it, a message that is posted late says so; edits of it go on saying so. */
function wantedMessage(row: PlacedMessage, now: Instant): Message {
  const { late_after: lateAfter, late_wanted: lateWanted } = row;
  const isLate = lateAfter !== null && (row.sent_at ?? now) > lateAfter;
  const wanted = JSON.parse(isLate ? (lateWanted ?? row.wanted) : row.wanted) as Message;
  return row.plain === 1 ? { text: clip(wanted.text, PLAIN_LIMIT), blocks: [] } : wanted;
}

function record(
  { writes, settings }: OutboxTools,
  row: PlacedMessage,
  by: Claimant,
  deed: Deed,
  at: Moment,
): void {
  writes.record(row, by.epoch, deed, at, plusMilliseconds(at.wall, settings.secondLookMs));
  if (deed.kind === 'sent') writes.releaseThread(row.key);
  if (deed.kind !== 'failed') return;
  if (row.ts === null) writes.failThread(row.key, deed.reason, at.now);
  // A kept direct channel may be gone; the next message to this person asks again.
  if (row.direct !== null && deed.reason === 'channel_not_found') writes.forgetDirectChannel(row);
}
