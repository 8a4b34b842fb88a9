import type Database from 'better-sqlite3';
import { inQueue } from './busy.ts';
import { waitForDisk } from './disk.ts';
import { refuseInside } from './inside.ts';
import { toSaveTrouble } from './sqlite-errors.ts';
import type { EndTurn, Turns } from './turns.ts';

/** What SQLite binds and gives back here: text, whole numbers, nothing. */
export type Value = string | number | null;

/** A statement that was prepared once. Runs only inside `alone` or `atomically`. */
export interface Prepared<Row> {
  /** Returns how many rows were changed. */
  run(...values: readonly Value[]): number;
  all(...values: readonly Value[]): readonly Row[];
  first(...values: readonly Value[]): Row | undefined;
}

/**
 * The three busiest paths (what arrives, what is due, what is said) without Kysely, at a fifth of its
 * cost. `work` is synchronous, so nothing can come between its statements.
 */
export interface HotPath {
  /** Prepares a statement. Its text must run on PostgreSQL too. */
  prepare<Row>(sql: string): Prepared<Row>;
  /** Runs one statement, or reads. At once when nobody else has the connection, else in turn. */
  alone<T>(work: () => T): Promise<T>;
  /** Runs several statements in one transaction: all stand afterwards or none. */
  atomically<T>(work: () => T): Promise<T>;
  /** The same for what is done again when a power cut takes it back; see `Store.transactSoon`. */
  atomicallySoon<T>(work: () => T): Promise<T>;
  /** The same as `atomically`, before all who wait for the connection. */
  atomicallyNext<T>(work: () => T): Promise<T>;
}

/** The hot path over the connection that Kysely uses too, in the same queue. */
export function createHotPath(sqlite: Database.Database, turns: Turns): HotPath {
  async function inTurn<T>(work: () => T, isWrite: boolean, goesAhead = false): Promise<T> {
    refuseInside('The hot path');
    const take = (): Promise<EndTurn> => (goesAhead ? turns.takeNext() : turns.take());
    const endTurn: EndTurn = turns.tryTake() ?? (await take());
    try {
      return await inQueue(sqlite, work, isWrite);
    } catch (error) {
      throw toSaveTrouble(error);
    } finally {
      endTurn();
    }
  }

  return {
    prepare<Row>(sql: string) {
      const statement = sqlite.prepare<Value[], Row>(sql);
      return {
        run: (...values) => statement.run(...values).changes,
        all: (...values) => statement.all(...values),
        first: (...values) => statement.get(...values),
      };
    },
    alone: (work) => inTurn(() => onDiskAtOnce(sqlite, work), false),
    atomically: (work) => inTurn(() => inTransactionAtOnce(sqlite, work), true),
    atomicallySoon: (work) => inTurn(() => inTransactionSoon(sqlite, work), true),
    atomicallyNext: (work) => inTurn(() => inTransactionAtOnce(sqlite, work), true, true),
  };
}

/** Says so itself: what somebody outside relies on must not depend on how the one before it ended. */
function onDiskAtOnce<T>(sqlite: Database.Database, work: () => T): T {
  waitForDisk(sqlite, 'at-once');
  return work();
}

function inTransactionAtOnce<T>(sqlite: Database.Database, work: () => T): T {
  return onDiskAtOnce(sqlite, () => inTransaction(sqlite, work));
}

function inTransactionSoon<T>(sqlite: Database.Database, work: () => T): T {
  waitForDisk(sqlite, 'soon');
  try {
    return inTransaction(sqlite, work);
  } finally {
    waitForDisk(sqlite, 'at-once');
  }
}

function inTransaction<T>(sqlite: Database.Database, work: () => T): T {
  sqlite.exec('begin immediate');
  try {
    const result = work();
    sqlite.exec('commit');
    return result;
  } catch (error) {
    if (sqlite.inTransaction) sqlite.exec('rollback');
    throw error;
  }
}
