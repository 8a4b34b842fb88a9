import { sql } from 'kysely';
import { plusMinutes, type Instant } from '../base/time.ts';
import type { Tx } from '../store/db.ts';
import { withJobTables } from './tables.ts';

const DAY_MINUTES = 1_440;
// No promise is kept later than this after its time, so nothing older comes up again.
const LOOK_DAYS = 3;

/**
 * Notes that this database was put back from a copy at `tx.now`. What was posted since the copy was made is
 * not known to it: for three days nothing is posted before it was looked for, from the last thing that
 * the copy knows on and at least a day back. What was posted or changed lately is edited once more, so
 * that Slack shows what the copy knows.
 */
export async function noteRestoration(tx: Tx): Promise<void> {
  const db = withJobTables(tx.db);
  const aDayAgo = plusMinutes(tx.now, -DAY_MINUTES);
  const last = await lastWritten(tx);
  const since = last !== null && last < aDayAgo ? last : aDayAgo;
  await db
    .insertInto('restoration')
    .values({
      restored_at: tx.now,
      look_since: since,
      look_until: plusMinutes(tx.now, LOOK_DAYS * DAY_MINUTES),
    })
    .execute();
  // As if never tried: tries after the copy was made are not in it.
  await db
    .updateTable('message')
    .set({ attempts: 0, looks: 0, retry_wall: null })
    .where('ts', 'is', null)
    .where('state', 'in', ['waiting', 'ready', 'skipped', 'failed'])
    .execute();
  await db
    .updateTable('message')
    .set({ state: 'ready', sent_version: 0, updated_at: tx.now })
    .where('state', '=', 'sent')
    .where('updated_at', '>=', plusMinutes(since, -DAY_MINUTES))
    .execute();
}

async function lastWritten(tx: Tx): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`select max(at) as at from (
    select max(updated_at) as at from message union all select max(updated_at) from promise
    union all select max(received_at) from arrival) as written`.execute(tx.db);
  return rows[0]?.at ?? null;
}
