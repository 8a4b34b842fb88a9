import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { machineClock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { BUSY_STALL_MS, whenNotBusy } from './busy.ts';
import type { Db, NoTables, Transact } from './db.ts';
import { fillLog } from './fill-log.ts';
import { checkFile, toOpenTrouble } from './known-file.ts';
import { migrate } from './migrate.ts';
import { createDisk, waitsItself, type Disk } from './disk.ts';
import { createHotPath, type HotPath } from './hot-path.ts';
import { keepLog } from './log-keeper.ts';
import { OneConnectionDialect } from './sqlite-dialect.ts';
import { createTransact } from './transact.ts';
import { createTurns, type Turns } from './turns.ts';

/** The database, open and of the newest schema. */
export interface Store extends HotPath {
  /** Where it is: a path, or `:memory:`. */
  readonly file: string;
  /** For reading. A write through it outside a transaction throws. */
  readonly db: Db;
  readonly transact: Transact;
  /**
   * The same without waiting for the disk, for what the program does by itself and does again when it did
   * not: what was said in it is posted only after a transaction that waited, so a power cut takes back both.
   */
  readonly transactSoon: Transact;
  /** Waits for the transaction in hand, then closes. Further use throws. */
  close(): Promise<void>;
}

/** Where the database is: a path, made when missing, or `:memory:`; and where its migrations are. */
export interface StoreOptions {
  readonly file: string;
  readonly migrationsFolder: string;
  readonly log: Log;
  /** Whether the log is made as long as it gets before anything is written; for who runs for long. */
  readonly fillsLog?: boolean;
}

/**
 * Opens, checks and migrates. Throws SlipwayError with one clear sentence for a file that is foreign,
 * damaged, or of a newer Slipway; such a file is not changed.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { file, migrationsFolder, log } = options;
  const sqlite = await openReady(file, migrationsFolder, log).catch((error: unknown) => {
    throw toOpenTrouble(file, error);
  });
  if (options.fillsLog === true && !sqlite.memory) tryToFill(sqlite, file, log);
  const turns = createTurns();
  const { disk, endKeeping } = diskUnder(sqlite, file, turns, log);
  const db: Db = new Kysely<NoTables>({ dialect: new OneConnectionDialect(sqlite, turns, disk) });
  const soon: Db = new Kysely<NoTables>({
    dialect: new OneConnectionDialect(sqlite, turns, disk, 'soon'),
  });
  return {
    file,
    db,
    transact: createTransact(db, log, () => disk.saved()),
    transactSoon: createTransact(soon, log),
    ...createHotPath(sqlite, turns, disk),
    async close() {
      await endKeeping();
      // Kysely asks for its turn a few steps after it was called; this goes behind all that was called.
      await sql`select 1`.execute(db);
      const endTurn = await turns.take();
      await disk.end();
      sqlite.close();
      endTurn();
    },
  };
}

async function openReady(file: string, folder: string, log: Log): Promise<Database.Database> {
  if (file !== ':memory:') {
    await whenNotBusy(() => checkFile(file));
    mkdirSync(dirname(file), { recursive: true });
  }
  const sqlite = new Database(file, { timeout: BUSY_STALL_MS });
  try {
    await setUp(sqlite);
    await migrate(sqlite, folder, log, machineClock.now());
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

async function setUp(sqlite: Database.Database): Promise<void> {
  if (!sqlite.memory) await whenNotBusy(() => sqlite.pragma('journal_mode = wal'));
  sqlite.pragma('foreign_keys = on');
  // For the migrations; after them the waiting is done off the thread.
  sqlite.pragma('synchronous = full');
}

function tryToFill(sqlite: Database.Database, file: string, log: Log): void {
  try {
    fillLog(sqlite, file);
  } catch (error) {
    log.trouble('store.log_not_filled', error);
  }
}

/** A disk, and how to stop bringing its log into the database. */
interface KeptDisk {
  readonly disk: Disk;
  readonly endKeeping: () => Promise<void>;
}

/**
 * NORMAL would let a power cut take back a claimed message after it was posted, or an answer after it was
 * acknowledged. FULL holds the thread for each sync. So it is NORMAL, and `Disk` waits in its place.
 */
function diskUnder(sqlite: Database.Database, file: string, turns: Turns, log: Log): KeptDisk {
  if (sqlite.memory) return { disk: waitsItself, endKeeping: () => Promise.resolve() };
  sqlite.pragma('synchronous = normal');
  const keeper = keepLog(sqlite, file, turns, log);
  const disk = createDisk(sqlite, file, log);
  // A log that was just written full takes the disk some time, and nobody waits yet.
  void disk.saved().catch(() => undefined);
  const wrote = (): void => {
    disk.wrote();
    keeper.wrote();
  };
  return { disk: { ...disk, wrote }, endKeeping: () => keeper.end() };
}
