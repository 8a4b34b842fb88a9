/** The small Slack calls its app as Slack does: signed, in Slack's own forms, an event again until it is taken. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { machineClock } from '../../../src/base/clock.ts';
import { startOutsideWorld, type OutsideWorld } from '../../../src/sandbox/outside-world.ts';
import { PEOPLE } from '../../../src/sandbox/seed/people.ts';

const SECRET = 'a-signing-secret';

let app: Server;
let world: OutsideWorld;
let heard: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
let answers: { readonly status: number; readonly text: string }[];
beforeEach(async () => {
  [heard, answers] = [[], []];
  app = createServer((request, response) => {
    let body = '';
    request.on('data', (data: Buffer) => (body += data.toString()));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      const { status, text } = answers.shift() ?? { status: 200, text: '' };
      response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    });
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/slack/events`;
  world = await startOutsideWorld({
    clock: machineClock,
    wall: machineClock,
    start: machineClock.now(),
    http: { signingSecret: SECRET, url: () => url, retryAfterMs: [0, 0, 0] },
  });
});
afterEach(async () => {
  await world.stop();
  app.closeAllConnections();
  app.close();
});

test('a command comes as a signed form, and its answer is read', async () => {
  answers = [{ status: 200, text: '{"response_type":"ephemeral","text":"On it"}' }];
  const mara = world.slack.as(PEOPLE.mara.id);
  const answer = await mara.command('C0ATLAS', '/release status');
  expect(answer).toMatchObject({ kind: 'ok', payload: { text: 'On it' } });
  const [{ headers, body } = { headers: {}, body: '' }] = heard;
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(new URLSearchParams(body).get('text')).toBe('status');
  const time = String(headers['x-slack-request-timestamp']);
  const digest = createHmac('sha256', SECRET).update(`v0:${time}:${body}`).digest('hex');
  expect(headers['x-slack-signature']).toBe(`v0=${digest}`);
  expect(headers['x-slack-retry-num']).toBeUndefined();
});

test('an event comes as JSON, again with the same id until it is taken', async () => {
  answers = [
    { status: 500, text: '' },
    { status: 503, text: '' },
  ];
  await world.slack.as(PEOPLE.mara.id).openHome();
  await expect.poll(() => heard.length).toBe(3);
  expect(heard.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2']);
  const ids = heard.map(({ body }) => (JSON.parse(body) as { event_id: string }).event_id);
  expect(new Set(ids).size).toBe(1);
  await expect.poll(() => world.slack.socket.unacknowledged()).toBe(0);
});

test('a deed of a person comes once, and a failure is told', async () => {
  answers = [{ status: 500, text: '' }];
  const answer = await world.slack.as(PEOPLE.mara.id).command('C0ATLAS', '/release');
  expect(answer.kind).toBe('nobody-listens');
  expect(heard).toHaveLength(1);
});
