/** What jobs themselves forget once it is old: words of messages, promises that were not kept, arrivals. */
import { sql } from 'kysely';
import { plusDays, dateIn, type Instant } from '../base/time.ts';
import type { Tx } from '../store/db.ts';
import { ARRIVAL_DAYS } from './inbox.ts';
import { withJobTables } from './tables.ts';

/**
 * Forgets a few rows that ended before `before`, in one transaction; true when there may be more. Called again
 * and again, with others let in between.
 */
export type Forget = (tx: Tx, before: Instant) => Promise<boolean>;

/** Rows a step: some milliseconds, also on a slow disk. */
export const FORGOTTEN_AT_ONCE = 100;

/** In place of the words of a message: a key that stands must never be posted again, so its row stays. */
const NO_WORDS = JSON.stringify({ text: '', blocks: [] });

/** For one walk through all messages. What is still to be sent, or to be looked for, keeps its words. */
export function forgetMessages(): Forget {
  let place = 0;
  return async (tx, before) => {
    const db = withJobTables(tx.db);
    const rows = await db
      .selectFrom('message')
      .select(['key', 'place', 'state', 'updated_at', 'look_wall'])
      .where('place', '>', place)
      .orderBy('place')
      .limit(FORGOTTEN_AT_ONCE)
      .execute();
    const over = rows.filter(
      (row) => ENDED.has(row.state) && row.updated_at < before && row.look_wall === null,
    );
    if (over.length > 0)
      await db
        .updateTable('message')
        .set({ wanted: NO_WORDS, late_wanted: null, late_after: null })
        .where(
          'key',
          'in',
          over.map(({ key }) => key),
        )
        .where('wanted', '<>', NO_WORDS)
        .execute();
    place = rows.at(-1)?.place ?? place;
    return rows.length === FORGOTTEN_AT_ONCE;
  };
}

const ENDED: ReadonlySet<string> = new Set(['sent', 'unconfirmed', 'skipped', 'failed']);

/** Promises that were skipped or failed: the ledger has told of them for long enough. */
export const forgetPromises: Forget = async (tx, before) => {
  let forgotten = 0;
  for (const state of ['skipped', 'failed']) {
    const { numAffectedRows } = await sql`
      delete from promise where key in (
        select key from promise where state = ${sql.lit(state)} and updated_at < ${before}
        order by updated_at limit ${sql.lit(FORGOTTEN_AT_ONCE)})`.execute(tx.db);
    forgotten = Math.max(forgotten, Number(numAffectedRows ?? 0n));
  }
  return forgotten === FORGOTTEN_AT_ONCE;
};

/** What arrived and is worked off, after thirty days or sooner when everything goes sooner. */
export const forgetArrivals: Forget = async (tx, before) => {
  const latest = plusDays(dateIn('UTC', tx.now), -ARRIVAL_DAYS);
  const { numAffectedRows } = await sql`
    delete from arrival where key in (
      select key from arrival where received_at < ${before > latest ? before : latest} and state <> 'waiting'
      order by received_at limit ${sql.lit(FORGOTTEN_AT_ONCE)})`.execute(tx.db);
  return Number(numAffectedRows ?? 0n) === FORGOTTEN_AT_ONCE;
};
