import type { Instant } from '../base/time.ts';
import type { Store } from '../store/store.ts';
import { HOLDS_LEASE } from './leases.ts';
import type { Claimant } from './message-writes.ts';
import { TIME_OVER } from './promise-rules.ts';
import type { NextDue } from './promises.ts';
import type { PromiseRow } from './tables.ts';

/** What the scheduler reads and writes. Run inside `alone` or `atomically`. */
export interface PromiseStatements {
  due(now: Instant, limit: number): readonly PromiseRow[];
  /** Being kept, by living and dead schedulers. */
  doing(): readonly PromiseRow[];
  next(): NextDue | null;
  read(key: string): PromiseRow | undefined;
  /** Takes it to keep; false when another scheduler may, or it is not waiting any more. */
  claim(row: PromiseRow, late: boolean, by: Claimant, now: Instant, wall: Instant): boolean;
  /** Ends one that is waiting. */
  close(row: PromiseRow, state: 'skipped' | 'failed', reason: string, now: Instant): void;
  /** Takes back what was skipped at an instant that is yet to come, for the clock was ahead. Says how many. */
  revive(now: Instant): number;
  /** Ends the try that `claim` began. `done` that stands may still become `skipped`. */
  end(
    row: PromiseRow,
    state: 'done' | 'skipped' | 'failed',
    reason: string | null,
    now: Instant,
  ): void;
  /** Puts the try that `claim` began back into the queue. */
  putBack(row: PromiseRow, tryAt: Instant, reason: string | null, now: Instant): void;
}

// The very try that was begun: a later one has another epoch or one attempt more.
const THIS_TRY = 'key = ? and claim_epoch = ? and attempts = ?';

const SQL = {
  due: `select * from promise where state = 'waiting' and try_at <= ? order by try_at, key limit ?`,
  doing: "select * from promise where state = 'doing'",
  next: "select try_at as at, kind from promise where state = 'waiting' order by try_at, key limit 1",
  read: 'select * from promise where key = ?',
  claim: `update promise set state = 'doing', attempts = attempts + 1, claim_epoch = ?, late = ?,
      updated_at = ? where key = ? and state = 'waiting' and try_at = ? and ${HOLDS_LEASE}`,
  close:
    "update promise set state = ?, reason = ?, updated_at = ? where key = ? and state = 'waiting'",
  revive: `update promise set state = 'waiting', reason = null, updated_at = ?
    where state = 'skipped' and updated_at > ? and reason = ? and useful_until >= ?`,
  end: `update promise set state = ?, reason = ?, updated_at = ?
    where ${THIS_TRY} and state in ('doing', 'done')`,
  putBack: `update promise set state = 'waiting', try_at = ?, reason = ?, updated_at = ?
    where ${THIS_TRY} and state = 'doing'`,
} as const;

/** The statements, prepared. */
export function preparePromises(store: Store): PromiseStatements {
  const due = store.prepare<PromiseRow>(SQL.due);
  const doing = store.prepare<PromiseRow>(SQL.doing);
  const next = store.prepare<NextDue>(SQL.next);
  const read = store.prepare<PromiseRow>(SQL.read);
  const claim = store.prepare(SQL.claim);
  const close = store.prepare(SQL.close);
  const revive = store.prepare(SQL.revive);
  const end = store.prepare(SQL.end);
  const putBack = store.prepare(SQL.putBack);
  return {
    due: (now, limit) => due.all(now, limit),
    doing: () => doing.all(),
    next: () => next.first() ?? null,
    read: (key) => read.first(key),
    claim(row, late, by, now, wall) {
      const taken = [by.epoch, late ? 1 : 0, now, row.key, row.try_at] as const;
      return claim.run(...taken, by.lease, by.holder, by.epoch, wall) === 1;
    },
    close: (row, state, reason, now) => void close.run(state, reason, now, row.key),
    revive: (now) => revive.run(now, now, TIME_OVER, now),
    end: (row, state, reason, now) => void end.run(state, reason, now, ...thisTry(row)),
    putBack: (row, tryAt, reason, now) => void putBack.run(tryAt, reason, now, ...thisTry(row)),
  };
}

function thisTry(row: PromiseRow) {
  return [row.key, row.claim_epoch, row.attempts] as const;
}
