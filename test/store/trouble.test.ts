/** Locked by another program, or no room left: a clear answer, no half state, and no stalled program. */
import Database from 'better-sqlite3';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SlipwayError } from '../../src/base/errors.ts';
import type { Store } from '../../src/store/store.ts';
import { addNote, createScratch, noteIds, type Scratch } from './scratch.ts';

let scratch: Scratch;
let store: Store;
beforeEach(async () => {
  scratch = createScratch();
  store = await scratch.open();
});
afterEach(async () => {
  await store.close();
  scratch.remove();
});

async function troubleOf(work: Promise<unknown>): Promise<SlipwayError> {
  const error: unknown = await work.then(
    () => new Error('it worked'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof SlipwayError) return error;
  throw error;
}

describe('while another program holds the lock', () => {
  let other: Database.Database;
  beforeEach(() => {
    other = new Database(scratch.file);
    other.exec('begin immediate');
  });
  afterEach(() => other.close());

  test('reading goes on', async () => {
    expect(await noteIds(store)).toEqual([]);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['a transaction', () => addNote(store, 'a')],
    [
      'the hot path',
      () => {
        const insert = store.prepare("insert into note (id) values ('a')");
        return store.alone(() => insert.run());
      },
    ],
    [
      'several statements of the hot path',
      () => {
        const insert = store.prepare("insert into note (id) values ('a')");
        return store.atomically(() => insert.run());
      },
    ],
  ])('case 29: %s waits, and goes on when the lock is free', async (_, write) => {
    const writing = write();
    const tick = () => new Promise((resolve) => setTimeout(resolve, 10));
    for (let i = 0; i < 5; i += 1) await tick();
    other.exec('rollback');
    await writing;
    expect(await noteIds(store)).toEqual(['a']);
  });

  test('case 29: for long: it cannot be saved, in words; and the program was never stalled', async () => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const error = await troubleOf(addNote(store, 'a'));
    delay.disable();
    expect(error.code).toBe('unavailable');
    expect(error.sentence).toMatch(/^I cannot save right now/);
    // A stall is at most the 25 ms that SQLite waits by itself; the rest is for a busy machine.
    expect(delay.percentile(90) / 1e6).toBeLessThan(50);
    other.exec('rollback');
    await addNote(store, 'b');
    expect(await noteIds(store)).toEqual(['b']);
  });
});

describe('when the disk is full', () => {
  test('case 30: nothing stands, the person is told, and it recovers by itself', async () => {
    const limit = (pages: number) => store.prepare(`pragma max_page_count = ${pages}`);
    await store.alone(() => limit(1).all());
    const error = await troubleOf(addNote(store, 'a', 'x'.repeat(200_000)));
    expect(error.code).toBe('unavailable');
    expect(error.cause).toMatchObject({ code: 'SQLITE_FULL' });
    const insert = store.prepare('insert into note (id, text) values (?, ?)');
    const both = store.atomically(() => {
      insert.run('small', 'x');
      insert.run('large', 'x'.repeat(200_000));
    });
    expect((await troubleOf(both)).code).toBe('unavailable');
    expect(await noteIds(store)).toEqual([]);
    await store.alone(() => limit(1_000_000).all());
    await addNote(store, 'b', 'x'.repeat(200_000));
    expect(await noteIds(store)).toEqual(['b']);
  });
});

test('other errors stay as they are', async () => {
  await addNote(store, 'a');
  await expect(addNote(store, 'a')).rejects.toThrow(/UNIQUE/);
});
