/** How much was written: to tell a transaction that only read from one that did something. */
import { sql } from 'kysely';
import type { Db } from './db.ts';

/** Rows written, changed and deleted through this connection since it was opened. */
export async function writesSoFar(db: Db): Promise<number> {
  const { rows } = await sql<{ readonly n: number }>`select total_changes() as n`.execute(db);
  return rows[0]?.n ?? 0;
}
