import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { BUSY_STALL_MS } from './busy.ts';
import { isBusy } from './sqlite-errors.ts';

/**
 * Puts the database `replacement` in the place of `file`, and keeps what stood there as `keep`, with what
 * SQLite left beside it. False, and nothing done, when another program has `file` open. There is a whole
 * database in the place at every moment.
 */
export function takePlace(file: string, replacement: string, keep: string): boolean {
  if (existsSync(file)) {
    if (!isAlone(file)) return false;
    for (const ending of ['-wal', '-shm'])
      if (existsSync(file + ending)) renameSync(file + ending, keep + ending);
    linkSync(file, keep);
  }
  renameSync(replacement, file);
  rmSync(`${file}.alive`, { force: true });
  return true;
}

/** Leaving the log mode needs the file for oneself; it also brings what is in the log into the file. */
function isAlone(file: string): boolean {
  let sqlite: Database.Database | null = null;
  try {
    sqlite = new Database(file, { fileMustExist: true, timeout: BUSY_STALL_MS });
    sqlite.pragma('journal_mode = delete');
    return true;
  } catch (error) {
    // One that is damaged cannot be asked. That is why it is replaced.
    return !isBusy(error);
  } finally {
    sqlite?.close();
  }
}
