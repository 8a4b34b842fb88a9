/** Calls to the bot's address, of Slack and of others: fresh, replayed, forged, late, broken, too large. */
import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { SLACK_PATH } from '../../src/slack/http-request.ts';
import type { Chance } from '../crash/chance.ts';
import { FORM, JSON_TYPE, signed } from '../slack/signed.ts';
import type { Payload } from './payloads.ts';

/** One call and the statuses that are right for it. */
export interface Attack {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly right: readonly number[];
}

// Twenty megabytes in twenty kilobytes, and a little more than is taken.
const BOMB = gzipSync(Buffer.alloc(20 * 1024 * 1024));
const LARGE = Buffer.alloc(1_100_000, 'x');

type Maker = (fresh: Attack) => Attack;

/** Seconds of the machine's clock, as Slack writes them into a signature. */
export const secondsNow = (): number =>
  Math.floor(performance.timeOrigin / 1000 + performance.now() / 1000);

/** The call in which Slack would bring this payload. */
export function callOf({ type, body, simple }: Payload, secret: string): Attack {
  const text = type === 'events_api' ? JSON.stringify(body) : formOf(type, body);
  const right = simple ? [200] : [200, 503];
  const headers = { 'content-type': type === 'events_api' ? JSON_TYPE : FORM };
  const name = simple ? 'fresh' : 'fuzzed';
  const whole = { name, method: 'POST', path: SLACK_PATH, headers, body: text, right };
  return resigned(whole, secondsNow(), secret);
}

function formOf(type: Payload['type'], body: Payload['body']): string {
  if (type === 'interactive')
    return new URLSearchParams({ payload: JSON.stringify(body) }).toString();
  const fields = Object.entries(body).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new URLSearchParams(fields).toString();
}

function resigned(attack: Attack, seconds: number | string, secret: string): Attack {
  return { ...attack, headers: { ...attack.headers, ...signed(attack.body, seconds, secret) } };
}

/** Ways to send again what was taken already; each of them must be answered as if it were new. */
export function replaysOf(chance: Chance, secret: string): readonly Maker[] {
  return [
    (old) => ({ ...old, name: 'replayed as it was' }),
    (old) => withHeaders(old, 'replayed as a retry', retryHeaders(chance)),
    (old) => ({ ...resigned(old, secondsNow(), secret), name: 'replayed, signed anew' }),
  ];
}

function retryHeaders(chance: Chance): Readonly<Record<string, string>> {
  const reason = chance.pick(['http_timeout', 'connection_failed', 'x'.repeat(500)]);
  const number = chance.pick(['1', '2', '3', '-1', 'NaN', '99999999999']);
  return { 'x-slack-retry-num': number, 'x-slack-retry-reason': reason };
}

/** Ways to get in without being Slack; none may do anything. `word` marks the body, so that it can be looked for. */
export function forgeriesOf(chance: Chance, secret: string, word: string): readonly Maker[] {
  const wrong =
    (name: string, right: number, change: (attack: Attack) => Attack): Maker =>
    (fresh) => {
      const body = String(fresh.body).replaceAll('soak-', `${word}-`);
      return {
        ...change(resigned({ ...fresh, body }, secondsNow(), secret)),
        name,
        right: [right],
      };
    };
  const seconds = (off: number) => (attack: Attack) => resigned(attack, secondsNow() + off, secret);
  const headers = (more: Readonly<Record<string, string>>) => (attack: Attack) =>
    withHeaders(attack, '', more);
  return [
    wrong('forged', 401, (attack) => resigned(attack, secondsNow(), 'another secret')),
    wrong('old', 401, seconds(-chance.between(310, 100_000))),
    wrong('from the future', 401, seconds(chance.between(310, 100_000))),
    wrong('unsigned', 401, headers({ 'x-slack-signature': '' })),
    wrong('without a time', 401, headers({ 'x-slack-request-timestamp': '' })),
    wrong('nonsense for a signature', 401, headers({ 'x-slack-signature': `v0=${'é'.repeat(3)}` })),
    wrong('changed', 401, (attack) => ({ ...attack, body: `${String(attack.body)} ` })),
    wrong('of another type', 415, headers({ 'content-type': 'multipart/form-data; boundary=x' })),
    wrong('to another place', 404, (attack) => ({ ...attack, path: '/slack/events/../admin' })),
    wrong('by another method', 405, (attack) => ({ ...attack, method: 'PUT' })),
    wrong('packed', 415, (attack) => packed(attack)),
    wrong('a packed bomb', 415, (attack) => ({ ...packed(attack), body: BOMB })),
    wrong('too large', 413, (attack) => ({ ...attack, body: LARGE })),
    wrong('broken', 400, (attack) =>
      resigned(
        { ...attack, headers: { 'content-type': JSON_TYPE }, body: '{"type":' },
        secondsNow(),
        secret,
      ),
    ),
  ];
}

/** A signed interaction that is nested as deep as a body allows; it may be refused, and harms nobody. */
export function deepCall(chance: Chance, secret: string, id: string): Attack {
  const depth = chance.between(1000, 100_000);
  const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const body = `{"type":"event_callback","event_id":"${id}","event":{"type":"x","deep":${deep}}}`;
  const headers = { 'content-type': JSON_TYPE };
  const whole = {
    name: 'deep',
    method: 'POST',
    path: SLACK_PATH,
    headers,
    body,
    right: [200, 503],
  };
  return resigned(whole, secondsNow(), secret);
}

function withHeaders(attack: Attack, name: string, more: Readonly<Record<string, string>>): Attack {
  return { ...attack, name, headers: { ...attack.headers, ...more } };
}

function packed(attack: Attack): Attack {
  const headers = { ...attack.headers, 'content-encoding': 'gzip' };
  return { ...attack, headers, body: gzipSync(attack.body) };
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });

/**
 * Sends it; resolves with the status, or 0 when the socket was cut without an answer. One that was kept from
 * an earlier call may be closed just then, on both sides; as every client does, it is sent once more.
 */
export async function send(port: number, attack: Attack): Promise<number> {
  const first = await attempt(port, attack, agent);
  return first === 'closed' ? Number(await attempt(port, attack, false)) || 0 : first;
}

function attempt(
  port: number,
  { method, path, headers, body }: Attack,
  by: Agent | false,
): Promise<number | 'closed'> {
  const { promise, resolve } = Promise.withResolvers<number | 'closed'>();
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  const options = { host: '127.0.0.1', port, method, path, agent: by };
  const call = request(
    { ...options, headers: { ...printable(headers), ...length } },
    (response) => {
      response.resume();
      response.once('close', () => resolve(response.statusCode ?? 0));
    },
  );
  call.once('error', () => resolve(call.reusedSocket ? 'closed' : 0));
  call.end(body);
  return promise;
}

/** Headers as bytes: Node refuses to send some that others would. */
function printable(headers: Attack['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
  );
}
