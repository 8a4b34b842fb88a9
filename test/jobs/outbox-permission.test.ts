/**
 * Who may read what hides something, while that changes: a channel is shared and unshared, its project allows
 * everything and takes that back, before the words are written, before they leave and while they are on their way.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createChannels, type Channels } from '../../src/jobs/closed-channels.ts';
import type { Outbox } from '../../src/jobs/outbox.ts';
import type { Tx } from '../../src/store/db.ts';
import { openBench, saying, type Bench } from './bench.ts';

let bench: Bench;
let outbox: Outbox;
let channels: Channels;
const allowed = new Set<string>();

beforeEach(async () => {
  bench = await openBench();
  allowed.clear();
  outbox = bench.another({
    settings: { spacingMs: 0, channelsAtOnce: 1 },
    showsAll: (channelId) => Promise.resolve(allowed.has(channelId)),
  });
  channels = createChannels('T1', bench.wall, () => undefined);
});
afterEach(() => bench.store.close());

const words = (text: string) => ({ text, blocks: [] });
const write = (work: (tx: Tx) => Promise<void>): Promise<void> =>
  bench.store.transact(bench.clock.now(), work);
const digest = (channel = 'C1', key = 'digest', count = 1) =>
  saying(key, `secret ${count}`, { to: channel, redacted: words(`hidden ${count}`) });

async function pass(milliseconds: number): Promise<void> {
  bench.passTime(milliseconds);
  await outbox.drain();
}

async function allow(channel: string): Promise<void> {
  allowed.add(channel);
  await write((tx) => channels.reveal(tx, channel));
}

async function forbid(channel: string): Promise<void> {
  allowed.delete(channel);
  await write((tx) => channels.redact(tx, channel));
}

async function share(channel: string): Promise<void> {
  bench.poster.shared.add(channel);
  await write((tx) => channels.redact(tx, channel));
}

async function unshare(channel: string): Promise<void> {
  bench.poster.shared.delete(channel);
  await write((tx) => channels.reveal(tx, channel));
}

describe('case 46: a project that allows titles of private repositories in a shared channel', () => {
  beforeEach(() => bench.poster.shared.add('C1'));

  test('case 46: shows them, and nobody has to ask Slack who reads', async () => {
    await allow('C1');
    await bench.say(digest());
    await pass(0);
    expect(bench.poster.texts('C1')).toEqual(['secret 1']);
    expect(bench.poster.calls.filter((call) => call.startsWith('audience'))).toEqual([]);
  });

  test('case 46: one that allows it later edits what stands, and back', async () => {
    await bench.say(digest());
    await pass(0);
    expect(bench.poster.texts('C1')).toEqual(['hidden 1']);
    await allow('C1');
    await pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['secret 1']);
    await forbid('C1');
    await pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['hidden 1']);
  });

  test('case 46: one whose permission cannot be read counts as not allowing it', async () => {
    outbox = bench.another({ showsAll: () => Promise.reject(new Error('database is locked')) });
    await bench.say(digest());
    await pass(0);
    expect(bench.poster.texts('C1')).toEqual(['hidden 1']);
  });

  test('case 46: shared while the words are on their way, they are edited at once', async () => {
    bench.poster.shared.clear();
    const { post } = bench.poster;
    bench.poster.post = async (posting) => {
      await share('C1');
      return post(posting);
    };
    await bench.say(digest());
    await pass(0);
    bench.poster.post = post;
    await pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['hidden 1']);
  });

  test('case 46: what hid nothing gets words for outsiders when it has something to hide', async () => {
    await bench.say(saying('status:r:1', 'secret', { to: 'C1' }), saying('status:r2', 'open'));
    await pass(0);
    await pass(1_000);
    await write((tx) => channels.withhold(tx, 'status:r:', words('hidden')));
    await pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['hidden', 'open']);
  });
});

const step = fc.record({
  what: fc.constantFrom(
    'say' as const,
    'say' as const,
    'pass' as const,
    'share' as const,
    'unshare' as const,
    'allow' as const,
    'forbid' as const,
    'lost' as const,
    'vanished' as const,
    'shareOnTheWay' as const,
    'forbidOnTheWay' as const,
  ),
  key: fc.constantFrom('a', 'b'),
  channel: fc.constantFrom('one', 'two'),
  hidesSomething: fc.boolean(),
});

test('case 46: whatever changes in whatever order, no outsider gets what is hidden, and nobody else misses it', async () => {
  let run = 0;
  const leaks: string[] = [];
  const { post, update, audience } = bench.poster;
  const watch = ({ channelId, message }: Parameters<typeof post>[0]): void => {
    const isOpen = !bench.poster.shared.has(channelId) || allowed.has(channelId);
    if (message.text.includes('secret') && !isOpen) leaks.push(message.text);
  };
  // Right after Slack said who reads: nobody can know, so only what stands in the end counts.
  const onTheWay: (() => Promise<void>)[] = [];
  const changed = async (): Promise<boolean> => {
    const change = onTheWay.shift();
    await change?.();
    return change !== undefined;
  };
  bench.poster.post = async (posting) => {
    if (!(await changed())) watch(posting);
    return post(posting);
  };
  Object.assign(bench.poster, {
    audience,
    update: async (posting: Parameters<typeof update>[0]) => {
      if (!(await changed())) watch(posting);
      return update(posting);
    },
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      run += 1;
      const said = new Map<string, { readonly channel: string; readonly text: string }>();
      for (const [count, one] of steps.entries()) {
        const channel = `C${run}${one.channel}`;
        if (one.what === 'say') {
          const key = `${run}:${one.key}:${channel}`;
          const text = one.hidesSomething ? `secret ${count}` : `open ${count}`;
          said.set(key, { channel, text });
          await bench.say(
            one.hidesSomething ? digest(channel, key, count) : saying(key, text, { to: channel }),
          );
        } else if (one.what === 'pass') await pass(120_000);
        else if (one.what === 'lost' || one.what === 'vanished') bench.poster.fates.push(one.what);
        else if (one.what === 'shareOnTheWay') onTheWay.push(() => share(channel));
        else if (one.what === 'forbidOnTheWay') onTheWay.push(() => forbid(channel));
        else await { share, unshare, allow, forbid }[one.what](channel);
      }
      // Until all is settled, second looks and edits too; then nothing waits to happen on the way.
      for (let rounds = 0; rounds < 6; rounds += 1) await pass(700_000);
      onTheWay.length = 0;
      bench.poster.fates.length = 0;
      for (const { channel, text } of said.values()) {
        const isOpen = !bench.poster.shared.has(channel) || allowed.has(channel);
        const expected = isOpen ? text : text.replace('secret', 'hidden');
        expect(bench.poster.texts(channel)).toContain(expected);
        if (!isOpen) expect(bench.poster.texts(channel).join()).not.toContain('secret');
      }
      expect(leaks).toEqual([]);
    }),
    { numRuns: 400 },
  );
});
