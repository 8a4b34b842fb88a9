/** The database as every room sees it: without tables. Each room adds its own with `$extendTables`. */
import type { Kysely } from 'kysely';
import type { Instant } from '../base/time.ts';

/** No tables known; a room's `store.ts` says which it owns: `db.$extendTables<CheckinTables>()`. */
export type NoTables = object;

/** A connection or a transaction; whoever holds only this reads. */
export type Db = Kysely<NoTables>;

/**
 * One transaction. Whoever writes asks for a `Tx`, never for a `Db`. `now` is the one instant of all
 * that happens in it. `emitted` collects what was noted, for those who react before the commit.
 */
export interface Tx {
  readonly db: Db;
  readonly now: Instant;
  readonly emitted: unknown[];
  /** Runs after the commit, in order; never when the transaction is rolled back. */
  afterCommit(deed: () => void): void;
}

/**
 * Runs `work` in one transaction: all of it stands afterwards, or none. `now` becomes `tx.now`. No
 * network and no waiting inside, others queue for the connection. Throws SlipwayError `unavailable` when
 * nothing can be saved at present, else whatever `work` threw.
 */
export type Transact = <T>(now: Instant, work: (tx: Tx) => Promise<T>) => Promise<T>;
