import { expect, test } from 'vitest';
import { furnishedGitHub } from './small-github.ts';

const ISSUE = `query Issue($number: Int!) {
  repository(owner: "o", name: "r") {
    issue(number: $number) {
      id number title body state stateReason closed url createdAt updatedAt closedAt
      author { login __typename }
      milestone { number title state dueOn }
      labels(first: 20) { nodes { name } }
      assignees(first: 10) { totalCount nodes { login name } }
    }
  }
}`;

test('an issue has everything that it was opened with, times to the second as GitHub writes them', async () => {
  const { world, ask, clock } = await furnishedGitHub();
  clock.push('2026-11-02T09:30:15.987Z');
  world.openIssue('o/r', {
    title: 'Broken <!channel>',
    body: 'Words',
    author: 'ann',
    labels: ['p1', 'bug'],
    assignees: ['ben'],
    milestone: '1.0',
  });

  expect(await ask(ISSUE, { number: 1 })).toMatchObject({
    repository: {
      issue: {
        number: 1,
        title: 'Broken <!channel>',
        body: 'Words',
        state: 'OPEN',
        stateReason: null,
        closed: false,
        url: 'https://github.example/o/r/issues/1',
        createdAt: '2026-11-02T09:30:15Z',
        updatedAt: '2026-11-02T09:30:15Z',
        closedAt: null,
        author: { login: 'ann', __typename: 'User' },
        milestone: { number: 1, title: '1.0', state: 'OPEN', dueOn: '2026-12-11T00:00:00Z' },
        labels: { nodes: [{ name: 'bug' }, { name: 'p1' }] },
        assignees: { totalCount: 1, nodes: [{ login: 'ben', name: 'BEN' }] },
      },
    },
  });
});

test('closing, reopening and editing move state and update time', async () => {
  const { world, ask } = await furnishedGitHub();
  world.openIssue('o/r', { title: 'One', author: 'ann', milestone: '1.0' });
  const at = (time: string) => ({ at: `2026-11-03T${time}.000Z` });

  world.closeIssue('o/r', 1, { reason: 'NOT_PLANNED', ...at('10:00:00') });
  expect(await ask(ISSUE, { number: 1 })).toMatchObject({
    repository: {
      issue: {
        state: 'CLOSED',
        stateReason: 'NOT_PLANNED',
        closedAt: '2026-11-03T10:00:00Z',
        updatedAt: '2026-11-03T10:00:00Z',
      },
    },
  });

  world.reopen('o/r', 1, at('11:00:00'));
  world.editIssue('o/r', 1, {
    title: 'Two',
    labels: ['bug'],
    assignees: ['ann', 'ben'],
    milestone: null,
    ...at('12:00:00'),
  });
  expect(await ask(ISSUE, { number: 1 })).toMatchObject({
    repository: {
      issue: {
        title: 'Two',
        state: 'OPEN',
        stateReason: 'REOPENED',
        closedAt: null,
        updatedAt: '2026-11-03T12:00:00Z',
        milestone: null,
        labels: { nodes: [{ name: 'bug' }] },
        assignees: { totalCount: 2 },
      },
    },
  });
});

test('closing what is closed changes nothing', async () => {
  const { world } = await furnishedGitHub();
  world.openIssue('o/r', { title: 'One', author: 'ann' });
  const closed = world.closeIssue('o/r', 1, { at: '2026-11-03T10:00:00.000Z' });
  expect(world.closeIssue('o/r', 1, { at: '2026-11-04T10:00:00.000Z' })).toEqual(closed);
});

test('a merge closes the issues that the pull request named', async () => {
  const { world, ask } = await furnishedGitHub();
  world.openIssue('o/r', { title: 'One', author: 'ann' });
  world.openPullRequest('o/r', {
    title: 'Fix one',
    author: 'ben',
    isDraft: true,
    branch: 'ben/1',
    closes: [1],
  });
  world.markReady('o/r', 2, { at: '2026-11-03T10:00:00.000Z' });
  world.mergePullRequest('o/r', 2, { by: 'ann', at: '2026-11-04T10:00:00.000Z' });

  const query = `{ repository(owner: "o", name: "r") {
    issue(number: 1) { state closedAt }
    pullRequest(number: 2) {
      state isDraft merged mergedAt closedAt mergedBy { login } headRefName url
      closingIssuesReferences(first: 5) { nodes { number } }
    }
    issueOrPullRequest(number: 2) { __typename }
  } }`;
  expect(await ask(query)).toEqual({
    repository: {
      issue: { state: 'CLOSED', closedAt: '2026-11-04T10:00:00Z' },
      pullRequest: {
        state: 'MERGED',
        isDraft: false,
        merged: true,
        mergedAt: '2026-11-04T10:00:00Z',
        closedAt: '2026-11-04T10:00:00Z',
        mergedBy: { login: 'ann' },
        headRefName: 'ben/1',
        url: 'https://github.example/o/r/pull/2',
        closingIssuesReferences: { nodes: [{ number: 1 }] },
      },
      issueOrPullRequest: { __typename: 'PullRequest' },
    },
  });
});

test('node and nodes find rows by id, and a deleted issue is gone under every name', async () => {
  const { world, ask, refused } = await furnishedGitHub();
  const kept = world.openIssue('o/r', { title: 'Kept', author: 'ann' });
  const gone = world.openIssue('o/r', { title: 'Gone', author: 'ann' });
  const query = 'query($ids: [ID!]!) { nodes(ids: $ids) { ... on Issue { title } } }';
  expect(await ask(query, { ids: [gone.id, kept.id] })).toEqual({
    nodes: [{ title: 'Gone' }, { title: 'Kept' }],
  });

  world.deleteIssue('o/r', 2);
  const answer = await refused(query, { ids: [gone.id, kept.id] });
  expect(answer.data).toEqual({ nodes: [null, { title: 'Kept' }] });
  expect(answer.errors).toMatchObject([
    {
      type: 'NOT_FOUND',
      path: ['nodes', 0],
      message: `Could not resolve to a node with the global id of '${gone.id}'.`,
    },
  ]);
  const byNumber = await refused(ISSUE, { number: 2 });
  expect(byNumber.data).toEqual({ repository: { issue: null } });
  expect(byNumber.errors).toMatchObject([
    { message: 'Could not resolve to an Issue with the number of 2.' },
  ]);
});

test('numbers are one sequence, and a taken one is refused', async () => {
  const { world } = await furnishedGitHub();
  world.openIssue('o/r', { title: 'A', author: 'ann', number: 7 });
  expect(world.openPullRequest('o/r', { title: 'B', author: 'ann' }).number).toBe(8);
  expect(() => world.openIssue('o/r', { title: 'C', author: 'ann', number: 7 })).toThrow(
    'already has a #7',
  );
});

test.each([
  ['a label', { labels: ['nope'] }, 'no label nope'],
  ['a user', { assignees: ['nobody'] }, 'no user nobody'],
  ['a GitHub milestone', { milestone: '9.9' }, 'no GitHub milestone titled 9.9'],
])('an issue cannot have %s that is not there', async (_what, wish, words) => {
  const { world } = await furnishedGitHub();
  expect(() => world.openIssue('o/r', { title: 'A', author: 'ann', ...wish })).toThrow(words);
  expect(world.issues('o/r')).toEqual([]);
});
