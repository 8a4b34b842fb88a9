/** GitHub's search over the real adapter: pages, limits, and words that GitHub does not take. */
import { expect, test } from 'vitest';
import { plusMinutes } from '../../src/base/time.ts';
import { judge } from '../../src/github/verdict.ts';
import { ATLAS, rig } from './real-github.ts';

const ZEPHYR = { owner: 'oci-labs', name: 'zephyr' };

test('finds by repository, page after page, one point each', async () => {
  const { sandbox, github } = await rig(230);
  sandbox.world.addRepository(ZEPHYR);
  sandbox.world.openIssue('oci-labs/zephyr', { title: 'Issue of zephyr', author: 'ann' });
  sandbox.world.addRepository({ owner: 'oci-labs', name: 'other' });
  sandbox.world.openIssue('oci-labs/other', { title: 'Issue elsewhere', author: 'ann' });
  const found = await github.search([ATLAS, ZEPHYR], 'is:issue author:ann');
  expect(found).toMatchObject({ total: 231, isWhole: true, cost: 4 });
  expect(new Set(found.ids).size).toBe(231);
});

test('more than a thousand is told, and what GitHub hands out comes', async () => {
  const { github } = await rig(1010);
  const found = await github.search([ATLAS], 'is:issue');
  expect(found).toMatchObject({ total: 1010, isWhole: false });
  expect(found.ids).toHaveLength(1000);
});

test('thirty a minute and no more, told with the time when it goes on', async () => {
  const { sandbox, github, wall } = await rig(1);
  for (let n = 0; n < 30; n += 1) await github.search([ATLAS], 'is:issue');
  const wait = { kind: 'limited', retryAt: plusMinutes(wall.now(), 1) };
  await expect(github.search([ATLAS], 'is:issue')).rejects.toMatchObject(wait);
  expect(sandbox.calls().filter(({ name }) => name === 'Search')).toHaveLength(30);
  wall.push(plusMinutes(wall.now(), 1));
  await expect(github.search([ATLAS], 'is:issue')).resolves.toMatchObject({ total: 1 });
});

test('an OR reaches no other repository', async () => {
  const { sandbox, github } = await rig(0);
  await github.search([ATLAS], 'label:a OR label:b').catch(() => undefined);
  const words = sandbox.calls().findLast(({ name }) => name === 'Search')?.variables['words'];
  expect(words).toBe('(label:a OR label:b) repo:oci-labs/atlas');
});

test('words that GitHub does not take come back with its own, at once', async () => {
  const { sandbox, github } = await rig(1);
  const refused = github.search([ATLAS], 'is:nonsense');
  await expect(refused).rejects.toMatchObject({
    kind: 'misput',
    retryAt: null,
    sentence: expect.stringMatching(/^GitHub does not take this search: .*is:nonsense/) as string,
  });
  expect(sandbox.calls().filter(({ name }) => name === 'Search')).toHaveLength(1);
});

test.each([
  ['UNPROCESSABLE', 'Validation Failed: The search is longer than 256 characters.', 'no'],
  ['INTERNAL', 'Something went wrong', 'weak'],
  ['', 'Something went wrong while executing your query', 'weak'],
])('an error of type %s (%s) is %s', (type, message, kind) => {
  const body = { data: null, errors: [{ type, message, path: ['search'] }] };
  expect(judge({ status: 200, headers: {}, body })).toMatchObject({ kind });
});
