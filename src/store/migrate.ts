import type Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { SlipwayError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Instant } from '../base/time.ts';
import { whenNotBusy } from './busy.ts';
import type { Db, NoTables } from './db.ts';
import { APPLICATION_ID } from './known-file.ts';
import { numberOf, readMigrations, type Migration } from './migration-files.ts';
import { OneConnectionDialect } from './sqlite-dialect.ts';
import { createTurns } from './turns.ts';

// Another program may be at work on a large database at the same time.
const PATIENCE_MS = 60_000;

/**
 * Brings the database to the newest schema: every file of `folder`, in order of name, that has no row in
 * `migration` yet. Each runs in one transaction with its row, so a kill leaves it done or not begun.
 * The write lock comes first and the row is looked for under it: of two programs that start at once,
 * the second finds each step done. Throws SlipwayError when a newer Slipway has been at this file.
 */
export async function migrate(
  sqlite: Database.Database,
  folder: string,
  log: Log,
  now: Instant,
): Promise<void> {
  const migrations = await readMigrations(folder);
  const db: Db = new Kysely<NoTables>({ dialect: new OneConnectionDialect(sqlite, createTurns()) });
  const applied = appliedNames(sqlite);
  refuseOtherHistory(migrations, applied);
  for (const migration of migrations) {
    if (applied.includes(migration.name)) continue;
    const done = await alone(sqlite, () => step(sqlite, db, migration, now));
    if (done) log.info('store.migrated', { migration: migration.name });
  }
}

/**
 * How many steps a database lacks; changes nothing. Throws SlipwayError when a newer Slipway has been at
 * this file.
 */
export async function stepsMissing(sqlite: Database.Database, folder: string): Promise<number> {
  const migrations = await readMigrations(folder);
  const applied = appliedNames(sqlite);
  refuseOtherHistory(migrations, applied);
  return migrations.length - applied.length;
}

async function alone<T>(sqlite: Database.Database, work: () => Promise<T>): Promise<T> {
  await whenNotBusy(() => sqlite.exec('begin immediate'), PATIENCE_MS);
  try {
    const result = await work();
    sqlite.exec('commit');
    return result;
  } catch (error) {
    if (sqlite.inTransaction) sqlite.exec('rollback');
    throw error;
  }
}

/** False when another program did this step while we waited. */
async function step(
  sqlite: Database.Database,
  db: Db,
  { name, up }: Migration,
  now: Instant,
): Promise<boolean> {
  if (appliedNames(sqlite).includes(name)) return false;
  sqlite.exec(
    'create table if not exists migration (name text primary key not null, applied_at text not null) strict',
  );
  await up(db);
  sqlite.prepare('insert into migration (name, applied_at) values (?, ?)').run(name, now);
  sqlite.pragma(`application_id = ${APPLICATION_ID}`);
  sqlite.pragma(`user_version = ${numberOf(name)}`);
  return true;
}

function appliedNames(sqlite: Database.Database): readonly string[] {
  const hasTable = sqlite.prepare("select 1 from sqlite_master where name = 'migration'").get();
  if (hasTable === undefined) return [];
  return sqlite.prepare<[], string>('select name from migration order by name').pluck().all();
}

/** What was applied must be the beginning of what we know, else another build has been here. */
function refuseOtherHistory(migrations: readonly Migration[], applied: readonly string[]): void {
  const known = migrations.map(({ name }) => name);
  const stranger = applied.find((name, index) => known[index] !== name);
  if (stranger === undefined) return;
  throw new SlipwayError(
    'unavailable',
    `The database was last used by another version of Slipway (it knows ${stranger}, this one does not, or not at that place). I have not touched it; start that version, or a newer one.`,
  );
}
