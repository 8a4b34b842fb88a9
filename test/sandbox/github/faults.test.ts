import { expect, test } from 'vitest';
import { faultNames } from '../../../src/sandbox/github/fault-table.ts';
import { furnishedGitHub, smallGitHub } from './small-github.ts';

const WHO = '{ viewer { login } }';
const FINE = { viewer: { login: 'slipway-bot' } };

test.each([
  ['bad-gateway', 502],
  ['gateway-timeout', 504],
] as const)('%s is a page of HTML, once, and the query does not run', async (name, status) => {
  const { ask, faults, calls } = await smallGitHub();
  faults.next(name);
  await expect(ask(`query Who ${WHO}`)).rejects.toMatchObject({
    status,
    response: { data: expect.stringContaining('<html>') },
  });
  expect(await ask(WHO)).toEqual(FINE);
  expect(calls()).toMatchObject([
    { name: 'Who', status, cost: 0, fault: name },
    { name: 'viewer', status: 200, cost: 1, fault: null },
  ]);
});

test('query-timeout is GitHub’s own words with 502', async () => {
  const { ask, faults } = await smallGitHub();
  faults.next('query-timeout');
  await expect(ask(WHO)).rejects.toMatchObject({
    status: 502,
    response: { data: { data: null, errors: [{ message: expect.stringContaining('timeout') }] } },
  });
});

test('partial keeps half of the rows and names the others', async () => {
  const { world, refused, faults, calls } = await furnishedGitHub();
  for (const title of ['A', 'B', 'C']) world.openIssue('o/r', { title, author: 'ann' });
  faults.next('partial');
  const answer = await refused(
    '{ repository(owner: "o", name: "r") { id issues(first: 10) { totalCount nodes { title } } } }',
  );
  expect(answer.data).toMatchObject({
    repository: { issues: { totalCount: 3, nodes: [{ title: 'A' }, null, null] } },
  });
  expect(answer.errors).toMatchObject([
    { type: 'RESOURCE_LIMITS_EXCEEDED', path: ['repository', 'issues', 'nodes', 1] },
    { type: 'RESOURCE_LIMITS_EXCEEDED', path: ['repository', 'issues', 'nodes', 2] },
  ]);
  expect(calls()).toMatchObject([{ cost: 1, fault: 'partial' }]);
});

test('partial of an answer without a list is no data at all', async () => {
  const { refused, faults } = await smallGitHub();
  faults.next('partial');
  expect(await refused(WHO)).toMatchObject({ data: null, errors: [{}] });
});

test('secondary-limit is 403 with the seconds to wait, or without them', async () => {
  const { ask, faults } = await smallGitHub();
  faults.next('secondary-limit', { retryAfterSeconds: 7 });
  faults.next('secondary-limit', { retryAfterSeconds: null });
  await expect(ask(WHO)).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining('secondary rate limit'),
    response: { headers: { 'retry-after': '7' } },
  });
  const second: unknown = await ask(WHO).catch((error: unknown) => error);
  expect(second).toMatchObject({ status: 403 });
  expect(second).not.toHaveProperty('response.headers.retry-after');
});

test('reset drops the connection', async () => {
  const { ask, faults, calls } = await smallGitHub();
  faults.next('reset');
  await expect(ask(WHO)).rejects.toThrow();
  expect(await ask(WHO)).toEqual(FINE);
  expect(calls()[0]).toMatchObject({ status: 0, cost: 0 });
});

test('slow answers in the end, and stopping does not wait for it', async () => {
  const { ask, faults, stop } = await smallGitHub();
  faults.next('slow', { delayMs: 1 });
  expect(await ask(WHO)).toEqual(FINE);
  faults.next('slow', { delayMs: 600_000 });
  const late = expect(ask(WHO)).rejects.toThrow();
  await expect.poll(() => faults.waiting()).toEqual([]);
  await stop();
  await late;
});

test('faults come in order, as often as asked, and can be called off', async () => {
  const { ask, faults } = await smallGitHub();
  faults.next('bad-gateway', { times: 2 });
  faults.next('gateway-timeout');
  faults.next('reset');
  expect(faults.waiting()).toEqual(['bad-gateway', 'bad-gateway', 'gateway-timeout', 'reset']);
  for (const status of [502, 502, 504]) await expect(ask(WHO)).rejects.toMatchObject({ status });
  faults.clear();
  expect(await ask(WHO)).toEqual(FINE);
});

test('a standing fault is met by every query behind those that wait, until it is cleared', async () => {
  const { ask, faults, calls } = await smallGitHub();
  faults.standing('bad-credentials');
  faults.next('bad-gateway');
  for (const status of [502, 401, 401]) await expect(ask(WHO)).rejects.toMatchObject({ status });
  faults.clear();
  expect(await ask(WHO)).toEqual(FINE);
  expect(calls().map(({ fault }) => fault)).toEqual([
    'bad-gateway',
    'bad-credentials',
    'bad-credentials',
    null,
  ]);
});

test('the list of names holds every fault', () => {
  expect(faultNames).toEqual([
    'bad-gateway',
    'gateway-timeout',
    'query-timeout',
    'partial',
    'secondary-limit',
    'primary-limit',
    'sso-expired',
    'bad-credentials',
    'too-large',
    'older-server',
    'reset',
    'slow',
  ]);
});
