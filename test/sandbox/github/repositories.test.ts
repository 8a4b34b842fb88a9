import { expect, test } from 'vitest';
import { clientOf, furnishedGitHub } from './small-github.ts';

test('viewer, repository, milestones, labels and assignable users', async () => {
  const { world, ask } = await furnishedGitHub();
  world.editMilestone('o/r', '2.0', { state: 'CLOSED', at: '2026-11-03T10:00:00.000Z' });
  const query = `{
    viewer { login }
    repository(owner: "O", name: "R") {
      nameWithOwner isPrivate url owner { login __typename }
      milestones(first: 10, states: [OPEN], orderBy: { field: DUE_DATE, direction: ASC }) {
        totalCount nodes { title }
      }
      labels(first: 10, orderBy: { field: NAME, direction: DESC }) { nodes { name } }
      assignableUsers(first: 10, query: "be") { totalCount nodes { login } }
    }
  }`;
  expect(await ask(query)).toEqual({
    viewer: { login: 'slipway-bot' },
    repository: {
      nameWithOwner: 'o/r',
      isPrivate: false,
      url: 'https://github.example/o/r',
      owner: { login: 'o', __typename: 'Organization' },
      milestones: { totalCount: 1, nodes: [{ title: '1.0' }] },
      labels: { nodes: [{ name: 'Size: 3' }, { name: 'p1' }, { name: 'bug' }] },
      assignableUsers: { totalCount: 1, nodes: [{ login: 'ben' }] },
    },
  });
});

test('the page of a GitHub milestone shows what it says, as text', async () => {
  const { world, url } = await furnishedGitHub();
  world.addMilestone('o/r', { title: '3.0', description: '- Fix <b>leaks</b>\n- Map errors' });
  const page = async (number: number) => (await fetch(`${url}/o/r/milestone/${number}`)).text();
  expect(await page(3)).toContain(
    '<p class="about">- Fix &#60;b&#62;leaks&#60;/b&#62;\n- Map errors</p>',
  );
  expect(await page(1)).not.toContain('<p class="about">');
});

test('a GitHub milestone counts its issues and can be renamed without touching them', async () => {
  const { world, ask } = await furnishedGitHub();
  const at = '2026-11-02T09:00:00.000Z';
  world.openIssue('o/r', { title: 'A', author: 'ann', milestone: '1.0', at });
  world.openIssue('o/r', { title: 'B', author: 'ann', milestone: '1.0', at });
  world.openIssue('o/r', { title: 'C', author: 'ann', at });
  world.closeIssue('o/r', 2, { at });
  world.editMilestone('o/r', '1.0', {
    title: '1.0.0',
    dueOn: null,
    at: '2026-11-05T09:00:00.000Z',
  });
  const query = `{ repository(owner: "o", name: "r") {
    milestone(number: 1) { title dueOn progressPercentage
      open: issues(states: [OPEN]) { totalCount }
      issues(first: 10) { nodes { title updatedAt milestone { title } } }
    } } }`;
  const milestone = { title: '1.0.0' };
  expect(await ask(query)).toEqual({
    repository: {
      milestone: {
        title: '1.0.0',
        dueOn: null,
        progressPercentage: 50,
        open: { totalCount: 1 },
        issues: {
          nodes: [
            { title: 'A', updatedAt: '2026-11-02T09:00:00Z', milestone },
            { title: 'B', updatedAt: '2026-11-02T09:00:00Z', milestone },
          ],
        },
      },
    },
  });
});

test('a renamed repository is found by both names, a deleted one by none', async () => {
  const { world, ask, refused } = await furnishedGitHub();
  const { id } = world.editRepository('o/r', { name: 'new' });
  const query = '{ repository(owner: "o", name: "r") { id nameWithOwner } }';
  expect(await ask(query)).toEqual({ repository: { id, nameWithOwner: 'o/new' } });

  world.deleteRepository('o/new');
  expect(await refused(query)).toMatchObject({
    data: { repository: null },
    errors: [
      {
        type: 'NOT_FOUND',
        path: ['repository'],
        message: "Could not resolve to a Repository with the name 'o/r'.",
      },
    ],
  });
});

test('names are taken once, but a name that was given up is free', async () => {
  const { world, ask } = await furnishedGitHub();
  expect(() => world.addRepository({ owner: 'o', name: 'R' })).toThrow(
    'already has a Repository R',
  );
  expect(() => world.addUser({ login: 'ANN' })).toThrow('already has a User ANN');
  expect(() => world.addLabel('o/r', { name: 'bug' })).toThrow('already has a Label bug');
  expect(() => world.addMilestone('o/r', { title: '1.0' })).toThrow('already has a Milestone 1.0');
  world.editRepository('o/r', { name: 'old' });
  const { id } = world.addRepository({ owner: 'o', name: 'r' });
  expect(await ask('{ repository(owner: "o", name: "r") { id } }')).toEqual({ repository: { id } });
});

test('a private repository is there only for tokens that may see it', async () => {
  const { world, tokens, url, ask } = await furnishedGitHub();
  world.addRepository({ owner: 'o', name: 'secret', isPrivate: true });
  const { id } = world.openIssue('o/secret', { title: 'Hidden', author: 'ann' });
  const see =
    'query($id: ID!) { node(id: $id) { id } repository(owner: "o", name: "secret") { isPrivate } search(type: ISSUE, query: "Hidden", first: 1) { issueCount } }';
  const seen = { node: { id }, repository: { isPrivate: true }, search: { issueCount: 1 } };
  expect(await ask(see, { id })).toEqual(seen);

  const login = 'ann';
  tokens.add({ value: 'no-scope', login, scopes: [], privateRepositories: 'all' });
  tokens.add({ value: 'other', login, scopes: null, privateRepositories: ['o/r'] });
  tokens.add({ value: 'allowed', login, scopes: null, privateRepositories: ['O/Secret'] });
  for (const value of ['no-scope', 'other'])
    await expect(clientOf(url, `bearer ${value}`)(see, { id })).rejects.toMatchObject({
      data: { node: null, repository: null, search: { issueCount: 0 } },
      errors: [{ type: 'NOT_FOUND' }, { type: 'NOT_FOUND' }],
    });
  expect(await clientOf(url, 'bearer allowed')(see, { id })).toEqual(seen);
});

test('what the sandbox has no facts for is refused by name, never answered with nothing', async () => {
  const { refused } = await furnishedGitHub();
  const answer = await refused('{ repository(owner: "o", name: "r") { diskUsage } }');
  expect(answer.errors).toMatchObject([
    { type: 'NOT_SERVED', message: 'The sandbox does not serve Repository.diskUsage.' },
  ]);
  const mutation = 'mutation { addStar(input: { starrableId: "x" }) { clientMutationId } }';
  expect((await refused(mutation)).errors).toMatchObject([{ type: 'NOT_SERVED' }]);
});

test("a field that GitHub's schema does not have is refused as GitHub does, without data", async () => {
  const { refused } = await furnishedGitHub();
  for (const query of ['{ viewer { nickname } }', '{ viewer {', '{ repository { id } }']) {
    const answer = await refused(query);
    expect(answer.errors.length).toBeGreaterThan(0);
    expect(answer).not.toHaveProperty('data');
  }
});
