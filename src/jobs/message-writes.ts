import type { Instant } from '../base/time.ts';
import type { Store } from '../store/store.ts';
import { HOLDS_LEASE } from './leases.ts';
import type { Deed } from './outbox-rules.ts';
import { REMOVED } from './removed.ts';
import type { MessageRow } from './tables.ts';

/** Proof that we are the sender at this moment: values of `HOLDS_LEASE`. */
export interface Claimant {
  readonly lease: string;
  readonly holder: string;
  readonly epoch: number;
}

/** Which request ended, with which of the words; `secondLook` is when to look again, where that is due. */
export interface ThisRequest {
  readonly epoch: number;
  readonly isRedacted: boolean;
  readonly secondLook: Instant;
}

/** The two clocks, read once for one piece of work. */
export interface Moment {
  readonly now: Instant;
  readonly wall: Instant;
}

/** Everything the sender writes about a request. Run inside `alone` or `atomically`. */
export interface MessageWrites {
  /** Marks it as being sent; false when somebody else is the sender or the message changed meanwhile. */
  claim(row: MessageRow, by: Claimant, at: Moment): boolean;
  /**
   * Records how the request ended that `claim` began. Also works for a sender that lost its lease, as
   * long as nobody has sent the message again: what it learned is still true.
   */
  record(row: MessageRow, request: ThisRequest, deed: Deed, at: Moment): void;
  /** Makes ready what waited for an instant that has come. */
  releaseDue(now: Instant): number;
  /**
   * Skips what was not posted and is out of date at `now`, with its thread; returns the keys. One that once
   * had an unknown outcome is looked for again at `secondLook`: should it turn up, it is edited. `heldBy` is
   * what keeps everything back at present, as the reason of those that were not tried themselves.
   */
  skipOutOfDate(now: Instant, secondLook: Instant, heldBy: string | null): readonly string[];
  /** Makes ready what waited for its thread. */
  releaseThread(parentKey: string): void;
  /** Gives up what waited for a thread that will never be. */
  failThread(parentKey: string, reason: string, now: Instant): void;
  /** Slack takes nothing for its channel: nothing is tried there before `probe`. What was told stays told. */
  closeChannel(row: MessageRow, reason: string, probe: Instant, now: Instant): void;
  /** Slack took something for its channel. */
  openChannel(row: MessageRow): void;
  /** Makes ready what stands in full in its channel and hides something: outsiders may read it now. */
  redactStanding(row: MessageRow): void;
  keepDirectChannel(row: MessageRow, channelId: string): void;
  forgetDirectChannel(row: MessageRow): void;
}

// The very request: a later claim has another epoch or one attempt more.
const THIS_REQUEST = 'key = ? and claim_epoch = ? and attempts = ?';

// For the ledger; what held it up stands behind it.
const OUT_OF_DATE = 'it was out of date before Slack took it';

// Words that came while the request was out are a new chance, whatever became of the old ones.
const SQL = {
  claim: `update message set state = 'sending', claim_epoch = ?, attempts = attempts + 1,
      attempt_version = version, retry_wall = null, updated_at = ?,
      first_attempt_at = coalesce(first_attempt_at, ?), last_attempt_at = ?,
      first_attempt_wall = coalesce(first_attempt_wall, ?), last_attempt_wall = ?
    where key = ? and state = 'ready' and version = ? and attempts = ? and ${HOLDS_LEASE}`,
  sent: `update message set state = case when version > attempt_version then 'ready' else 'sent' end,
      sent_version = attempt_version, sent_redacted = ?, channel_id = ?, ts = ?, setbacks = 0, retry_wall = null,
      reason = case when plain = 1 then reason else null end,
      plain = case when version > attempt_version then 0 else plain end,
      look_wall = case when state = 'unknown' or (looks > 0 and ts is null) then ? else look_wall end,
      sent_at = coalesce(sent_at, ?), updated_at = ?
    where ${THIS_REQUEST} and state in ('sending', 'unknown', 'skipped')`,
  failed: `update message set state = case when version > attempt_version then 'ready' else 'failed' end,
      plain = case when version > attempt_version then 0 else plain end, reason = ?, updated_at = ?
    where ${THIS_REQUEST} and state = 'sending'`,
  plain: `update message set state = 'ready', reason = ?, updated_at = ?,
      plain = case when version > attempt_version then 0 else 1 end
    where ${THIS_REQUEST} and state = 'sending'`,
  again: `update message set state = 'ready', retry_wall = ?, setbacks = setbacks + ?, reason = ?,
      updated_at = ?
    where ${THIS_REQUEST} and state = 'sending'`,
  closed: `update message set state = 'ready', retry_wall = null, reason = ?, updated_at = ?
    where ${THIS_REQUEST} and state = 'sending'`,
  look: `update message set state = 'unknown', look_wall = ?, reason = ?, updated_at = ?
    where ${THIS_REQUEST} and state = 'sending'`,
  releaseDue: `update message set not_before = null,
      state = case when thread_of is null or exists
        (select 1 from message p where p.key = message.thread_of and p.ts is not null)
        then 'ready' else 'waiting' end
    where state = 'waiting' and not_before <= ?`,
  skipOutOfDate: `update message set state = 'skipped', updated_at = ?,
      look_wall = case when looks > 0 then ? else null end,
      reason = '${OUT_OF_DATE}' || coalesce(' (' || coalesce(reason, case when state = 'ready' then ? end) || ')', '')
    where state in ('waiting', 'ready') and ts is null and useful_until <= ? returning key`,
  releaseThread: `update message set state = 'ready'
    where thread_of = ? and state = 'waiting' and not_before is null`,
  endThread: `update message set state = ?, reason = ?, updated_at = ?
    where thread_of = ? and state = 'waiting'`,
  closeChannel: `insert into closed_channel
      (workspace_id, channel_id, reason, since, probe_wall, told_at) values (?, ?, ?, ?, ?, null)
    on conflict (workspace_id, channel_id) do update set probe_wall = excluded.probe_wall,
      told_at = case when reason in ('${REMOVED}', excluded.reason) then told_at else null end,
      reason = case when reason = '${REMOVED}' then reason else excluded.reason end`,
  openChannel: 'delete from closed_channel where workspace_id = ? and channel_id = ?',
  redactStanding: `update message set state = 'ready'
    where target = ? and state = 'sent' and redacted_wanted is not null and sent_redacted = 0`,
  keepDirect: `insert into direct_channel (workspace_id, user_id, channel_id) values (?, ?, ?)
    on conflict (workspace_id, user_id) do update set channel_id = excluded.channel_id`,
  forgetDirect: 'delete from direct_channel where workspace_id = ? and user_id = ?',
} as const;

