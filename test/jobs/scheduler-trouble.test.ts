/** Handlers that throw, hang, or die with the whole program: others go on, and nothing is done twice. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SlipwayError } from '../../src/base/errors.ts';
import { plusMinutes } from '../../src/base/time.ts';
import type { KeepPromise } from '../../src/jobs/keep-promise.ts';
import type { Scheduler } from '../../src/jobs/scheduler.ts';
import { withJobTables } from '../../src/jobs/tables.ts';
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

describe('a handler that throws', () => {
  const broken: KeepPromise = async (due) => {
    bench.kept.push(due.key);
    throw new SlipwayError('unavailable', 'GitHub did not answer.');
  };

  test('is tried again after 1, 5, 15, 15 … minutes while useful, then failed', async () => {
    const failing = bench.create({ keepers: { ask: broken } });
    await bench.make(promised('a', 0, { usefulUntil: at(40) }));
    const tries: number[] = [];
    for (let minute = 0; minute <= 60; minute += 1) {
      const before = bench.kept.length;
      await failing.tick(at(minute));
      if (bench.kept.length > before) tries.push(minute);
    }
    expect(tries).toEqual([0, 1, 6, 21, 36]);
    expect(await bench.promise('a')).toMatchObject({
      state: 'failed',
      reason: 'GitHub did not answer.',
    });
  });

  test('does not hold up the others', async () => {
    const keepers = { ask: bench.note, bad: broken };
    await bench.make(promised('a', 0, { kind: 'bad' }), promised('b', 1));
    await bench.create({ keepers }).tick(at(1));
    expect(bench.kept).toEqual(['a', 'b']);
    expect(await bench.promise('b')).toMatchObject({ state: 'done' });
    expect(await bench.promise('a')).toMatchObject({
      state: 'waiting',
      reason: 'GitHub did not answer.',
    });
  });

  test('succeeds in a later try, and nothing of the failed one stands', async () => {
    let tries = 0;
    const keep: KeepPromise = async (due, transact) => {
      await transact(START, async (tx) => {
        await bench.outbox.say(tx, saying(due.key, `try ${(tries += 1)}`));
        if (tries === 1) throw new Error('no');
      });
      return { kind: 'done' };
    };
    const shaky = bench.create({ keepers: { ask: keep } });
    await bench.make(promised('a', 0));
    await shaky.tick(at(0));
    await shaky.tick(at(1));
    expect(await bench.promise('a')).toMatchObject({ state: 'done', attempts: 2, reason: null });
    expect(await bench.row('a')).toMatchObject({ version: 1 });
    expect((await bench.row('a')).wanted).toContain('try 2');
  });

  test('after its transaction stands, it is done: doing it again would do it twice', async () => {
    const keep: KeepPromise = async (due, transact) => {
      bench.kept.push(due.key);
      await transact(START, (tx) => bench.outbox.say(tx, saying('m', 'x')));
      throw new Error('afterwards');
    };
    const odd = bench.create({ keepers: { ask: keep } });
    await bench.make(promised('a', 0));
    await odd.tick(at(0));
    await odd.tick(at(30));
    expect(bench.kept).toEqual(['a']);
    expect(await bench.promise('a')).toMatchObject({ state: 'done' });
  });

  test('moved to the same instant while it pauses, it keeps its pause', async () => {
    const failing = bench.create({ keepers: { ask: broken } });
    await bench.make(promised('a', 0));
    await failing.tick(at(0));
    await bench.make(promised('a', 0));
    await failing.tick(at(0));
    expect(bench.kept).toEqual(['a']);
  });

  test('nobody keeps that kind: failed with that reason in the end', async () => {
    await bench.make(promised('a', 0, { kind: 'constructor', usefulUntil: at(0) }));
    await scheduler.tick(at(0));
    expect(await bench.promise('a')).toMatchObject({ state: 'failed' });
    expect((await bench.promise('a')).reason).toContain('constructor');
  });
});

test('a handler that hangs is given up, and what it does later is undone', async () => {
  let wakeUp: () => void = () => undefined;
  let end: unknown;
  const keep: KeepPromise = async (due, transact) => {
    bench.kept.push(due.key);
    if (bench.kept.length > 1) return { kind: 'done' };
    await new Promise<void>((resolve) => (wakeUp = resolve));
    end = await transact(START, (tx) => bench.outbox.say(tx, saying('m', 'late'))).catch(
      (error: unknown) => error,
    );
    return { kind: 'done' };
  };
  await bench.make(promised('a', 0));
  const impatient = bench.create({ keepers: { ask: keep }, patienceMs: 5 });
  await impatient.tick(at(0));
  expect(await bench.promise('a')).toMatchObject({ state: 'waiting' });
  wakeUp();
  await expect.poll(() => end).toBeInstanceOf(Error);
  await impatient.tick(at(1));
  expect(await bench.promise('a')).toMatchObject({ state: 'done' });
  await expect(bench.row('m')).rejects.toThrow();
});

describe('killed', () => {
  test('at every step: each promise has its effect exactly once', async () => {
    const keep: KeepPromise = async (due, transact) => {
      await transact(START, async (tx) => {
        await bench.outbox.say(tx, saying(`${due.key}:${bench.kept.length}`, 'x'));
      });
      bench.kept.push(due.key);
      return { kind: 'done' };
    };
    let step = 0;
    for (let isOver = true; isOver; step += 1) {
      await bench.make(promised('a', 0), promised('b', 0));
      const life = createLife(step);
      const mortal = bench.create({
        store: mortalStore(bench.store, life),
        keepers: { ask: keep },
      });
      await Promise.race([mortal.tick(at(0)), life.over]);
      isOver = life.isOver();
      bench.wall.push(plusMinutes(bench.wall.now(), 5));
      await bench.create({ keepers: { ask: keep } }).tick(at(20));
      const said = await withJobTables(bench.store.db)
        .selectFrom('message')
        .select('key')
        .execute();
      expect(said.map(({ key }) => key.slice(0, 1)).toSorted()).toEqual(['a', 'b']);
      expect((await bench.promise('a')).state).toBe('done');
      await bench.store.close();
      bench = await openPromiseBench();
      scheduler = bench.create();
    }
    expect(step).toBeGreaterThan(6);
  });

  test('at every step over one that is skipped: its reason is never lost', async () => {
    const keep: KeepPromise = async (_due, transact) =>
      transact(START, async () => ({ kind: 'skipped', reason: 'paused meanwhile' }) as const);
    let step = 0;
    for (let isOver = true; isOver; step += 1) {
      const key = `a${step}`;
      await bench.make(promised(key, 0));
      const life = createLife(step);
      const mortal = bench.create({
        store: mortalStore(bench.store, life),
        keepers: { ask: keep },
      });
      await Promise.race([mortal.tick(at(0)), life.over]);
      isOver = life.isOver();
      bench.wall.push(plusMinutes(bench.wall.now(), 5));
      await bench.create({ keepers: { ask: keep } }).tick(at(20));
      const { state, reason } = await bench.promise(key);
      expect([state, reason], key).toEqual(['skipped', 'paused meanwhile']);
    }
    expect(step).toBeGreaterThan(6);
  });

  test('again and again over one promise: it is spaced, and does not hold up the others', async () => {
    await bench.make(promised('deadly', 0, { kind: 'deadly' }), promised('b', 1));
    const life = () => createLife(1_000);
    for (let i = 0; i < 4; i += 1) {
      const mortal = life();
      const deadly: KeepPromise = async () => {
        mortal.end();
        await mortal.step();
        return { kind: 'done' };
      };
      const dying = bench.create({
        store: mortalStore(bench.store, mortal),
        keepers: { deadly, ask: bench.note },
      });
      await Promise.race([dying.tick(at(2)), mortal.over]);
      bench.wall.push(plusMinutes(bench.wall.now(), 5));
    }
    const last = bench.create({ keepers: { ask: bench.note, deadly: bench.note } });
    await last.tick(at(2));
    expect(bench.kept).toEqual(['b']);
    expect(await bench.promise('deadly')).toMatchObject({
      state: 'waiting',
      attempts: 3,
      try_at: at(17),
    });
    await last.tick(at(17));
    expect(bench.kept).toEqual(['b', 'deadly']);
  });

  test('the next scheduler waits for the lease', async () => {
    await bench.make(promised('a', 0));
    const mortal = createLife(1_000);
    const deadly: KeepPromise = async () => {
      mortal.end();
      await mortal.step();
      return { kind: 'done' };
    };
    const dying = bench.create({
      store: mortalStore(bench.store, mortal),
      keepers: { ask: deadly },
    });
    await Promise.race([dying.tick(at(0)), mortal.over]);
    await scheduler.tick(at(0));
    expect(bench.kept).toEqual([]);
    bench.wall.push(plusMinutes(bench.wall.now(), 1));
    await scheduler.tick(at(0));
    expect(bench.kept).toEqual(['a']);
  });
});
