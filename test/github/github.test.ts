/** What GitHub holds, in our words. */
import { describe, expect, test } from 'vitest';
import type { GitHubItem } from '../../src/github/port.ts';
import { ATLAS, githubOn, minute, rig, START } from './real-github.ts';

describe('a repository', () => {
  test('by its name', async () => {
    const { github } = await rig();
    expect(await github.repository(ATLAS)).toEqual({
      id: expect.any(String),
      owner: 'oci-labs',
      name: 'atlas',
      isPrivate: false,
      url: 'https://github.example/oci-labs/atlas',
    });
  });

  test('by a former name, with the present one and the same id', async () => {
    const { github, sandbox } = await rig();
    const { id } = await github.repository(ATLAS);
    sandbox.world.editRepository('oci-labs/atlas', { name: 'atlantis' });
    expect(await github.repository(ATLAS)).toMatchObject({ id, name: 'atlantis' });
  });

  test('its labels, people and GitHub milestones', async () => {
    const { github, sandbox } = await rig();
    sandbox.world.addMilestone('oci-labs/atlas', {
      title: '0.6.0',
      description: '- Fix <leaks>\n',
    });
    sandbox.world.editMilestone('oci-labs/atlas', '0.6.0', { state: 'CLOSED' });
    sandbox.world.openIssue('oci-labs/atlas', { title: 'x', author: 'ann', milestone: '0.7.0' });
    sandbox.world.openPullRequest('oci-labs/atlas', {
      title: 'y',
      author: 'ben',
      milestone: '0.7.0',
    });
    expect(await github.labels(ATLAS)).toEqual(['bug', 'priority: high']);
    expect(new Set(await github.assignableLogins(ATLAS))).toEqual(new Set(['ann', 'ben']));
    const milestones = await github.milestones(ATLAS);
    expect(milestones.map(({ title, isOpen, openItems }) => [title, isOpen, openItems])).toEqual(
      expect.arrayContaining([
        ['0.7.0', true, 2],
        ['0.8.0', true, 0],
        ['0.6.0', false, 0],
      ]),
    );
    expect(milestones.at(-1)?.title).toBe('0.6.0');
    expect(milestones.find(({ title }) => title === '0.6.0')?.description).toBe('- Fix <leaks>\n');
    expect(milestones.find(({ title }) => title === '0.8.0')?.description).toBe('');
    expect(milestones.find(({ title }) => title === '0.7.0')?.dueOn).toMatch(
      /^2026-12-11T.*\.000Z$/,
    );
    expect(milestones.find(({ title }) => title === '0.8.0')?.dueOn).toBeNull();
  });

  test('who the token belongs to and what it may', async () => {
    const { github } = await rig();
    expect(await github.identity()).toEqual({
      login: 'slipway-bot',
      scopes: ['repo', 'read:org'],
      permissions: null,
    });
  });

  test('a fine-grained token names no scopes', async () => {
    const { sandbox } = await rig();
    sandbox.tokens.add({
      value: 'github_pat_x',
      login: 'ann',
      scopes: null,
      privateRepositories: [],
    });
    expect(await githubOn(sandbox.url, 'github_pat_x').identity()).toEqual({
      login: 'ann',
      scopes: [],
      permissions: null,
    });
  });
});

describe('points of a Projects field', () => {
  test('of a hundred items cost two points; a number, an empty field and no field are told apart', async () => {
    const { github, sandbox } = await rig(100);
    const { world } = sandbox;
    world.addBoard({ title: 'Roadmap', fields: { Estimate: 'NUMBER', Team: 'TEXT' } });
    const put = (number: number, field: string, value: number | string | null) =>
      world.setField('Roadmap', { repository: 'oci-labs/atlas', number }, field, value);
    put(1, 'Estimate', 0.5);
    put(2, 'Estimate', null);
    put(3, 'Team', 'core');
    const ids = world.issues('oci-labs/atlas').map(({ id }) => id);
    const { items, points } = await github.fieldPoints(ids, 'Estimate');
    expect(points.cost).toBe(2);
    expect(items.slice(0, 4).map(({ field, points: each }) => [field, each])).toEqual([
      ['number', 0.5],
      ['number', null],
      ['number', null],
      ['no board', null],
    ]);
    const kinds = async (field: string) =>
      (await github.fieldPoints(ids.slice(0, 1), field)).items.map((item) => item.field);
    expect([await kinds('Team'), await kinds('Size')]).toEqual([['no number'], ['missing']]);
    sandbox.faults.standing('partial');
    expect((await github.fieldPoints(ids, 'Estimate')).items).toHaveLength(50);
  });
});

