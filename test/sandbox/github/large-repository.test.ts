import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { furnishedGitHub } from './small-github.ts';

const SYNC = `query Sync($after: String) {
  repository(owner: "o", name: "r") {
    issues(first: 100, after: $after, orderBy: { field: UPDATED_AT, direction: ASC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id number title url state stateReason createdAt updatedAt closedAt
        author { login } milestone { number }
        labels(first: 20) { nodes { name } } assignees(first: 10) { nodes { login } }
      }
    }
  }
  rateLimit { cost }
}`;

interface Page {
  readonly repository: {
    readonly issues: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      readonly nodes: readonly { readonly id: string }[];
    };
  };
}

test('ten thousand issues come in a hundred pages for two hundred points, in seconds', async () => {
  const { world, ask, calls } = await furnishedGitHub();
  for (let number = 1; number <= 10_000; number += 1)
    world.openIssue('o/r', {
      title: `Issue ${number}`,
      author: 'ann',
      labels: ['bug', 'p1'],
      assignees: ['ben'],
      milestone: '1.0',
      at: new Date(1_790_000_000_000 + (number % 5000) * 60_000).toISOString(),
    });

  const ids = new Set<string>();
  const began = performance.now();
  let after: string | null = null;
  do {
    const { issues }: Page['repository'] = (await ask<Page>(SYNC, { after })).repository;
    for (const { id } of issues.nodes) ids.add(id);
    after = issues.pageInfo.hasNextPage ? issues.pageInfo.endCursor : null;
  } while (after !== null);

  expect(ids.size).toBe(10_000);
  expect(calls()).toHaveLength(100);
  expect(calls().reduce((sum, { cost }) => sum + cost, 0)).toBe(200);
  // About one second here; the bound only catches work that grows with the square.
  expect(performance.now() - began).toBeLessThan(15_000);
}, 60_000);
