/** Promises that are kept several at once: in one transaction, or each alone, and never otherwise. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plusMinutes } from '../../src/base/time.ts';
import type { DuePromise, Promised } from '../../src/jobs/contract.ts';
import type { KeepPromise } from '../../src/jobs/keep-promise.ts';
import { runsOf, type PrepareTogether } from '../../src/jobs/keep-together.ts';
import { withJobTables } from '../../src/jobs/tables.ts';
import { START, saying } from './bench.ts';
import { createLife, mortalStore } from './mortal.ts';
import { at, openPromiseBench, promised, type PromiseBench } from './promise-bench.ts';

let bench: PromiseBench;

beforeEach(async () => {
  bench = await openPromiseBench();
});

afterEach(() => bench.store.close());

const ofRelease = (n: number, more: Partial<Promised> = {}): Promised =>
  promised(`p${n}`, 0, { releaseId: `rel_${n}`, ...more });

const several = (count: number): readonly Promised[] =>
  Array.from({ length: count }, (_, n) => ofRelease(n));

/** Says what each promise is about; `fit` are kept together, the runs are noted. */
function speaking(fit: (key: string) => boolean = () => true) {
  const runs: string[][] = [];
  const alone: string[] = [];
  const say =
    (due: DuePromise, how: string): Parameters<Parameters<KeepPromise>[1]>[1] =>
    (tx) =>
      bench.outbox.say(tx, saying(due.key, how));
  const prepare: PrepareTogether = async (due) => {
    runs.push(due.map(({ key }) => key));
    const wanted = due.filter(({ key }) => fit(key));
    return {
      keys: new Set(wanted.map(({ key }) => key)),
      write: (transact) =>
        transact(START, async (tx) => {
          for (const one of wanted) await say(one, 'together')(tx);
        }),
    };
  };
  const keep: KeepPromise = async (due, transact) => {
    alone.push(due.key);
    await transact(START, say(due, 'alone'));
    return { kind: 'done' };
  };
  return { runs, alone, prepare, keep };
}

async function said(): Promise<Readonly<Record<string, string>>> {
  const rows = await withJobTables(bench.store.db)
    .selectFrom('message')
    .select(['key', 'wanted', 'version'])
    .orderBy('place')
    .execute();
  return Object.fromEntries(
    rows.map(({ key, wanted, version }) => {
      const how = wanted.includes('together') ? 'together' : 'alone';
      return [key, `${how} ${version}`];
    }),
  );
}

async function states(): Promise<readonly string[]> {
  const rows = await withJobTables(bench.store.db)
    .selectFrom('promise')
    .select(['state', 'attempts'])
    .orderBy('key')
    .execute();
  return rows.map(({ state, attempts }) => `${state} ${attempts}`);
}

const boom = (): never => {
  throw new Error('no');
};

describe('which are kept together', () => {
  const together = { ask: async () => boom() };
  const row = (n: number, more: object = {}) => ({
    key: `p${n}`,
    kind: 'ask',
    attempts: 0,
    release_id: `rel_${n}`,
    ...more,
  });
  const keysOf = (rows: readonly ReturnType<typeof row>[]) =>
    runsOf(rows, together).map((run) => run.map(({ key }) => key).join(' '));

  test('as many as are next to each other, at most sixteen', () => {
    const rows = Array.from({ length: 18 }, (_, n) => row(n));
    expect(keysOf(rows)).toEqual([
      'p0 p1 p2 p3 p4 p5 p6 p7 p8 p9 p10 p11 p12 p13 p14 p15',
      'p16 p17',
    ]);
  });

  test.each([
    ['of another kind', { kind: 'bad' }],
    ['of a kind that has a name of every object', { kind: 'constructor' }],
    ['tried before', { attempts: 1 }],
    ['of no release', { release_id: null }],
  ])('not one that is %s, and the order stays', (_, odd) => {
    expect(keysOf([row(0), row(1), row(2, odd), row(3), row(4)])).toEqual(['p0 p1', 'p2', 'p3 p4']);
  });

  test('not a second of one release: it may have to know of the first', () => {
    expect(keysOf([row(0), row(1, { release_id: 'rel_0' }), row(2)])).toEqual(['p0', 'p1 p2']);
  });
});

test('they are prepared at once, written in one transaction and done', async () => {
  const { runs, prepare, keep, alone } = speaking();
  await bench.make(...several(3));
  await bench.create({ keepers: { ask: keep }, together: { ask: prepare } }).tick(at(0));
  expect(runs).toEqual([['p0', 'p1', 'p2']]);
  expect(alone).toEqual([]);
  expect(await said()).toEqual({ p0: 'together 1', p1: 'together 1', p2: 'together 1' });
  expect(await states()).toEqual(['done 1', 'done 1', 'done 1']);
});

