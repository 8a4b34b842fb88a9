/** Slack calls us: only what Slack signed just now gets in, it is recorded before its answer, and nothing hangs. */
import { queryObjects } from 'node:v8';
import { gzipSync } from 'node:zlib';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pushedClock } from '../../src/base/clock.ts';
import { pinoLog } from '../../src/base/pino-log.ts';
import { createSlack } from '../../src/slack/create-slack.ts';
import type { HttpTiming } from '../../src/slack/http-receiver.ts';
import type { Acknowledge, Arrival, SlackPort } from '../../src/slack/port.ts';
import { command, dial, FORM, interaction, JSON_TYPE, NOW, NOW_SECONDS, signed } from './signed.ts';
import { SECRET } from './signed.ts';
import { blockActions, eventCallback, viewSubmission } from './slack-payloads.ts';

type Receive = (arrival: Arrival, acknowledge: Acknowledge) => Promise<void>;

let port: SlackPort;
let at = 0;
let written = '';
let arrivals: Arrival[] = [];
beforeEach(() => {
  written = '';
  arrivals = [];
});
afterEach(() => port.line.stop());

async function listen(
  receive: Receive = async (_, ack) => ack(),
  timing: Partial<HttpTiming> = {},
): Promise<void> {
  const listening = (port: number): void => void (at = port);
  port = createSlack({
    botToken: 'xoxb-1',
    http: { signingSecret: SECRET, host: '127.0.0.1', port: 0, listening, timing },
    apiUrl: 'http://127.0.0.1:9/api/',
    wall: pushedClock(NOW),
    log: pinoLog('debug', { write: (line) => void (written += line) }),
  });
  await port.line.start(async (arrival, acknowledge) => {
    arrivals.push(arrival);
    await receive(arrival, acknowledge);
  });
}

async function call(
  body: string | Buffer<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
  where: { readonly path?: string; readonly method?: string } = {},
): Promise<{ readonly status: number; readonly text: string; readonly type: string | null }> {
  const method = where.method ?? 'POST';
  const response = await fetch(`http://127.0.0.1:${at}${where.path ?? '/slack/events'}`, {
    method,
    headers: { 'content-type': FORM, ...signed(body), ...headers },
    ...(method === 'GET' ? {} : { body }),
  });
  const type = response.headers.get('content-type');
  return { status: response.status, text: await response.text(), type };
}

const until = (condition: () => boolean) => expect.poll(condition).toBe(true);

describe('what Slack signed', () => {
  test('arrives by kind and key, without the old verification token, and its answer is empty', async () => {
    await listen();
    const json = { 'content-type': JSON_TYPE };
    const event = JSON.stringify(eventCallback({ type: 'app_home_opened', user: 'U1' }));
    expect(await call(command('t-1'))).toMatchObject({ status: 200, text: '' });
    await call(interaction(blockActions({ type: 'button', value: 'x' })));
    await call(interaction(viewSubmission({})));
    await call(event, { ...json, 'x-slack-retry-num': '1' });
    await call(event, { 'content-type': 'application/json; charset=utf-8' });
    expect(arrivals.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'command command:t-1',
      'action action:trigger-1',
      'submission submission:trigger-2',
      'event event:Ev1',
      'event event:Ev1',
    ]);
    expect(arrivals[0]?.body).toMatchObject({ command: '/release', text: 'status' });
    expect(arrivals[0]?.body).not.toHaveProperty('token');
    expect(port.line.parkedBecause()).toBeNull();
  });

  test('is answered only when the receiver says so', async () => {
    const recorded = Promise.withResolvers<void>();
    await listen(async (_, acknowledge) => {
      await recorded.promise;
      await acknowledge();
    });
    let answered = false;
    const answer = call(command('t-1')).then((got) => {
      answered = true;
      return got;
    });
    await until(() => arrivals.length === 1);
    expect(answered).toBe(false);
    recorded.resolve();
    expect((await answer).status).toBe(200);
  });

  test('carries words for a command and what is wrong with a form', async () => {
    await listen(async ({ kind }, acknowledge) =>
      acknowledge(
        kind === 'command' ? { text: 'On it' } : { kind: 'errors', errors: { version: 'Taken' } },
      ),
    );
    const said = await call(command('t-1'));
    expect(said.type).toContain('application/json');
    expect(JSON.parse(said.text)).toEqual({ response_type: 'ephemeral', text: 'On it' });
    const refused = await call(interaction(viewSubmission({})));
    expect(JSON.parse(refused.text)).toEqual({
      response_action: 'errors',
      errors: { version: 'Taken' },
    });
  });

  test('that could not be recorded is not answered with 200, so that Slack tries again', async () => {
    await listen(async () => {
      throw new Error('the disk is full');
    });
    expect((await call(command('t-1'))).status).toBe(503);
  });

  test('that takes too long is let go', async () => {
    const never = Promise.withResolvers<void>();
    await listen(() => never.promise, { answerMs: 30 });
    expect((await call(command('t-1'))).status).toBe(503);
    never.resolve();
  });

  test('leaves nothing behind for a team that it names', async () => {
    await listen();
    const press = (team: string) =>
      call(interaction(blockActions({ type: 'button' }, { team: { id: team }, trigger_id: team })));
    await press('T0');
    const before = queryObjects(WebClient);
    for (const team of ['T1', 'T2', 'E3', '__proto__', '[object Object]']) await press(team);
    expect(arrivals).toHaveLength(6);
    expect(queryObjects(WebClient)).toBe(before);
  });

  test('that nobody knows is noted and answered, so that it does not come for ever', async () => {
    await listen();
    expect((await call(interaction({ type: 'hologram' }))).status).toBe(200);
    expect(arrivals).toEqual([]);
    expect(written).toContain('slack.unknown_delivery');
  });
});