/** The writes, prepared. */
export function prepareWrites(store: Store): MessageWrites {
  const claim = store.prepare(SQL.claim);
  const releaseDue = store.prepare(SQL.releaseDue);
  const releaseThread = store.prepare(SQL.releaseThread);
  const endThread = store.prepare(SQL.endThread);
  const skipOutOfDate = store.prepare<{ key: string }>(SQL.skipOutOfDate);
  const closeChannel = store.prepare(SQL.closeChannel);
  const openChannel = store.prepare(SQL.openChannel);
  const redactStanding = store.prepare(SQL.redactStanding);
  const keepDirect = store.prepare(SQL.keepDirect);
  const forgetDirect = store.prepare(SQL.forgetDirect);
  return {
    claim(row, by, { now, wall }) {
      const attempt = [by.epoch, now, now, now, wall, wall] as const;
      const guard = [row.key, row.version, row.attempts] as const;
      const lease = [by.lease, by.holder, by.epoch, wall] as const;
      return claim.run(...attempt, ...guard, ...lease) === 1;
    },
    record: prepareRecord(store),
    releaseDue: (now) => releaseDue.run(now),
    releaseThread: (parentKey) => void releaseThread.run(parentKey),
    skipOutOfDate(now, secondLook, heldBy) {
      const keys = skipOutOfDate.all(now, secondLook, heldBy, now).map(({ key }) => key);
      for (const key of keys) endThread.run('skipped', OUT_OF_DATE, now, key);
      return keys;
    },
    failThread: (parentKey, reason, now) => void endThread.run('failed', reason, now, parentKey),
    closeChannel: ({ workspace_id, target }, reason, probe, now) =>
      void closeChannel.run(workspace_id, target, reason, now, probe),
    openChannel: ({ workspace_id, target }) => void openChannel.run(workspace_id, target),
    redactStanding: ({ target }) => void redactStanding.run(target),
    keepDirectChannel: (row, id) => void keepDirect.run(row.workspace_id, row.target, id),
    forgetDirectChannel: (row) => void forgetDirect.run(row.workspace_id, row.target),
  };
}

function prepareRecord(store: Store): MessageWrites['record'] {
  const sent = store.prepare(SQL.sent);
  const failed = store.prepare(SQL.failed);
  const plain = store.prepare(SQL.plain);
  const again = store.prepare(SQL.again);
  const closed = store.prepare(SQL.closed);
  const look = store.prepare(SQL.look);
  return ({ key, attempts }, { epoch, isRedacted, secondLook }, deed, { now }) => {
    const request = [key, epoch, attempts + 1] as const;
    switch (deed.kind) {
      case 'sent':
        sent.run(isRedacted ? 1 : 0, deed.channelId, deed.ts, secondLook, now, now, ...request);
        break;
      case 'failed':
        failed.run(deed.reason, now, ...request);
        break;
      case 'closed':
        closed.run(deed.reason, now, ...request);
        break;
      case 'plain':
        plain.run(deed.reason, now, ...request);
        break;
      case 'again':
        again.run(deed.at, deed.setback ? 1 : 0, deed.reason, now, ...request);
        break;
      case 'look':
        look.run(deed.at, deed.reason, now, ...request);
        break;
    }
  };
}
