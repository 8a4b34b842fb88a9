/** What becomes of a message after every way in which a request can end. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBench, saying, type Bench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.store.close());

describe('a message that is posted at once', () => {
  test('stands once and is recorded with its place', async () => {
    await bench.say(saying('digest:1', 'hello'));
    await bench.outbox.drain();
    expect(bench.poster.texts('C1')).toEqual(['hello']);
    const row = await bench.row('digest:1');
    expect(row).toMatchObject({ state: 'sent', channel_id: 'C1', sent_version: 1, attempts: 1 });
    expect(row.ts).toBe(bench.poster.standing[0]?.ts);
    expect(row.first_attempt_at).toBe(bench.clock.now());
    expect(row.first_attempt_wall).toBe(bench.wall.now());
    expect(row.look_wall).toBeNull();
  });

  test('carries a key that tells nothing', async () => {
    await bench.say(saying('digest:secret-release', 'hello'));
    await bench.outbox.drain();
    expect(bench.poster.standing[0]?.key).toMatch(/^[0-9a-f]{40}$/);
  });

  test('is not posted when its transaction is rolled back', async () => {
    const failing = bench.store.transact(bench.clock.now(), async (tx) => {
      await bench.outbox.say(tx, saying('a', 'hello'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await bench.outbox.drain();
    expect(bench.poster.calls).toEqual([]);
  });
});

describe('saying the same key again', () => {
  test('edits the message that stands', async () => {
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    await bench.say(saying('a', 'two'));
    await bench.pass(1_000);
    expect(bench.poster.calls).toEqual(['post C1 one', 'update C1 two']);
    expect(await bench.row('a')).toMatchObject({ state: 'sent', version: 2, sent_version: 2 });
  });

  test('does nothing when the words are equal', async () => {
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    await bench.say(saying('a', 'one'));
    await bench.pass(1_000);
    expect(bench.poster.calls).toEqual(['post C1 one']);
    expect(await bench.row('a')).toMatchObject({ version: 1 });
  });

  test('before the first post sends only the last words', async () => {
    await bench.say(saying('a', 'one'));
    await bench.say(saying('a', 'two'));
    await bench.outbox.drain();
    expect(bench.poster.calls).toEqual(['post C1 two']);
  });

  test('while the request is out edits afterwards', async () => {
    let answer: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      const { post } = bench.poster;
      bench.poster.post = async (posting) => {
        resolve();
        await new Promise<void>((free) => (answer = free));
        return await post(posting);
      };
    });
    await bench.say(saying('a', 'one'));
    const drained = bench.outbox.drain();
    await asked;
    await bench.say(saying('a', 'two'));
    answer();
    await drained;
    await bench.pass(1_000);
    expect(bench.poster.calls).toEqual(['post C1 one', 'update C1 two']);
    expect(bench.poster.texts('C1')).toEqual(['two']);
  });
});

describe('refused', () => {
  test.each(['metadata_too_large', 'no_text', 'too_many_attachments', 'a_new_word'])(
    '%s: failed with that code, not tried again',
    async (code) => {
      bench.poster.fates.push({ kind: 'refused', code });
      await bench.say(saying('a', 'one'));
      await bench.outbox.drain();
      await bench.pass(86_400_000);
      expect(bench.poster.calls).toHaveLength(1);
      expect(await bench.row('a')).toMatchObject({ state: 'failed', reason: code });
    },
  );

  test.each(['invalid_blocks', 'invalid_blocks_format', 'msg_too_long', 'msg_blocks_too_long'])(
    '%s: once more in plain words',
    async (code) => {
      bench.poster.fates.push({ kind: 'refused', code });
      const blocks = [{ type: 'divider' } as const];
      await bench.say(saying('a', '', { message: { text: 'x'.repeat(9_000), blocks } }));
      await bench.outbox.drain();
      await bench.pass(1_000);
      const [standing] = bench.poster.standing;
      expect(standing?.message.blocks).toEqual([]);
      expect(standing?.message.text.length).toBeLessThan(4_000);
      expect(await bench.row('a')).toMatchObject({ state: 'sent', plain: 1, reason: code });
    },
  );

  test('a second time in plain words: failed', async () => {
    const refused = { kind: 'refused', code: 'invalid_blocks' } as const;
    bench.poster.fates.push(refused, refused);
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    await bench.pass(1_000);
    await bench.pass(1_000);
    expect(bench.poster.calls).toHaveLength(2);
    expect(await bench.row('a')).toMatchObject({ state: 'failed', reason: 'invalid_blocks' });
  });

  test('new words for a failed message are a new chance, with their blocks', async () => {
    const refused = { kind: 'refused', code: 'invalid_blocks' } as const;
    bench.poster.fates.push(refused, refused);
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    await bench.pass(1_000);
    await bench.say(saying('a', 'two'));
    await bench.pass(1_000);
    expect(await bench.row('a')).toMatchObject({ state: 'sent', plain: 0, reason: null });
  });

  test.each(['token_revoked', 'invalid_auth', 'account_inactive'])(
    '%s is about us, not about the message: it goes out when that is mended',
    async (code) => {
      bench.poster.fates.push({ kind: 'refused', code });
      await bench.say(saying('a', 'one'));
      await bench.outbox.drain();
      await bench.pass(999);
      expect(bench.poster.calls).toHaveLength(1);
      expect(await bench.row('a')).toMatchObject({ state: 'ready', reason: code });
      await bench.pass(1);
      expect(bench.poster.texts('C1')).toEqual(['one']);
    },
  );
});

describe('throttled', () => {
  test.each([
    [2, 2],
    [0, 1],
    [-5, 1],
    [86_400, 300],
    [Number.NaN, 30],
  ])('case 7: Retry-After %s pauses the channel for %s s', async (seconds, pause) => {
    bench.poster.fates.push({ kind: 'wait', seconds });
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    await bench.pass(pause * 1_000 - 1);
    expect(bench.poster.texts('C1')).toEqual([]);
    await bench.pass(1);
    expect(bench.poster.texts('C1')).toEqual(['one']);
  });

  test('case 6: holds later messages of that channel, and no other channel', async () => {
    bench.poster.fates.push({ kind: 'wait', seconds: 60 });
    await bench.say(saying('a', 'one'), saying('b', 'two'), saying('c', 'other', { to: 'C2' }));
    await bench.outbox.drain();
    expect(bench.poster.texts('C2')).toEqual(['other']);
    await bench.pass(59_999);
    expect(bench.poster.texts('C1')).toEqual([]);
    await bench.pass(1);
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['one', 'two']);
  });
});

describe('unreachable', () => {
  test('tries again after 1, 2, 4 seconds and so on, at least once a minute', async () => {
    const away = { kind: 'unreachable', cause: 'ECONNREFUSED' } as const;
    for (let i = 0; i < 9; i += 1) bench.poster.fates.push(away);
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
      const before = bench.poster.calls.length;
      await bench.pass(seconds * 1_000 - 1);
      expect(bench.poster.calls).toHaveLength(before);
      await bench.pass(1);
      expect(bench.poster.calls).toHaveLength(before + 1);
    }
    await bench.pass(60_000);
    expect(bench.poster.texts('C1')).toEqual(['one']);
    expect(await bench.row('a')).toMatchObject({ state: 'sent', setbacks: 0, reason: null });
  });
});

describe('unknown', () => {
  test('case 9: posted, answer lost: found after the settle time and not posted again', async () => {
    bench.poster.fates.push('lost');
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    expect(await bench.row('a')).toMatchObject({ state: 'unknown' });
    await bench.pass(89_999);
    expect(bench.poster.calls).toEqual(['post C1 one']);
    await bench.pass(1);
    expect(bench.poster.calls).toEqual(['post C1 one', 'find C1']);
    const { state, ts } = await bench.row('a');
    expect({ state, ts }).toEqual({ state: 'sent', ts: bench.poster.standing[0]?.ts });
  });

  test('case 9: not posted: posted again after the settle time', async () => {
    bench.poster.fates.push('vanished');
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    await bench.pass(90_000);
    expect(bench.poster.calls).toEqual(['post C1 one', 'find C1', 'post C1 one']);
    expect(bench.poster.texts('C1')).toEqual(['one']);
  });

  test('holds later messages of the channel until it was looked for', async () => {
    bench.poster.fates.push('vanished');
    await bench.say(saying('a', 'one'), saying('b', 'two'));
    await bench.outbox.drain();
    await bench.pass(10_000);
    expect(bench.poster.texts('C1')).toEqual([]);
    await bench.pass(80_000);
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['one', 'two']);
  });

  test('case 9: landed after the look: the second look removes the double', async () => {
    bench.poster.fates.push('late');
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    await bench.pass(90_000);
    bench.poster.land();
    expect(bench.poster.texts('C1')).toEqual(['one', 'one']);
    await bench.pass(600_000);
    expect(bench.poster.texts('C1')).toEqual(['one']);
    expect(bench.poster.standing[0]?.ts).toBe((await bench.row('a')).ts);
    await bench.pass(86_400_000);
    expect(bench.poster.calls.filter((call) => call.startsWith('find'))).toHaveLength(2);
  });

  test('a double that could not be removed is removed a minute later', async () => {
    bench.poster.fates.push('late');
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    await bench.pass(90_000);
    bench.poster.land();
    bench.poster.fates.push({ kind: 'wait', seconds: 5 });
    await bench.pass(600_000);
    expect(bench.poster.texts('C1')).toHaveLength(2);
    await bench.pass(60_000);
    expect(bench.poster.texts('C1')).toHaveLength(1);
  });

  test('nobody can ever look: sent, unconfirmed, never posted again', async () => {
    bench.poster.fates.push('lost');
    bench.poster.blind.push({ cause: 'not_in_channel', permanent: true });
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    await bench.pass(90_000);
    await bench.pass(86_400_000);
    expect(bench.poster.calls).toEqual(['post C1 one', 'find C1']);
    expect(await bench.row('a')).toMatchObject({ state: 'unconfirmed', reason: 'not_in_channel' });
  });

  test('new words for an unconfirmed message look first', async () => {
    bench.poster.fates.push('lost');
    bench.poster.blind.push({ cause: 'not_in_channel', permanent: true });
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    await bench.pass(90_000);
    await bench.say(saying('a', 'two'));
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['two']);
    expect(bench.poster.calls.slice(2)).toEqual(['find C1', 'update C1 two']);
  });

  test('nobody can look now: looks again later, and others go on meanwhile', async () => {
    bench.poster.fates.push('lost');
    for (let i = 0; i < 3; i += 1)
      bench.poster.blind.push({ cause: 'ratelimited', permanent: false });
    await bench.say(saying('a', 'one'), saying('b', 'two'));
    await bench.outbox.drain();
    await bench.pass(90_000);
    expect(bench.poster.texts('C1')).toEqual(['one', 'two']);
    for (let i = 0; i < 10; i += 1) await bench.pass(90_000);
    expect(bench.poster.texts('C1')).toEqual(['one', 'two']);
    expect(await bench.row('a')).toMatchObject({ state: 'sent' });
  });

  test('words said while it was unknown are an edit when it is found', async () => {
    bench.poster.fates.push('lost');
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    await bench.say(saying('a', 'two'));
    await bench.pass(90_000);
    expect(bench.poster.calls).toEqual(['post C1 one', 'find C1', 'update C1 two']);
  });

  test('of an edit: done again after the settle time, without a look', async () => {
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    bench.poster.fates.push('late');
    await bench.say(saying('a', 'two'));
    await bench.pass(1_000);
    await bench.pass(89_999);
    expect(bench.poster.calls).toEqual(['post C1 one', 'update C1 two']);
    await bench.pass(1);
    expect(bench.poster.calls).toEqual(['post C1 one', 'update C1 two', 'update C1 two']);
  });
});

test('a poster that throws counts as unknown', async () => {
  const { post } = bench.poster;
  bench.poster.post = async (posting) => {
    bench.poster.post = post;
    throw new Error(`broken for ${posting.channelId}`);
  };
  await bench.say(saying('a', 'one'));
  await bench.outbox.drain();
  expect(await bench.row('a')).toMatchObject({ state: 'unknown' });
  await bench.pass(90_000);
  expect(bench.poster.texts('C1')).toEqual(['one']);
});
