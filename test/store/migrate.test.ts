/** The schema grows step by step, whoever dies in between and however many start at once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeSchema } from '../../src/store/describe-schema.ts';
import { createStrictTable } from '../../src/store/strict-table.ts';
import type { Store } from '../../src/store/store.ts';
import { createScratch, NOW, type Scratch } from './scratch.ts';
import { guarded } from '../support/children.ts';

let scratch: Scratch;
beforeEach(() => {
  scratch = createScratch();
});
afterEach(() => scratch.remove());

const table = (name: string) =>
  `await db.schema.createTable('${name}').addColumn('id', 'text').execute();`;

async function tables(store: Store): Promise<readonly string[]> {
  return Object.keys(await describeSchema(store.db));
}

async function applied(store: Store): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(
    store.db,
  );
  return rows.map(({ name }) => name);
}

/** Opens the store in a process of its own; returns its exit code, or the signal that ended it. */
async function openElsewhere(): Promise<number | string> {
  const script = `
    import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../src/store/store.ts'))};
    import { silentLog } from ${JSON.stringify(join(import.meta.dirname, '../../src/base/log.ts'))};
    const store = await openStore({ file: ${JSON.stringify(scratch.file)},
      migrationsFolder: ${JSON.stringify(scratch.migrationsFolder)}, log: silentLog });
    await store.close();`;
  const child = guarded(
    spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal ?? code ?? -1;
}

describe('migrations', () => {
  test('run in order of name, each once', async () => {
    scratch.migration('0010-b', `${table('b')} await db.schema.dropTable('a').execute();`);
    scratch.migration('0002-a', table('a'));
    for (let i = 0; i < 2; i += 1) {
      const store = await scratch.open();
      expect(await tables(store)).toEqual(['b', 'migration', 'note']);
      expect(await applied(store)).toEqual(['0001-notes', '0002-a', '0010-b']);
      await store.close();
    }
  });

  test('a later one runs at the next start', async () => {
    await (await scratch.open()).close();
    scratch.migration('0002-a', table('a'));
    const store = await scratch.open();
    expect(await tables(store)).toContain('a');
    await store.close();
  });

  test('case 33: one that fails is undone as a whole; the ones before it stand', async () => {
    scratch.migration('0002-a', table('a'));
    scratch.migration('0003-bad', `${table('c')} throw new Error('bad step');`);
    await expect(scratch.open()).rejects.toThrow('bad step');
    const sqlite = new Database(scratch.file);
    const names = sqlite
      .prepare("select name from sqlite_master where type = 'table'")
      .pluck()
      .all();
    expect(names.toSorted()).toEqual(['a', 'migration', 'note']);
    expect(sqlite.pragma('user_version', { simple: true })).toBe(2);
    sqlite.close();
  });

  test.each([0, 1, 2, 3])(
    'case 33: killed after statement %i: the next start finishes it',
    async (after) => {
      const steps = ['a', 'b', 'c'].map(table);
      steps.splice(after, 0, `if (!process.env.SPARED) process.kill(process.pid, 'SIGKILL');`);
      scratch.migration('0002-deadly', steps.join('\n'));
      expect(await openElsewhere()).toBe('SIGKILL');
      process.env['SPARED'] = 'yes';
      const store = await scratch.open();
      delete process.env['SPARED'];
      expect(await tables(store)).toEqual(['a', 'b', 'c', 'migration', 'note']);
      await store.close();
    },
  );

  test('case 33: three programs that start at once all succeed, and each step is done once', async () => {
    const slow = 'await new Promise((resolve) => setTimeout(resolve, 60));';
    for (const number of [2, 3, 4])
      scratch.migration(`000${number}-s`, `${slow} ${table(`t${number}`)}`);
    expect(await Promise.all([1, 2, 3].map(openElsewhere))).toEqual([0, 0, 0]);
    const store = await scratch.open();
    expect(await applied(store)).toEqual(['0001-notes', '0002-s', '0003-s', '0004-s']);
    await store.close();
  });

  test('two with one number are a mistake of the build', async () => {
    scratch.migration('0002-a', table('a'));
    scratch.migration('0002-b', table('b'));
    await expect(scratch.open()).rejects.toThrow(/share a number/);
  });

  test('and so is one that cannot go up', async () => {
    writeFileSync(join(scratch.migrationsFolder, '0002-a.ts'), 'export const down = 1;');
    await expect(scratch.open()).rejects.toThrow(/no function up/);
  });

  test('other files in the folder are none of them', async () => {
    for (const name of ['README.md', '0002-a.d.ts', '0002-a.test.ts', 'notes.ts']) {
      writeFileSync(join(scratch.migrationsFolder, name), 'export const nothing = 1;');
    }
    const store = await scratch.open();
    expect(await applied(store)).toEqual(['0001-notes']);
    await store.close();
  });
});

test('a strict table refuses what it does not declare, also in a number', async () => {
  const store = await scratch.open();
  const db = await store.transact(NOW, async (tx) => {
    await createStrictTable(tx.db, 'strict_one').addColumn('n', 'integer').execute();
  });
  expect(db).toBeUndefined();
  const text = store.prepare("insert into strict_one (n) values ('many')");
  await expect(store.alone(() => text.run())).rejects.toThrow(/cannot store TEXT/);
  await store.close();
});

test('the schema can be read, to compare it with row types', async () => {
  const store = await scratch.open();
  expect((await describeSchema(store.db))['note']).toEqual([
    { name: 'id', type: 'text', nullable: false, hasDefault: false },
    { name: 'text', type: 'text', nullable: true, hasDefault: false },
  ]);
  await store.close();
});
