import Database from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { silentLog } from '../base/log.ts';
import type { Instant } from '../base/time.ts';
import { BUSY_STALL_MS, whenNotBusy } from './busy.ts';
import type { Db, NoTables, Tx } from './db.ts';
import { OneConnectionDialect } from './sqlite-dialect.ts';
import { isBusy } from './sqlite-errors.ts';
import { createTransact } from './transact.ts';
import { createTurns } from './turns.ts';

/**
 * Rewrites rows of a database that nobody else has open, in one transaction, and then the file, so that
 * no byte of what went is left in it or in a log beside it. Foreign keys may be broken until the end of the
 * transaction. Returns null, and does nothing, when another program has the file open. The file must be
 * sound and of the newest schema: look at it with a reader first.
 */
export async function rewriteAlone<T>(
  file: string,
  now: Instant,
  work: (tx: Tx) => Promise<T>,
): Promise<{ readonly result: T } | null> {
  const sqlite = new Database(file, { fileMustExist: true, timeout: BUSY_STALL_MS });
  try {
    if (!(await takeForOneself(sqlite))) return null;
    sqlite.pragma('foreign_keys = on');
    sqlite.pragma('secure_delete = on');
    const db: Db = new Kysely<NoTables>({
      dialect: new OneConnectionDialect(sqlite, createTurns()),
    });
    const result = await createTransact(db, silentLog)(now, async (tx) => {
      await sql`pragma defer_foreign_keys = on`.execute(tx.db);
      return await work(tx);
    });
    // Free pages, and what is left in the gaps of full ones, go with the old file.
    sqlite.exec('vacuum');
    return { result };
  } finally {
    sqlite.close();
  }
}

/** Leaving the log mode needs the file for oneself, and takes the log away; nobody may come in after that. */
async function takeForOneself(sqlite: Database.Database): Promise<boolean> {
  try {
    await whenNotBusy(() => {
      sqlite.pragma('locking_mode = exclusive');
      sqlite.pragma('journal_mode = delete');
      sqlite.exec('begin exclusive; commit');
    });
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}
