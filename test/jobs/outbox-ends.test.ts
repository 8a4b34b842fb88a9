/** Messages that are worth posting only until an instant, and words that say that they are late. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plusMinutes, type Instant } from '../../src/base/time.ts';
import { ledger } from '../../src/jobs/ledger.ts';
import { openBench, saying, START, type Bench } from './bench.ts';
import { createLife, mortalPoster, mortalStore } from './mortal.ts';
import type { Fate } from './scripted-poster.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.store.close());

const MINUTE = 60_000;
const REVOKED: Fate = { kind: 'refused', code: 'token_revoked' };
const OUT_OF_DATE = 'it was out of date before Slack took it';
const usefulUntil: Instant = plusMinutes(START, 30);

describe('useful until', () => {
  test('posted in time, whatever comes later: edits go on', async () => {
    await bench.say(saying('a', 'one', { usefulUntil }));
    await bench.outbox.drain();
    await bench.pass(60 * MINUTE);
    await bench.say(saying('a', 'closed', { usefulUntil }));
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['closed']);
    expect(await bench.row('a')).toMatchObject({ state: 'sent', reason: null });
  });

  test('up to that instant it is tried, from it on skipped, and says what held it up', async () => {
    for (let i = 0; i < 6; i += 1) bench.poster.fates.push(REVOKED);
    await bench.say(saying('a', 'one', { usefulUntil }), saying('b', 'two'));
    await bench.outbox.drain();
    await bench.pass(30 * MINUTE - 1);
    expect(bench.poster.calls).toEqual(['post C1 one', 'post C1 one']);
    await bench.pass(1);
    expect(await bench.row('a')).toMatchObject({
      state: 'skipped',
      reason: `${OUT_OF_DATE} (token_revoked)`,
    });
    bench.poster.fates.length = 0;
    await bench.pass(60 * MINUTE);
    expect(bench.poster.texts('C1')).toEqual(['two']);
  });

  test('said when it is over already: never posted', async () => {
    await bench.say(saying('a', 'one', { usefulUntil: START }));
    await bench.outbox.drain();
    expect(bench.poster.calls).toEqual([]);
    expect(await bench.row('a')).toMatchObject({ state: 'skipped', reason: OUT_OF_DATE });
  });

  test('the program was dead over it: not posted at the start', async () => {
    await bench.say(saying('a', 'one', { usefulUntil }));
    bench.clock.push(plusMinutes(START, 31));
    await bench.another().drain();
    expect(bench.poster.calls).toEqual([]);
    expect(await bench.row('a')).toMatchObject({ state: 'skipped' });
  });

  test('a message that waits for its own instant ends too', async () => {
    const notBefore = plusMinutes(START, 45);
    await bench.say(saying('a', 'one', { notBefore, usefulUntil }));
    await bench.pass(31 * MINUTE);
    expect(await bench.row('a')).toMatchObject({ state: 'skipped' });
    expect(await bench.outbox.nextWaitingAt()).toBeNull();
  });

  test('takes its thread with it, also what is said there later', async () => {
    bench.poster.fates.push(REVOKED);
    await bench.say(saying('a', 'top', { usefulUntil }), saying('b', 'reply', { threadOf: 'a' }));
    await bench.outbox.drain();
    await bench.pass(30 * MINUTE);
    await bench.say(saying('c', 'late reply', { threadOf: 'b' }));
    await bench.pass(1_000);
    for (const key of ['b', 'c'])
      expect(await bench.row(key)).toMatchObject({
        state: 'skipped',
        reason: expect.stringContaining(OUT_OF_DATE),
      });
    expect(bench.poster.calls).toEqual(['post C1 top']);
  });

  test('an answer that is out of date leaves its thread alone', async () => {
    await bench.say(saying('a', 'top'));
    await bench.outbox.drain();
    bench.poster.fates.push(REVOKED);
    await bench.say(saying('b', 'reply', { threadOf: 'a', usefulUntil }));
    await bench.pass(1_000);
    await bench.pass(30 * MINUTE);
    expect(await bench.row('b')).toMatchObject({ state: 'skipped' });
    expect(await bench.row('a')).toMatchObject({ state: 'sent' });
  });
});

describe('of an unknown outcome', () => {
  const shortly = plusMinutes(START, 1);

  test('whose sender died before it had a place: it ends once, and is not tried and ended for ever', async () => {
    const life = createLife(1_000);
    const poster = mortalPoster(bench.poster, life);
    poster.directChannel = async () => {
      life.end();
      await life.step();
      throw new Error('the dead open nothing');
    };
    await bench.say(saying('a', 'one', { to: 'U1', usefulUntil: shortly }));
    void bench.another({ store: mortalStore(bench.store, life), poster }).drain();
    await life.over;
    for (let minutes = 0; minutes < 60; minutes += 1) await bench.pass(MINUTE);
    expect(await bench.row('a')).toMatchObject({ state: 'skipped', look_wall: null });
    expect((await bench.row('a')).reason?.split(OUT_OF_DATE)).toHaveLength(2);
    expect(bench.poster.calls.filter((call) => call.startsWith('post'))).toEqual([]);
  });

  test('it stands: found, and edited', async () => {
    bench.poster.fates.push('lost');
    await bench.say(saying('a', 'one', { usefulUntil: shortly }));
    await bench.outbox.drain();
    bench.clock.push(shortly);
    await bench.say(saying('a', 'closed', { usefulUntil: shortly }));
    await bench.outbox.drain();
    expect(await bench.row('a')).toMatchObject({ state: 'unknown' });
    await bench.pass(90_000);
    expect(bench.poster.calls).toEqual(['post C1 one', 'find C1', 'update C1 closed']);
    expect(await bench.row('a')).toMatchObject({ state: 'sent' });
  });

  test('it does not: skipped, not posted again', async () => {
    bench.poster.fates.push('vanished');
    await bench.say(saying('a', 'one', { usefulUntil: shortly }));
    await bench.outbox.drain();
    await bench.pass(90_000);
    expect(bench.poster.calls).toEqual(['post C1 one', 'find C1']);
    expect(await bench.row('a')).toMatchObject({ state: 'skipped' });
  });

  test('it comes to stand after the look: found ten minutes later, and edited', async () => {
    bench.poster.fates.push('late');
    await bench.say(saying('a', 'one', { usefulUntil: shortly }));
    await bench.outbox.drain();
    await bench.pass(90_000);
    expect(await bench.row('a')).toMatchObject({ state: 'skipped' });
    bench.poster.land();
    await bench.say(saying('a', 'closed', { usefulUntil: shortly }));
    for (let i = 0; i < 3; i += 1) await bench.pass(10 * MINUTE);
    expect(bench.poster.texts('C1')).toEqual(['closed']);
    expect(await bench.row('a')).toMatchObject({ state: 'sent', look_wall: null });
  });

  test('it never does: looked for twice, then left alone', async () => {
    bench.poster.fates.push('vanished');
    await bench.say(saying('a', 'one', { usefulUntil: shortly }));
    await bench.outbox.drain();
    await bench.pass(90_000);
    bench.poster.blind.push({ cause: 'ratelimited', permanent: false });
    for (let i = 0; i < 5; i += 1) await bench.pass(10 * MINUTE);
    expect(bench.poster.calls).toEqual(['post C1 one', 'find C1', 'find C1', 'find C1']);
    expect(await bench.row('a')).toMatchObject({ state: 'skipped', look_wall: null });
  });

  test('an answer that comes after it was given up is still true, and the message is edited on', async () => {
    let answer: () => void = () => undefined;
    const { post } = bench.poster;
    const asked = new Promise<void>((resolve) => {
      bench.poster.post = async (posting) => {
        resolve();
        await new Promise<void>((free) => (answer = free));
        return await post(posting);
      };
    });
    await bench.say(saying('a', 'one', { usefulUntil: shortly }));
    const first = bench.outbox.drain();
    await asked;
    // Its lease ran out while it waited; another sender looked, found nothing, and gave the message up.
    bench.clock.push(plusMinutes(START, 2));
    bench.wall.push(plusMinutes(bench.wall.now(), 2));
    const second = bench.another();
    await second.drain();
    expect(await bench.row('a')).toMatchObject({ state: 'skipped' });
    await bench.say(saying('a', 'closed', { usefulUntil: shortly }));
    answer();
    await first;
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['closed']);
    expect(await bench.row('a')).toMatchObject({ state: 'sent', reason: null });
  });
});

describe('said again', () => {
  async function skip(): Promise<void> {
    bench.poster.fates.push(REVOKED);
    await bench.say(saying('a', 'one', { usefulUntil }));
    await bench.outbox.drain();
    await bench.pass(30 * MINUTE);
  }

  test('with a later end, in the same words: posted after all', async () => {
    await skip();
    await bench.say(saying('a', 'one', { usefulUntil: plusMinutes(usefulUntil, 60) }));
    await bench.pass(5 * MINUTE);
    expect(bench.poster.texts('C1')).toEqual(['one']);
    expect(await bench.row('a')).toMatchObject({ state: 'sent', version: 1, reason: null });
  });

  test('without an end: posted after all', async () => {
    await skip();
    await bench.say(saying('a', 'two'));
    await bench.pass(5 * MINUTE);
    expect(bench.poster.texts('C1')).toEqual(['two']);
  });

  test('with other words and the same end: stays skipped, and when and why stays too', async () => {
    await skip();
    const before = await bench.row('a');
    await bench.pass(MINUTE);
    await bench.say(saying('a', 'closed', { usefulUntil }));
    await bench.pass(60 * MINUTE);
    const { state, reason, updated_at } = await bench.row('a');
    expect({ state, reason, updated_at }).toEqual({
      state: before.state,
      reason: before.reason,
      updated_at: before.updated_at,
    });
    expect(bench.poster.texts('C1')).toEqual([]);
  });

  test('a revived thread takes its answers again', async () => {
    await bench.say(saying('a', 'top', { usefulUntil: START }));
    await bench.say(saying('b', 'reply', { threadOf: 'a' }));
    await bench.outbox.drain();
    await bench.say(saying('a', 'top'), saying('b', 'reply', { threadOf: 'a' }));
    await bench.outbox.drain();
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['top', 'reply']);
  });

  test('while it waits, its end can be moved without new words', async () => {
    bench.poster.fates.push(REVOKED);
    await bench.say(saying('a', 'one', { usefulUntil }));
    await bench.outbox.drain();
    await bench.say(saying('a', 'one', { usefulUntil: plusMinutes(START, 2) }));
    await bench.pass(2 * MINUTE);
    expect(await bench.row('a')).toMatchObject({
      state: 'skipped',
      reason: `${OUT_OF_DATE} (token_revoked)`,
      version: 1,
    });
  });

  test('what failed for certain stays failed when its end is over, so that an admin sees it', async () => {
    bench.poster.fates.push({ kind: 'refused', code: 'cannot_dm_bot' });
    await bench.say(saying('a', 'one', { usefulUntil }));
    await bench.outbox.drain();
    await bench.pass(30 * MINUTE);
    await bench.say(saying('a', 'closed', { usefulUntil }));
    await bench.pass(1_000);
    expect(bench.poster.calls).toHaveLength(1);
    expect(await bench.row('a')).toMatchObject({ state: 'failed', reason: 'cannot_dm_bot' });
  });
});

describe('the ledger', () => {
  test('has it under skipped, with the reason', async () => {
    await bench.say(saying('a', 'one', { usefulUntil: START, releaseId: 'r1' }));
    await bench.outbox.drain();
    expect(await ledger.counts(bench.store.db)).toMatchObject({ due: 0, skipped: 1 });
    expect(await ledger.newest(bench.store.db, 'skipped', 5)).toMatchObject([
      { what: 'a', of: 'message', at: START, reason: OUT_OF_DATE, releaseId: 'r1' },
    ]);
  });

  test('knows which messages nobody ever read', async () => {
    bench.poster.fates.push('ok', { kind: 'refused', code: 'no_text' });
    await bench.say(saying('stands', 'one'), saying('failed', 'two', { to: 'C2' }));
    await bench.say(saying('skipped', 'three', { to: 'C3', usefulUntil: START }));
    await bench.outbox.drain();
    bench.poster.fates.push({ kind: 'refused', code: 'edit_window_closed' });
    await bench.say(saying('stands', 'new words'));
    await bench.pass(1_000);
    expect(await bench.row('stands')).toMatchObject({ state: 'failed' });
    const all = ['stands', 'failed', 'skipped', 'never said'];
    expect(await ledger.neverStood(bench.store.db, all)).toHaveProperty('size', 2);
    expect(await ledger.neverStood(bench.store.db, [])).toEqual(new Map());
  });
});

describe('late words', () => {
  const late = { after: plusMinutes(START, 2), message: { text: 'one, late', blocks: [] } };

  test.each([
    [2 * MINUTE, 'one'],
    [2 * MINUTE + 1, 'one, late'],
  ])('posted after %i ms it says "%s"', async (passed, words) => {
    await bench.say(saying('a', 'one', { late }));
    await bench.pass(passed);
    expect(bench.poster.texts('C1')).toEqual([words]);
  });

  test('the first try failed in time, the second is late', async () => {
    bench.poster.fates.push(REVOKED);
    await bench.say(saying('a', 'one', { late }));
    await bench.outbox.drain();
    await bench.pass(5 * MINUTE);
    expect(bench.poster.calls).toEqual(['post C1 one', 'post C1 one, late']);
  });

  test('posted in time and found late: it was in time', async () => {
    bench.poster.fates.push('lost');
    await bench.say(saying('a', 'one', { late }));
    await bench.outbox.drain();
    await bench.pass(10 * MINUTE);
    expect(bench.poster.texts('C1')).toEqual(['one']);
    expect(bench.poster.calls).toEqual(['post C1 one', 'find C1']);
  });

  test('what was posted in time is edited without the mark, what was late with it', async () => {
    await bench.say(saying('a', 'one', { late }));
    await bench.outbox.drain();
    const other = { ...late, message: { text: 'two, late', blocks: [] } };
    await bench.pass(10 * MINUTE);
    await bench.say(saying('a', 'two', { late: other }), saying('b', 'one', { to: 'C2', late }));
    await bench.pass(1_000);
    await bench.say(saying('b', 'two', { to: 'C2', late: other }));
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['two']);
    expect(bench.poster.texts('C2')).toEqual(['two, late']);
  });

  test('new late words alone are new words', async () => {
    bench.poster.fates.push(REVOKED);
    await bench.say(saying('a', 'one', { late }));
    await bench.outbox.drain();
    const message = { text: 'one, very late', blocks: [] };
    await bench.say(saying('a', 'one', { late: { ...late, message } }));
    await bench.pass(5 * MINUTE);
    expect(bench.poster.texts('C1')).toEqual(['one, very late']);
  });
});
