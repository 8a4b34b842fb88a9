/** A promise can be moved and taken back while it waits, and never once it was kept. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeepPromise } from '../../src/jobs/keep-promise.ts';
import { withdraw, writePromise } from '../../src/jobs/promises.ts';
import type { Scheduler } from '../../src/jobs/scheduler.ts';
import { START } from './bench.ts';
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

describe('moving and taking back', () => {
  test('the same key again moves a waiting promise and its details', async () => {
    await bench.make(promised('a', 10, { payload: { n: 1 } }));
    await bench.make(promised('a', 20, { payload: { n: 2 } }));
    await scheduler.tick(at(15));
    expect(bench.kept).toEqual([]);
    await bench.make(promised('a', 5, { payload: { n: 3 } }));
    await scheduler.tick(at(15));
    expect(bench.kept).toEqual(['a']);
    expect((await bench.promise('a')).payload).toBe('{"n":3}');
  });

  test('many in one go are promised like one after the other, also the same key twice', async () => {
    const many = Array.from({ length: 71 }, (_, n) => promised(`many:${n}`, n + 1));
    await bench.make(promised('many:3', 0));
    await scheduler.tick(at(0));
    await bench.make(...many, promised('many:5', 90, { payload: { n: 2 } }));
    await scheduler.tick(at(71));
    const left = many.map(({ key }) => key).filter((key) => key !== 'many:3' && key !== 'many:5');
    expect(bench.kept).toEqual(['many:3', ...left]);
    await scheduler.tick(at(90));
    expect(bench.kept.at(-1)).toBe('many:5');
    expect((await bench.promise('many:5')).payload).toBe('{"n":2}');
  });

  test('but never one that was kept', async () => {
    await bench.make(promised('a', 0));
    await scheduler.tick(at(0));
    const before = await bench.promise('a');
    await bench.make(promised('a', 60, { payload: { n: 2 } }));
    expect(await bench.promise('a')).toEqual(before);
    await scheduler.tick(at(60));
    expect(bench.kept).toEqual(['a']);
  });

  test('what another promise moved or took back in the same tick is not kept in it', async () => {
    const keep: KeepPromise = async (due, transact) => {
      bench.kept.push(due.key);
      await transact(at(1), async (tx) => {
        await writePromise(tx, promised('b', 30));
        await withdraw(tx, { key: 'c' }, 'answered');
      });
      return { kind: 'done' };
    };
    await bench.make(promised('a', 0), promised('b', 1), promised('c', 1));
    const moving = bench.create({ keepers: { ask: keep } });
    await moving.tick(at(1));
    expect(bench.kept).toEqual(['a']);
    await moving.tick(at(30));
    expect(bench.kept).toEqual(['a', 'b']);
  });

  test('taking back: one, all of a release, or those of one kind', async () => {
    const of = (releaseId: string, kind = 'ask') => ({ releaseId, kind });
    await bench.make(promised('a', 5, of('r1')), promised('b', 5, of('r1', 'remind')));
    await bench.make(
      promised('c', 5, of('r2')),
      promised('d', 5, of('r2', 'remind')),
      promised('e', 5),
    );
    await bench.make(promised('kept', 0, of('r1')));
    await scheduler.tick(at(0));
    const counts = await bench.store.transact(START, async (tx) => [
      await withdraw(tx, { releaseId: 'r1' }, 'the release was cancelled'),
      await withdraw(tx, { releaseId: 'r2', kind: 'remind' }, 'answered'),
      await withdraw(tx, { key: 'e' }, 'paused'),
      await withdraw(tx, { key: 'kept' }, 'too late'),
    ]);
    expect(counts).toEqual([2, 1, 1, 0]);
    expect(await bench.promise('a')).toMatchObject({
      state: 'skipped',
      reason: 'the release was cancelled',
    });
    expect(await bench.promise('kept')).toMatchObject({ state: 'done' });
    await scheduler.tick(at(5));
    expect(bench.kept).toEqual(['kept', 'c']);
  });

  test('the next instant and its kind, for whoever pushes the clock', async () => {
    expect(await scheduler.nextDueAt()).toBeNull();
    await bench.make(promised('b', 20, { kind: 'digest' }), promised('a', 10));
    expect(await scheduler.nextDueAt()).toEqual({ at: at(10), kind: 'ask' });
    await scheduler.tick(at(10));
    expect(await scheduler.nextDueAt()).toEqual({ at: at(20), kind: 'digest' });
  });
});
