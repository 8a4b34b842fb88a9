/** Said in one go or one after the other: the same messages, in the same places. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Saying } from '../../src/jobs/contract.ts';
import { withJobTables } from '../../src/jobs/tables.ts';
import { openBench, saying, type Bench } from './bench.ts';

async function rowsAfter(write: (bench: Bench) => Promise<void>) {
  const bench = await openBench();
  await bench.say(saying('stands', 'before'), saying('thread', 'x', { threadOf: 'stands' }));
  await write(bench);
  const rows = await withJobTables(bench.store.db)
    .selectFrom('message')
    .selectAll()
    .orderBy('place')
    .execute();
  await bench.store.close();
  return rows;
}

const atOnce = (sayings: readonly Saying[]) =>
  rowsAfter(({ store, clock, outbox }) =>
    store.transact(clock.now(), (tx) => outbox.say(tx, ...sayings)),
  );
const oneByOne = (sayings: readonly Saying[]) => rowsAfter((bench) => bench.say(...sayings));

test('a new one, its thread, an answer to that, an edit and a second of the same key', async () => {
  const sayings = [
    saying('a', 'one'),
    saying('b', 'two', { threadOf: 'a', to: 'C2' }),
    saying('c', 'three', { threadOf: 'b' }),
    saying('stands', 'after'),
    saying('a', 'another'),
    saying('d', 'four', { threadOf: 'thread' }),
    saying('d', 'four', { threadOf: 'thread' }),
  ];
  const rows = await atOnce(sayings);
  expect(rows).toEqual(await oneByOne(sayings));
  const facts = rows.map(({ key, place, version, target, thread_of, state }) =>
    [key, place, version, target, thread_of, state].join(' '),
  );
  expect(facts).toEqual([
    'stands 1 2 C1  ready',
    'thread 2 1 C1 stands waiting',
    'a 3 2 C1  ready',
    'b 4 1 C1 a waiting',
    'c 5 1 C1 a waiting',
    'd 6 1 C1 stands waiting',
  ]);
});

test('one that answers nothing that was ever said takes all of them back', async () => {
  const sayings = [saying('a', 'one'), saying('b', 'two', { threadOf: 'nothing' })];
  await expect(atOnce(sayings)).rejects.toThrow('b answers nothing: never said');
});

test('whatever is said', async () => {
  const key = fc.constantFrom('a', 'b', 'c', 'stands', 'thread');
  const one = fc.record({
    key,
    text: fc.constantFrom('x', 'y'),
    threadOf: fc.constantFrom(undefined, 'stands', 'thread'),
    usefulUntil: fc.constantFrom(undefined, '2026-11-20T09:00:00.000Z', '2026-11-21T09:00:00.000Z'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(one, { maxLength: 9 }), async (list) => {
      const sayings = list.map(({ key: name, text, threadOf, usefulUntil }) =>
        saying(name, text, {
          ...(threadOf === undefined || threadOf === name ? {} : { threadOf }),
          ...(usefulUntil === undefined ? {} : { usefulUntil }),
        }),
      );
      expect(await atOnce(sayings)).toEqual(await oneByOne(sayings));
    }),
    { numRuns: 20 },
  );
});