describe('an item', () => {
  test('an issue with everything', async () => {
    const { github, sandbox } = await rig();
    const issue = sandbox.world.openIssue('oci-labs/atlas', {
      title: 'pct create <!channel>',
      author: 'ann',
      labels: ['bug', 'priority: high'],
      assignees: ['ben'],
      milestone: '0.7.0',
      at: minute(1),
    });
    sandbox.world.closeIssue('oci-labs/atlas', issue.number, { at: minute(5) });
    const { items } = await github.issues(ATLAS, null, null);
    expect(items).toEqual([
      {
        id: expect.any(String),
        kind: 'issue',
        number: issue.number,
        title: 'pct create <!channel>',
        url: `https://github.example/oci-labs/atlas/issues/${issue.number}`,
        state: 'closed',
        closedAs: 'completed',
        labels: ['bug', 'priority: high'],
        assignees: ['ben'],
        author: 'ann',
        milestoneNumber: 1,
        createdAt: minute(1),
        updatedAt: minute(5),
        closedAt: minute(5),
      },
    ]);
  });

  test.each([
    ['COMPLETED', 'completed'],
    ['NOT_PLANNED', 'not_planned'],
    ['DUPLICATE', 'duplicate'],
  ] as const)('an issue closed as %s, and opened again', async (reason, closedAs) => {
    const { github, sandbox } = await rig(1);
    sandbox.world.closeIssue('oci-labs/atlas', 1, { reason });
    expect((await github.issues(ATLAS, null, null)).items).toMatchObject([{ closedAs }]);
    sandbox.world.reopen('oci-labs/atlas', 1);
    expect((await github.issues(ATLAS, null, null)).items).toMatchObject([
      { state: 'open', closedAs: null },
    ]);
  });

  test('pull requests open, closed and merged', async () => {
    const { github, sandbox } = await rig();
    const open = (title: string) =>
      sandbox.world.openPullRequest('oci-labs/atlas', { title, author: 'ben', at: minute(1) })
        .number;
    const [closed, merged] = [open('closed'), open('merged')];
    open('open');
    sandbox.world.closePullRequest('oci-labs/atlas', closed, { at: minute(2) });
    sandbox.world.mergePullRequest('oci-labs/atlas', merged, { by: 'ann', at: minute(3) });
    const { items } = await github.pullRequests(ATLAS, null);
    expect(items.map(({ kind, title, state, closedAt }) => [kind, title, state, closedAt])).toEqual(
      [
        ['pull_request', 'merged', 'merged', minute(3)],
        ['pull_request', 'closed', 'closed', minute(2)],
        ['pull_request', 'open', 'open', null],
      ],
    );
  });
});

describe('a walk', () => {
  const walk = async (github: Awaited<ReturnType<typeof rig>>['github'], since: string | null) => {
    const found: GitHubItem[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof github.issues>> = await github.issues(
        ATLAS,
        since,
        cursor,
      );
      found.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== null);
    return found;
  };

  test('over pages of a hundred sees each once, the oldest change first', async () => {
    const { github, sandbox } = await rig(250);
    const items = await walk(github, null);
    expect(items.map(({ number }) => number)).toEqual(Array.from({ length: 250 }, (_, n) => n + 1));
    expect(sandbox.calls().map(({ variables }) => variables['first'])).toEqual([100, 100, 100]);
  });

  test('since an instant, that one included', async () => {
    const { github } = await rig(10);
    const items = await walk(github, minute(8));
    expect(items.map(({ number }) => number)).toEqual([8, 9, 10]);
    expect((await github.issues(ATLAS, minute(8), null)).totalCount).toBe(3);
  });

  test('while items change: what moved behind us comes again, nothing is missed', async () => {
    const { github, sandbox } = await rig(250);
    const first = await github.issues(ATLAS, null, null);
    for (const number of [1, 50, 150])
      sandbox.world.closeIssue('oci-labs/atlas', number, { at: START });
    const rest: GitHubItem[] = [];
    let cursor = first.cursor;
    while (cursor !== null) {
      const page = await github.issues(ATLAS, null, cursor);
      rest.push(...page.items);
      cursor = page.cursor;
    }
    const newest = new Map([...first.items, ...rest].map((item) => [item.number, item.state]));
    expect(newest.size).toBe(250);
    expect([1, 50, 150].map((number) => newest.get(number))).toEqual([
      'closed',
      'closed',
      'closed',
    ]);
  });

  test('questions go out one after another', async () => {
    const { github, sandbox } = await rig(3);
    sandbox.faults.next('slow', { delayMs: 60 });
    const order: string[] = [];
    await Promise.all([
      github.issues(ATLAS, null, null).then(() => order.push('slow issues')),
      github.labels(ATLAS).then(() => order.push('labels')),
    ]);
    expect(order).toEqual(['slow issues', 'labels']);
    expect(sandbox.calls().map(({ name }) => name)).toEqual(['Issues', 'Labels']);
  });
});
