/** A sender dies between any two of its steps; the next one leaves every message standing once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBench, saying, type Bench } from './bench.ts';
import { createLife, mortalPoster, mortalStore } from './mortal.ts';
import type { Fate } from './scripted-poster.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.store.close());

/** Runs a sender that dies at its n-th step, then lets another work for an hour. False when it lived. */
async function killAt(step: number): Promise<boolean> {
  const life = createLife(step);
  const mortal = bench.another({
    store: mortalStore(bench.store, life),
    poster: mortalPoster(bench.poster, life),
  });
  await Promise.race([mortal.drain(), life.over]);
  return life.isOver();
}

async function recover(): Promise<void> {
  for (let minutes = 0; minutes < 30; minutes += 1) await bench.pass(60_000);
}

async function everyStep(
  prepare: () => Promise<void>,
  check: () => Promise<void>,
): Promise<number> {
  for (let step = 0; ; step += 1) {
    await prepare();
    const died = await killAt(step);
    await recover();
    await check();
    if (!died) return step;
    await bench.store.close();
    bench = await openBench();
  }
}

test('case 2: killed at every step of a thread in a direct channel: each stands once', async () => {
  const steps = await everyStep(
    () =>
      bench.say(
        saying('a', 'top', { to: 'U1' }),
        saying('b', 'answer', { to: 'U1', threadOf: 'a' }),
      ),
    async () => {
      expect(bench.poster.texts('D1')).toEqual(['top', 'answer']);
      expect((await bench.row('b')).state).toBe('sent');
    },
  );
  expect(steps).toBeGreaterThan(6);
});

test('case 4: killed at every step of an edit: the last words stand, once', async () => {
  const steps = await everyStep(
    async () => {
      await bench.say(saying('a', 'one'));
      await bench.outbox.drain();
      await bench.say(saying('a', 'two'));
    },
    async () => expect(bench.poster.texts('C1')).toEqual(['two']),
  );
  expect(steps).toBeGreaterThan(6);
});

test('case 4: killed at every step of a look: the message stands once', async () => {
  const steps = await everyStep(
    async () => {
      bench.poster.fates.push('lost');
      await bench.say(saying('a', 'one'));
      await bench.pass(0);
      bench.wall.push('2031-03-01T00:10:00.000Z');
    },
    async () => expect(bench.poster.texts('C1')).toEqual(['one']),
  );
  expect(steps).toBeGreaterThan(4);
});

test('case 3: killed at every step of removing a double: one stays', async () => {
  const steps = await everyStep(
    async () => {
      bench.poster.fates.push('late');
      await bench.say(saying('a', 'one'));
      await bench.pass(0);
      await bench.pass(90_000);
      bench.poster.land();
      bench.wall.push('2031-03-01T02:00:00.000Z');
    },
    async () => expect(bench.poster.texts('C1')).toEqual(['one']),
  );
  expect(steps).toBeGreaterThan(5);
});

describe('killed while a request was on its way', () => {
  test.each<Fate>(['hang', 'stuck'])(
    'case 3: %s: once, and only after the settle time',
    async (fate) => {
      bench.poster.fates.push(fate);
      await bench.say(saying('a', 'one'));
      const dead = bench.another();
      void dead.drain();
      await expect.poll(() => bench.poster.calls.length).toBe(1);
      await bench.pass(14_999);
      expect(await bench.row('a')).toMatchObject({ state: 'sending' });
      await bench.pass(75_000);
      expect(bench.poster.calls).toHaveLength(1);
      await bench.pass(1);
      expect(bench.poster.texts('C1')).toEqual(['one']);
      expect((await bench.row('a')).state).toBe('sent');
    },
  );

  test('case 3: and it lands between the second sender’s look and its post: one is left in the end', async () => {
    bench.poster.fates.push('stuck', 'ok');
    await bench.say(saying('a', 'one'));
    void bench.another().drain();
    await expect.poll(() => bench.poster.calls.length).toBe(1);
    const { find } = bench.poster;
    bench.poster.find = async (...looked) => {
      const seen = await find(...looked);
      bench.poster.find = find;
      const [{ channelId }, key] = looked;
      const message = { text: 'one', blocks: [] };
      await bench.poster.post({ channelId, threadTs: null, key, message });
      return seen;
    };
    await recover();
    expect(bench.poster.texts('C1')).toEqual(['one']);
    expect(bench.poster.standing[0]?.ts).toBe((await bench.row('a')).ts);
  });
});

describe('two senders at once', () => {
  test('case 32: only the one with the lease sends', async () => {
    await bench.say(
      ...Array.from({ length: 20 }, (_, i) => saying(`m${i}`, `t${i}`, { to: `C${i}` })),
    );
    const others = [bench.another(), bench.another(), bench.another()];
    await Promise.all([bench.outbox, ...others].map((outbox) => outbox.drain()));
    await recover();
    expect(bench.poster.standing).toHaveLength(20);
    expect(bench.poster.calls).toHaveLength(20);
  });

  test('case 32: one that lost its lease in mid-request still tells what it learned', async () => {
    let answer: () => void = () => undefined;
    const { post } = bench.poster;
    bench.poster.post = async (posting) => {
      const outcome = await post(posting);
      await new Promise<void>((free) => (answer = free));
      return outcome;
    };
    await bench.say(saying('a', 'one'));
    const slow = bench.another();
    const drained = slow.drain();
    await expect.poll(() => bench.poster.calls.length).toBe(1);
    await bench.pass(20_000);
    expect((await bench.row('a')).state).toBe('unknown');
    answer();
    await drained;
    expect(await bench.row('a')).toMatchObject({ state: 'sent' });
    bench.poster.post = post;
    await recover();
    expect(bench.poster.calls.filter((call) => call.startsWith('post'))).toHaveLength(1);
  });

  test('case 32: one that was asleep for long may not claim any more', async () => {
    await bench.say(saying('a', 'one'));
    const life = createLife(1_000);
    const sleepy = bench.another({
      store: {
        ...bench.store,
        alone: async (work) => {
          // Between taking the lease and claiming, this sender sleeps and another one takes over.
          const result = await bench.store.alone(work);
          if (typeof result === 'number' && !life.isOver()) await bench.pass(20_000);
          return result;
        },
      },
    });
    await sleepy.drain();
    await recover();
    expect(bench.poster.calls).toEqual(['post C1 one']);
  });
});
