import type { Instant } from '../../base/time.ts';
import type { Bench, NewItem } from './item-bench.ts';
import type { PullRequest } from './rows.ts';
import type { Tables } from './tables.ts';

/** What a new pull request is made of; `closes` are numbers of issues that its merge will close. */
interface NewPullRequest extends NewItem {
  readonly isDraft?: boolean;
  readonly branch?: string;
  readonly closes?: readonly number[];
}

/** Everything that happens to pull requests only; `at` is the world's present when it is left out. */
export interface PullRequests {
  openPullRequest(repository: string, pullRequest: NewPullRequest): PullRequest;
  markReady(repository: string, number: number, how?: { readonly at?: Instant }): PullRequest;
  /** Closes it without merging. */
  closePullRequest(
    repository: string,
    number: number,
    how?: { readonly at?: Instant },
  ): PullRequest;
  /** Merges, and closes the issues that the pull request named. */
  mergePullRequest(
    repository: string,
    number: number,
    how: { readonly by: string; readonly at?: Instant },
  ): PullRequest;
}

/** The deeds on pull requests. */
export function createPullRequests(tables: Tables, bench: Bench): PullRequests {
  return {
    openPullRequest: (name, { isDraft, branch, closes, ...wish }) =>
      bench.kept({
        ...bench.fresh('PullRequest', name, wish),
        state: 'OPEN',
        isDraft: isDraft ?? false,
        mergedAt: null,
        mergedBy: null,
        baseRefName: 'main',
        headRefName: branch ?? 'topic',
        closes: closes ?? [],
      }),
    markReady(name, number, how) {
      const updatedAt = bench.second(how?.at);
      return bench.kept({ ...bench.pullRequest(name, number), isDraft: false, updatedAt });
    },
    closePullRequest(name, number, how) {
      const at = bench.second(how?.at);
      const row = bench.pullRequest(name, number);
      return bench.kept({ ...row, state: 'CLOSED', closedAt: at, updatedAt: at });
    },
    mergePullRequest(name, number, how) {
      const row = bench.pullRequest(name, number);
      const at = bench.second(how.at);
      for (const closes of row.closes) {
        const item = tables.item(row.repositoryId, closes);
        if (item?.kind === 'Issue') bench.close(item, 'COMPLETED', at);
      }
      const merge = { state: 'MERGED', mergedAt: at, mergedBy: how.by, isDraft: false } as const;
      return bench.kept({ ...row, ...merge, closedAt: at, updatedAt: at });
    },
  };
}
