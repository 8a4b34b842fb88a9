/** Words that only this organisation may read, and channels that others read or may come to read. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBench, saying, type Bench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.store.close());

const words = (text: string) => ({ text, blocks: [] });
const digest = (text = 'full', hidden = 'redacted') =>
  saying('digest', text, { redacted: words(hidden) });

describe('case 46: what hides something is told apart when it leaves, not when it was said', () => {
  test('case 46: a channel that is shared between saying and posting reads the redacted words', async () => {
    await bench.say(digest());
    bench.poster.shared.add('C1');
    await bench.outbox.drain();
    expect(bench.poster.texts('C1')).toEqual(['redacted']);
  });

  test('case 46: a channel of our own reads everything, and so it does once sharing ends', async () => {
    await bench.say(digest());
    await bench.outbox.drain();
    expect(bench.poster.texts('C1')).toEqual(['full']);
    bench.poster.shared.add('C1');
    await bench.say(digest('full 2', 'redacted 2'));
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['redacted 2']);
    bench.poster.shared.clear();
    await bench.say(digest('full 3', 'redacted 3'));
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['full 3']);
  });

  test('case 46: late words have their own, and plain ones come from the same', async () => {
    bench.poster.shared.add('C1');
    const late = {
      after: bench.clock.now(),
      message: words('late'),
      redacted: words('late, redacted'),
    };
    await bench.say(saying('digest', 'full', { redacted: words('redacted'), late }));
    bench.poster.fates.push({ kind: 'refused', code: 'invalid_blocks' });
    await bench.pass(1_000);
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['late, redacted']);
  });

  test('case 46: one redacted post takes back what stands in full in that channel, and nowhere else', async () => {
    await bench.say(digest(), saying('other', 'full', { to: 'C2', redacted: words('redacted') }));
    await bench.outbox.drain();
    bench.poster.shared.add('C1').add('C2');
    await bench.say(saying('next', 'full', { redacted: words('redacted') }));
    await bench.pass(1_000);
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['redacted', 'redacted']);
    expect(bench.poster.texts('C2')).toEqual(['full']);
  });

  test('case 46: after a lost answer nobody knows which words stand, so they are edited', async () => {
    bench.poster.fates.push('lost');
    await bench.say(digest());
    await bench.outbox.drain();
    bench.poster.shared.add('C1');
    await bench.pass(90_000);
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['redacted']);
  });

  test('case 46: when Slack does not say who reads, it waits; when it refuses to, others may', async () => {
    bench.poster.askFates.push({ kind: 'unreachable', cause: 'HTTP 503' });
    await bench.say(digest());
    await bench.outbox.drain();
    expect(bench.poster.texts('C1')).toEqual([]);
    bench.poster.askFates.push({ kind: 'refused', code: 'method_not_supported' });
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['redacted']);
  });

  test('nobody asks for words that hide nothing, nor for direct messages', async () => {
    await bench.say(saying('a', 'one'), saying('b', 'two', { to: 'U1', redacted: words('x') }));
    await bench.outbox.drain();
    expect(bench.poster.calls.filter((call) => call.startsWith('audience'))).toEqual([]);
  });
});