describe('checks of the address', () => {
  test('the challenge is given back, when it is signed', async () => {
    await listen();
    const body = JSON.stringify({ type: 'url_verification', token: 'x', challenge: '3eZbrw1a' });
    const json = { 'content-type': JSON_TYPE };
    const { status, text } = await call(body, json);
    expect([status, JSON.parse(text)]).toEqual([200, { challenge: '3eZbrw1a' }]);
    expect((await call(body, { ...json, ...signed(body, 1) })).status).toBe(401);
    expect(arrivals).toEqual([]);
  });

  test('the look at the certificate is answered unsigned, and does nothing else', async () => {
    await listen();
    const body = `ssl_check=1&${command('t-1')}`;
    const unsigned = { 'x-slack-signature': '', 'x-slack-request-timestamp': '' };
    expect(await call(body, unsigned)).toMatchObject({ status: 200, text: '' });
    expect(arrivals).toEqual([]);
  });
});

describe('what is refused', () => {
  const body = command('t-1', 'canary-words');
  const good = signed(body);
  const other = signed(body, NOW_SECONDS, 'another-secret-altogether');
  const packed = gzipSync(body);
  test.each([
    ['a forged signature', 401, body, other],
    ['a signature of other words', 401, body, signed(`${body}&text=x`)],
    [
      'a moved timestamp',
      401,
      body,
      { ...good, 'x-slack-request-timestamp': `${NOW_SECONDS + 1}` },
    ],
    ['301 seconds old', 401, body, signed(body, NOW_SECONDS - 301)],
    ['301 seconds ahead', 401, body, signed(body, NOW_SECONDS + 301)],
    ['a timestamp that is no number', 401, body, signed(body, 'NaN')],
    ['a negative timestamp', 401, body, signed(body, -1)],
    ['no signature', 401, body, { 'x-slack-signature': '' }],
    ['no timestamp', 401, body, { 'x-slack-request-timestamp': '' }],
    ['a signature of another length', 401, body, { 'x-slack-signature': 'v0=abc' }],
    ['another version', 401, body, { 'x-slack-signature': `v1=${'a'.repeat(64)}` }],
    ['an unknown content type', 415, body, { 'content-type': 'text/plain' }],
    ['a form of parts', 415, body, { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a packed body', 415, packed, { ...signed(packed), 'content-encoding': 'gzip' }],
    ['signed nonsense', 400, '{', { ...signed('{'), 'content-type': JSON_TYPE }],
    ['signed data that is no object', 400, '[1]', { ...signed('[1]'), 'content-type': JSON_TYPE }],
    ['a payload that is nonsense', 400, 'payload=%7B', signed('payload=%7B')],
  ])('case 42: %s: %i', async (_, status, sent, headers) => {
    await listen();
    expect(await call(sent, headers)).toMatchObject({ status, text: '' });
    expect(arrivals).toEqual([]);
    expect(written).toContain('slack.refused');
    expect(written).not.toMatch(/canary|v0=/);
  });

  test.each([
    ['/', 'POST', 404],
    ['/slack/events/', 'POST', 404],
    ['/slack', 'POST', 404],
    ['/healthz', 'GET', 404],
    ['/slack/events', 'GET', 405],
    ['/slack/events', 'PUT', 405],
  ])('%s by %s: %i', async (path, method, status) => {
    await listen();
    expect((await call(body, {}, { path, method })).status).toBe(status);
    expect(arrivals).toEqual([]);
  });

  test.each([-300, 300])('%i seconds are still good', async (off) => {
    await listen();
    expect((await call(body, signed(body, NOW_SECONDS + off))).status).toBe(200);
    expect(arrivals).toHaveLength(1);
  });

  test('case 43: a megabyte is taken and a byte more is not, said beforehand or not', async () => {
    await listen();
    const full = `${body}&pad=`.padEnd(1024 * 1024, 'x');
    expect((await call(full)).status).toBe(200);
    expect((await call(`${full}x`)).status).toBe(413);
    const { socket, heard, closed } = await dial(at);
    socket.write(
      `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: ${FORM}\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    socket.write(`100001\r\n${'x'.repeat(0x100001)}\r\n`);
    await until(() => heard().startsWith('HTTP/1.1 413'));
    await closed;
    expect(arrivals).toHaveLength(1);
  });

  test('many of one kind leave one line in the log', async () => {
    await listen();
    for (let n = 0; n < 5; n += 1) await call(body, other);
    expect(written.split('slack.refused')).toHaveLength(2);
  });
});

describe('slow clients', () => {
  const HEAD = `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: ${FORM}\r\ncontent-length: 100\r\n`;
  test.each([
    ['that say nothing', ''],
    ['that never end their headers', HEAD],
    ['that never end their body', `${HEAD}\r\ncommand=`],
  ])('case 43: %s are cut, and others are served meanwhile', async (_, words) => {
    await listen(undefined, { headersMs: 100, requestMs: 200 });
    const slow = await Promise.all(Array.from({ length: 5 }, () => dial(at)));
    for (const { socket } of slow) socket.write(words);
    expect((await call(command('t-1'))).status).toBe(200);
    await Promise.all(slow.map(({ closed }) => closed));
    expect(arrivals).toHaveLength(1);
    expect(written).not.toContain('"level":"error"');
  });
});

describe('the stop', () => {
  test('answers what was begun, and takes nothing new', async () => {
    const recorded = Promise.withResolvers<void>();
    await listen(async (_, acknowledge) => {
      await recorded.promise;
      await acknowledge({ text: 'done' });
    });
    const answer = call(command('t-1'));
    await until(() => arrivals.length === 1);
    const stopped = port.line.stop();
    await expect(call(command('t-2'))).rejects.toThrow();
    recorded.resolve();
    expect(await answer).toMatchObject({ status: 200 });
    await stopped;
    expect(arrivals).toHaveLength(1);
    expect(port.line.parkedBecause()).toContain('does not listen');
  });

  test('does not wait for ever', async () => {
    const never = Promise.withResolvers<void>();
    await listen(() => never.promise, { drainMs: 50 });
    const lost = expect(call(command('t-1'))).rejects.toThrow();
    await until(() => arrivals.length === 1);
    await port.line.stop();
    await lost;
    never.resolve();
  });
});

test('a port that is taken is said in one sentence', async () => {
  await listen();
  const second = createSlack({
    botToken: 'xoxb-1',
    http: { signingSecret: SECRET, host: '127.0.0.1', port: at },
    apiUrl: 'http://127.0.0.1:9/api/',
    wall: pushedClock(NOW),
    log: pinoLog('error', { write: () => undefined }),
  });
  await expect(second.line.start(async () => undefined)).rejects.toThrow(
    `Slipway cannot listen on 127.0.0.1:${at} (it is taken). Set SLIPWAY_HTTP_PORT to a port that is free.`,
  );
});
