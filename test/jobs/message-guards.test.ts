/** Statements that must do nothing when somebody else was faster. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLease, type Lease } from '../../src/jobs/leases.ts';
import { prepareLookWrites } from '../../src/jobs/look-writes.ts';
import { prepareReads, type PlacedMessage } from '../../src/jobs/message-reads.ts';
import { prepareWrites, type Claimant, type Moment } from '../../src/jobs/message-writes.ts';
import { openBench, saying, type Bench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.say(saying('a', 'one'));
});
afterEach(() => bench.store.close());

const moment = (): Moment => ({ now: bench.clock.now(), wall: bench.wall.now() });
const lease = (): Lease =>
  createLease({ store: bench.store, wall: bench.wall, name: 'outbox', milliseconds: 15_000 });

async function claimant(held: Lease): Promise<Claimant> {
  const epoch = await held.hold();
  expect(epoch).not.toBeNull();
  return { lease: 'outbox', holder: held.holder, epoch: epoch ?? 0 };
}

async function head(): Promise<PlacedMessage> {
  const row = await bench.store.alone(() => prepareReads(bench.store).headAfter(''));
  if (row === undefined) throw new Error('nothing is ready');
  return row;
}

const claim = (row: PlacedMessage, by: Claimant) =>
  bench.store.alone(() => prepareWrites(bench.store).claim(row, by, moment()));

test('a claim needs the lease as it is now', async () => {
  const first = await claimant(lease());
  bench.wall.push('2031-03-01T00:00:15.000Z');
  const row = await head();
  expect(await claim(row, first)).toBe(false);
  const second = await claimant(lease());
  expect(second.epoch).toBe(first.epoch + 1);
  expect(await claim(row, first)).toBe(false);
  expect(await claim(row, { ...second, holder: first.holder })).toBe(false);
  expect(await claim(row, second)).toBe(true);
  expect(await claim(row, second)).toBe(false);
});

test('a claim needs the words that it will send', async () => {
  const by = await claimant(lease());
  const old = await head();
  await bench.say(saying('a', 'two'));
  expect(await claim(old, by)).toBe(false);
  expect(await claim(await head(), by)).toBe(true);
});

const requestOf = (epoch: number) => ({ epoch, isRedacted: false, secondLook: 'never' });

test('what an earlier request learns changes nothing once there was another', async () => {
  const writes = prepareWrites(bench.store);
  const by = await claimant(lease());
  const first = await head();
  await claim(first, by);
  const again = { kind: 'again', at: bench.wall.now(), reason: 'x', setback: false } as const;
  await bench.store.alone(() => writes.record(first, requestOf(by.epoch), again, moment()));
  await claim(await head(), by);
  const place = { kind: 'sent', channelId: 'C1', ts: '1.1' } as const;
  await bench.store.alone(() => writes.record(first, requestOf(by.epoch), place, moment()));
  expect(await bench.row('a')).toMatchObject({ state: 'sending', ts: null });
  const second = await bench.row('a');
  await bench.store.alone(() => writes.record(first, requestOf(by.epoch + 1), place, moment()));
  expect(await bench.row('a')).toEqual(second);
});

test('a look that was overtaken changes nothing', async () => {
  const looks = prepareLookWrites(bench.store);
  const by = await claimant(lease());
  await claim(await head(), by);
  const seen = await bench.row('a');
  await bench.store.alone(() => looks.presume(seen, bench.wall.now(), by, moment()));
  const unknown = await bench.row('a');
  expect(unknown.state).toBe('unknown');
  await bench.store.alone(() => looks.notFound(seen, by, moment()));
  expect(await bench.row('a')).toEqual(unknown);
  await bench.store.alone(() => looks.notFound(unknown, { ...by, epoch: by.epoch + 1 }, moment()));
  expect(await bench.row('a')).toEqual(unknown);
  await bench.store.alone(() => looks.notFound(unknown, by, moment()));
  expect((await bench.row('a')).state).toBe('ready');
});
