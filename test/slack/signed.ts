/** Calls as Slack makes them to an app's address, and ways to make them wrong. */
import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export const SECRET = '8f742231b10e8888abcd99aaazzz85a5';
/** Where the tests stand in time, and the same in seconds. */
export const NOW = '2026-11-20T10:31:36.000Z';
export const NOW_SECONDS = Date.parse(NOW) / 1000;

export const FORM = 'application/x-www-form-urlencoded';
export const JSON_TYPE = 'application/json';

/** The headers of a call signed at `seconds`. */
export function signed(
  body: string | Buffer,
  seconds: number | string = NOW_SECONDS,
  secret = SECRET,
): { readonly 'x-slack-request-timestamp': string; readonly 'x-slack-signature': string } {
  const digest = createHmac('sha256', secret).update(`v0:${seconds}:`).update(body).digest('hex');
  return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${digest}` };
}

export function command(trigger: string, text = 'status'): string {
  return new URLSearchParams({
    token: 'canary-verify',
    command: '/release',
    text,
    user_id: 'U1',
    team_id: 'T1',
    channel_id: 'C1',
    trigger_id: trigger,
    response_url: 'https://hooks.example/x',
  }).toString();
}

export function interaction(payload: unknown): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** A raw socket that remembers what it was told. */
export async function dial(
  port: number,
): Promise<{ readonly socket: Socket; heard(): string; readonly closed: Promise<void> }> {
  let heard = '';
  const socket = connect(port, '127.0.0.1');
  socket.on('data', (data: Buffer) => (heard += data.toString()));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return { socket, heard: () => heard, closed };
}
