import type { Instant } from '../../base/time.ts';
import { DEFAULT_BRANCH } from './git.ts';
import type { Bench, NewItem } from './item-bench.ts';
import type { PullRequest } from './rows.ts';
import type { Tables } from './tables.ts';

/** What a new pull request is made of; `closes` are numbers of issues that its merge will close. */
interface NewPullRequest extends NewItem {
  readonly isDraft?: boolean;
  readonly branch?: string;
  /** `main` when left out. */
  readonly base?: string;
  readonly isFork?: boolean;
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
    openPullRequest(name, { isDraft, branch = 'topic', base, isFork, closes, ...wish }) {
      const fresh = bench.fresh('PullRequest', name, wish);
      const { git } = tables;
      const head = git.branch(fresh.repositoryId, branch) ?? git.push(fresh.repositoryId, branch);
      return bench.kept({
        ...fresh,
        state: 'OPEN',
        isDraft: isDraft ?? false,
        mergedAt: null,
        mergedBy: null,
        baseRefName: base ?? DEFAULT_BRANCH,
        headRefName: branch,
        headRefOid: head.oid,
        mergeCommit: null,
        isFork: isFork ?? false,
        closes: closes ?? [],
      });
    },
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
      const { oid } = tables.git.push(row.repositoryId, row.baseRefName, row.headRefOid);
      const merge = {
        state: 'MERGED',
        mergedAt: at,
        mergedBy: how.by,
        isDraft: false,
        mergeCommit: oid,
      } as const;
      return bench.kept({ ...row, ...merge, closedAt: at, updatedAt: at });
    },
  };
}
