/** A file that is not ours, not whole, or of another Slipway is refused in one sentence and not changed. */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SlipwayError } from '../../src/base/errors.ts';
import { addNote, createScratch, noteIds, type Scratch } from './scratch.ts';

let scratch: Scratch;
beforeEach(() => {
  scratch = createScratch();
});
afterEach(() => scratch.remove());

const digest = () => createHash('sha256').update(readFileSync(scratch.file)).digest('hex');

async function expectRefusal(pattern: RegExp): Promise<void> {
  const before = digest();
  const error: unknown = await scratch.open().then(
    (store) => store.close(),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SlipwayError);
  if (!(error instanceof SlipwayError)) return;
  expect(error.sentence).toMatch(pattern);
  expect(error.sentence).not.toContain('\n');
  expect(error.sentence).toMatch(/not touched it/);
  expect(digest()).toBe(before);
}

async function makeOurs(): Promise<void> {
  const store = await scratch.open();
  for (let i = 0; i < 60; i += 1) await addNote(store, `n${i}`, 'x'.repeat(1_000));
  await store.close();
}

describe('opened', () => {
  test('a missing file in a missing folder, and again afterwards', async () => {
    await makeOurs();
    const store = await scratch.open();
    expect(await noteIds(store)).toHaveLength(60);
    await store.close();
  });

  test('an empty file', async () => {
    mkdirSync(dirname(scratch.file));
    writeFileSync(scratch.file, '');
    await makeOurs();
  });

  test('a database without tables', async () => {
    mkdirSync(dirname(scratch.file));
    const empty = new Database(scratch.file);
    empty.pragma('user_version = 0');
    empty.exec('vacuum');
    empty.close();
    await makeOurs();
  });

  test('is marked as ours, and guarded', async () => {
    const store = await scratch.open();
    const value = (name: string) =>
      store.alone(() => Object.values(store.prepare<object>(`pragma ${name}`).first() ?? {})[0]);
    expect(await value('application_id')).toBe(0x534c4950);
    expect(await value('user_version')).toBe(1);
    expect(await value('journal_mode')).toBe('wal');
    expect(await value('foreign_keys')).toBe(1);
    expect(await value('busy_timeout')).toBeLessThanOrEqual(50);
    await store.close();
  });

  test('after an unclean end, with what was committed', async () => {
    const store = await scratch.open();
    await addNote(store, 'a');
    const again = await scratch.open();
    expect(await noteIds(again)).toEqual(['a']);
    await again.close();
    await store.close();
  });
});

describe('recovered', () => {
  test('a file whose last writer died in the middle of a write outside the log', async () => {
    mkdirSync(dirname(scratch.file));
    const original = `${scratch.file}.original`;
    const dying = new Database(original);
    dying.pragma('journal_mode = delete');
    dying.pragma('application_id = 1397508432');
    dying.exec('create table spare (text text)');
    dying.exec('begin immediate');
    // More than the cache holds, so that half a transaction is in the file already.
    dying.pragma('cache_size = 2');
    const insert = dying.prepare('insert into spare (text) values (?)');
    for (let i = 0; i < 50; i += 1) insert.run('x'.repeat(2_000));
    copyFileSync(original, scratch.file);
    copyFileSync(`${original}-journal`, `${scratch.file}-journal`);
    dying.close();
    const store = await scratch.open();
    const count = store.prepare<{ n: number }>('select count(*) as n from spare');
    expect(await store.alone(() => count.first())).toEqual({ n: 0 });
    await store.close();
  });
});

describe('not to be had', () => {
  const sentenceOf = async () => {
    const error: unknown = await scratch.open().catch((thrown: unknown) => thrown);
    return error instanceof SlipwayError ? error.sentence : String(error);
  };

  test('a folder where the file should be', async () => {
    mkdirSync(scratch.file, { recursive: true });
    expect(await sentenceOf()).toMatch(/^I cannot open or write the database .*slipway\.db/);
  });

  test('a file where the folder should be', async () => {
    writeFileSync(dirname(scratch.file), 'x');
    expect(await sentenceOf()).toMatch(/^I cannot open or write the database/);
  });

  test('a file that another program keeps to itself', async () => {
    await makeOurs();
    const other = new Database(scratch.file);
    other.pragma('locking_mode = exclusive');
    other.exec('begin exclusive');
    expect(await sentenceOf()).toMatch(/^Another program holds the database/);
    other.close();
  });
});

describe('refused', () => {
  test('case 31: text', async () => {
    mkdirSync(dirname(scratch.file));
    writeFileSync(scratch.file, 'Dear diary,\n'.repeat(400));
    await expectRefusal(/is not an SQLite database/);
  });

  test('case 31: another program’s database', async () => {
    mkdirSync(dirname(scratch.file));
    const foreign = new Database(scratch.file);
    foreign.exec('create table bookmark (url text)');
    foreign.close();
    await expectRefusal(/belongs to another program/);
  });

  test('case 31: another program’s database in WAL mode, with a log that was left behind', async () => {
    mkdirSync(dirname(scratch.file));
    const foreign = new Database(scratch.file);
    foreign.pragma('journal_mode = wal');
    foreign.exec('create table bookmark (url text)');
    await expectRefusal(/belongs to another program/);
    foreign.close();
  });

  test('case 31: a page of rubbish', async () => {
    await makeOurs();
    const bytes = readFileSync(scratch.file);
    bytes.fill(0xa5, 4_096 * 4, 4_096 * 6);
    writeFileSync(scratch.file, bytes);
    await expectRefusal(/is damaged/);
  });

  test('case 31: cut in the middle', async () => {
    await makeOurs();
    truncateSync(scratch.file, 4_096 * 5);
    await expectRefusal(/is damaged/);
  });

  test('case 31, case 34: of a newer Slipway', async () => {
    scratch.migration(
      '0002-later',
      'await db.schema.createTable("later").addColumn("id", "text").execute();',
    );
    await makeOurs();
    const older = createScratch();
    const { migrationsFolder } = older;
    scratch = { ...scratch, open: () => openWith(migrationsFolder) };
    await expectRefusal(/another version of Slipway \(it knows 0002-later/);
    older.remove();
  });

  test('case 31: of a Slipway with another history', async () => {
    await makeOurs();
    scratch.migration('0000-earlier', '');
    await expectRefusal(/another version of Slipway/);
  });
});

async function openWith(migrationsFolder: string) {
  const { openStore } = await import('../../src/store/store.ts');
  const { silentLog } = await import('../../src/base/log.ts');
  return await openStore({ file: scratch.file, migrationsFolder, log: silentLog });
}