test('one by itself is kept as ever', async () => {
  const { runs, prepare, keep } = speaking();
  await bench.make(ofRelease(0));
  await bench.create({ keepers: { ask: keep }, together: { ask: prepare } }).tick(at(0));
  expect(runs).toEqual([]);
  expect(await said()).toEqual({ p0: 'alone 1' });
});

test('who is left out is kept alone, after the others', async () => {
  const { prepare, keep } = speaking((key) => key !== 'p0');
  await bench.make(...several(3));
  await bench.create({ keepers: { ask: keep }, together: { ask: prepare } }).tick(at(0));
  expect(await said()).toEqual({ p1: 'together 1', p2: 'together 1', p0: 'alone 1' });
  expect(await states()).toEqual(['done 1', 'done 1', 'done 1']);
});

describe('when something fails', () => {
  test('at reading, each is kept alone', async () => {
    const { keep } = speaking();
    await bench.make(...several(2));
    await bench.create({ keepers: { ask: keep }, together: { ask: boom } }).tick(at(0));
    expect(await said()).toEqual({ p0: 'alone 1', p1: 'alone 1' });
  });

  test('at writing, nothing of it stands: the good ones are kept, the bad one is tried again', async () => {
    const { keep, prepare } = speaking();
    const failing: PrepareTogether = async (due) => {
      const { keys, write } = await prepare(due);
      return {
        keys,
        write: (transact) => write((now, work) => transact(now, (tx) => work(tx).then(boom))),
      };
    };
    const picky: KeepPromise = async (due, transact) =>
      due.key === 'p1' ? boom() : await keep(due, transact);
    await bench.make(...several(3));
    await bench.create({ keepers: { ask: picky }, together: { ask: failing } }).tick(at(0));
    expect(await said()).toEqual({ p0: 'alone 1', p2: 'alone 1' });
    expect(await states()).toEqual(['done 1', 'waiting 1', 'done 1']);
    expect(await bench.promise('p1')).toMatchObject({ reason: 'no', try_at: at(1) });
  });

  test('when reading hangs, they are kept alone and what comes later is undone', async () => {
    const { keep, prepare, runs } = speaking();
    const wakeUp = Promise.withResolvers<void>();
    const slow: PrepareTogether = async (due) => {
      await wakeUp.promise;
      return await prepare(due);
    };
    await bench.make(...several(2));
    const kept = { keepers: { ask: keep }, together: { ask: slow } };
    await bench.create({ ...kept, patienceMs: 50 }).tick(at(0));
    wakeUp.resolve();
    await expect.poll(() => runs).toEqual([['p0', 'p1']]);
    expect(await said()).toEqual({ p0: 'alone 1', p1: 'alone 1' });
  });
});

test('told to stop, those that are left of a run wait for the next start', async () => {
  const { prepare, keep } = speaking(() => false);
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const held: KeepPromise = async (due, transact) => {
    begun.resolve();
    await goOn.promise;
    return await keep(due, transact);
  };
  await bench.make(...several(3));
  const stopping = bench.create({ keepers: { ask: held }, together: { ask: prepare } });
  const ticking = stopping.tick(at(0));
  await begun.promise;
  const stopped = stopping.stop();
  goOn.resolve();
  await Promise.all([stopped, ticking]);
  expect(await states()).toEqual(['done 1', 'waiting 1', 'waiting 1']);
});

test('killed at every step: each promise has its effect exactly once, and is alone after a death', async () => {
  let step = 0;
  for (let isOver = true; isOver; step += 1) {
    const { prepare, keep } = speaking();
    const kept = { keepers: { ask: keep }, together: { ask: prepare } };
    await bench.make(...several(3));
    const life = createLife(step);
    const mortal = bench.create({ store: mortalStore(bench.store, life), ...kept });
    await Promise.race([mortal.tick(at(0)), life.over]);
    isOver = life.isOver();
    bench.wall.push(plusMinutes(bench.wall.now(), 5));
    const next = speaking();
    await bench
      .create({ keepers: { ask: next.keep }, together: { ask: next.prepare } })
      .tick(at(20));
    expect(Object.values(await said()).every((how) => how.endsWith(' 1'))).toBe(true);
    expect(Object.keys(await said())).toHaveLength(3);
    expect((await states()).every((state) => state.startsWith('done'))).toBe(true);
    if ((await states()).includes('done 2')) expect(next.runs).toEqual([]);
    await bench.store.close();
    bench = await openPromiseBench();
  }
  expect(step).toBeGreaterThan(6);
});
