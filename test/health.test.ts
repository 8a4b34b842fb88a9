/** What a probe is told, from the start to the stop. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pushedClock, type PushedClock } from '../src/base/clock.ts';
import type { HttpServer } from '../src/base/http-server.ts';
import { silentLog } from '../src/base/log.ts';
import { createHealth, serveHealth, type Health } from '../src/health.ts';

const NOW = '2026-11-20T10:31:36.000Z';

let parked: string | null;
let isFull: boolean;
let writes: number;
let wall: PushedClock;
let health: Health;
let server: HttpServer;
beforeEach(async () => {
  [parked, isFull, writes] = [null, false, 0];
  wall = pushedClock(NOW);
  health = createHealth({
    line: () => parked,
    wall,
    write: async () => {
      writes += 1;
      if (isFull) throw new Error('/secret/path is full');
    },
  });
  const metrics = { mediaType: 'text/plain', text: async () => '"figures"' };
  server = await serveHealth(health, metrics, { host: '127.0.0.1', port: 0 }, silentLog);
});
afterEach(() => server.close(0));

async function ask(path: string, method = 'GET'): Promise<readonly [number, unknown]> {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
  const text = await response.text();
  return [response.status, text === '' ? null : JSON.parse(text)];
}

const notReady = (...because: readonly string[]) => [503, { ready: false, because }];

test('it is alive from the start to the stop, and ready only in between', async () => {
  expect(await ask('/healthz')).toEqual([200, { alive: true }]);
  expect(await ask('/readyz')).toEqual(notReady('Slipway is starting.'));
  health.started();
  expect(await ask('/readyz')).toEqual([200, { ready: true, because: [] }]);
  health.stopping();
  expect(await ask('/readyz')).toEqual(notReady('Slipway is stopping.'));
  expect(await ask('/healthz')).toEqual([200, { alive: true }]);
});

test('a line that hears nothing and a disk that is full are said, and pass', async () => {
  health.started();
  parked = 'Slack cannot be reached at present.';
  isFull = true;
  expect(await ask('/readyz')).toEqual(notReady(parked, 'The database takes no writes.'));
  expect(await ask('/healthz')).toEqual([200, { alive: true }]);
  [parked, isFull] = [null, false];
  wall.push('2026-11-20T10:31:41.000Z');
  expect(await ask('/readyz')).toEqual([200, { ready: true, because: [] }]);
});

test('probes in a row write once', async () => {
  health.started();
  for (let n = 0; n < 5; n += 1) await ask('/readyz?n=1');
  expect(writes).toBe(1);
});

test('a start that ends in a stop never becomes ready', async () => {
  health.stopping();
  health.started();
  expect((await ask('/readyz'))[0]).toBe(503);
});

test('nothing else is answered', async () => {
  expect(await ask('/')).toEqual([404, null]);
  expect(await ask('/slack/events', 'POST')).toEqual([404, null]);
  expect(await ask('/healthz', 'POST')).toEqual([405, null]);
  expect(await ask('/healthz', 'HEAD')).toEqual([200, null]);
  expect(await ask('/metrics')).toEqual([200, 'figures']);
  expect(await ask('/metrics', 'POST')).toEqual([405, null]);
});
