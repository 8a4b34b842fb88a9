/** All of a transaction stands or nothing; what belongs after the commit comes after the commit. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLog, type Log } from '../../src/base/log.ts';
import type { Tx } from '../../src/store/db.ts';
import { isUniqueViolation } from '../../src/store/sqlite-errors.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { addNote, createScratch, noteIds, NOW, type NoteTables, type Scratch } from './scratch.ts';

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

const insert = (tx: Tx, id: string) =>
  tx.db.$extendTables<NoteTables>().insertInto('note').values({ id, text: null }).execute();

describe('a transaction', () => {
  test('gives back what its work gives back, and stands', async () => {
    const result = await store.transact(NOW, async (tx) => {
      await insert(tx, 'a');
      return tx.now;
    });
    expect(result).toBe(NOW);
    expect(await noteIds(store)).toEqual(['a']);
  });

  test('that throws leaves nothing, and throws that very error', async () => {
    const error = new Error('no');
    const failing = store.transact(NOW, async (tx) => {
      await insert(tx, 'a');
      throw error;
    });
    await expect(failing).rejects.toBe(error);
    expect(await noteIds(store)).toEqual([]);
    await addNote(store, 'b');
    expect(await noteIds(store)).toEqual(['b']);
  });

  test('is alone: others, readers too, see all of it or nothing', async () => {
    const seen: (readonly string[])[] = [];
    const slow = store.transact(NOW, async (tx) => {
      await insert(tx, 'a');
      await new Promise(setImmediate);
      await insert(tx, 'b');
    });
    const reading = Promise.all([1, 2, 3].map(async () => seen.push(await noteIds(store))));
    const writing = addNote(store, 'c');
    await Promise.all([slow, reading, writing]);
    expect(seen).toEqual([
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(await noteIds(store)).toEqual(['a', 'b', 'c']);
  });

  test('a hundred at once all stand', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, i) => addNote(store, `n${i}`)));
    expect(await noteIds(store)).toHaveLength(100);
  });

  test('tells a doubled key by its column', async () => {
    await addNote(store, 'a');
    const error: unknown = await addNote(store, 'a').catch((thrown: unknown) => thrown);
    expect(isUniqueViolation(error, 'note.id')).toBe(true);
    expect(isUniqueViolation(error, 'note.text')).toBe(false);
    expect(isUniqueViolation(new Error('UNIQUE constraint failed: note.id'), 'note.id')).toBe(
      false,
    );
  });
});

describe('after the commit', () => {
  test('deeds run in order, and see what was committed', async () => {
    const order: string[] = [];
    let seen: Promise<readonly string[]> | undefined;
    await store.transact(NOW, async (tx) => {
      tx.afterCommit(() => order.push('first'));
      await insert(tx, 'a');
      tx.afterCommit(() => {
        order.push('second');
        seen = noteIds(store);
      });
      order.push('work');
    });
    expect(order).toEqual(['work', 'first', 'second']);
    expect(await seen).toEqual(['a']);
  });

  test('deeds of a failed transaction never run', async () => {
    let ran = false;
    const failing = store.transact(NOW, async (tx) => {
      tx.afterCommit(() => (ran = true));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(ran).toBe(false);
  });

  test('a deed that throws is logged; the others run, and the transaction counts as done', async () => {
    const troubles: string[] = [];
    const log: Log = { ...silentLog, trouble: (event) => void troubles.push(event) };
    const { migrationsFolder } = scratch;
    const own = await openStore({ file: ':memory:', migrationsFolder, log });
    let ran = false;
    const result = await own.transact(NOW, async (tx) => {
      tx.afterCommit(() => {
        throw new Error('bad deed');
      });
      tx.afterCommit(() => (ran = true));
      return 'done';
    });
    expect({ result, ran, troubles }).toEqual({
      result: 'done',
      ran: true,
      troubles: ['store.after_commit_failed'],
    });
    await own.close();
  });
});

describe('mistakes that would wait for ever are errors at once', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['reading through the outer database', () => noteIds(store)],
    ['another transaction', () => addNote(store, 'b')],
    ['the hot path', () => store.alone(() => 1)],
    ['the hot path, several statements', () => store.atomically(() => 1)],
  ])('%s inside a transaction', async (_, mistake) => {
    const failing = store.transact(NOW, async (tx) => {
      await insert(tx, 'a');
      await mistake();
    });
    await expect(failing).rejects.toThrow(/inside a transaction/);
    expect(await noteIds(store)).toEqual([]);
  });

  test('but what a transaction left running may use the database once it is over', async () => {
    let open: () => void = () => undefined;
    let later: Promise<readonly string[]> | undefined;
    await store.transact(NOW, async (tx) => {
      await insert(tx, 'a');
      const gate = new Promise<void>((resolve) => (open = resolve));
      later = gate.then(() => noteIds(store));
    });
    open();
    expect(await later).toEqual(['a']);
  });

  test('writing outside a transaction', async () => {
    const db = store.db.$extendTables<NoteTables>();
    const write = db.insertInto('note').values({ id: 'a', text: null }).execute();
    await expect(write).rejects.toThrow(/outside a transaction/);
  });

  test('reading a table row by row would hold the only connection', async () => {
    const rows = store.db.$extendTables<NoteTables>().selectFrom('note').selectAll().stream();
    await expect(rows.next()).rejects.toThrow(/pages/);
  });
});

test('more different statements than are kept prepared', async () => {
  const db = store.db.$extendTables<NoteTables>();
  await addNote(store, 'a');
  for (let i = 0; i < 1_100; i += 1) {
    const row = await db
      .selectFrom('note')
      .select('id')
      .limit(i + 1)
      .where(
        'id',
        'in',
        Array.from({ length: (i % 550) + 1 }, () => 'a'),
      )
      .executeTakeFirst();
    expect(row?.id).toBe('a');
  }
});

test('closing waits for the transaction in hand; afterwards nothing works', async () => {
  const slow = store.transact(NOW, async (tx) => {
    await new Promise(setImmediate);
    await insert(tx, 'a');
  });
  await store.close();
  await slow;
  await expect(noteIds(store)).rejects.toThrow(/not open/);
  store = await scratch.open();
  expect(await noteIds(store)).toEqual(['a']);
});
