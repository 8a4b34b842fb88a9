import { expect, test } from 'vitest';
import type { SmallGitHub } from './small-github.ts';
import { furnishedGitHub } from './small-github.ts';

const at = (day: number) => ({ at: `2026-11-0${day}T10:00:00.000Z` });

/** #1 closed bug for ann in 1.0, #2 p1 bug in 1.0, #3 for ben, #4 and #5 pull requests. */
async function mixed(): Promise<SmallGitHub> {
  const gitHub = await furnishedGitHub();
  const { world } = gitHub;
  const mine = { assignees: ['ann'], milestone: '1.0', labels: ['bug'] };
  world.openIssue('o/r', { title: 'Leak in store', author: 'ann', ...mine, ...at(1) });
  world.openIssue('o/r', {
    title: 'Crash',
    author: 'ben',
    milestone: '1.0',
    labels: ['bug', 'p1'],
    ...at(2),
  });
  world.openIssue('o/r', {
    title: 'Docs',
    author: 'ann',
    assignees: ['ben'],
    labels: ['Size: 3'],
    ...at(3),
  });
  world.openPullRequest('o/r', {
    title: 'Fix leak',
    author: 'ben',
    labels: ['p1'],
    branch: 'b',
    ...at(4),
  });
  world.openPullRequest('o/r', { title: 'Try', author: 'ann', isDraft: true, ...at(5) });
  world.closeIssue('o/r', 1, at(6));
  world.mergePullRequest('o/r', 4, { by: 'ann', ...at(7) });
  return gitHub;
}

async function numbers(gitHub: SmallGitHub, field: string, args: string) {
  const query = `{ repository(owner: "o", name: "r") { list: ${field}(first: 10, ${args}) { totalCount nodes { number } } } }`;
  interface Answer {
    repository: { list: { totalCount: number; nodes: { number: number }[] } };
  }
  const { list } = (await gitHub.ask<Answer>(query)).repository;
  expect(list.totalCount).toBe(list.nodes.length);
  return list.nodes.map(({ number }) => number);
}

test.each([
  ['states: [OPEN]', [2, 3]],
  ['states: [OPEN, CLOSED]', [1, 2, 3]],
  ['labels: ["p1", "size: 3"]', [2, 3]],
  ['filterBy: { labels: ["BUG", "p1"] }', [2]],
  ['filterBy: { since: "2026-11-03T10:00:00Z" }', [1, 3]],
  ['filterBy: { since: "2026-11-06T11:00:01+01:00" }', []],
  ['filterBy: { since: "2026-11-06T11:00:00+01:00" }', [1]],
  ['filterBy: { states: [CLOSED] }', [1]],
  ['filterBy: { assignee: "Ann" }', [1]],
  ['filterBy: { assignee: null }', [2]],
  ['filterBy: { assignee: "*" }', [1, 3]],
  ['filterBy: { createdBy: "ann" }', [1, 3]],
  ['filterBy: { milestoneNumber: "1" }', [1, 2]],
  ['filterBy: { milestoneNumber: "2" }', []],
  ['filterBy: { milestoneNumber: null }', [3]],
  ['filterBy: { milestone: "*" }', [1, 2]],
  ['orderBy: { field: UPDATED_AT, direction: DESC }', [1, 3, 2]],
  ['orderBy: { field: CREATED_AT, direction: DESC }', [3, 2, 1]],
])('issues(%s)', async (args, expected) => {
  expect(await numbers(await mixed(), 'issues', args)).toEqual(expected);
});

test.each([
  ['states: [OPEN]', [5]],
  ['states: [MERGED]', [4]],
  ['labels: ["p1"]', [4]],
  ['headRefName: "b"', [4]],
  ['baseRefName: "other"', []],
  ['orderBy: { field: UPDATED_AT, direction: DESC }', [4, 5]],
])('pullRequests(%s)', async (args, expected) => {
  expect(await numbers(await mixed(), 'pullRequests', args)).toEqual(expected);
});

test('pull requests know no since, as in the real schema', async () => {
  const gitHub = await mixed();
  const query =
    '{ repository(owner: "o", name: "r") { pullRequests(first: 1, filterBy: { since: "2026-11-01T00:00:00Z" }) { totalCount } } }';
  expect((await gitHub.refused(query)).errors[0]?.message).toContain('filterBy');
});

test.each([
  ['repo:o/r is:issue is:open', [3, 2]],
  ['repo:o/r is:pr', [5, 4]],
  ['is:merged', [4]],
  ['is:draft', [5]],
  ['org:o is:closed sort:created-asc', [1, 4]],
  ['milestone:1.0 label:bug', [2, 1]],
  ['label:"size: 3"', [3]],
  ['-label:bug is:issue', [3]],
  ['no:milestone is:issue', [3]],
  ['no:assignee is:issue', [2]],
  ['assignee:ben', [3]],
  ['author:ann is:issue', [3, 1]],
  ['updated:>2026-11-05', [4, 1]],
  ['updated:>=2026-11-05 sort:updated-asc', [5, 1, 4]],
  ['updated:2026-11-02..2026-11-05', [5, 3, 2]],
  ['created:<2026-11-02T10:00:00Z', [1]],
  ['closed:2026-11-06', [1]],
  ['merged:2026-11-07..*', [4]],
  ['leak', [4, 1]],
  ['"leak in" is:issue', [1]],
  ['repo:o/other', []],
])('search "%s"', async (query, expected) => {
  const { ask } = await mixed();
  const search = `query($words: String!) { search(type: ISSUE, query: $words, first: 10) {
    issueCount nodes { ... on Issue { number } ... on PullRequest { number } } } }`;
  expect(await ask(search, { words: query })).toEqual({
    search: { issueCount: expected.length, nodes: expected.map((number) => ({ number })) },
  });
});

test('search pages by its own cursors', async () => {
  const { ask } = await mixed();
  const search = `query($after: String) { search(type: ISSUE, query: "repo:o/r is:issue", first: 2, after: $after) {
    issueCount pageInfo { endCursor hasNextPage } nodes { ... on Issue { number } } } }`;
  interface Found {
    search: { pageInfo: { endCursor: string; hasNextPage: boolean }; nodes: { number: number }[] };
  }
  const first = (await ask<Found>(search)).search;
  const second = (await ask<Found>(search, { after: first.pageInfo.endCursor })).search;
  expect([first.nodes, second.nodes].map((nodes) => nodes.map(({ number }) => number))).toEqual([
    [3, 2],
    [1],
  ]);
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
});

test.each(['involves:ann', 'is:everything', 'sort:reactions', 'updated:soon'])(
  'a search that the sandbox cannot do is refused aloud: %s',
  async (query) => {
    const { refused } = await mixed();
    const search =
      'query($words: String!) { search(type: ISSUE, query: $words, first: 1) { issueCount } }';
    expect((await refused(search, { words: query })).errors[0]?.type).toMatch(
      /NOT_SERVED|UNPROCESSABLE/,
    );
  },
);
