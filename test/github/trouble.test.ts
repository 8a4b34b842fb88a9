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
    'case 35: %s: the same page in halves, until it comes',
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
    const github = githubOn(sandbox.url, sandbox.token, wall, 500);
    expect((await github.issues(ATLAS, null, null)).items).toHaveLength(30);
    expect(
      sandbox
        .calls()
        .map(({ variables }) => variables['first'])
        .at(-1),
    ).toBe(50);
  });

  test('case 36: half of the rows: asked again in halves; what still lacks is left out, never invented', async () => {
    const { github, sandbox } = await rig(30);
    sandbox.faults.next('partial');
    expect((await github.issues(ATLAS, null, null)).items).toHaveLength(30);
    sandbox.faults.next('partial', { times: 4 });
    const page = await github.issues(ATLAS, null, null);
    expect(page.items.length).toBeGreaterThan(0);
    expect(page.items.every(({ id }) => id !== '')).toBe(true);
    expect(sandbox.faults.waiting()).toEqual([]);
  });

  test('case 35: points that GitHub takes for what it gave up on are kept in hand, for an hour', async () => {
    const { github, sandbox, wall, clock } = await rig(3, { hourlyPoints: 24 });
    sandbox.faults.next('bad-gateway', { times: 2 });
    const asked = () => sandbox.calls().length;
    let answered = 0;
    const refused = await trouble(
      (async () => {
        for (; answered < 30; answered += 1) await github.issues(ATLAS, null, null);
      })(),
    );
    // Two failures keep twenty points: of 24 at most five are spent, though GitHub would still answer.
    expect(refused.kind).toBe('limited');
    expect(answered).toBeLessThan(8);
    const before = asked();
    expect((await trouble(github.issues(ATLAS, null, null))).kind).toBe('limited');
    expect(asked()).toBe(before);
    for (const each of [wall, clock]) each.push(plusMinutes(each.now(), 61));
    for (let n = 0; n < 9; n += 1) await github.issues(ATLAS, null, null);
  });

  test('case 35: pages grow again after a while of good ones', async () => {
    const { github, sandbox } = await rig(5);
    sandbox.faults.next('bad-gateway');
    for (let n = 0; n < 11; n += 1) await github.issues(ATLAS, null, null);
    expect(sandbox.calls().map(({ variables }) => variables['first'])).toEqual([
      100,
      ...Array.from({ length: 10 }, () => 50),
      100,
    ]);
  });

  test('case 35: four tries, then a sentence and when to come back', async () => {
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

  test('case 35: a GitHub that bears small pages only is read to the end in small pages', async () => {
    const { github, sandbox } = await rig(120);
    sandbox.faults.standing('too-large', { mostRows: 25 });
    const seen: number[] = [];
    for (let cursor: string | null = null, isOver = false; !isOver; isOver = cursor === null) {
      const page = await github.issues(ATLAS, null, cursor);
      seen.push(...page.items.map(({ number }) => number));
      cursor = page.cursor;
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  });

  test('case 36: a page that lacks rows says so', async () => {
    const { github, sandbox } = await rig(30);
    sandbox.faults.standing('partial');
    expect((await github.issues(ATLAS, null, null)).isWhole).toBe(false);
    sandbox.faults.clear();
    expect((await github.issues(ATLAS, null, null)).isWhole).toBe(true);
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
  test("case 37: the hour's budget: no further call until GitHub's reset, by GitHub's clock", async () => {
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

  test('case 37: asked to slow down: as long as GitHub says, with nothing sent', async () => {
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

  test('case 37: without a word on how long: a minute, then two, and one again after a good call', async () => {
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

  test('case 37: four who ask at once while a limit begins send one question', async () => {
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

describe('case 38: single sign-on', () => {
  test('its end is one sentence with the way back', async () => {
    const { github, sandbox } = await rig();
    sandbox.faults.standing('sso-expired');
    const error = await trouble(github.labels(ATLAS));
    expect(error).toMatchObject({ kind: 'refused', retryAt: null });
    expect(error.sentence).toMatch(
      /single sign-on of this organisation\. Authorise it in the token/,
    );
    expect(sandbox.calls()).toHaveLength(1);
    sandbox.faults.clear();
    expect(await github.labels(ATLAS)).toHaveLength(2);
  });

  test('an answer that names it for one repository says the same', async () => {
    const message = 'Resource protected by organization SAML enforcement.';
    const { url } = await server((_request, response) => {
      response.setHeader('content-type', 'application/json');
      const errors = [{ type: 'FORBIDDEN', path: ['repository'], message }];
      response.end(JSON.stringify({ data: { repository: null }, errors }));
    });
    const error = await trouble(githubOn(url, 'ghp_x').labels(ATLAS));
    expect(error).toMatchObject({ kind: 'refused' });
    expect(error.sentence).toContain('single sign-on');
  });
});

describe('an Enterprise Server', () => {
  test('that does not know duplicates is asked without, from then on, and the loss is told', async () => {
    const { github, sandbox } = await rig(2);
    sandbox.world.closeIssue('oci-labs/atlas', 1, { reason: 'DUPLICATE' });
    sandbox.faults.standing('older-server');
    expect(github.lacks()).toEqual([]);
    const { items } = await github.issues(ATLAS, null, null);
    expect(items.map(({ closedAs }) => closedAs)).toEqual([null, 'not_planned']);
    const asked = sandbox.calls().length;
    expect(asked).toBe(2);
    await github.issues(ATLAS, null, null);
    expect(sandbox.calls()).toHaveLength(asked + 1);
    expect(github.lacks()).toEqual([expect.stringContaining('does not tell duplicates apart')]);
  });

  test('that lacks what cannot be done without is told apart from one that is down', async () => {
    const { url } = await server((_request, response) => {
      response.setHeader('content-type', 'application/json');
      const extensions = { code: 'undefinedField', typeName: 'Query', fieldName: 'viewer' };
      const message = "Field 'viewer' doesn't exist on type 'Query'";
      response.end(
        JSON.stringify({ errors: [{ path: ['query Identity', 'viewer'], extensions, message }] }),
      );
    });
    const error = await trouble(githubOn(url, 'ghp_x').identity());
    expect(error).toMatchObject({ kind: 'refused', retryAt: null });
    expect(error.sentence).toContain('does not know “viewer”');
  });

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
