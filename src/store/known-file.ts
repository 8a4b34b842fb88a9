import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { SlipwayError } from '../base/errors.ts';
import { BUSY_STALL_MS } from './busy.ts';
import { isBusy, sqliteCode } from './sqlite-errors.ts';

/** `application_id` of our files: the letters SLIP. It is how `file` and we know our own. */
export const APPLICATION_ID = 0x53_4c_49_50;

/**
 * Looks at a database file and refuses it with one sentence when it is not a database, not ours, or
 * damaged. Never changes it. A missing or empty file is fine, it becomes ours.
 */
export function checkFile(file: string): void {
  if (!existsSync(file) || statSync(file).size === 0) return;
  try {
    look(file, true);
  } catch (error) {
    // A program died in the middle of a write that was not in the log yet; SQLite must undo it first.
    if (!sqliteCode(error)?.startsWith('SQLITE_READONLY')) throw error;
    look(file, false);
  }
}

/** The same for a file that has to be there, and never writing: not even what SQLite would undo. */
export function checkStandingFile(file: string): void {
  if (!existsSync(file) || statSync(file).size === 0) {
    throw new SlipwayError('unavailable', `There is no database ${file}.`);
  }
  look(file, true);
}

/** Read-only where possible, so that not even a left-over log of a stranger's file is worked in. */
function look(file: string, readonly: boolean): void {
  const sqlite = new Database(file, { readonly, fileMustExist: true, timeout: BUSY_STALL_MS });
  try {
    refuseForeign(file, sqlite);
    refuseDamaged(file, sqlite);
  } catch (error) {
    const code = sqliteCode(error) ?? '';
    if (code === 'SQLITE_NOTADB') throw refusal(file, 'is not an SQLite database', error);
    if (code.startsWith('SQLITE_CORRUPT')) throw damaged(file, error);
    throw error;
  } finally {
    sqlite.close();
  }
}

/** What to throw when opening failed: a sentence for the operator where there is one to say. */
export function toOpenTrouble(file: string, error: unknown): unknown {
  if (isBusy(error)) {
    const sentence = `Another program holds the database ${file}. End it, or wait until it is done, and start again.`;
    return new SlipwayError('unavailable', sentence, error);
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(SQLITE_(CANTOPEN|READONLY|FULL|IOERR)|EACCES|EROFS|ENOTDIR|EEXIST|ENOSPC)/.test(code)) {
    return error;
  }
  const sentence = `I cannot open or write the database ${file} (${code}). See whether the folder is there, may be written, and has room.`;
  return new SlipwayError('unavailable', sentence, error);
}

function refuseForeign(file: string, sqlite: Database.Database): void {
  if (sqlite.pragma('application_id', { simple: true }) === APPLICATION_ID) return;
  const tables = sqlite.prepare('select count(*) from sqlite_master').pluck().get();
  if (tables !== 0) throw refusal(file, 'belongs to another program');
}

function refuseDamaged(file: string, sqlite: Database.Database): void {
  const verdict = sqlite.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') throw damaged(file, verdict);
}

function damaged(file: string, cause: unknown): SlipwayError {
  return new SlipwayError(
    'unavailable',
    `The database ${file} is damaged. I have not touched it; put back a copy that is whole and start again.`,
    cause,
  );
}

function refusal(file: string, what: string, cause?: unknown): SlipwayError {
  return new SlipwayError(
    'unavailable',
    `The file ${file} ${what}. I have not touched it; name another file for Slipway's database.`,
    cause,
  );
}
