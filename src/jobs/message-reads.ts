import type { Instant } from '../base/time.ts';
import type { Store } from '../store/store.ts';
import type { ClosedChannelRow, MessageRow } from './tables.ts';

/** A message with what is known of its place in Slack. */
export interface PlacedMessage extends MessageRow {
  /** The thread it belongs into; null for none. */
  readonly thread_ts: string | null;
  /** The kept direct channel when `target` is a person. */
  readonly direct: string | null;
}

/** What the outbox reads to know what it can do. Each is a seek in an index; run inside `alone`. */
export interface MessageReads {
  /** The first message that is to be posted or edited in the first channel after `target`. */
  headAfter(target: string): PlacedMessage | undefined;
  /** True while a message for this channel has an outcome that nobody has looked for yet. */
  isHeld(target: string): boolean;
  /** The channel's row while Slack takes nothing for it. */
  closedChannel(workspaceId: string, channelId: string): ClosedChannelRow | undefined;
  /** Messages to look for at `wall`, those due for longest first. */
  toLookFor(wall: Instant, limit: number): readonly PlacedMessage[];
  /** When the next look is due, on the machine's clock. */
  nextLook(): Instant | null;
  /** When the next message's own instant comes, on the product's clock. */
  nextNotBefore(): Instant | null;
  /** When the next message that was not posted yet is no longer worth it, on the product's clock. */
  nextEnd(): Instant | null;
  /** Since when a message that was never tried may stand in Slack, after a restoration; else null. */
  lookSince(now: Instant): Instant | null;
  /** Requests that are out, of living and dead senders. */
  sending(): readonly MessageRow[];
}

const PLACED = `select m.*, p.ts as thread_ts, d.channel_id as direct from message m
  left join message p on p.key = m.thread_of
  left join direct_channel d on d.workspace_id = m.workspace_id and d.user_id = m.target`;

const SQL = {
  head: `${PLACED} where m.state = 'ready' and m.target > ? order by m.target, m.place limit 1`,
  held: "select 1 from message where state = 'unknown' and target = ? and looks = 0 limit 1",
  closed: 'select * from closed_channel where workspace_id = ? and channel_id = ?',
  look: `${PLACED} where m.look_wall is not null and m.look_wall <= ?
    and m.state in ('unknown', 'sent', 'skipped') order by m.look_wall limit ?`,
  nextLook: `select look_wall as at from message where look_wall is not null
    and state in ('unknown', 'sent', 'skipped') order by look_wall limit 1`,
  nextNotBefore: `select not_before as at from message
    where state = 'waiting' and not_before > '' order by not_before limit 1`,
  nextEnd: `select useful_until as at from message where state in ('waiting', 'ready')
    and ts is null and useful_until > '' order by useful_until limit 1`,
  lookSince: 'select min(look_since) as at from restoration where look_until > ?',
  sending: "select * from message where state = 'sending'",
} as const;

/** The reads, prepared. */
export function prepareReads(store: Store): MessageReads {
  const head = store.prepare<PlacedMessage>(SQL.head);
  const held = store.prepare(SQL.held);
  const closed = store.prepare<ClosedChannelRow>(SQL.closed);
  const look = store.prepare<PlacedMessage>(SQL.look);
  const nextLook = store.prepare<{ at: Instant }>(SQL.nextLook);
  const nextNotBefore = store.prepare<{ at: Instant }>(SQL.nextNotBefore);
  const nextEnd = store.prepare<{ at: Instant }>(SQL.nextEnd);
  const lookSince = store.prepare<{ at: Instant | null }>(SQL.lookSince);
  const sending = store.prepare<MessageRow>(SQL.sending);
  return {
    headAfter: (target) => head.first(target),
    isHeld: (target) => held.first(target) !== undefined,
    closedChannel: (workspaceId, channelId) => closed.first(workspaceId, channelId),
    toLookFor: (wall, limit) => look.all(wall, limit),
    nextLook: () => nextLook.first()?.at ?? null,
    nextNotBefore: () => nextNotBefore.first()?.at ?? null,
    nextEnd: () => nextEnd.first()?.at ?? null,
    lookSince: (now) => lookSince.first(now)?.at ?? null,
    sending: () => sending.all(),
  };
}
