/** What is due is kept once, in order, late if it must be, and never in vain. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { plusMinutes, type Instant } from '../../src/base/time.ts';
import type { DuePromise } from '../../src/jobs/contract.ts';
import type { KeepPromise } from '../../src/jobs/keep-promise.ts';
import { writePromise } from '../../src/jobs/promises.ts';
import type { Scheduler } from '../../src/jobs/scheduler.ts';
import { saying, START } from './bench.ts';
import { createLife, mortalStore } from './mortal.ts';
import { at, openPromiseBench, promised, type PromiseBench } from './promise-bench.ts';

let bench: PromiseBench;
let scheduler: Scheduler;
beforeEach(async () => {
  bench = await openPromiseBench();
  scheduler = bench.create();
});
afterEach(async () => {
  await scheduler.stop();
  await bench.store.close();
});

describe('keeping', () => {
  test('what is due, in the order in which it is due, and nothing early', async () => {
    await bench.make(promised('c', 3), promised('a', 1), promised('b', 2), promised('d', 9));
    await scheduler.tick(at(5));
    expect(bench.kept).toEqual(['a', 'b', 'c']);
    await scheduler.tick(at(5));
    expect(bench.kept).toHaveLength(3);
    await scheduler.tick(at(9));
    expect(bench.kept).toEqual(['a', 'b', 'c', 'd']);
  });

  test('a handler gets what was promised', async () => {
    let got: DuePromise | undefined;
    const keep: KeepPromise = async (due) => {
      got = due;
      return { kind: 'done' };
    };
    const payload = { week: '2026-11-23', n: 3, yes: true, none: null };
    const whole = promised('a', 0, { payload, releaseId: 'r1' });
    await bench.make(whole);
    await bench.create({ keepers: { ask: keep } }).tick(at(2));
    expect(got).toEqual({ ...whole, late: false });
  });

  test('more than two minutes behind is late', async () => {
    await bench.make(promised('a', 0), promised('b', 1));
    await scheduler.tick(plusMinutes(START, 3));
    expect((await bench.promise('a')).late).toBe(1);
    expect((await bench.promise('b')).late).toBe(0);
  });

  test('many more than one batch', async () => {
    await bench.make(
      ...Array.from({ length: 130 }, (_, i) => promised(`p${String(i).padStart(3, '0')}`, 0)),
    );
    await scheduler.tick(at(0));
    expect(bench.kept).toHaveLength(130);
    expect(bench.kept).toEqual(bench.kept.toSorted());
  });

  test('two ticks at once keep each promise once', async () => {
    await bench.make(promised('a', 0), promised('b', 0));
    await Promise.all([scheduler.tick(at(1)), scheduler.tick(at(1)), bench.create().tick(at(1))]);
    expect(bench.kept).toEqual(['a', 'b']);
  });

  test('what a handler promises for now is kept in the same tick', async () => {
    const keep: KeepPromise = async (due, transact) => {
      bench.kept.push(due.key);
      if (due.key === 'a') await transact(at(1), (tx) => writePromise(tx, promised('b', 1)));
      return { kind: 'done' };
    };
    await bench.make(promised('a', 0));
    await bench.create({ keepers: { ask: keep } }).tick(at(1));
    expect(bench.kept).toEqual(['a', 'b']);
  });

  test('a handler may find that there is nothing to do', async () => {
    const keep: KeepPromise = async () => ({ kind: 'skipped', reason: 'everyone has answered' });
    await bench.make(promised('a', 0));
    await bench.create({ keepers: { ask: keep } }).tick(at(0));
    expect(await bench.promise('a')).toMatchObject({
      state: 'skipped',
      reason: 'everyone has answered',
    });
  });

  test('and may say so after it wrote something', async () => {
    const keep: KeepPromise = async (_, transact) => {
      await transact(START, (tx) => bench.outbox.say(tx, saying('m', 'x')));
      return { kind: 'skipped', reason: 'paused' };
    };
    await bench.make(promised('a', 0));
    await bench.create({ keepers: { ask: keep } }).tick(at(0));
    expect(await bench.promise('a')).toMatchObject({ state: 'skipped', reason: 'paused' });
  });
});

describe('after downtime', () => {
  test('case 28: what is still useful is kept late; the rest is skipped with a reason', async () => {
    await bench.make(promised('old', 0), promised('fresh', 100));
    await scheduler.tick(at(121));
    expect(bench.kept).toEqual(['fresh']);
    expect(await bench.promise('fresh')).toMatchObject({ state: 'done', late: 1 });
    const old = await bench.promise('old');
    expect(old.state).toBe('skipped');
    expect(old.reason).toMatch(/not running|before Slipway was running/);
  });

  test('the last useful instant is still useful', async () => {
    await bench.make(promised('a', 0));
    await scheduler.tick(at(120));
    expect(bench.kept).toEqual(['a']);
  });
});

describe('by itself', () => {
  afterEach(() => vi.useRealTimers());

  test('beats once a minute, keeps what is due, then does the work of the beat', async () => {
    vi.useFakeTimers({ now: new Date(START), toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const beats: Instant[] = [];
    const beating = bench.create({ beat: async (now) => void beats.push(now) });
    await bench.make(promised('a', 0), promised('b', 1), promised('c', 3));
    beating.start();
    await expect.poll(() => bench.kept).toEqual(['a']);
    for (let minute = 1; minute <= 3; minute += 1) {
      bench.clock.push(at(minute));
      await vi.advanceTimersByTimeAsync(60_000);
      await expect.poll(() => beats.length).toBe(minute);
    }
    expect(bench.kept).toEqual(['a', 'b', 'c']);
    await beating.stop();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(beats).toHaveLength(3);
  });

  test('takes over from a dead one when its lease runs out, not only at the next minute', async () => {
    const toFake = ['setTimeout', 'clearTimeout', 'Date'] as const;
    vi.useFakeTimers({ now: new Date(START), toFake: [...toFake] });
    await bench.make(promised('a', 0));
    const life = createLife(1_000);
    const deadly: KeepPromise = async () => {
      life.end();
      await life.step();
      return { kind: 'done' };
    };
    const store = mortalStore(bench.store, life);
    void bench.create({ store, keepers: { ask: deadly } }).tick(at(0));
    await life.over;
    scheduler.start();
    await vi.advanceTimersByTimeAsync(0);
    await expect.poll(() => vi.getTimerCount()).toBeGreaterThan(1);
    bench.wall.push(plusMinutes(bench.wall.now(), 0.25));
    await vi.advanceTimersByTimeAsync(15_000);
    await expect.poll(() => bench.kept).toEqual(['a']);
  });

  test('case 32: one that stands by takes over within half a minute, whenever the keeper dies', async () => {
    vi.useFakeTimers({
      now: new Date(START),
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    });
    const life = createLife(1_000);
    const deadly: KeepPromise = async (due) => {
      if (due.key === 'a') return { kind: 'done' };
      life.end();
      await life.step();
      return { kind: 'done' };
    };
    scheduler.start();
    await vi.advanceTimersByTimeAsync(1_000);
    // The beat of this minute is over: only the watch can notice before the next.
    await bench.make(promised('a', 0), promised('b', 0), promised('c', 0));
    const store = mortalStore(bench.store, life);
    void bench.create({ store, keepers: { ask: deadly } }).tick(at(0));
    await life.over;
    for (let seconds = 0; seconds < 29; seconds += 1) {
      bench.wall.push(plusMinutes(bench.wall.now(), 1 / 60));
      await vi.advanceTimersByTimeAsync(1_000);
    }
    await expect.poll(() => bench.kept.toSorted()).toEqual(['b', 'c']);
  });

  test('case 32: one that takes long over a promise is not taken for dead', async () => {
    vi.useFakeTimers({
      now: new Date(START),
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    });
    let finish: () => void = () => undefined;
    const slow: KeepPromise = async (due) => {
      await new Promise<void>((resolve) => (finish = resolve));
      bench.kept.push(`${due.key} by the slow one`);
      return { kind: 'done' };
    };
    scheduler.start();
    await vi.advanceTimersByTimeAsync(1_000);
    await bench.make(promised('a', 0));
    const ticking = bench.create({ keepers: { ask: slow } }).tick(at(0));
    await expect.poll(async () => (await bench.promise('a')).state).toBe('doing');
    for (let seconds = 0; seconds < 45; seconds += 1) {
      bench.wall.push(plusMinutes(bench.wall.now(), 1 / 60));
      await vi.advanceTimersByTimeAsync(1_000);
    }
    finish();
    await ticking;
    expect(bench.kept).toEqual(['a by the slow one']);
    expect(await bench.promise('a')).toMatchObject({ state: 'done', attempts: 1 });
  });

  test('case 49: stopping does not wait for ever', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stuck: KeepPromise = () => new Promise(() => undefined);
    await bench.make(promised('a', 0));
    const stopping = bench.create({ keepers: { ask: stuck } });
    void stopping.tick(at(0));
    await expect.poll(async () => (await bench.promise('a')).state).toBe('doing');
    const stopped = stopping.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    await stopped;
  });

  test('case 49: stopping finishes the promise in hand and leaves the rest', async () => {
    let finish: () => void = () => undefined;
    const slow: KeepPromise = async (due) => {
      bench.kept.push(due.key);
      await new Promise<void>((resolve) => (finish = resolve));
      return { kind: 'done' };
    };
    await bench.make(promised('a', 0), promised('b', 0));
    const stopping = bench.create({ keepers: { ask: slow } });
    const ticking = stopping.tick(at(0));
    await expect.poll(() => bench.kept).toEqual(['a']);
    const stopped = stopping.stop();
    finish();
    await stopped;
    await ticking;
    expect(await bench.promise('a')).toMatchObject({ state: 'done' });
    expect(await bench.promise('b')).toMatchObject({ state: 'waiting', attempts: 0 });
    await scheduler.tick(at(0));
    expect(bench.kept).toEqual(['a', 'b']);
  });
});

test('an empty tick writes nothing', async () => {
  await bench.make(promised('a', 60));
  const changes = bench.store.prepare<{ n: number }>('select total_changes() as n');
  const before = await bench.store.alone(() => changes.first());
  for (let minute = 0; minute < 60; minute += 1) await scheduler.tick(at(minute));
  expect(await bench.store.alone(() => changes.first())).toEqual(before);
});
