/** Who waits for the disk, who does not, and what counts when it fails. */
import fs from 'node:fs';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { silentLog, type Log } from '../../src/base/log.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { holdDisk } from '../support/held-disk.ts';
import { addNote, createScratch, noteIds, NOW, type NoteTables, type Scratch } from './scratch.ts';

let scratch: Scratch;
let store: Store;
let events: string[];
beforeEach(async () => {
  scratch = createScratch();
  events = [];
  const note = (event: string): void => void events.push(event);
  const log: Log = { ...silentLog, info: note, trouble: note };
  const { file, migrationsFolder } = scratch;
  store = await openStore({ file, migrationsFolder, log });
  events = [];
  await addNote(store, 'before');
});
afterEach(async () => {
  await store.close();
  scratch.remove();
});

const insert = () => {
  const statement = store.prepare("insert into note (id, text) values (?, 'x')");
  return (id: string) => statement.run(id);
};

/** Whether it is settled after all that runs by itself has run. */
async function isSettled(work: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const settle = (): void => void (settled = true);
  work.then(settle, settle);
  for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
  return settled;
}

test('what is said to stand waits for the disk; nobody else does', async () => {
  const disk = holdDisk();
  const add = insert();
  disk.hold();
  const waiting = [
    addNote(store, 'a'),
    store.alone(() => add('b')),
    store.atomically(() => add('c')),
    store.atomicallyNext(() => add('d')),
  ];
  for (const work of waiting) expect(await isSettled(work)).toBe(false);
  // The thread is free, and so is the connection.
  expect(await noteIds(store)).toEqual(['a', 'b', 'before', 'c', 'd']);
  await store.atomicallySoon(() => add('e'));
  await store.transactSoon(NOW, (tx) =>
    tx.db.$extendTables<NoteTables>().insertInto('note').values({ id: 'f', text: null }).execute(),
  );
  expect(disk.syncs).toBe(1);
  disk.go();
  await Promise.all(waiting);
  // One that was under way for the first, and one for all who came meanwhile.
  expect(disk.syncs).toBe(2);
});

test('on a quick disk the work of others does not come between what goes ahead and its sync', async () => {
  const order: string[] = [];
  const add = insert();
  const quick = (_: number, done: fs.NoParamCallback): void =>
    queueMicrotask(() => {
      order.push('on disk');
      done(null);
    });
  const disk = vi.spyOn(fs, 'fdatasync').mockImplementation(quick);
  onTestFinished(() => disk.mockRestore());
  const said = store.atomicallyNext(
    () => add('a'),
    () => order.push('in the log'),
  );
  const behind = store.alone(() => order.push('behind'));
  await Promise.all([said, behind]);
  expect(order).toEqual(['in the log', 'on disk', 'behind']);
});

test('a read waits for nothing, and a transaction for what others left to be saved soon', async () => {
  const disk = holdDisk();
  const add = insert();
  await store.atomically(() => 1);
  const before = disk.syncs;
  await noteIds(store);
  const count = store.prepare<{ n: number }>('select count(*) as n from note');
  await store.alone(() => count.first());
  await store.atomicallySoon(() => add('a'));
  expect(disk.syncs).toBe(before);
  await store.atomically(() => count.first());
  expect(disk.syncs).toBe(before + 1);
});

test('what a killed program left is not taken for saved: the first who relies on it waits', async () => {
  const disk = holdDisk();
  const again = await scratch.open();
  disk.hold();
  const relying = again.atomically(() => 1);
  expect(await isSettled(relying)).toBe(false);
  disk.go();
  await relying;
  await again.close();
});

test('deeds after the commit come after the disk', async () => {
  const disk = holdDisk();
  disk.hold();
  let isDone = false;
  const work = store.transact(NOW, async (tx) => tx.afterCommit(() => (isDone = true)));
  expect(await isSettled(work)).toBe(false);
  expect(isDone).toBe(false);
  disk.go();
  await work;
  expect(isDone).toBe(true);
});

test.each(['EIO', 'ENOSPC'] as const)(
  'case 30: a sync that fails with %s: all who waited hear that nothing is saved, and nothing counts until the log is new',
  async (code) => {
    const disk = holdDisk();
    const add = insert();
    disk.fail(code);
    const failed = await Promise.allSettled([
      addNote(store, 'a'),
      store.alone(() => add('b')),
      store.atomically(() => add('c')),
    ]);
    for (const end of failed)
      expect(end).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    disk.fail(null);
    // A sync would succeed now, and means nothing: the kernel has dropped what it could not write.
    const { syncs } = disk;
    await expect(store.atomically(() => add('d'))).rejects.toThrow('I cannot save right now');
    await expect(addNote(store, 'd')).rejects.toThrow('I cannot save right now');
    expect(disk.syncs).toBe(syncs);
    // Who reads, reads.
    expect(await noteIds(store)).not.toContain('d');
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 1_500);
    await addNote(store, 'e');
    vi.restoreAllMocks();
    expect(await noteIds(store)).toContain('e');
    expect(events).toEqual(['store.sync_failed', 'store.sync_repaired']);
    await addNote(store, 'f');
    expect(disk.syncs).toBeGreaterThan(syncs);
  },
);

test('case 30: while a sync has failed and another program reads the old log, nothing is saved', async () => {
  const disk = holdDisk();
  const reader = await scratch.open();
  let done: () => void = () => undefined;
  const reading = reader.transact(NOW, () => new Promise<void>((resolve) => (done = resolve)));
  disk.fail('EIO');
  await expect(store.alone(() => insert()('a'))).rejects.toThrow();
  disk.fail(null);
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 1_500);
  await expect(addNote(store, 'b')).rejects.toThrow('I cannot save right now');
  done();
  await reading;
  await addNote(store, 'b');
  vi.restoreAllMocks();
  await reader.close();
});
