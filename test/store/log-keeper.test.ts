/** A long log goes into the database while others work, and begins anew. */
import { statSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LONG_LOG_PAGES } from '../../src/store/log-keeper.ts';
import type { Store } from '../../src/store/store.ts';
import { addNote, createScratch, noteIds, type Scratch } from './scratch.ts';

let scratch: Scratch;
let store: Store;
beforeEach(async () => {
  scratch = createScratch();
  store = await scratch.open();
});
afterEach(() => scratch.remove());

const PAGE = 'x'.repeat(4_000);
const log = () => statSync(`${scratch.file}-wal`).size;
const database = () => statSync(scratch.file).size;

/** Writes so many pages, a few in each transaction */
async function write(pages: number, name: string): Promise<void> {
  const insert = store.prepare('insert into note (id, text) values (?, ?)');
  for (let page = 0; page < pages; page += 20)
    await store.atomicallySoon(() => {
      for (let n = page; n < page + 20; n += 1) insert.run(`${name}${n}`, PAGE);
    });
}

test('it is brought into the database by another thread again and again, and begins anew', async () => {
  const before = database();
  const times = 4;
  for (let time = 1; time <= times; time += 1) {
    await write(LONG_LOG_PAGES, `${time}-`);
    for (let n = 0; n < 70; n += 1) await addNote(store, `note${time}-${n}`);
    const grown = before + time * LONG_LOG_PAGES * 4_000;
    await vi.waitUntil(() => database() > grown, { timeout: 20_000 });
  }
  expect(log()).toBeLessThan((times - 1) * LONG_LOG_PAGES * 4_120);
  expect(await noteIds(store)).toHaveLength(times * (LONG_LOG_PAGES + 70));
  await store.close();
}, 60_000);

test('a store that is closed meanwhile waits for it, and nothing is missing', async () => {
  await write(LONG_LOG_PAGES, 'a');
  for (let n = 0; n < 70; n += 1) await addNote(store, `note${n}`);
  await store.close();
  const again = await scratch.open();
  expect(await noteIds(again)).toHaveLength(LONG_LOG_PAGES + 70);
  expect(await again.alone(() => again.prepare('pragma integrity_check').all())).toEqual([
    { integrity_check: 'ok' },
  ]);
  await again.close();
});
