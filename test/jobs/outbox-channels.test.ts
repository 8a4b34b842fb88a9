/** Where messages go, in which order, how fast, and what waits for what. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plusMinutes } from '../../src/base/time.ts';
import { openBench, saying, START, type Bench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.store.close());

describe('pacing', () => {
  test('one message a second in a channel, in the order in which they were said', async () => {
    await bench.say(saying('z', 'one'), saying('m', 'two'), saying('a', 'three'));
    await bench.outbox.drain();
    expect(bench.poster.texts('C1')).toEqual(['one']);
    await bench.pass(999);
    expect(bench.poster.texts('C1')).toEqual(['one']);
    await bench.pass(1);
    expect(bench.poster.texts('C1')).toEqual(['one', 'two']);
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['one', 'two', 'three']);
  });

  test('channels do not wait for each other; at most eight requests are out', async () => {
    let out = 0;
    let most = 0;
    let eightAreOut: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (eightAreOut = resolve));
    const { post } = bench.poster;
    bench.poster.post = async (posting) => {
      out += 1;
      most = Math.max(most, out);
      if (out === 8) eightAreOut();
      await gate;
      out -= 1;
      return await post(posting);
    };
    await bench.say(
      ...Array.from({ length: 30 }, (_, i) => saying(`m${i}`, 'hi', { to: `C${i}` })),
    );
    await bench.outbox.drain();
    expect(bench.poster.standing).toHaveLength(30);
    expect(most).toBe(8);
  });

  test('a channel comes before a long run of direct messages', async () => {
    const direct = Array.from({ length: 20 }, (_, i) => saying(`m${i}`, 'hi', { to: `U${i}` }));
    await bench.say(...direct, saying('card', 'card', { to: 'C9' }));
    await bench.outbox.drain();
    const posts = bench.poster.calls.filter((call) => call.startsWith('post'));
    expect(posts.slice(0, 8)).toContain('post C9 card');
  });
});

describe('direct messages', () => {
  test('open the channel once and keep it', async () => {
    await bench.say(saying('a', 'one', { to: 'U7' }));
    await bench.outbox.drain();
    await bench.say(saying('b', 'two', { to: 'U7' }));
    await bench.pass(1_000);
    expect(bench.poster.calls).toEqual(['open U7', 'post D7 one', 'post D7 two']);
    expect((await bench.row('b')).channel_id).toBe('D7');
  });

  test('a person who cannot be written to fails the message with the reason', async () => {
    bench.poster.fates.push({ kind: 'refused', code: 'cannot_dm_bot' });
    await bench.say(saying('a', 'one', { to: 'U7' }));
    await bench.outbox.drain();
    expect(await bench.row('a')).toMatchObject({ state: 'failed', reason: 'cannot_dm_bot' });
  });

  test('no answer to opening is tried again: nothing was posted', async () => {
    bench.poster.fates.push('lost');
    await bench.say(saying('a', 'one', { to: 'U7' }));
    await bench.outbox.drain();
    await bench.pass(1_000);
    expect(bench.poster.calls).toEqual(['open U7', 'open U7', 'post D7 one']);
  });

  test('an unknown outcome is looked for in the kept channel', async () => {
    bench.poster.fates.push('ok', 'lost');
    await bench.say(saying('a', 'one', { to: 'U7' }));
    await bench.outbox.drain();
    await bench.pass(90_000);
    expect(bench.poster.calls.at(-1)).toBe('find D7');
    expect(await bench.row('a')).toMatchObject({ state: 'sent' });
  });

  test('a kept channel that is gone is asked for again', async () => {
    await bench.say(saying('a', 'one', { to: 'U7' }));
    await bench.outbox.drain();
    bench.poster.fates.push({ kind: 'refused', code: 'channel_not_found' });
    await bench.say(saying('b', 'two', { to: 'U7' }));
    await bench.pass(1_000);
    await bench.say(saying('c', 'three', { to: 'U7' }));
    await bench.pass(1_000);
    expect(bench.poster.calls.slice(-2)).toEqual(['open U7', 'post D7 three']);
  });
});

describe('threads', () => {
  test('an answer waits until its thread is posted, then goes into it', async () => {
    bench.poster.fates.push('vanished');
    await bench.say(saying('a', 'top'), saying('b', 'answer', { threadOf: 'a' }));
    await bench.outbox.drain();
    await bench.pass(80_000);
    expect(bench.poster.texts('C1')).toEqual([]);
    await bench.pass(10_000);
    await bench.pass(1_000);
    const [top, answer] = bench.poster.standing;
    expect(answer?.threadTs).toBe(top?.ts);
  });

  test('an answer to an answer goes into the same thread', async () => {
    await bench.say(saying('a', 'top'));
    await bench.say(saying('b', 'answer', { threadOf: 'a' }));
    await bench.say(saying('c', 'again', { threadOf: 'b' }));
    for (let i = 0; i < 3; i += 1) await bench.pass(1_000);
    const [top, ...answers] = bench.poster.standing;
    expect(answers.map(({ threadTs }) => threadTs)).toEqual([top?.ts, top?.ts]);
  });

  test('fails with its thread, whether it was said before or after', async () => {
    bench.poster.fates.push({ kind: 'refused', code: 'no_text' });
    await bench.say(saying('a', 'top'), saying('b', 'answer', { threadOf: 'a' }));
    await bench.outbox.drain();
    await bench.say(saying('c', 'late answer', { threadOf: 'a' }));
    await bench.pass(1_000);
    for (const key of ['b', 'c']) {
      expect(await bench.row(key)).toMatchObject({ state: 'failed', reason: 'no_text' });
    }
  });

  test('stays when only an edit of its thread fails', async () => {
    await bench.say(saying('a', 'top'));
    await bench.outbox.drain();
    bench.poster.fates.push({ kind: 'refused', code: 'message_not_found' });
    const notBefore = plusMinutes(START, 5);
    await bench.say(saying('a', 'new top'), saying('b', 'answer', { threadOf: 'a', notBefore }));
    await bench.pass(1_000);
    await bench.pass(300_000);
    expect(await bench.row('a')).toMatchObject({ state: 'failed', reason: 'message_not_found' });
    expect(await bench.row('b')).toMatchObject({ state: 'sent' });
  });

  test('fails when nobody knows where its thread is', async () => {
    bench.poster.fates.push('lost');
    bench.poster.blind.push({ cause: 'missing_scope', permanent: true });
    await bench.say(saying('a', 'top'), saying('b', 'answer', { threadOf: 'a' }));
    await bench.outbox.drain();
    await bench.pass(90_000);
    expect(await bench.row('b')).toMatchObject({ state: 'failed', reason: 'thread_unconfirmed' });
  });

  test('of a message that was never said is an error in the program', async () => {
    await expect(bench.say(saying('b', 'answer', { threadOf: 'nowhere' }))).rejects.toThrow(
      'nowhere',
    );
  });

  test('in a thread, a lost answer is looked for in that thread', async () => {
    await bench.say(saying('a', 'top'));
    await bench.outbox.drain();
    bench.poster.fates.push('lost');
    await bench.say(saying('b', 'answer', { threadOf: 'a' }));
    await bench.pass(1_000);
    await bench.pass(90_000);
    expect(await bench.row('b')).toMatchObject({ state: 'sent' });
    expect(bench.poster.standing).toHaveLength(2);
  });
});

describe('not before', () => {
  const at = plusMinutes(START, 30);

  test('is kept on the product clock, to the millisecond', async () => {
    await bench.say(saying('a', 'later', { notBefore: at }), saying('b', 'now'));
    await bench.outbox.drain();
    expect(bench.poster.texts('C1')).toEqual(['now']);
    await bench.pass(30 * 60_000 - 1);
    expect(bench.poster.texts('C1')).toEqual(['now']);
    await bench.pass(1);
    expect(bench.poster.texts('C1')).toEqual(['now', 'later']);
  });

  test('can be moved, and given up', async () => {
    await bench.say(
      saying('a', 'later', { notBefore: at }),
      saying('b', 'later', { notBefore: at }),
    );
    await bench.say(saying('a', 'later', { notBefore: plusMinutes(at, 30) }), saying('b', 'later'));
    await bench.outbox.drain();
    expect(await bench.row('b')).toMatchObject({ state: 'sent', version: 1 });
    await bench.pass(40 * 60_000);
    expect(await bench.row('a')).toMatchObject({ state: 'waiting', version: 1 });
    await bench.pass(20 * 60_000);
    expect(await bench.row('a')).toMatchObject({ state: 'sent' });
  });

  test('and a thread: both must have come', async () => {
    await bench.say(saying('a', 'top', { notBefore: plusMinutes(at, 30) }));
    await bench.say(saying('b', 'answer', { threadOf: 'a', notBefore: at }));
    await bench.pass(31 * 60_000);
    expect(bench.poster.texts('C1')).toEqual([]);
    await bench.pass(30 * 60_000);
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['top', 'answer']);
  });
});

test('a look searches from a quarter of an hour before the first attempt, on the product clock', async () => {
  bench.poster.fates.push('vanished', 'lost');
  await bench.say(saying('a', 'one'));
  await bench.outbox.drain();
  await bench.pass(90_000);
  await bench.pass(90_000);
  const since = plusMinutes(START, -15);
  expect(bench.poster.sinces).toEqual([since, since]);
});

test('when the machine clock is set back, nothing waits for the time to come again', async () => {
  bench.poster.fates.push('lost', { kind: 'wait', seconds: 30 });
  await bench.say(saying('a', 'one'), saying('b', 'two', { to: 'C2' }));
  await bench.outbox.drain();
  const behind = '2031-02-28T00:00:00.000Z';
  const after = bench.another({ wall: { now: () => behind } });
  await after.drain();
  expect(bench.poster.texts('C1')).toEqual(['one']);
  expect(bench.poster.texts('C2')).toEqual(['two']);
});
