import { expect, test } from 'vitest';
import type { SmallGitHub } from './small-github.ts';
import { furnishedGitHub } from './small-github.ts';

interface Page {
  readonly repository: {
    readonly issues: {
      readonly totalCount: number;
      readonly nodes: readonly { readonly number: number }[];
      readonly pageInfo: {
        readonly endCursor: string | null;
        readonly startCursor: string | null;
        readonly hasNextPage: boolean;
        readonly hasPreviousPage: boolean;
      };
    };
  };
}

const PAGE = `query Page($first: Int, $after: String, $last: Int, $before: String, $direction: OrderDirection!) {
  repository(owner: "o", name: "r") {
    issues(first: $first, after: $after, last: $last, before: $before, orderBy: { field: UPDATED_AT, direction: $direction }) {
      totalCount nodes { number } pageInfo { endCursor startCursor hasNextPage hasPreviousPage }
    }
  }
}`;

async function page(gitHub: SmallGitHub, variables: Record<string, unknown>) {
  const answer = await gitHub.ask<Page>(PAGE, { direction: 'ASC', ...variables });
  const { issues } = answer.repository;
  return { ...issues.pageInfo, numbers: issues.nodes.map(({ number }) => number), issues };
}

const day = (count: number) => `2026-11-${String(count).padStart(2, '0')}T10:00:00.000Z`;

/** Issues 1 to `count`, one updated each day. */
async function withIssues(count: number): Promise<SmallGitHub> {
  const gitHub = await furnishedGitHub();
  for (let number = 1; number <= count; number += 1)
    gitHub.world.openIssue('o/r', { title: `Issue ${number}`, author: 'ann', at: day(number) });
  return gitHub;
}

test('pages follow each other without a gap or a double', async () => {
  const gitHub = await withIssues(5);
  const first = await page(gitHub, { first: 2 });
  const second = await page(gitHub, { first: 2, after: first.endCursor });
  const third = await page(gitHub, { first: 2, after: second.endCursor });
  expect([first.numbers, second.numbers, third.numbers]).toEqual([[1, 2], [3, 4], [5]]);
  expect([first.hasNextPage, second.hasNextPage, third.hasNextPage]).toEqual([true, true, false]);
  expect([first.hasPreviousPage, third.hasPreviousPage]).toEqual([false, true]);
  expect(first.issues.totalCount).toBe(5);
});

test('by update time ascending, an issue that changes between two pages comes again at the end', async () => {
  const gitHub = await withIssues(6);
  const first = await page(gitHub, { first: 3 });
  gitHub.world.editIssue('o/r', 2, { title: 'Changed', at: day(20) });
  const second = await page(gitHub, { first: 3, after: first.endCursor });
  const third = await page(gitHub, { first: 3, after: second.endCursor });
  expect([first.numbers, second.numbers, third.numbers]).toEqual([[1, 2, 3], [4, 5, 6], [2]]);
});

test('by update time descending, an issue that changes behind the cursor is missed, as on GitHub', async () => {
  const gitHub = await withIssues(6);
  const first = await page(gitHub, { first: 3, direction: 'DESC' });
  gitHub.world.editIssue('o/r', 2, { title: 'Changed', at: day(20) });
  const second = await page(gitHub, { first: 3, after: first.endCursor, direction: 'DESC' });
  expect([first.numbers, second.numbers]).toEqual([
    [6, 5, 4],
    [3, 1],
  ]);
});

test('a cursor outlives the row that it was made of', async () => {
  const gitHub = await withIssues(4);
  const first = await page(gitHub, { first: 2 });
  gitHub.world.deleteIssue('o/r', 2);
  gitHub.world.deleteIssue('o/r', 1);
  const second = await page(gitHub, { first: 2, after: first.endCursor });
  expect(second.numbers).toEqual([3, 4]);
  expect(second.issues.totalCount).toBe(2);
});

test('within one second the order is that of opening, so that none is lost at the edge of a page', async () => {
  const gitHub = await furnishedGitHub();
  for (const milliseconds of ['900', '600', '300', '000'])
    gitHub.world.openIssue('o/r', {
      title: milliseconds,
      author: 'ann',
      at: `2026-11-02T10:00:00.${milliseconds}Z`,
    });
  const first = await page(gitHub, { first: 3 });
  const second = await page(gitHub, { first: 3, after: first.endCursor });
  expect([...first.numbers, ...second.numbers]).toEqual([1, 2, 3, 4]);
});

test('last and before walk backwards', async () => {
  const gitHub = await withIssues(5);
  const end = await page(gitHub, { last: 2 });
  const before = await page(gitHub, { last: 2, before: end.startCursor });
  expect([end.numbers, before.numbers]).toEqual([
    [4, 5],
    [2, 3],
  ]);
  expect([end.hasPreviousPage, before.hasNextPage]).toEqual([true, true]);
});

test('edges carry a cursor for every row', async () => {
  const gitHub = await withIssues(3);
  const query =
    '{ repository(owner: "o", name: "r") { issues(first: 3) { edges { cursor node { number } } } } }';
  interface Edges {
    repository: { issues: { edges: { cursor: string; node: { number: number } }[] } };
  }
  const { edges } = (await gitHub.ask<Edges>(query)).repository.issues;
  const [, second] = edges;
  const rest = `query($after: String) { repository(owner: "o", name: "r") { issues(first: 3, after: $after) { nodes { number } } } }`;
  expect(await gitHub.ask(rest, { after: second?.cursor })).toEqual({
    repository: { issues: { nodes: [{ number: 3 }] } },
  });
});

test('an empty list has no cursors', async () => {
  const gitHub = await furnishedGitHub();
  const empty = await page(gitHub, { first: 10 });
  expect(empty).toMatchObject({ endCursor: null, hasNextPage: false, numbers: [] });
});

test.each(['nonsense', 'Y3Vyc29yOnYyOls=', Buffer.from('cursor:v2:{}').toString('base64')])(
  'a cursor that GitHub never gave is refused: %s',
  async (after) => {
    const gitHub = await withIssues(1);
    const answer = await gitHub.refused(PAGE, { first: 1, after, direction: 'ASC' });
    expect(answer.errors).toMatchObject([
      {
        type: 'INVALID_CURSOR_ARGUMENTS',
        message: `\`${after}\` does not appear to be a valid cursor.`,
      },
    ]);
  },
);

test('a page without a size, or of more than a hundred, is refused in GitHub’s words', async () => {
  const { refused, ask } = await withIssues(1);
  const issues = (args: string, inner: string) =>
    `{ repository(owner: "o", name: "r") { issues${args} { ${inner} } } }`;
  expect(await refused(issues('', 'nodes { id }'))).toMatchObject({
    data: { repository: null },
    errors: [
      {
        type: 'MISSING_PAGINATION_BOUNDARIES',
        path: ['repository', 'issues'],
        message:
          'You must provide a `first` or `last` value to properly paginate the `issues` connection.',
      },
    ],
  });
  expect(
    (await refused(issues('(first: 101)', '...on IssueConnection { nodes { id } }'))).errors,
  ).toMatchObject([
    {
      type: 'EXCESSIVE_PAGINATION',
      message:
        'Requesting 101 records on the `issues` connection exceeds the `first` limit of 100 records.',
    },
  ]);
  expect(await ask(issues('', 'totalCount'))).toEqual({
    repository: { issues: { totalCount: 1 } },
  });
});
