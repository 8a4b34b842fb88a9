/** Blocks that go out with the first post of a message and never again: a mention in them pings once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { groupMention, line, lines } from '../../src/slack/blocks.ts';
import { pingsIn } from '../support/hostile.ts';
import { openBench, saying, type Bench } from './bench.ts';

let bench: Bench;
/** Every post and edit that mentioned the group, in order. */
let called: string[];
beforeEach(async () => {
  bench = await openBench();
  called = [];
  const { post, update } = bench.poster;
  bench.poster.post = (posting) => {
    if (pingsIn(posting.message).length > 0) called.push(`post ${posting.message.text}`);
    return post(posting);
  };
  bench.poster.update = (posting) => {
    if (pingsIn(posting.message).length > 0) called.push(`update ${posting.message.text}`);
    return update(posting);
  };
});
afterEach(() => bench.store.close());

const firstBlocks = [lines([line(groupMention('S0ONCALL'))])];

describe('blocks of the first post', () => {
  test('go out once, and stand in no edit', async () => {
    await bench.say(saying('alert', 'one', { firstBlocks }));
    await bench.outbox.drain();
    await bench.say(saying('alert', 'two', { firstBlocks }));
    await bench.pass(1_000);
    expect(bench.poster.calls).toEqual(['post C1 one', 'update C1 two']);
    expect(called).toEqual(['post one']);
    expect(bench.poster.standing[0]?.message.blocks).toEqual([]);
  });

  test('go out with words that came before the first post', async () => {
    await bench.say(saying('alert', 'one', { firstBlocks }));
    await bench.say(saying('alert', 'two'));
    await bench.outbox.drain();
    expect(called).toEqual(['post two']);
  });

  test('are there where the words are redacted', async () => {
    bench.poster.shared.add('C1');
    await bench.say(saying('alert', 'one', { firstBlocks, redacted: { text: '-', blocks: [] } }));
    await bench.outbox.drain();
    expect(called).toEqual(['post -']);
  });

  test('case 9: an answer that was lost calls nobody twice', async () => {
    bench.poster.fates.push('lost');
    await bench.say(saying('alert', 'one', { firstBlocks }));
    await bench.outbox.drain();
    await bench.say(saying('alert', 'two'));
    await bench.pass(90_000);
    await bench.pass(1_000);
    expect(bench.poster.texts('C1')).toEqual(['two']);
    expect(called).toEqual(['post one']);
  });

  test('case 9: a post that never arrived is made again, with its call', async () => {
    bench.poster.fates.push('vanished');
    await bench.say(saying('alert', 'one', { firstBlocks }));
    await bench.outbox.drain();
    await bench.pass(90_000);
    expect(bench.poster.texts('C1')).toEqual(['one']);
    expect(bench.poster.standing[0]?.message.blocks).toEqual(firstBlocks);
  });
});
