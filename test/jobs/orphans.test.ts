/** What belongs to nobody living is taken over, and nothing else. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createInbox } from '../../src/jobs/inbox.ts';
import { createOpenWindows } from '../../src/jobs/open-windows.ts';
import { createAdopt } from '../../src/jobs/orphans.ts';
import type { Seats } from '../../src/store/seats.ts';
import { openBench, START, type Bench } from './bench.ts';

let bench: Bench;
let living: Set<number>;
beforeEach(async () => {
  bench = await openBench();
  living = new Set();
});
afterEach(() => bench.store.close());

/** Somebody who sits there. */
const at = (seat: number): Seats => {
  living.add(seat);
  return {
    take: () => undefined,
    leave: () => void living.delete(seat),
    own: () => seat,
    whileEmpty: async (other, work) => (other !== seat && living.has(other) ? null : work()),
  };
};
const records = async (seat: number | null, ...keys: readonly string[]): Promise<void> => {
  const inbox = createInbox(bench.store, () => seat);
  for (const key of keys) await inbox.recordArrival({ key, kind: 'command', body: {} }, START);
};
const opensAfterDeed = async (seat: number, key: string): Promise<void> => {
  await records(seat, key);
  await createInbox(bench.store).finish(key, 'done', START);
  await createOpenWindows(bench.store).opened(key, { viewId: `V-${key}`, hash: 'first' });
};
const adopts = async (seats: Seats, when: 'at-start' | 'of-others') => {
  const { unfinished, windows } = await createAdopt(bench.store, seats)(when);
  return [...unfinished.map(({ key }) => key), ...windows.map(({ viewId }) => viewId)];
};

test('at the start: what lies at our seat, at an empty one and at none, not what the living have', async () => {
  await records(1, 'ours');
  await records(2, 'of the dead');
  await records(3, 'of the living');
  await records(null, 'of nobody');
  await opensAfterDeed(1, 'before');
  await opensAfterDeed(2, 'dead');
  await opensAfterDeed(3, 'living');
  const us = at(1);
  at(3);
  expect(await adopts(us, 'at-start')).toEqual([
    'of nobody',
    'of the dead',
    'ours',
    'V-before',
    'V-dead',
  ]);
});

test('later: what others died over since, once, by one of those who look', async () => {
  const [first, second, third] = [at(1), at(2), at(3)];
  await records(1, 'in hand');
  await records(null, 'of a program without a seat');
  await records(2, 'later', 'earlier');
  await opensAfterDeed(2, 'done');
  expect(await adopts(first, 'of-others')).toEqual([]);
  second.leave();
  const taken = await Promise.all([adopts(first, 'of-others'), adopts(third, 'of-others')]);
  expect(taken.flat()).toEqual(['earlier', 'later', 'V-done']);
  expect(await adopts(first, 'of-others')).toEqual([]);
});
