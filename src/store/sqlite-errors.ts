import Database from 'better-sqlite3';
import { SlipwayError } from '../base/errors.ts';

/** SQLite's own code of a thrown value, such as `SQLITE_BUSY`; null when SQLite did not throw it. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null;
}

/** True when another program holds the lock; nothing was done. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error)?.startsWith('SQLITE_BUSY') ?? false;
}

/**
 * True when a row with this value exists already. `column` is `table.column`, for a key of several
 * columns each with its table: `scope_item.release_id, scope_item.issue_id`.
 */
export function isUniqueViolation(error: unknown, column: string): boolean {
  const code = sqliteCode(error);
  if (code !== 'SQLITE_CONSTRAINT_UNIQUE' && code !== 'SQLITE_CONSTRAINT_PRIMARYKEY') return false;
  return error instanceof Error && error.message === `UNIQUE constraint failed: ${column}`;
}

const CANNOT_SAVE = [
  'SQLITE_BUSY',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
];

/** What to throw on: full disks, locks and broken disks in words for people; anything else unchanged. */
export function toSaveTrouble(error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === null || !CANNOT_SAVE.some((start) => code.startsWith(start))) return error;
  return notSaved(error);
}

/** Nothing can be saved at present, in words for people. */
export function notSaved(cause: unknown): SlipwayError {
  return new SlipwayError(
    'unavailable',
    'I cannot save right now, so nothing was changed. Please try again in a minute.',
    cause,
  );
}
