/** GitHub slow, down, limited or refusing: what is tried again, what is said, and that limits are kept. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { plusMinutes } from '../../src/base/time.ts';
import { GitHubTrouble } from '../../src/github/port.ts';
import { ATLAS, githubOn, rig, START } from './real-github.ts';

const trouble = async (call: Promise<unknown>): Promise<GitHubTrouble> => {
  const error: unknown = await call.then(
    () => new Error('nothing was wrong'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof GitHubTrouble) return error;
  throw error;
};

describe('too slow or down', () => {
  test.each(['bad-gateway', 'gateway-timeout', 'query-timeout', 'reset'] as const)(
    '%s: the same page in halves, until it comes',
    async (fault) => {
      const { github, sandbox } = await rig(30);
      sandbox.faults.next(fault, { times: 2 });
      const page = await github.issues(ATLAS, null, null);
      expect(page.items).toHaveLength(25);
      expect(page.cursor).not.toBeNull();
      expect(sandbox.calls().map(({ variables }) => variables['first'])).toEqual([100, 50, 25]);
    },
  );

  test('an answer that takes too long is given up', async () => {
    const { sandbox, wall } = await rig(30);
    sandbox.faults.next('slow', { delayMs: 2000 });
    const github = githubOn(sandbox.url, sandbox.token, wall, 100);
    expect((await github.issues(ATLAS, null, null)).items).toHaveLength(30);
    expect(
      sandbox
        .calls()
        .map(({ variables }) => variables['first'])
        .at(-1),
    ).toBe(50);
  });

  test('half of the rows: asked again in halves; what still lacks is left out, never invented', async () => {
    const { github, sandbox } = await rig(30);
    sandbox.faults.next('partial');
    expect((await github.issues(ATLAS, null, null)).items).toHaveLength(30);
    sandbox.faults.next('partial', { times: 4 });
    const page = await github.issues(ATLAS, null, null);
    expect(page.items.length).toBeGreaterThan(0);
    expect(page.items.every(({ id }) => id !== '')).toBe(true);
    expect(sandbox.faults.waiting()).toEqual([]);
  });

  test('pages grow again after a while of good ones', async () => {
    const { github, sandbox } = await rig(5);
    sandbox.faults.next('bad-gateway');
    for (let n = 0; n < 11; n += 1) await github.issues(ATLAS, null, null);
    expect(sandbox.calls().map(({ variables }) => variables['first'])).toEqual([
      100,
      ...Array.from({ length: 10 }, () => 50),
      100,
    ]);
  });

  test('four tries, then a sentence and when to come back', async () => {
    const { github, sandbox, wall } = await rig(1);
    sandbox.faults.next('bad-gateway', { times: 4 });
    const error = await trouble(github.issues(ATLAS, null, null));
    expect(error).toMatchObject({
      kind: 'down',
      sentence: 'GitHub did not answer (502).',
      retryAt: plusMinutes(wall.now(), 2),
    });
    expect(sandbox.calls()).toHaveLength(4);
    expect((await github.labels(ATLAS)).length).toBe(2);
  });

  test('nobody there', async () => {
    const { url, close } = await server(() => undefined);
    await close();
    const error = await trouble(githubOn(url, 't').identity());
    expect(error).toMatchObject({
      kind: 'down',
      sentence: 'GitHub did not answer (ECONNREFUSED).',
    });
  });

  test.each([
    ['a page instead of an answer', '<html>', 'text/html'],
    ['half an answer', '{"data":{"vie', 'application/json'],
    ['something else', '[]', 'application/json'],
  ])('%s', async (_, body, type) => {
    const { url } = await server((_request, response) => {
      response.setHeader('content-type', type);
      response.end(body);
    });
    expect(await trouble(githubOn(url, 't').identity())).toMatchObject({ kind: 'down' });
  });

  test('an answer in another shape', async () => {
    const { url } = await server((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"data":{"viewer":{"name":7}}}');
    });
    expect(await trouble(githubOn(url, 't').identity())).toMatchObject({
      kind: 'down',
      sentence: 'GitHub answered in a way I do not understand.',
    });
  });
});

describe('over a limit', () => {
  test("the hour's budget: no further call until GitHub's reset, by GitHub's clock", async () => {
    const { github, sandbox, wall, clock } = await rig(3, { hourlyPoints: 4 });
    await github.issues(ATLAS, null, null);
    await github.issues(ATLAS, null, null);
    const before = sandbox.calls().length;
    const error = await trouble(github.issues(ATLAS, null, null));
    expect(error).toMatchObject({ kind: 'limited' });
    const until = error.retryAt ?? '';
    expect(until > plusMinutes(START, 59) && until <= plusMinutes(START, 61)).toBe(true);
    const asked = sandbox.calls().length;
    expect(asked).toBe(before + 1);
    wall.push(plusMinutes(START, 30));
    expect(await trouble(github.labels(ATLAS))).toMatchObject({ kind: 'limited', retryAt: until });
    expect(sandbox.calls()).toHaveLength(asked);
    wall.push(until);
    clock.push(until);
    expect((await github.issues(ATLAS, null, null)).items).toHaveLength(3);
  });

  test('asked to slow down: as long as GitHub says, with nothing sent', async () => {
    const { github, sandbox, wall } = await rig();
    sandbox.faults.next('secondary-limit', { retryAfterSeconds: 120 });
    expect(await trouble(github.labels(ATLAS))).toMatchObject({
      kind: 'limited',
      sentence: 'GitHub asks us to slow down.',
      retryAt: plusMinutes(START, 2),
    });
    await trouble(github.labels(ATLAS));
    expect(sandbox.calls()).toHaveLength(1);
    wall.push(plusMinutes(START, 2));
    expect(await github.labels(ATLAS)).toHaveLength(2);
  });

  test('without a word on how long: a minute, then two, and one again after a good call', async () => {
    const { github, sandbox, wall } = await rig();
    const waited = async (): Promise<number> => {
      sandbox.faults.next('secondary-limit', { retryAfterSeconds: null });
      const { retryAt } = await trouble(github.labels(ATLAS));
      const minutes = (Date.parse(retryAt ?? '') - Date.parse(wall.now())) / 60_000;
      wall.push(retryAt ?? '');
      return minutes;
    };
    expect([await waited(), await waited(), await waited()]).toEqual([1, 2, 4]);
    await github.labels(ATLAS);
    expect(await waited()).toBe(1);
  });

  test('four who ask at once while a limit begins send one question', async () => {
    const { github, sandbox } = await rig();
    sandbox.faults.next('secondary-limit');
    const all = await Promise.allSettled([1, 2, 3, 4].map(() => github.labels(ATLAS)));
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'rejected'));
    expect(sandbox.calls()).toHaveLength(1);
  });
});

describe('refused', () => {
  test('a bad token', async () => {
    const { sandbox } = await rig();
    expect(await trouble(githubOn(sandbox.url, 'ghp_wrong').identity())).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('GITHUB_TOKEN'),
      retryAt: null,
    });
  });

  test('a repository that is not there, or not for this token', async () => {
    const { github, sandbox } = await rig();
    sandbox.world.addRepository({ owner: 'oci-labs', name: 'secret', isPrivate: true });
    sandbox.tokens.add({ value: 'ghp_narrow', login: 'ann', scopes: [], privateRepositories: [] });
    const narrow = githubOn(sandbox.url, 'ghp_narrow');
    const missing = { kind: 'missing', retryAt: null };
    expect(await trouble(github.repository({ owner: 'oci-labs', name: 'x' }))).toMatchObject(
      missing,
    );
    expect(
      await trouble(narrow.issues({ owner: 'oci-labs', name: 'secret' }, null, null)),
    ).toMatchObject(missing);
    expect(await github.repository({ owner: 'oci-labs', name: 'secret' })).toMatchObject({
      isPrivate: true,
    });
  });
});

describe('an Enterprise Server', () => {
  test('is asked at /api/graphql, and may have no limits', async () => {
    const asked: string[] = [];
    const { url } = await server((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.setHeader('content-type', 'application/json');
      const items = { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };
      response.end(JSON.stringify({ data: { repository: { items }, rateLimit: null } }));
    });
    const page = await githubOn(`${url}/api`, 'ghp_x').issues(ATLAS, null, null);
    expect(asked).toEqual(['POST /api/graphql token ghp_x']);
    expect(page.points).toMatchObject({ cost: 0, remaining: Number.MAX_SAFE_INTEGER });
  });
});

/** A server of the test's own, gone with it. */
async function server(
  listener: RequestListener,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const http = createServer(listener);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      http.closeAllConnections();
      http.close(() => resolve());
    });
  onTestFinished(() => close());
  return { url: `http://127.0.0.1:${port}`, close };
}
