import { describe, expect, test } from 'vitest';
import { person, post, refusal, startRig } from './rig.ts';

const CHANNEL = 'C0ATLAS';
const METADATA = { event_type: 'outbox', event_payload: { key: 'abc', parts: [{ n: 1 }] } };

describe('chat.postMessage', () => {
  test('timestamps are unique and rise while the clock stands still', async () => {
    const { client, clock } = await startRig();
    const ts: string[] = [];
    for (let turn = 0; turn < 5; turn += 1)
      ts.push((await post(client, { channel: CHANNEL, text: `${turn}` })).ts ?? '');
    expect(ts[0]).toBe('1795170696.000000');
    expect(new Set(ts).size).toBe(5);
    expect(ts.toSorted()).toEqual(ts);
    clock.push('2026-11-20T11:00:00.250Z');
    const later = await post(client, { channel: CHANNEL, text: 'later' });
    expect(later.ts).toBe('1795172400.250000');
  });

  test('the answer carries the message with ids that Slack filled in', async () => {
    const { slack, client } = await startRig();
    const answer = await post(client, {
      channel: CHANNEL,
      text: 'hello',
      blocks: [
        {
          type: 'actions',
          elements: [{ type: 'button', text: { type: 'plain_text', text: 'Go' } }],
        },
      ],
    });
    expect(answer.message).toMatchObject({
      type: 'message',
      user: slack.botUserId,
      text: 'hello',
      team: slack.teamId,
      bot_profile: { name: 'Slipway' },
    });
    const [block] = slack.messages(CHANNEL)[0]?.blocks ?? [];
    expect(block?.['block_id']).toMatch(/^.{5}$/);
    expect(block?.['elements']).toEqual([
      {
        type: 'button',
        text: { type: 'plain_text', text: 'Go', emoji: true },
        action_id: expect.stringMatching(/^.{5}$/),
      },
    ]);
  });

  test('a person as channel opens the direct message', async () => {
    const { slack, client } = await startRig();
    const answer = await post(client, { channel: 'U0MARA', text: 'psst' });
    expect(answer.channel).toBe(slack.directMessage('U0MARA').id);
    expect(slack.messages(answer.channel ?? '', 'U0MARA').map(({ text }) => text)).toEqual([
      'psst',
    ]);
    expect(slack.messages(answer.channel ?? '', 'U0IVO')).toEqual([]);
  });

  test('replies hang under their parent, and a reply to a reply goes to the same parent', async () => {
    const { slack, client } = await startRig();
    const parent = await post(client, { channel: CHANNEL, text: 'top' });
    const thread = { channel: CHANNEL, thread_ts: parent.ts ?? '' };
    const first = await post(client, { ...thread, text: 'one' });
    await post(client, { channel: CHANNEL, thread_ts: first.ts ?? '', text: 'two' });
    const [top, ...replies] = slack.messages(CHANNEL);
    expect(top?.replyCount).toBe(2);
    expect(replies.map(({ threadTs }) => threadTs)).toEqual([parent.ts, parent.ts]);
  });

  test.each([
    ['no such channel', { channel: 'C0NONE', text: 'x' }, 'channel_not_found'],
    ['a private channel without the bot', { channel: 'C0SECRET', text: 'x' }, 'channel_not_found'],
    ['a public channel without the bot', { channel: 'C0OPEN', text: 'x' }, 'not_in_channel'],
    ['no words', { channel: CHANNEL, text: '' }, 'no_text'],
    ['only spaces', { channel: CHANNEL, text: '  ' }, 'no_text'],
    ['no words and an empty list', { channel: CHANNEL, blocks: [] }, 'no_text'],
    ['40,001 characters', { channel: CHANNEL, text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['blocks that are no list', { channel: CHANNEL, blocks: '{}' }, 'invalid_blocks_format'],
    ['blocks that are no JSON', { channel: CHANNEL, blocks: '[' }, 'invalid_blocks_format'],
    ['an unknown thread', { channel: CHANNEL, text: 'x', thread_ts: '1.2' }, 'thread_not_found'],
    ['a bot as receiver', { channel: 'U0SLIPWAY1', text: 'x' }, 'cannot_dm_bot'],
    [
      'metadata without a type',
      { channel: CHANNEL, text: 'x', metadata: '{"event_payload":{}}' },
      'invalid_metadata_format',
    ],
    [
      'metadata that goes too deep',
      {
        channel: CHANNEL,
        text: 'x',
        metadata: '{"event_type":"a","event_payload":{"a":{"b":{"c":1}}}}',
      },
      'invalid_metadata_schema',
    ],
    [
      'metadata that is too large',
      {
        channel: CHANNEL,
        text: 'x',
        metadata: JSON.stringify({ event_type: 'a', event_payload: { a: 'x'.repeat(8000) } }),
      },
      'metadata_too_large',
    ],
    [
      'markdown beside text',
      { channel: CHANNEL, text: 'x', markdown_text: 'y' },
      'markdown_text_conflict',
    ],
    [
      'old attachments',
      { channel: CHANNEL, text: 'x', attachments: '[{"text":"y"}]' },
      'invalid_attachments',
    ],
  ])('refuses %s', async (_what, args, error) => {
    const { slack, client } = await startRig();
    expect((await refusal(client.apiCall('chat.postMessage', args))).error).toBe(error);
    expect(slack.messages(CHANNEL)).toEqual([]);
  });

  test('40,000 characters pass, and chat:write.public reaches public channels', async () => {
    const { client } = await startRig({ botScopes: ['chat:write', 'chat:write.public'] });
    const text = 'x'.repeat(40_000);
    expect((await post(client, { channel: 'C0OPEN', text })).ok).toBe(true);
  });

  test('archived channels and closed accounts', async () => {
    const { slack, client } = await startRig();
    slack.archive(CHANNEL);
    const archived = refusal(post(client, { channel: CHANNEL, text: 'x' }));
    expect((await archived).error).toBe('is_archived');
    const { id } = slack.directMessage('U0IVO');
    slack.deactivate('U0IVO');
    for (const channel of ['U0IVO', id]) {
      const closed = refusal(post(client, { channel, text: 'x' }));
      expect((await closed).error).toBe('user_disabled');
    }
  });
});

describe('chat.update and chat.delete', () => {
  test('text without blocks takes the blocks away; metadata stays until it is replaced', async () => {
    const { slack, client } = await startRig();
    const { ts = '' } = await post(client, {
      channel: CHANNEL,
      text: 'one',
      blocks: [{ type: 'divider' }],
      metadata: METADATA,
    });
    const now = () => slack.messages(CHANNEL)[0];
    await client.chat.update({
      channel: CHANNEL,
      ts,
      text: 'two',
      blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Two' } }],
    });
    expect(now()).toMatchObject({ ts, text: 'two', edited: false, metadata: METADATA });
    expect(now()?.blocks[0]?.type).toBe('header');
    await client.chat.update({ channel: CHANNEL, ts, text: 'three' });
    expect(now()).toMatchObject({ text: 'three', blocks: [], edited: true, metadata: METADATA });
    await client.apiCall('chat.update', { channel: CHANNEL, ts, text: 'four', metadata: '{}' });
    expect(now()?.metadata).toBeNull();
  });

  test('only own, present, visible messages can be changed, and 4,000 characters are the limit', async () => {
    const { slack, client } = await startRig();
    const theirs = await slack.as('U0MARA').say(CHANNEL, 'mine');
    const mine = await post(client, { channel: CHANNEL, text: 'x' });
    const whisper = await client.chat.postEphemeral({
      channel: CHANNEL,
      user: 'U0MARA',
      text: 'x',
    });
    const update = async (ts: string, text = 'y') =>
      (await refusal(client.chat.update({ channel: CHANNEL, ts, text }))).error;
    expect(await update(theirs.ts)).toBe('cant_update_message');
    expect(await update('1.000000')).toBe('message_not_found');
    expect(await update(whisper.message_ts ?? '')).toBe('message_not_found');
    expect(await update(mine.ts ?? '', 'x'.repeat(4001))).toBe('msg_too_long');
    const gone = client.chat.delete({ channel: CHANNEL, ts: theirs.ts });
    expect((await refusal(gone)).error).toBe('cant_delete_message');
    await client.chat.delete({ channel: CHANNEL, ts: mine.ts ?? '' });
    expect(slack.messages(CHANNEL).map(({ text }) => text)).toEqual(['mine']);
  });
});

describe('chat.postEphemeral and chat.getPermalink', () => {
  test('an ephemeral message is seen by one person and is in no history', async () => {
    const { slack, client } = await startRig();
    await client.chat.postEphemeral({ channel: CHANNEL, user: 'U0MARA', text: 'just you' });
    expect(slack.messages(CHANNEL, 'U0MARA')).toMatchObject([{ ephemeralTo: 'U0MARA' }]);
    expect(slack.messages(CHANNEL, 'U0IVO')).toEqual([]);
    expect(slack.messages(CHANNEL)).toEqual([]);
    expect((await client.conversations.history({ channel: CHANNEL })).messages).toEqual([]);
  });

  test('it needs a person who is there', async () => {
    const { slack, client } = await startRig();
    slack.addPerson(person('U0NEW', 'new'));
    const call = (user: string) => client.chat.postEphemeral({ channel: CHANNEL, user, text: 'x' });
    expect((await refusal(call('U0NEW'))).error).toBe('user_not_in_channel');
    expect((await refusal(call('U0NONE'))).error).toBe('user_not_in_channel');
  });

  test('a permalink names channel and message, and the thread of a reply', async () => {
    const { client } = await startRig();
    const { ts = '' } = await post(client, { channel: CHANNEL, text: 'top' });
    const link = await client.chat.getPermalink({ channel: CHANNEL, message_ts: ts });
    expect(link.permalink).toBe('https://sandbox.slack.com/archives/C0ATLAS/p1795170696000000');
    const reply = await post(client, { channel: CHANNEL, thread_ts: ts, text: 'in' });
    const inner = await client.chat.getPermalink({ channel: CHANNEL, message_ts: reply.ts ?? '' });
    expect(inner.permalink).toContain(`?thread_ts=${ts}&cid=${CHANNEL}`);
  });
});
