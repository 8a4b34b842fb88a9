import type Database from 'better-sqlite3';
import { inQueue } from './busy.ts';
import type { Disk, Syncing } from './disk.ts';
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
  /**
   * The same as `atomically`, before all who wait for the connection. `committed` hears when it is in the log,
   * where a kill of the program leaves it and a power cut may not.
   */
  atomicallyNext<T>(work: () => T, committed?: () => void): Promise<T>;
}

// A quick disk syncs in a fifth of it.
const QUICK_DISK_MS = 2;
// Taken now, so that a test that stops the clock does not stop the database.
const later = setTimeout;

const quickDisk = (): Promise<void> =>
  new Promise((resolve) => {
    later(resolve, QUICK_DISK_MS);
  });

/** The hot path over the connection that Kysely uses too, in the same queue and on the same disk. */
export function createHotPath(sqlite: Database.Database, turns: Turns, disk: Disk): HotPath {
  /** With `beforeOthers`, which is awaited before the turn ends, it goes before all who wait. */
  async function inTurn<T>(
    work: () => T,
    isWrite: boolean,
    beforeOthers?: () => Promise<void>,
  ): Promise<T> {
    refuseInside('The hot path');
    const take = (): Promise<EndTurn> => (beforeOthers ? turns.takeNext() : turns.take());
    const endTurn: EndTurn = turns.tryTake() ?? (await take());
    try {
      const result = await inQueue(sqlite, work, isWrite);
      await beforeOthers?.();
      return result;
    } catch (error) {
      throw toSaveTrouble(error);
    } finally {
      endTurn();
    }
  }

  /** The next in the queue works while this one waits. */
  async function transaction<T>(work: () => T, syncing: Syncing): Promise<T> {
    const result = await inTurn(() => inTransaction(sqlite, disk, work, syncing), true);
    if (syncing === 'at-once') await disk.saved();
    return result;
  }

  /** Here it does not, for as long as a quick disk takes: its work would come between the sync and Slack. */
  async function ahead<T>(work: () => T, committed?: () => void): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const sync = async (): Promise<void> => {
      committed?.();
      const saved = disk.saved();
      resolve(saved);
      await Promise.race([saved.catch(() => undefined), quickDisk()]);
    };
    const result = await inTurn(() => inTransaction(sqlite, disk, work, 'at-once'), true, sync);
    await promise;
    return result;
  }

  async function alone<T>(work: () => T): Promise<T> {
    let hasWritten = false;
    const result = await inTurn(() => {
      // A read is as good as ever while nothing can be saved.
      disk.trouble();
      const before = disk.position();
      try {
        return work();
      } finally {
        hasWritten = disk.position() > before;
      }
    }, false);
    if (hasWritten) await disk.saved();
    return result;
  }

  return {
    prepare: (sql) => prepare(sqlite, disk, sql),
    alone,
    atomically: (work) => transaction(work, 'at-once'),
    atomicallySoon: (work) => transaction(work, 'soon'),
    atomicallyNext: ahead,
  };
}

function prepare<Row>(sqlite: Database.Database, disk: Disk, sql: string): Prepared<Row> {
  const statement = sqlite.prepare<Value[], Row>(sql);
  const noting = <T>(result: T): T => {
    if (!statement.readonly) disk.wrote();
    return result;
  };
  return {
    run: (...values) => noting(statement.run(...values).changes),
    all: (...values) => noting(statement.all(...values)),
    first: (...values) => noting(statement.get(...values)),
  };
}

function inTransaction<T>(
  sqlite: Database.Database,
  disk: Disk,
  work: () => T,
  syncing: Syncing,
): T {
  const trouble = syncing === 'at-once' ? disk.trouble() : null;
  if (trouble !== null) throw trouble;
  sqlite.exec('begin immediate');
  try {
    const result = work();
    sqlite.exec('commit');
    disk.wrote();
    return result;
  } catch (error) {
    if (sqlite.inTransaction) sqlite.exec('rollback');
    throw error;
  }
}
