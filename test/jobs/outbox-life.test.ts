/** An outbox that runs by itself: when it wakes, what it leaves alone, and how it ends. */
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SlipwayError } from '../../src/base/errors.ts';
import { plusMilliseconds } from '../../src/base/time.ts';
import { openBench, saying, type Bench } from './bench.ts';
import { createLife, mortalPoster, mortalStore } from './mortal.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench({ troublePauseMs: 1 });
});
afterEach(async () => {
  vi.useRealTimers();
  await bench.outbox.stop();
  await bench.store.close();
});

/** Both clocks and the timers move together. */
async function elapse(milliseconds: number): Promise<void> {
  bench.clock.push(plusMilliseconds(bench.clock.now(), milliseconds));
  bench.wall.push(plusMilliseconds(bench.wall.now(), milliseconds));
  await vi.advanceTimersByTimeAsync(milliseconds);
}

describe('started', () => {
  test('posts after each commit, without being asked', async () => {
    bench.outbox.start();
    await bench.say(saying('a', 'one'));
    await expect.poll(() => bench.poster.texts('C1')).toEqual(['one']);
  });

  test('posts what an earlier program left', async () => {
    await bench.say(saying('a', 'one'));
    bench.outbox.start();
    await expect.poll(() => bench.poster.texts('C1')).toEqual(['one']);
  });

  test('comes back by itself at the next known instant', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    bench.poster.fates.push('lost', 'ok', { kind: 'wait', seconds: 7 });
    bench.outbox.start();
    await bench.say(saying('a', 'one'), saying('b', 'two', { to: 'C2' }));
    await bench.say(saying('c', 'three', { to: 'C3' }));
    const notBefore = plusMilliseconds(bench.clock.now(), 30_000);
    await bench.say(saying('d', 'four', { to: 'C4', notBefore }));
    await elapse(0);
    await expect.poll(() => bench.poster.fates).toEqual([]);
    await expect.poll(() => vi.getTimerCount()).toBeGreaterThan(0);
    await elapse(7_000);
    await expect.poll(() => bench.poster.texts('C3')).toEqual(['three']);
    expect(bench.poster.texts('C4')).toEqual([]);
    await elapse(23_000);
    await expect.poll(() => bench.poster.texts('C4')).toEqual(['four']);
    await elapse(60_000);
    await expect.poll(async () => (await bench.row('a')).state).toBe('sent');
  });

  test('waits for the lease of a dead sender and takes over when it runs out', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const life = createLife(1_000);
    const poster = mortalPoster(bench.poster, life);
    poster.post = async () => {
      life.end();
      await life.step();
      throw new Error('the dead do not post');
    };
    await bench.say(saying('a', 'one'));
    void bench.another({ store: mortalStore(bench.store, life), poster }).drain();
    await life.over;
    await bench.say(saying('b', 'two', { to: 'C2' }));
    bench.outbox.start();
    await elapse(14_999);
    expect(bench.poster.calls).toEqual([]);
    await elapse(1);
    await expect.poll(() => bench.poster.texts('C2')).toEqual(['two']);
  });
});

test('with nothing to say, nothing is written and nothing is asked of Slack', async () => {
  await bench.say(saying('a', 'one'));
  await bench.outbox.drain();
  const changes = bench.store.prepare<{ n: number }>('select total_changes() as n');
  const before = await bench.store.alone(() => changes.first());
  for (let i = 0; i < 20; i += 1) await bench.pass(60_000);
  expect(await bench.store.alone(() => changes.first())).toEqual(before);
  expect(bench.poster.calls).toHaveLength(1);
});

test('with nothing more to say, another sender may begin at once', async () => {
  await bench.say(saying('a', 'one'));
  await bench.outbox.drain();
  await bench.say(saying('b', 'two', { to: 'C2' }));
  await bench.another().drain();
  expect(bench.poster.texts('C2')).toEqual(['two']);
});

