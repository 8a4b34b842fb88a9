import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { SlipwayError } from '../base/errors.ts';
import { BUSY_STALL_MS, whenNotBusy } from './busy.ts';
import type { Db, NoTables } from './db.ts';
import { checkStandingFile, toOpenTrouble } from './known-file.ts';
import { stepsMissing } from './migrate.ts';
import { OneConnectionDialect } from './sqlite-dialect.ts';
import { createTurns } from './turns.ts';

/** A database that is only read, also while the program works on it. */
export interface Reader {
  readonly db: Db;
  /**
   * Copies all of it to `target` as it stands at one instant, and the copy is one file. Overwrites a file
   * of that name. Throws when the copy cannot be written.
   */
  copyTo(target: string): Promise<void>;
  close(): void;
}

// 40 MB at once: begun anew whenever the program writes in between, so better in few steps.
const PAGES_A_STEP = 10_000;

/**
 * Opens a database that is there, sound and ours. Throws SlipwayError with one sentence when it is not, or
 * when its schema is not that of this Slipway. `older` takes one whose schema is behind.
 */
export async function openReader(
  file: string,
  migrationsFolder: string,
  older: 'refuse' | 'take' = 'refuse',
): Promise<Reader> {
  const sqlite = await openSound(file).catch((error: unknown) => {
    throw toOpenTrouble(file, error);
  });
  try {
    const missing = await stepsMissing(sqlite, migrationsFolder);
    if (missing > 0 && older === 'refuse') throw tooOld(file);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  return {
    db: new Kysely<NoTables>({ dialect: new OneConnectionDialect(sqlite, createTurns()) }),
    async copyTo(target) {
      await sqlite.backup(target, { progress: () => PAGES_A_STEP });
      makeOneFile(target);
    },
    close: () => void sqlite.close(),
  };
}

async function openSound(file: string): Promise<Database.Database> {
  await whenNotBusy(() => checkStandingFile(file));
  return new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_STALL_MS });
}

/** The copy has the log mode of its original; without it nothing else is kept beside the file. */
function makeOneFile(file: string): void {
  const copy = new Database(file, { fileMustExist: true, timeout: BUSY_STALL_MS });
  try {
    copy.pragma('journal_mode = delete');
  } finally {
    copy.close();
  }
}

function tooOld(file: string): SlipwayError {
  return new SlipwayError(
    'unavailable',
    `The database ${file} is of an older Slipway. Bring it up to date with: slipway migrate`,
  );
}
