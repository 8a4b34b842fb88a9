import type { Instant } from '../base/time.ts';
import type { Store } from '../store/store.ts';
import { HOLDS_LEASE } from './leases.ts';
import type { Claimant, Moment } from './message-writes.ts';
import type { MessageRow } from './tables.ts';

/** Everything the sender writes about what it looked for. Run inside `alone` or `atomically`. */
export interface LookWrites {
  /** A dead sender's request: a post becomes unknown until `settled`, an edit is done again then. */
  presume(row: MessageRow, settled: Instant, by: Claimant, at: Moment): void;
  /** One that was never tried, but may have been before a restoration: unknown, to be looked for at once. */
  suspect(row: MessageRow, since: Instant, by: Claimant, at: Moment): void;
  /**
   * It stands there. `nextLook` is when to look once more, null when that is done. The version that
   * stands is certain only when it was posted once; else it is edited, which does no harm.
   */
  found(
    row: MessageRow,
    place: FoundAt,
    nextLook: Instant | null,
    by: Claimant,
    at: Moment,
  ): boolean;
  /** It does not stand there: post it again. */
  notFound(row: MessageRow, by: Claimant, at: Moment): void;
  /** Nobody could look; `nextLook` null gives up looking. */
  lookLater(row: MessageRow, nextLook: Instant | null, by: Claimant, at: Moment): void;
  /** Nobody can ever look. */
  leaveUnconfirmed(row: MessageRow, cause: string, by: Claimant, at: Moment): boolean;
}

/** Where a message was found, and which version of its words that certainly is; 0 when not certain. */
export interface FoundAt {
  readonly channelId: string;
  readonly ts: string;
  readonly version: number;
}

const AS_READ = `key = ? and state = ? and attempts = ? and looks = ? and ${HOLDS_LEASE}`;

const SQL = {
  presume: `update message set state = case when ts is null then 'unknown' else 'ready' end,
      look_wall = case when ts is null then ? else look_wall end,
      retry_wall = case when ts is null then null else ? end,
      reason = 'sender_died', updated_at = ? where ${AS_READ}`,
  suspect: `update message set state = 'unknown', look_wall = ?, first_attempt_at = ?,
      reason = 'restored', updated_at = ? where ${AS_READ}`,
  found: `update message set state = case when version > ? then 'ready' else 'sent' end,
      sent_version = ?, channel_id = ?, ts = ?, look_wall = ?, looks = looks + 1, setbacks = 0,
      reason = case when plain = 1 then reason else null end,
      sent_at = coalesce(sent_at, ?), updated_at = ? where ${AS_READ}`,
  notFound: `update message set state = 'ready', look_wall = null, looks = looks + 1, updated_at = ?
    where ${AS_READ}`,
  later: `update message set look_wall = ?, looks = looks + 1, updated_at = ? where ${AS_READ}`,
  unconfirmed: `update message set state = 'unconfirmed', reason = ?, look_wall = null, updated_at = ?
    where ${AS_READ}`,
} as const;

/** The writes, prepared. */
export function prepareLookWrites(store: Store): LookWrites {
  const presume = store.prepare(SQL.presume);
  const suspect = store.prepare(SQL.suspect);
  const found = store.prepare(SQL.found);
  const notFound = store.prepare(SQL.notFound);
  const later = store.prepare(SQL.later);
  const unconfirmed = store.prepare(SQL.unconfirmed);
  return {
    presume: (row, settled, by, at) =>
      void presume.run(settled, settled, at.now, ...asRead(row, by, at)),
    suspect: (row, since, by, at) =>
      void suspect.run(at.wall, since, at.now, ...asRead(row, by, at)),
    found(row, { channelId, ts, version }, nextLook, by, at) {
      const place = [version, version, channelId, ts, nextLook, at.now, at.now] as const;
      return found.run(...place, ...asRead(row, by, at)) === 1;
    },
    notFound: (row, by, at) => void notFound.run(at.now, ...asRead(row, by, at)),
    lookLater: (row, next, by, at) => void later.run(next, at.now, ...asRead(row, by, at)),
    leaveUnconfirmed: (row, cause, by, at) =>
      unconfirmed.run(cause, at.now, ...asRead(row, by, at)) === 1,
  };
}

function asRead(row: MessageRow, by: Claimant, { wall }: Moment) {
  const lease = [by.lease, by.holder, by.epoch, wall] as const;
  return [row.key, row.state, row.attempts, row.looks, ...lease] as const;
}
