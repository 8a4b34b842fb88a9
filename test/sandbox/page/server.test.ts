import { readFileSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startRig } from './harness.ts';
import type { Rig } from './harness.ts';

/** fetch would not send a Host of our choice. */
function statusWithHost(rig: Rig, host: string, path = '/'): Promise<number> {
  const { port } = new URL(rig.url);
  return new Promise((done, fail) => {
    const asked = request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    asked.on('error', fail);
    asked.end();
  });
}

const SAY = { as: 'U0MARA', at: 'C0ATLAS', text: 'hi' };

describe('who may speak to the page', () => {
  test('only a Host of this machine', async () => {
    const rig = await startRig(null);
    const { host, port } = new URL(rig.url);
    expect(await statusWithHost(rig, host)).toBe(200);
    expect(await statusWithHost(rig, `localhost:${port}`)).toBe(200);
    for (const other of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      'localhost.evil',
    ]) {
      expect(await statusWithHost(rig, other)).toBe(403);
      expect(await statusWithHost(rig, other, '/changes')).toBe(403);
    }
  });

  test('posts from the page itself, and from no other site', async () => {
    const rig = await startRig(null);
    const origin = new URL(rig.url).origin;
    expect((await rig.post('say', SAY, { origin })).status).toBe(200);
    const refused: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1:1' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin },
    ];
    for (const headers of refused) expect((await rig.post('say', SAY, headers)).status).toBe(403);
    expect(rig.slack.messages('C0ATLAS')).toHaveLength(1);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'no body that a form of another site could send: %s',
    async (type) => {
      const rig = await startRig(null);
      expect((await rig.post('say', SAY, { 'content-type': type })).status).toBe(415);
    },
  );

  test('nothing but posts changes anything', async () => {
    const rig = await startRig(null);
    expect((await rig.get('/api/say')).status).toBe(404);
  });

  test('the page may load only from itself', async () => {
    const rig = await startRig(null);
    const policy = (await rig.get('/')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https:|\*(?!\s|;|$)/);
  });

  test.each([{}, { as: 'U0MARA' }, { ...SAY, text: 7 }, [], 'x'])(
    'a body of another shape: %j',
    async (body) => {
      const rig = await startRig(null);
      expect((await rig.post('say', body)).status).toBe(400);
    },
  );

  test('broken JSON and a body too large are told, without a stack', async () => {
    const rig = await startRig(null);
    const send = (body: string) =>
      fetch(new URL('/api/say', rig.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    expect((await send('{')).status).toBe(400);
    const large = await send(JSON.stringify({ ...SAY, text: 'x'.repeat(1_100_000) }));
    expect(large.status).toBe(413);
    expect(await large.text()).not.toContain('node_modules');
  });
});

test('every style and script that the page asks for is served', async () => {
  const rig = await startRig(null);
  const page = await (await rig.get('/')).text();
  const asked = [...page.matchAll(/(?:href|src)="(\/(?:style|client)\/[^"]+)"/g)].map(
    ([, path = '']) => path,
  );
  expect(asked.length).toBeGreaterThan(10);
  for (const path of asked) expect([path, (await rig.get(path)).status]).toEqual([path, 200]);
  const styles = readdirSync(resolve(import.meta.dirname, '../../../src/sandbox/page/style'));
  for (const name of styles) expect(asked).toContain(`/style/${name}`);
});

test('the client imports nothing but itself', () => {
  const folder = resolve(import.meta.dirname, '../../../src/sandbox/page/client');
  const own = readdirSync(folder).map((name) => `./${name}`);
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, from] of text.matchAll(/from '([^']+)'/g)) expect(own).toContain(from);
    expect(text).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|\beval\b/);
  }
});

test('a change is told to every open page, and stopping ends their streams', async () => {
  const rig = await startRig(null);
  const streams = await Promise.all([rig.get('/changes'), rig.get('/changes')]);
  const readers = streams.map(({ body }) => body?.pipeThrough(new TextDecoderStream()).getReader());
  for (const reader of readers) expect((await reader?.read())?.value).toContain('retry');
  await rig.slack.as('U0PAUL').say('C0ATLAS', 'news');
  for (const reader of readers) expect((await reader?.read())?.value).toContain('event: change');
  await rig.stop();
  for (const reader of readers) {
    const rest = await reader?.read().catch(() => ({ done: true }));
    expect(rest?.done).toBe(true);
  }
});

test('a port that is taken is a rejection', async () => {
  const rig = await startRig(null);
  const { startPage } = await import('../../../src/sandbox/page/start-page.ts');
  const port = Number(new URL(rig.url).port);
  await expect(startPage({ slack: rig.slack, time: rig.time, port })).rejects.toThrow('EADDRINUSE');
});
