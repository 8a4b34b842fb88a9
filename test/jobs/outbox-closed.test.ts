/** Channels that Slack takes nothing for, people it does not reach, and a token that it refuses. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plusMilliseconds } from '../../src/base/time.ts';
import { openBench, saying, type Bench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.store.close());

const HOUR_MS = 3_600_000;

async function closedRow() {
  const rows = bench.store.prepare<{ reason: string; told_at: string | null; since: string }>(
    'select reason, told_at, since from closed_channel',
  );
  return bench.store.alone(() => rows.first());
}

const CLOSED = [
  [19, 'channel_not_found'],
  [19, 'is_archived'],
  [20, 'not_in_channel'],
  [21, 'restricted_action'],
  [21, 'restricted_action_read_only_channel'],
  [21, 'restricted_action_thread_only_channel'],
  [21, 'posting_to_general_channel_denied'],
] as const;

describe('a closed channel', () => {
  test.each(CLOSED)(
    'case %i: %s parks all that is for it, with the reason, after one request',
    async (_case, code) => {
      bench.poster.fates.push({ kind: 'refused', code });
      await bench.say(saying('a', 'one'), saying('b', 'two'), saying('c', 'three', { to: 'C2' }));
      await bench.outbox.drain();
      for (let minutes = 0; minutes < 59; minutes += 1) await bench.pass(60_000);
      expect(bench.poster.calls.filter((call) => call.startsWith('post C1'))).toHaveLength(1);
      expect(bench.poster.texts('C2')).toEqual(['three']);
      expect(await bench.row('a')).toMatchObject({ state: 'ready', reason: code, ts: null });
      expect(await closedRow()).toMatchObject({ reason: code, told_at: null });
    },
  );

  test('case 21: ekm_access_denied parks the channel too, for the policy may be lifted', async () => {
    bench.poster.fates.push({ kind: 'unreachable', cause: 'ekm_access_denied' });
    await bench.say(saying('a', 'one'), saying('b', 'two'));
    await bench.outbox.drain();
    await bench.pass(60_000);
    expect(bench.poster.calls).toEqual(['post C1 one']);
    expect(await closedRow()).toMatchObject({ reason: 'ekm_access_denied' });
  });

  test('case 19: one request an hour finds out that it is open again; then everything goes out once, in order', async () => {
    const archived = { kind: 'refused', code: 'is_archived' } as const;
    bench.poster.fates.push(archived, archived);
    await bench.say(saying('a', 'one'), saying('b', 'two'));
    await bench.outbox.drain();
    await bench.pass(HOUR_MS);
    expect(bench.poster.calls).toEqual(['post C1 one', 'post C1 one']);
    await bench.pass(HOUR_MS);
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['one', 'two']);
    expect(await closedRow()).toBeUndefined();
  });

  test('case 19: what is out of date by then is skipped with the reason, and the rest goes out', async () => {
    bench.poster.fates.push({ kind: 'refused', code: 'is_archived' });
    const usefulUntil = plusMilliseconds(bench.clock.now(), 1_800_000);
    await bench.say(saying('old', 'old', { usefulUntil }), saying('plan', 'plan'));
    await bench.outbox.drain();
    await bench.pass(HOUR_MS);
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['plan']);
    const { state, reason } = await bench.row('old');
    expect({ state, reason }).toEqual({
      state: 'skipped',
      reason: 'it was out of date before Slack took it (is_archived)',
    });
  });

  test('case 19: an edit of what stands waits as well, and the newest words win', async () => {
    await bench.say(saying('card', 'one'));
    await bench.outbox.drain();
    bench.poster.fates.push({ kind: 'refused', code: 'is_archived' });
    await bench.say(saying('card', 'two'));
    await bench.pass(1_000);
    await bench.say(saying('card', 'three'));
    await bench.pass(HOUR_MS);
    expect(bench.poster.calls).toEqual(['post C1 one', 'update C1 two', 'update C1 three']);
  });

  test('case 20: a public channel that nobody put us out of is entered, and the message goes out at once', async () => {
    bench.poster.enterable.add('C1');
    bench.poster.fates.push({ kind: 'refused', code: 'not_in_channel' });
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    expect(bench.poster.calls).toEqual(['post C1 one', 'join C1', 'post C1 one']);
    expect(await closedRow()).toBeUndefined();
  });
});

describe('a person who cannot be reached', () => {
  test.each([
    'user_not_found',
    'user_disabled',
    'cannot_dm_bot',
    'messages_tab_disabled',
    'channel_not_found',
    'is_archived',
  ])('case 22: %s: that one message fails with the reason, the others go on', async (code) => {
    bench.poster.fates.push({ kind: 'refused', code });
    await bench.say(saying('a', 'one', { to: 'U1' }), saying('b', 'two', { to: 'U2' }));
    await bench.outbox.drain();
    await bench.pass(HOUR_MS);
    expect(await bench.row('a')).toMatchObject({ state: 'failed', reason: code });
    expect(bench.poster.texts('D2')).toEqual(['two']);
    expect(bench.poster.calls.filter((call) => call === 'open U1')).toHaveLength(1);
    expect(await closedRow()).toBeUndefined();
  });
});

describe('a refused token', () => {
  const CODES = [
    'token_revoked',
    'account_inactive',
    'invalid_auth',
    'token_expired',
    'team_disabled',
  ];

  test.each(CODES)(
    'case 17: %s parks everything: a request a minute at most, whatever there is to say',
    async (cause) => {
      const many = Array.from({ length: 40 }, (_, n) => saying(`m${n}`, `m${n}`, { to: `C${n}` }));
      bench.poster.fates.push(
        ...Array.from({ length: 400 }, () => ({ kind: 'unreachable', cause }) as const),
      );
      await bench.say(...many);
      await bench.outbox.drain();
      const before = bench.poster.calls.length;
      for (let minutes = 0; minutes < 30; minutes += 1) await bench.pass(60_000);
      // The first round had several requests out at once when the word came; from then on there is one.
      expect(before).toBeLessThanOrEqual(8);
      expect(bench.poster.calls.length - before).toBeLessThanOrEqual(30);
      expect(bench.outbox.parkedBecause()).toContain(`Slack refuses SLACK_BOT_TOKEN (${cause})`);
    },
  );

  test('case 18: once it is good again everything goes out, nothing twice', async () => {
    const many = Array.from({ length: 20 }, (_, n) => saying(`m${n}`, `m${n}`, { to: `C${n}` }));
    bench.poster.fates.push(
      ...Array.from(
        { length: 12 },
        () => ({ kind: 'unreachable', cause: 'token_revoked' }) as const,
      ),
    );
    await bench.say(...many);
    await bench.outbox.drain();
    for (let minutes = 0; minutes < 10; minutes += 1) await bench.pass(60_000);
    expect(bench.poster.standing.map(({ message }) => message.text).sort()).toEqual(
      many.map(({ key }) => key).sort(),
    );
    expect(bench.outbox.parkedBecause()).toBeNull();
  });

  test('case 21: org_login_required is tried again later, and said for what it is', async () => {
    bench.poster.fates.push({ kind: 'unreachable', cause: 'org_login_required' });
    await bench.say(saying('a', 'one'));
    await bench.outbox.drain();
    expect(bench.outbox.parkedBecause()).toContain('into an organisation (org_login_required)');
    await bench.pass(60_000);
    expect(bench.poster.texts('C1')).toEqual(['one']);
  });
});