describe('stopping', () => {
  test('waits for the request in hand, records it, and begins no other', async () => {
    let answer: () => void = () => undefined;
    const { post } = bench.poster;
    bench.poster.post = async (posting) => {
      await new Promise<void>((free) => (answer = free));
      return await post(posting);
    };
    bench.outbox.start();
    await bench.say(saying('a', 'one'));
    await expect.poll(async () => (await bench.row('a')).state).toBe('sending');
    const stopped = bench.outbox.stop();
    await bench.say(saying('b', 'two', { to: 'C2' }));
    answer();
    await stopped;
    expect(await bench.row('a')).toMatchObject({ state: 'sent' });
    expect(await bench.row('b')).toMatchObject({ state: 'ready' });
  });

  test('lets the next sender begin at once', async () => {
    bench.outbox.start();
    await bench.say(saying('a', 'one'), saying('b', 'two'));
    await expect.poll(() => bench.poster.texts('C1')).toEqual(['one']);
    await bench.outbox.stop();
    bench.wall.push(plusMilliseconds(bench.wall.now(), 1_000));
    await bench.another().drain();
    expect(bench.poster.texts('C1')).toEqual(['one', 'two']);
  });

  test('case 49: gives up on a request that never ends, within five seconds', async () => {
    vi.useFakeTimers();
    bench.poster.fates.push('stuck');
    const outbox = bench.another();
    outbox.start();
    await bench.say(saying('a', 'one'));
    outbox.wake();
    await vi.waitUntil(() => bench.poster.calls.length === 1);
    let stopped = false;
    const stopping = outbox.stop().then(() => (stopped = true));
    await vi.advanceTimersByTimeAsync(3_500);
    expect(stopped).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    await stopping;
    expect(stopped).toBe(true);
  });
});

test('case 32: one that stood by, and had nothing to do, takes over from a sender that died', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const standby = bench.another();
  standby.start();
  await standby.drain();
  const life = createLife(5);
  const parts = { store: mortalStore(bench.store, life), poster: bench.poster };
  await bench.say(saying('a', 'one'));
  await Promise.race([bench.another(parts).drain(), life.over]);
  expect(await bench.row('a')).toMatchObject({ state: 'sending' });
  bench.wall.push(plusMilliseconds(bench.wall.now(), 120_000));
  await vi.advanceTimersByTimeAsync(15_000);
  await vi.waitUntil(async () => (await bench.row('a')).state === 'sent', { interval: 1 });
  expect(bench.poster.texts('C1')).toEqual(['one']);
  await standby.stop();
});

describe('a database that cannot be written', () => {
  const full = () =>
    new SlipwayError(
      'unavailable',
      'I cannot save right now.',
      new Database.SqliteError('full', 'SQLITE_FULL'),
    );

  test('after the post: the message is found later and not posted again', async () => {
    const failing = bench.another({
      store: { ...bench.store, atomically: () => Promise.reject(full()) },
    });
    await bench.say(saying('a', 'one'));
    void failing.drain();
    await expect.poll(() => bench.poster.texts('C1')).toEqual(['one']);
    await bench.pass(15_000);
    for (let i = 0; i < 3; i += 1) await bench.pass(90_000);
    expect(await bench.row('a')).toMatchObject({ state: 'sent' });
    expect(bench.poster.calls.filter((call) => call.startsWith('post'))).toHaveLength(1);
  });

  test('before the claim: nothing is posted, and it goes on by itself later', async () => {
    let isFull = true;
    const outbox = bench.another({
      store: {
        ...bench.store,
        alone: (work) => (isFull ? Promise.reject(full()) : bench.store.alone(work)),
      },
    });
    outbox.start();
    await bench.say(saying('a', 'one'));
    await new Promise(setImmediate);
    expect(bench.poster.calls).toEqual([]);
    isFull = false;
    await expect.poll(() => bench.poster.texts('C1')).toEqual(['one']);
    await outbox.stop();
  });
});
