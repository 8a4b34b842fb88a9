/** A log that is as long as it gets from the start holds what one that grows would hold. */
import fs, { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { addNote, createScratch, noteIds, type Scratch } from './scratch.ts';

let scratch: Scratch;
let troubles: string[];
beforeEach(() => {
  scratch = createScratch();
  troubles = [];
});
afterEach(() => scratch.remove());

const FULL = 32 * 1024 * 1024;
const size = () => statSync(`${scratch.file}-wal`).size;

function open(): Promise<Store> {
  const { file, migrationsFolder } = scratch;
  const log = { ...silentLog, trouble: (event: string) => void troubles.push(event) };
  return openStore({ file, migrationsFolder, log, fillsLog: true });
}

test('it is written over in place, and others find in it what was committed', async () => {
  const store = await open();
  expect(size()).toBe(FULL);
  await addNote(store, 'a');
  expect(size()).toBe(FULL);
  // Another program, and one that starts after this one was killed and reads the log from its start.
  const other = await open();
  expect(await noteIds(other)).toEqual(['a']);
  await addNote(other, 'b');
  expect(await noteIds(store)).toEqual(['a', 'b']);
  for (const end of ['', '-wal']) fs.copyFileSync(scratch.file + end, `${scratch.file}.left${end}`);
  const left = new Database(`${scratch.file}.left`);
  expect(left.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(left.prepare('select id from note order by id').pluck().all()).toEqual(['a', 'b']);
  left.close();
  await store.close();
  await other.close();
  expect(troubles).toEqual([]);
});

test('where there is no room for it, it stays as it was, and all goes on', async () => {
  const { writeSync } = fs;
  const full = vi.spyOn(fs, 'writeSync').mockImplementation((...values: unknown[]) => {
    if (Number(values[4]) > FULL / 2)
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    return Number(Reflect.apply(writeSync, fs, values));
  });
  onTestFinished(() => full.mockRestore());
  const store = await open();
  expect(troubles).toEqual(['store.log_not_filled']);
  expect(size()).toBeLessThan(FULL / 4);
  await addNote(store, 'a');
  expect(await noteIds(store)).toEqual(['a']);
  await store.close();
});

test('while another program writes, nobody writes behind the log', async () => {
  const first = await scratch.open();
  const other = new Database(scratch.file);
  other.exec('begin immediate');
  const before = size();
  const store = await open();
  other.exec('rollback');
  other.close();
  expect([troubles, size()]).toEqual([['store.log_not_filled'], before]);
  await store.close();
  await first.close();
});
