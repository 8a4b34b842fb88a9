import { expect, test } from 'vitest';
import { clientOf, furnishedGitHub } from './small-github.ts';

const inRepository = (inner: string) =>
  `{ repository(owner: "o", name: "r") { ${inner} } rateLimit { cost nodeCount } }`;

const aliases = Array.from(
  { length: 100 },
  (_none, index) =>
    `a${index}: repository(owner: "o", name: "r") { issues(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { totalCount nodes { updatedAt } } }`,
).join(' ');

test.each([
  ['nothing but a field', '{ viewer { login } rateLimit { cost nodeCount } }', 1, 0],
  ['a hundred issues', inRepository('issues(first: 100) { nodes { id } }'), 1, 100],
  [
    'a hundred issues with labels and assignees',
    inRepository(
      'issues(first: 100) { nodes { id labels(first: 20) { nodes { name } } assignees(first: 10) { nodes { login } } } }',
    ),
    2,
    100 + 2000 + 1000,
  ],
  [
    'three nested connections',
    inRepository(
      `issues(first: 100) { nodes { labels(first: 20) { nodes { name } } assignees(first: 10) { nodes { login } } more: labels(first: 10) { nodes { id } } } }`,
    ),
    3,
    100 + 2000 + 1000 + 1000,
  ],
  [
    'a hundred repositories looked at together',
    `{ ${aliases} rateLimit { cost nodeCount } }`,
    1,
    100,
  ],
  [
    'the same connection twice, by name and by fragment',
    `query { repository(owner: "o", name: "r") { issues(first: 100) { nodes { ...F labels(first: 20) { totalCount } } } } rateLimit { cost nodeCount } }
     fragment F on Issue { labels(first: 20) { nodes { name } } }`,
    1,
    100 + 2000,
  ],
  [
    'what is skipped',
    inRepository(
      'issues(first: 100) { nodes { id labels(first: 20) @skip(if: true) { totalCount } assignees(first: 10) @include(if: true) { totalCount } } }',
    ),
    1,
    100 + 1000,
  ],
  ['connections that are only counted', inRepository('issues { totalCount }'), 1, 0],
])('%s', async (_what, query, cost, nodeCount) => {
  const { ask, calls } = await furnishedGitHub();
  expect(await ask(query)).toMatchObject({ rateLimit: { cost, nodeCount } });
  expect(calls()).toMatchObject([{ cost, nodeCount, status: 200, errors: [] }]);
});

test('page sizes in variables count too', async () => {
  const { ask, calls } = await furnishedGitHub();
  const query = `query Sync($size: Int = 50, $labels: Int!) { repository(owner: "o", name: "r") {
    issues(first: $size) { nodes { labels(first: $labels) { nodes { name } } } } } }`;
  await ask(query, { labels: 10 });
  await ask(query, { size: 100, labels: 20 });
  expect(calls()).toMatchObject([
    { name: 'Sync', variables: { labels: 10 }, cost: 1, nodeCount: 550 },
    { name: 'Sync', variables: { size: 100, labels: 20 }, cost: 1, nodeCount: 2100 },
  ]);
});

test('more than half a million nodes is refused and costs nothing', async () => {
  const { refused, ask, calls } = await furnishedGitHub();
  const nested =
    '{ nodes { milestone { issues(first: 100) { nodes { labels(first: 100) { nodes { id } } } } } } }';
  const answer = await refused(
    `{ repository(owner: "o", name: "r") { issues(first: 100) ${nested} } }`,
  );
  expect(answer).toEqual({
    errors: [
      {
        type: 'MAX_NODE_LIMIT_EXCEEDED',
        message:
          'This query requests up to 1,010,100 possible nodes which exceeds the maximum limit of 500,000.',
      },
    ],
  });
  expect(calls()).toMatchObject([{ cost: 0, errors: ['MAX_NODE_LIMIT_EXCEEDED'] }]);
  expect(await ask('{ rateLimit { used } }')).toEqual({ rateLimit: { used: 1 } });
});

test('the hour’s budget runs out, refuses, and comes back when the hour is over', async () => {
  const { ask, refused, clock } = await furnishedGitHub({ hourlyPoints: 4 });
  const two = inRepository(
    'issues(first: 100) { nodes { labels(first: 20) { totalCount } assignees(first: 10) { totalCount } } }',
  );
  const left = '{ rateLimit { limit used remaining resetAt } }';
  interface Viewer {
    viewer: { databaseId: number };
  }
  const { viewer } = await ask<Viewer>('{ viewer { databaseId } }');
  await ask(two);
  // One point is left: GitHub still runs a query that costs more than that.
  await ask(two);
  expect(await refused(left)).toEqual({
    errors: [
      {
        type: 'RATE_LIMITED',
        message: `API rate limit exceeded for user ID ${viewer.databaseId}.`,
      },
    ],
  });

  clock.push('2026-11-02T08:59:59.000Z');
  await refused(left);
  clock.push('2026-11-02T09:00:00.000Z');
  expect(await ask(left)).toEqual({
    rateLimit: { limit: 4, used: 1, remaining: 3, resetAt: '2026-11-02T10:00:00Z' },
  });
});

test('each token has a budget of its own', async () => {
  const { ask, refused, tokens, url } = await furnishedGitHub({ hourlyPoints: 1 });
  await ask('{ viewer { login } }');
  await refused('{ viewer { login } }');
  tokens.add({ value: 'fresh', login: 'ann', scopes: null, privateRepositories: [] });
  const fresh = clientOf(url, 'bearer fresh');
  expect(await fresh('{ viewer { login } }')).toEqual({ viewer: { login: 'ann' } });
});

test('every answer carries the budget in its headers', async () => {
  const { url, token, clock } = await furnishedGitHub();
  clock.push('2026-11-02T08:30:00.000Z');
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `token ${token}` },
    body: JSON.stringify({ query: '{ viewer { login } }' }),
  });
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    date: 'Mon, 02 Nov 2026 08:30:00 GMT',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    'x-ratelimit-used': '1',
    'x-ratelimit-reset': String(Date.parse('2026-11-02T09:30:00Z') / 1000),
    'x-ratelimit-resource': 'graphql',
    'x-oauth-scopes': 'repo, read:org',
  });
});
