/** A folder of its own for each test, and stores in it. */
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/base/log.ts';
import { openStore, type Store } from '../../src/store/store.ts';

export const NOW = '2026-11-20T10:00:00.000Z';

export interface Scratch {
  /** Where the test's database is. */
  readonly file: string;
  readonly migrationsFolder: string;
  /** Writes a migration; `body` is what its `up(db)` does. */
  migration(name: string, body: string): void;
  open(): Promise<Store>;
  remove(): void;
}

/** An empty folder with one migration that makes the table `note`. */
export function createScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-store-'));
  const migrationsFolder = join(folder, 'migrations');
  mkdirSync(migrationsFolder);
  const file = join(folder, 'data', 'slipway.db');
  const migration: Scratch['migration'] = (name, body) =>
    writeFileSync(
      join(migrationsFolder, `${name}.ts`),
      `export async function up(db) {\n${body}\n}\n`,
    );
  migration(
    '0001-notes',
    `await db.schema.createTable('note')
       .addColumn('id', 'text', (c) => c.primaryKey().notNull())
       .addColumn('text', 'text')
       .execute();`,
  );
  return {
    file,
    migrationsFolder,
    migration,
    open: () => openStore({ file, migrationsFolder, log: silentLog }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** The notes as a room would see them. */
export interface NoteTables extends Record<string, { id: string; text: string | null }> {
  note: { id: string; text: string | null };
}

export async function addNote(store: Store, id: string, text = 'x'): Promise<void> {
  await store.transact(NOW, async (tx) => {
    await tx.db.$extendTables<NoteTables>().insertInto('note').values({ id, text }).execute();
  });
}

export async function noteIds(store: Store): Promise<readonly string[]> {
  const rows = await store.db
    .$extendTables<NoteTables>()
    .selectFrom('note')
    .select('id')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
