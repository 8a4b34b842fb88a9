/** Every way in which a post can end, sorted into what is certain and what is not. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import type { Posting, PostOutcome } from '../../src/slack/port.ts';
import { createPoster } from '../../src/slack/poster.ts';
import { webClient } from '../../src/slack/web-client.ts';
import { realSlack } from './real-slack.ts';
import { type Answer, json, type SmallSlack, startSmallSlack } from './small-slack.ts';

const posting: Posting = {
  channelId: 'C1',
  threadTs: null,
  message: { text: 'Digest', blocks: [{ type: 'divider' }] },
  key: 'k-1',
};

let slack: SmallSlack;
beforeAll(async () => {
  slack = await startSmallSlack();
});
afterAll(() => slack.stop());
beforeEach(() => {
  slack.calls.length = 0;
});

const poster = (timeoutMs = 5000) =>
  createPoster(webClient('xoxb-bot', { apiUrl: slack.apiUrl, timeoutMs, log: silentLog }));
const refusal = (error: string): Answer => ({ ok: false, error });
const raw =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };

describe('a post that went well', () => {
  test('carries text, blocks, key, and asks for no previews', async () => {
    slack.answer('chat.postMessage', { ok: true, channel: 'C1', ts: '1.1' });
    expect(await poster().post(posting)).toEqual({ kind: 'done', channelId: 'C1', ts: '1.1' });
    expect(slack.calls).toHaveLength(1);
    expect(slack.calls[0]?.args).toEqual({
      channel: 'C1',
      text: 'Digest',
      blocks: '[{"type":"divider"}]',
      metadata: '{"event_type":"slipway_message","event_payload":{"key":"k-1"}}',
      parse: 'none',
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
  });

  test('into a thread; a direct message comes back with the channel it went to', async () => {
    slack.answer('chat.postMessage', { ok: true, channel: 'D9', ts: '1.2' });
    const outcome = await poster().post({ ...posting, channelId: 'U1', threadTs: '1.1' });
    expect(outcome).toEqual({ kind: 'done', channelId: 'D9', ts: '1.2' });
    expect(slack.calls[0]?.args['thread_ts']).toBe('1.1');
  });

  test('an edit keeps the key and turns no words into links', async () => {
    slack.answer('chat.update', { ok: true, channel: 'C1', ts: '1.1' });
    expect(await poster().update({ ...posting, ts: '1.1' })).toMatchObject({ kind: 'done' });
    expect(slack.calls[0]?.args).toMatchObject({
      ts: '1.1',
      parse: 'none',
      metadata: expect.stringContaining('k-1'),
    });
  });
});

const CASES: readonly (readonly [string, Answer, PostOutcome])[] = [
  // Slack said no before anything was posted.
  ...[
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'invalid_blocks',
    'msg_too_long',
    'restricted_action',
    'user_not_found',
  ].map((code) => [code, refusal(code), { kind: 'refused', code }] as const),
  // Not let in: another try helps once the operator has acted.
  ...[
    'invalid_auth',
    'token_revoked',
    'account_inactive',
    'missing_scope',
    'org_login_required',
    'ekm_access_denied',
  ].map((code) => [code, refusal(code), { kind: 'unreachable', cause: code }] as const),
  // Slack itself: some of it may have been done.
  ...['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable'].map(
    (code) => [`case 10: ${code}`, refusal(code), { kind: 'unknown', cause: code }] as const,
  ),
  ['ratelimited with status 200', refusal('ratelimited'), { kind: 'wait', seconds: 60 }],
  ['429', raw(429, '', { 'retry-after': '7' }), { kind: 'wait', seconds: 7 }],
  ['case 7: 429 without Retry-After', raw(429, ''), { kind: 'wait', seconds: 30 }],
  [
    'case 7: 429, Retry-After abc',
    raw(429, '', { 'retry-after': 'abc' }),
    { kind: 'wait', seconds: 30 },
  ],
  [
    'case 7: 429, Retry-After 0',
    raw(429, '', { 'retry-after': '0' }),
    { kind: 'wait', seconds: 1 },
  ],
  [
    'case 7: 429, Retry-After 86400',
    raw(429, '', { 'retry-after': '86400' }),
    { kind: 'wait', seconds: 300 },
  ],
  ['case 8: 500', raw(500, '{}'), { kind: 'unknown', cause: 'HTTP 500' }],
  ['case 8: 502 with a page', raw(502, '<html>'), { kind: 'unknown', cause: 'HTTP 502' }],
  ['case 8: 503', raw(503, ''), { kind: 'unknown', cause: 'HTTP 503' }],
  ['403 of a proxy', raw(403, 'no'), { kind: 'unreachable', cause: 'HTTP 403' }],
  ['413', raw(413, ''), { kind: 'refused', code: 'http_413' }],
  [
    'case 8: a page with status 200',
    raw(200, '<html>hello</html>'),
    { kind: 'unknown', cause: 'unparsable answer' },
  ],
  [
    'case 8: half an answer',
    raw(200, '{"ok":true,"chan'),
    { kind: 'unknown', cause: 'unparsable answer' },
  ],
  ['case 8: an empty answer', raw(200, ''), { kind: 'unknown', cause: 'unparsable answer' }],
  [
    'case 8: ok without ts',
    { ok: true, channel: 'C1' },
    { kind: 'unknown', cause: 'an answer without the message' },
  ],
  [
    'case 9: a reset',
    (_, socket) => void socket.destroy(),
    { kind: 'unknown', cause: 'UND_ERR_SOCKET' },
  ],
  [
    'case 9: a reset in the middle of the answer',
    (response, socket) => {
      response.writeHead(200, { 'content-length': '400' });
      response.write('{"ok":true');
      setImmediate(() => socket.destroy());
    },
    { kind: 'unknown', cause: 'TypeError' },
  ],
];

describe('a post that did not', () => {
  test.each(CASES)('%s', async (_, answer, outcome) => {
    slack.answer('chat.postMessage', answer);
    slack.answer('chat.update', answer);
    const hand = poster();
    expect(await hand.post(posting)).toEqual(outcome);
    expect(await hand.update({ ...posting, ts: '1.1' })).toEqual(outcome);
    // Tried once each: a second try by the library could post twice.
    expect(slack.calls).toHaveLength(2);
  });

  test('case 9: no answer in time', async () => {
    slack.answer('chat.postMessage', () => undefined);
    expect(await poster(60).post(posting)).toEqual({ kind: 'unknown', cause: 'TimeoutError' });
    expect(slack.calls).toHaveLength(1);
  });

  test('nobody at that address', async () => {
    const apiUrl = await freeAddress();
    const hand = createPoster(webClient('xoxb-bot', { apiUrl, timeoutMs: 5000, log: silentLog }));
    expect(await hand.post(posting)).toEqual({ kind: 'unreachable', cause: 'ECONNREFUSED' });
  });
});

test('case 6: a throttled post does not hold up another, nor a modal', async () => {
  slack.answer('chat.postMessage', raw(429, '', { 'retry-after': '60' }), {
    ok: true,
    channel: 'C2',
    ts: '2.1',
  });
  slack.answer('views.open', { ok: true, view: { id: 'V1', hash: 'h' } });
  const port = realSlack(slack.apiUrl);
  expect(await port.poster.post(posting)).toEqual({ kind: 'wait', seconds: 60 });
  expect(await port.poster.post({ ...posting, channelId: 'C2' })).toMatchObject({ kind: 'done' });
  const modal = { type: 'modal', callbackId: 'x', title: 'X', blocks: [] } as const;
  expect(await port.desk.openModal('t', modal)).toEqual({ id: 'V1', hash: 'h' });
});

describe('a direct channel', () => {
  test('is opened', async () => {
    slack.answer('conversations.open', { ok: true, channel: { id: 'D1' } });
    expect(await poster().directChannel('U1')).toEqual({ channelId: 'D1' });
    expect(slack.calls[0]?.args).toEqual({ users: 'U1' });
  });

  test('an unknown end is no reason to wait: opening twice gives the same one', async () => {
    slack.answer('conversations.open', raw(500, ''), refusal('user_disabled'), { ok: true });
    const hand = poster();
    expect(await hand.directChannel('U1')).toEqual({ kind: 'unreachable', cause: 'HTTP 500' });
    expect(await hand.directChannel('U1')).toEqual({ kind: 'refused', code: 'user_disabled' });
    expect(await hand.directChannel('U1')).toMatchObject({ kind: 'unreachable' });
  });
});

describe('removing', () => {
  test('what stands, and what is gone already', async () => {
    slack.answer(
      'chat.delete',
      { ok: true, channel: 'C1', ts: '1.2' },
      refusal('message_not_found'),
    );
    const done = { kind: 'done', channelId: 'C1', ts: '1.2' };
    expect(await poster().remove('C1', '1.2')).toEqual(done);
    expect(await poster().remove('C1', '1.2')).toEqual(done);
  });

  test('what may not be removed', async () => {
    slack.answer('chat.delete', refusal('cant_delete_message'));
    expect(await poster().remove('C1', '1.2')).toEqual({
      kind: 'refused',
      code: 'cant_delete_message',
    });
  });
});

describe('looking for a message', () => {
  const where = { channelId: 'C1', threadTs: null };
  const since = '2026-11-20T10:31:36.250Z';
  const carrying = (ts: string, key: string, type = 'slipway_message') => ({
    ts,
    text: 'x',
    metadata: { event_type: type, event_payload: { key } },
  });

  test('by its key, over all pages, oldest first', async () => {
    slack.answer(
      'conversations.history',
      {
        ok: true,
        messages: [carrying('3.0', 'k-1'), { ts: '2.9', text: 'talk' }, carrying('2.8', 'k-2')],
        response_metadata: { next_cursor: 'more' },
      },
      { ok: true, messages: [carrying('1.0', 'k-1'), carrying('0.9', 'k-1', 'other_app')] },
    );
    expect(await poster().find(where, 'k-1', since)).toEqual({
      kind: 'looked',
      timestamps: ['1.0', '3.0'],
    });
    expect(slack.calls.map(({ args }) => args['cursor'])).toEqual([undefined, 'more']);
    expect(slack.calls[0]?.args).toMatchObject({
      channel: 'C1',
      oldest: '1795170696.250000',
      inclusive: 'true',
      include_all_metadata: 'true',
    });
  });

  test('in its thread', async () => {
    slack.answer('conversations.replies', { ok: true, messages: [carrying('1.5', 'k-1')] });
    const found = await poster().find({ channelId: 'C1', threadTs: '1.1' }, 'k-1', since);
    expect(found).toEqual({ kind: 'looked', timestamps: ['1.5'] });
    expect(slack.calls[0]?.args['ts']).toBe('1.1');
  });

  test('not there', async () => {
    slack.answer('conversations.history', { ok: true, messages: [] });
    expect(await poster().find(where, 'k-1', since)).toEqual({ kind: 'looked', timestamps: [] });
  });

  test.each<[string, Answer, string, boolean]>([
    ['outside the channel', refusal('not_in_channel'), 'not_in_channel', true],
    ['without the scope', refusal('missing_scope'), 'missing_scope', true],
    ['with a revoked token', refusal('token_revoked'), 'token_revoked', false],
    ['throttled', raw(429, '', { 'retry-after': '60' }), 'ratelimited', false],
    ['while Slack is down', raw(500, ''), 'HTTP 500', false],
    ['with an answer without messages', { ok: true }, 'unparsable answer', false],
    [
      'in a channel without end',
      { ok: true, messages: [], response_metadata: { next_cursor: 'again' } },
      'too many messages',
      true,
    ],
  ])('cannot look %s', async (_, answer, cause, permanent) => {
    slack.answer('conversations.history', answer);
    expect(await poster().find(where, 'k-1', since)).toEqual({ kind: 'cannot', cause, permanent });
  });
});

test('the token goes with each call, and only to Slack', async () => {
  slack.answer('chat.postMessage', (response, _, call) =>
    json(response, { ok: true, channel: call.args['channel'], ts: '1.1' }),
  );
  await Promise.all([poster().post(posting), realSlack(slack.apiUrl).poster.post(posting)]);
  expect(slack.calls.map(({ token }) => token)).toEqual(['xoxb-bot', 'xoxb-bot']);
});

/** An address at which nobody listens any more. */
async function freeAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/api/`;
}
