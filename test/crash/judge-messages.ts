/** Whether every message that was to be said stands in Slack exactly once, with its newest words. */
import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../../src/base/time.ts';
import { opaqueKey } from '../../src/jobs/say.ts';
import type { Block, SandboxMessage } from '../../src/sandbox/contract.ts';
import { completed } from '../../src/sandbox/slack/checks/completion.ts';
import type { Fault } from './fault.ts';
import type { MessageRecord } from './records.ts';

/** A message of the bot that stands in Slack. */
export type Standing = Pick<SandboxMessage, 'channel' | 'ts' | 'text' | 'blocks' | 'metadata'>;

/** Every fault; `now` is the product's time, and what is to be said later need not stand yet. */
export function judgeMessages(
  messages: readonly MessageRecord[],
  standing: readonly Standing[],
  now: Instant,
): readonly Fault[] {
  const byKey = Map.groupBy(standing, keyOf);
  const ended = new Set(messages.filter((row) => isOutOfDate(row, now)).map(({ key }) => key));
  const known = new Set(messages.map(({ key, workspaceId }) => opaqueKey(workspaceId, key)));
  return [
    ...messages.flatMap((row) =>
      judgeOne(row, byKey.get(opaqueKey(row.workspaceId, row.key)) ?? [], now, ended),
    ),
    ...standing
      .filter((message) => !known.has(keyOf(message)))
      .map(({ channel, ts, text }) => wrong(`${channel} ${ts} belongs to no message: "${text}"`)),
  ];
}

function judgeOne(
  row: MessageRecord,
  found: readonly Standing[],
  now: Instant,
  ended: ReadonlySet<string>,
): readonly Fault[] {
  const { key, state, reason } = row;
  const [only, ...more] = found;
  if (more.length > 0) return [{ kind: 'doubled', words: `${key} stands ${found.length} times` }];
  if (only === undefined) {
    const isLater = state === 'waiting' && row.notBefore !== null && row.notBefore > now;
    // A thread ends with the message that it hangs on.
    const hasEnded = ended.has(key) || (state === 'skipped' && ended.has(row.threadOf ?? ''));
    return isLater || hasEnded
      ? []
      : [{ kind: 'lost', words: `${key} (${state}, ${reason ?? 'no reason'})` }];
  }
  if (state !== 'sent') return [wrong(`${key} stands, but is ${state} (${reason ?? 'no reason'})`)];
  if (only.ts !== row.ts || only.channel !== row.channelId)
    return [wrong(`${key} is recorded at ${row.channelId} ${row.ts}, stands at ${only.ts}`)];
  const versions = [row.wanted, row.lateWanted].filter((words) => words !== null);
  return versions.some((words) => hasWords(words, only))
    ? []
    : [{ kind: 'lost', words: `newest words of ${key}` }];
}

/** Nobody is to read it any more: its time ended while the bot or Slack was away. */
function isOutOfDate({ state, reason, usefulUntil }: MessageRecord, now: Instant): boolean {
  return state === 'skipped' && reason !== null && usefulUntil !== null && usefulUntil <= now;
}

function hasWords(wanted: string, { text, blocks }: Standing): boolean {
  const words = JSON.parse(wanted) as { readonly text: string; readonly blocks: readonly Block[] };
  // A block without an id got one from Slack.
  const sent = completed(words.blocks).map((block, index) =>
    words.blocks[index]?.['block_id'] === undefined
      ? { ...block, block_id: blocks[index]?.['block_id'] }
      : block,
  );
  return text === words.text && isDeepStrictEqual(sent, blocks);
}

function keyOf({ metadata }: Standing): string {
  return String(metadata?.event_payload['key']);
}

function wrong(words: string): Fault {
  return { kind: 'wrong', words };
}
