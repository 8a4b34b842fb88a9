/** Only one holder at a time, and a new epoch with every change of hands. */
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plusMilliseconds } from '../../src/base/time.ts';
import { createLease, type Lease } from '../../src/jobs/leases.ts';
import { openBench, type Bench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.store.close());

function lease(name = 'outbox'): Lease {
  return createLease({ store: bench.store, wall: bench.wall, name, milliseconds: 15_000 });
}

function wait(milliseconds: number): void {
  bench.wall.push(plusMilliseconds(bench.wall.now(), milliseconds));
}

test('the first takes it, the second gets nothing and learns until when', async () => {
  expect(await lease().hold()).toBe(1);
  const second = lease();
  expect(await second.hold()).toBeNull();
  expect(await second.freeAt()).toBe('2031-03-01T00:00:15.000Z');
});

test('a holder that renews in time keeps it and its epoch', async () => {
  const first = lease();
  await first.hold();
  for (let i = 0; i < 10; i += 1) {
    wait(5_000);
    expect(await first.hold()).toBe(1);
  }
  expect(await lease().hold()).toBeNull();
});

test('case 32: when it runs out the next takes it under a new epoch, and the first gets nothing', async () => {
  const first = lease();
  await first.hold();
  wait(14_999);
  const second = lease();
  expect(await second.hold()).toBeNull();
  wait(1);
  expect(await second.hold()).toBe(2);
  expect(await first.hold()).toBeNull();
});

test('let go, it is free at once', async () => {
  const first = lease();
  await first.hold();
  await first.release();
  const second = lease();
  expect(await second.freeAt()).toBeNull();
  expect(await second.hold()).toBe(2);
});

test('letting go of what somebody else has by now changes nothing', async () => {
  const first = lease();
  await first.hold();
  wait(20_000);
  await lease().hold();
  await first.release();
  expect(await lease().hold()).toBeNull();
});

test('leases of other names are other leases', async () => {
  expect(await lease('outbox').hold()).toBe(1);
  expect(await lease('promises').hold()).toBe(1);
});

test('renewing is not written more often than every third of its time', async () => {
  const first = lease();
  await first.hold();
  const changes = bench.store.prepare<{ n: number }>('select total_changes() as n');
  const before = await bench.store.alone(() => changes.first());
  wait(4_999);
  await first.hold();
  expect(await bench.store.alone(() => changes.first())).toEqual(before);
});

test('a lease that ends absurdly late, after the clock was set back, can be taken', async () => {
  await lease().hold();
  const behind = { now: () => '2031-02-27T00:00:00.000Z' };
  const after = createLease({
    store: bench.store,
    wall: behind,
    name: 'outbox',
    milliseconds: 15_000,
  });
  expect(await after.hold()).toBe(2);
});

test('case 27: a holder whose clock is set back renews, so that nobody takes it for run out', async () => {
  let shift = 0;
  const wall = { now: () => plusMilliseconds(bench.wall.now(), shift) };
  const create = (): Lease =>
    createLease({ store: bench.store, wall, name: 'outbox', milliseconds: 15_000 });
  const first = create();
  await first.hold();
  shift = -24 * 3_600_000;
  expect(await first.hold()).toBe(1);
  expect(await create().hold()).toBeNull();
});

test('case 32: whatever they do, never two at once, and epochs only grow', async () => {
  const step = fc.record({
    who: fc.nat(2),
    what: fc.constantFrom('hold', 'release', 'wait'),
    ms: fc.nat(20_000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.uuid(), async (steps, name) => {
      const all = [lease(name), lease(name), lease(name)];
      let last = { epoch: 0, who: -1, until: '' };
      for (const { who, what, ms } of steps) {
        if (what === 'wait') wait(ms);
        else if (what === 'release') {
          await all[who]?.release();
          if (last.who === who) last = { ...last, until: '' };
        } else {
          const epoch = (await all[who]?.hold()) ?? null;
          if (epoch === null) continue;
          const isOther = who !== last.who;
          if (isOther) expect(last.until <= bench.wall.now()).toBe(true);
          expect(epoch - last.epoch >= (isOther ? 1 : 0)).toBe(true);
          last = { epoch, who, until: plusMilliseconds(bench.wall.now(), 9_999) };
        }
      }
    }),
    { numRuns: 60 },
  );
});
