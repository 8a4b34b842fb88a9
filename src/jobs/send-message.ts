import { plusMilliseconds, type Instant } from '../base/time.ts';
import type { Audience, Posting, PostOutcome } from '../slack/port.ts';
import type { PlacedMessage } from './message-reads.ts';
import { isPerson, type CountedMethod } from './method-pace.ts';
import type { Claimant, Moment } from './message-writes.ts';
import { afterAttempt, type Deed } from './outbox-rules.ts';
import type { MessageWork, OutboxTools } from './outbox-tools.ts';
import { REMOVED } from './removed.ts';
import { opaqueKey } from './say.ts';
import { wantedMessage } from './wanted-words.ts';

/** Posts or edits one message and records how that ended. Does nothing when it may not be claimed. */
export const sendMessage: MessageWork = async (tools, row, by) => {
  const begun = tools.moment();
  if (!(await tools.store.alone(() => tools.writes.claim(row, by, begun)))) return;
  const { outcome, isRedacted, method } = await request(tools, row, begun.now);
  const ended = tools.moment();
  const deed = afterAttempt(
    {
      isEdit: row.ts !== null,
      isPlain: row.plain === 1,
      isDirect: isPerson(row.target),
      setbacks: row.setbacks,
    },
    outcome,
    ended.wall,
    tools.settings,
  );
  if (outcome.kind === 'wait' && method !== null && deed.kind === 'again')
    tools.pace.pause(method, deed.at);
  await tools.store.atomically(() => record(tools, row, by, deed, ended, isRedacted));
  if (outcome.kind === 'done') tools.gate.accepted();
  if (deed.kind === 'again' && deed.parks === true) tools.gate.refused(deed.reason, ended.wall);
  else if (deed.kind !== 'sent') {
    const { kind, reason } = deed;
    tools.log.warn('outbox.setback', { message: row.key, deed: kind, reason });
  }
};

/** Where a message goes: the channel itself, or the kept direct channel; null when not known yet. */
export function channelOf(row: PlacedMessage): string | null {
  return row.channel_id ?? (isPerson(row.target) ? row.direct : row.target);
}

interface Requested {
  readonly outcome: PostOutcome;
  /** The method that it ended with, when Slack counts that for the workspace. */
  readonly method: CountedMethod | null;
  /** True when the redacted words were sent. */
  readonly isRedacted: boolean;
}

async function request(tools: OutboxTools, row: PlacedMessage, now: Instant): Promise<Requested> {
  const channel = await findChannel(tools, row);
  if (typeof channel !== 'string')
    return { outcome: channel, method: 'conversations.open', isRedacted: false };
  const audience = await audienceOf(tools, row, channel);
  if ('kind' in audience)
    return { outcome: audience, method: 'conversations.info', isRedacted: false };
  const isRedacted = audience.outsiders;
  const posting = {
    channelId: channel,
    threadTs: row.thread_ts,
    message: wantedMessage(row, now, isRedacted),
    key: opaqueKey(row.workspace_id, row.key),
  };
  const method = row.ts === null ? null : 'chat.update';
  return { outcome: await hand(tools, row, posting), method, isRedacted };
}

/**
 * Right before the words leave, and not when they were said: a channel may be shared in between. Nothing
 * is remembered, for only words that hide something ask, and an old answer is how they would leak.
 */
async function audienceOf(
  tools: OutboxTools,
  row: PlacedMessage,
  channelId: string,
): Promise<Audience | Exclude<PostOutcome, { kind: 'done' | 'refused' }>> {
  if (row.redacted_wanted === null || isPerson(row.target)) return { outsiders: false };
  if (row.hides_always === 0 && (await mayAllRead(tools, row))) return { outsiders: false };
  const answer = await tools.poster.audience(channelId);
  // Slack will not say, and waiting changes nothing: others may read then. A closed channel shows at the post.
  return 'outsiders' in answer || answer.kind !== 'refused' ? answer : { outsiders: true };
}

/** What cannot be read is not allowed. */
async function mayAllRead({ showsAll, log }: OutboxTools, row: PlacedMessage): Promise<boolean> {
  try {
    return await showsAll(row.target);
  } catch (error) {
    log.trouble('outbox.permission_unread', error, { message: row.key });
    return false;
  }
}

async function hand(
  tools: OutboxTools,
  row: PlacedMessage,
  posting: Posting,
): Promise<PostOutcome> {
  const { poster } = tools;
  try {
    if (row.ts !== null) return await poster.update({ ...posting, ts: row.ts });
    const outcome = await poster.post(posting);
    const isOutside = outcome.kind === 'refused' && outcome.code === 'not_in_channel';
    if (!isOutside || isPerson(row.target) || (await wasRemoved(tools, row))) return outcome;
    // A public channel that nobody put us out of: we may come in by ourselves.
    const joined = await poster.join(posting.channelId);
    return joined ? await poster.post(posting) : outcome;
  } catch (error) {
    // A poster never throws. If one does, nobody knows how far it came.
    tools.log.trouble('outbox.poster_threw', error, { message: row.key });
    return { kind: 'unknown', cause: 'poster_threw' };
  }
}

/** Somebody took us out on purpose: coming back by ourselves would be against their will. */
async function wasRemoved({ store, reads }: OutboxTools, row: PlacedMessage): Promise<boolean> {
  return store.alone(() => reads.closedChannel(row.workspace_id, row.target)?.reason === REMOVED);
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

function record(
  { writes, settings }: OutboxTools,
  row: PlacedMessage,
  by: Claimant,
  deed: Deed,
  at: Moment,
  isRedacted: boolean,
): void {
  const secondLook = plusMilliseconds(at.wall, settings.secondLookMs);
  writes.record(row, { epoch: by.epoch, isRedacted, secondLook }, deed, at);
  if (deed.kind === 'sent') {
    writes.releaseThread(row.key);
    writes.openChannel(row);
    if (isRedacted) writes.redactStanding(row);
  }
  if (deed.kind === 'closed') writes.closeChannel(row, deed.reason, deed.at, at.now);
  if (deed.kind !== 'failed') return;
  if (row.ts === null) writes.failThread(row.key, deed.reason, at.now);
  // A kept direct channel may be gone; the next message to this person asks again.
  if (row.direct !== null && deed.reason === 'channel_not_found') writes.forgetDirectChannel(row);
}
