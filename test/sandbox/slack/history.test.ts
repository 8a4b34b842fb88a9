import type { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { post, refusal, startRig } from './rig.ts';

const CHANNEL = 'C0ATLAS';

async function postMany(client: WebClient, count: number): Promise<string[]> {
  const stamps: string[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const metadata = { event_type: 'outbox', event_payload: { key: `k${turn}` } };
    const answer = await post(client, { channel: CHANNEL, text: `m${turn}`, metadata });
    stamps.push(answer.ts ?? '');
  }
  return stamps;
}

function texts(messages: readonly { text?: string }[] | undefined): (string | undefined)[] {
  return (messages ?? []).map(({ text }) => text);
}

test('metadata comes back only when it is asked for', async () => {
  const { client } = await startRig();
  await postMany(client, 1);
  const plain = await client.conversations.history({ channel: CHANNEL });
  expect(plain.messages?.[0]).not.toHaveProperty('metadata');
  const full = await client.conversations.history({ channel: CHANNEL, include_all_metadata: true });
  expect(full.messages?.[0]?.metadata).toEqual({
    event_type: 'outbox',
    event_payload: { key: 'k0' },
  });
});

test('newest first, in pages that the cursor joins without gap or double', async () => {
  const { client } = await startRig();
  await postMany(client, 7);
  const pages: unknown[] = [];
  let cursor = '';
  do {
    const args = { channel: CHANNEL, limit: 3, cursor };
    const page = await client.conversations.history(args);
    pages.push(texts(page.messages));
    cursor = page.response_metadata?.next_cursor ?? '';
    expect(page.has_more).toBe(cursor !== '');
    // Somebody else writes meanwhile: the pages to come must not shift.
    await post(client, { channel: CHANNEL, text: 'new' });
  } while (cursor !== '');
  expect(pages).toEqual([['m6', 'm5', 'm4'], ['m3', 'm2', 'm1'], ['m0']]);
});

test('oldest and latest are exclusive unless inclusive says otherwise', async () => {
  const { client } = await startRig();
  const stamps = await postMany(client, 5);
  const range = { channel: CHANNEL, oldest: stamps[1] ?? '', latest: stamps[3] ?? '' };
  expect(texts((await client.conversations.history(range)).messages)).toEqual(['m2']);
  const wide = await client.conversations.history({ ...range, inclusive: true });
  expect(texts(wide.messages)).toEqual(['m3', 'm2', 'm1']);
  const all = await client.conversations.history({ channel: CHANNEL, oldest: '0' });
  expect(all.messages).toHaveLength(5);
  expect(all.has_more).toBe(false);
});

test('replies are in the thread only, and a broadcast is in both', async () => {
  const { client } = await startRig();
  const [parent = ''] = await postMany(client, 1);
  const thread = { channel: CHANNEL, thread_ts: parent };
  await post(client, { ...thread, text: 'quiet' });
  await post(client, { ...thread, text: 'loud', reply_broadcast: true });
  const main = await client.conversations.history({ channel: CHANNEL });
  expect(texts(main.messages)).toEqual(['loud', 'm0']);
  expect(main.messages?.[0]?.subtype).toBe('thread_broadcast');
  expect(main.messages?.[1]).toMatchObject({ reply_count: 2, thread_ts: parent });
  const replies = await client.conversations.replies({
    channel: CHANNEL,
    ts: parent,
    include_all_metadata: true,
  });
  expect(texts(replies.messages)).toEqual(['m0', 'quiet', 'loud']);
  expect(replies.messages?.[0]?.metadata?.event_type).toBe('outbox');
});

test('the range of replies keeps the parent', async () => {
  const { client } = await startRig();
  const [parent = ''] = await postMany(client, 1);
  const stamps: string[] = [];
  for (const text of ['a', 'b', 'c']) {
    const answer = await post(client, { channel: CHANNEL, thread_ts: parent, text });
    stamps.push(answer.ts ?? '');
  }
  const part = await client.conversations.replies({
    channel: CHANNEL,
    ts: parent,
    oldest: stamps[0] ?? '',
  });
  expect(texts(part.messages)).toEqual(['m0', 'b', 'c']);
});

test.each([
  ['conversations.history', {}, 'invalid_arguments'],
  ['conversations.history', { channel: 'C0OPEN' }, 'not_in_channel'],
  ['conversations.history', { channel: 'C0SECRET' }, 'channel_not_found'],
  ['conversations.history', { channel: CHANNEL, limit: 1000 }, 'invalid_limit'],
  ['conversations.history', { channel: CHANNEL, cursor: 'nonsense' }, 'invalid_cursor'],
  ['conversations.replies', { channel: CHANNEL, ts: '1.000000' }, 'thread_not_found'],
])('%s refuses %j', async (method, args, error) => {
  const { client } = await startRig();
  expect((await refusal(client.apiCall(method, args))).error).toBe(error);
});
