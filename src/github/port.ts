/** What Slipway asks GitHub, in its own words. The adapter owns tokens, limits, pages and points. */
import type { Instant } from '../base/time.ts';

/** `owner/name`. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** A repository; `id` is GitHub's node id and outlives a rename. */
export interface GitHubRepository extends RepositoryName {
  readonly id: string;
  readonly isPrivate: boolean;
  readonly url: string;
}

/** What one glance shows of a repository: its present name, and how new its news is. */
export interface RepositoryLook extends RepositoryName {
  readonly id: string;
  readonly isPrivate: boolean;
  /** Newest update of any issue; null when it has none. */
  readonly newestIssue: Instant | null;
  /** Newest update of any pull request; null when it has none. */
  readonly newestPullRequest: Instant | null;
}

/** An issue or pull request as GitHub shows it now. */
export interface GitHubItem {
  readonly id: string;
  readonly kind: 'issue' | 'pull_request';
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly state: 'open' | 'closed' | 'merged';
  /** Of a closed issue; null when it is open, for pull requests, and where GitHub does not say. */
  readonly closedAs: 'completed' | 'not_planned' | 'duplicate' | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly author: string | null;
  /** The GitHub milestone's number in its repository, or null. */
  readonly milestoneNumber: number | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly closedAt: Instant | null;
}

/** What the call cost and what is left of the hour's budget, in points. */
export interface PointsSpent {
  readonly cost: number;
  readonly remaining: number;
  readonly resetAt: Instant;
}

/** One page of a walk. `cursor` continues it; null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
  readonly totalCount: number;
  /** False when GitHub left out rows that it may give another time: then nothing is read up to here. */
  readonly isWhole: boolean;
  readonly points: PointsSpent;
}

/** What a field of GitHub Projects says of an item. */
export interface ItemFieldPoints {
  readonly id: string;
  /**
   * `number`: the field is there, and empty when `points` is null. `no board`: the item is on none. Else none of
   * its boards has the field, or not as a number.
   */
  readonly field: 'number' | 'no board' | 'missing' | 'no number';
  readonly points: number | null;
}

/** Items that GitHub could not answer for, or whose boards it does not show, are left out. */
export interface FieldPoints {
  readonly items: readonly ItemFieldPoints[];
  readonly points: PointsSpent;
}

/** What a search shows of some repositories. */
export interface SearchFindings {
  /** Node ids of issues and pull requests, each once. */
  readonly ids: readonly string[];
  /** How many GitHub says there are, also of those that it does not hand out. */
  readonly total: number;
  /** False when there are more than GitHub hands out, or it left some out. */
  readonly isWhole: boolean;
  /** Points that it cost. */
  readonly cost: number;
}

/** A GitHub milestone. */
export interface GitHubMilestone {
  readonly number: number;
  readonly title: string;
  /** As written, Markdown and all; empty when there is none. */
  readonly description: string;
  readonly dueOn: Instant | null;
  readonly isOpen: boolean;
  readonly openItems: number;
}

/** What a look at a hotfix asks for. At most five ids: repositories, the issue and the pull request together. */
export interface FixQuestion {
  readonly repositoryIds: readonly string[];
  /** Its branch, without `refs/heads/`. */
  readonly branch: string;
  readonly issueId: string | null;
  /** The pull request that was the fix at the last look; null before one was seen. */
  readonly pullRequestId: string | null;
  /** Asks whether the default branch holds this commit; null for no such question. */
  readonly commit: string | null;
  /** Asks for an issue that was updated since and whose text holds the marker; null for no such question. */
  readonly opened: { readonly since: Instant; readonly marker: string } | null;
}

/** A repository in which a fix may be. */
export interface FixRepository {
  readonly id: string;
  readonly url: string;
  /** Null when it is empty, or may not be read. */
  readonly defaultBranch: string | null;
  readonly hasBranch: boolean;
  /** Whether the default branch holds the commit that was asked for; null when GitHub did not say. */
  readonly holdsCommit: boolean | null;
}

/** How a pull request was met: by the branch, through the issue, through the fix, or as the fix itself. */
export type FixRelation = 'branch' | 'closes' | 'mentions' | 'names the fix' | 'known';

/** How the checks of a commit stand together; `none` when none ran, `unknown` when they may not be read. */
export type Checks = 'green' | 'red' | 'running' | 'none' | 'unknown';

/** A pull request that may be the fix, or brings it to the default branch. */
export interface FixPullRequest {
  readonly id: string;
  readonly repositoryId: string;
  readonly number: number;
  readonly url: string;
  readonly state: 'draft' | 'ready' | 'merged' | 'closed';
  /** Name of the branch that it goes into. */
  readonly base: string;
  /** Whole ids of commits. */
  readonly headCommit: string;
  readonly mergeCommit: string | null;
  readonly createdAt: Instant;
  /** Null until merged. */
  readonly mergedAt: Instant | null;
  readonly checks: Checks;
  /** True when it comes from a copy of the repository of somebody who may not write to this one. */
  readonly isByStranger: boolean;
  readonly relation: FixRelation;
}

/** What GitHub shows of a hotfix. What is missing may be hidden, or have failed: it says nothing. */
export interface FixLook {
  readonly repositories: readonly FixRepository[];
  readonly pullRequests: readonly FixPullRequest[];
  /** The issue with the marker; null when none was seen. */
  readonly openedIssueId: string | null;
  readonly points: PointsSpent;
}

/** What a look at GitHub costs us in trouble: what happened, and when another try makes sense. */
export class GitHubTrouble extends Error {
  /**
   * `refused`: token or rights; `missing`: no such repository or not visible; `limited`: over a limit; `down`: no
   * usable answer; `misput`: GitHub does not take a search as it is written.
   */
  readonly kind: 'refused' | 'missing' | 'limited' | 'down' | 'misput';
  /** For a person: one sentence without the next try's time. */
  readonly sentence: string;
  /** Not before this instant; null when waiting will not help. */
  readonly retryAt: Instant | null;
  constructor(
    kind: GitHubTrouble['kind'],
    sentence: string,
    retryAt: Instant | null,
    cause?: unknown,
  ) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'GitHubTrouble';
    this.kind = kind;
    this.sentence = sentence;
    this.retryAt = retryAt;
  }
}

/** The window on GitHub. Every call may throw `GitHubTrouble`. Calls run one after another. */
export interface GitHubPort {
  /** Who is asking, with a classic token's scopes (empty for others) and an app's permissions (null for tokens). */
  identity(): Promise<{
    readonly login: string;
    readonly scopes: readonly string[];
    readonly permissions: Readonly<Record<string, string>> | null;
  }>;
  repository(name: RepositoryName): Promise<GitHubRepository>;
  /** By node id, under whatever name it bears now; `missing` when GitHub does not show it to the token. */
  repositoryById(id: string): Promise<GitHubRepository>;
  /**
   * How new the news of these repositories is, a hundred in one question: a point for up to 74, two for a
   * hundred. What GitHub does not show, or could not answer for, is left out: that says nothing yet.
   */
  look(ids: readonly string[]): Promise<readonly RepositoryLook[]>;
  /**
   * Which of at most 99 issues and pull requests a repository has no more: deleted, or transferred. One
   * point. What GitHub could not answer for is not among them; `missing` when it does not show the
   * repository itself, for then nothing can be said of its items.
   */
  gone(
    repositoryId: string,
    itemIds: readonly string[],
  ): Promise<{ readonly gone: readonly string[]; readonly points: PointsSpent }>;
  /** What the number field of this name holds in GitHub Projects, of at most 100 items; two points. */
  fieldPoints(itemIds: readonly string[], field: string): Promise<FieldPoints>;
  /** What there is of a hotfix's fix: one point for up to three ids, two for five. */
  fix(question: FixQuestion): Promise<FixLook>;
  /**
   * Issues and pull requests that GitHub's search finds in these repositories, at most 1,000 of each: one point for
   * each hundred and each repository. The index lags, so what is not found may be there. At most thirty questions
   * a minute are asked; then `limited`.
   */
  search(names: readonly RepositoryName[], query: string): Promise<SearchFindings>;
  /** Open GitHub milestones first, then the newest closed ones; at most 100. */
  milestones(name: RepositoryName): Promise<readonly GitHubMilestone[]>;
  /** Label names, at most 100. */
  labels(name: RepositoryName): Promise<readonly string[]>;
  /** Logins that may be assigned, at most 100. */
  assignableLogins(name: RepositoryName): Promise<readonly string[]>;
  /** What this GitHub was found not to know, one sentence each; an older Enterprise Server has some. */
  lacks(): readonly string[];
  /** Issues updated at or after `since` (all, when null), by update time ascending, 100 a page. */
  issues(
    name: RepositoryName,
    since: Instant | null,
    cursor: string | null,
  ): Promise<Page<GitHubItem>>;
  /** Pull requests by update time, newest first, 100 a page: they know no `since`; the caller stops at its watermark. */
  pullRequests(name: RepositoryName, cursor: string | null): Promise<Page<GitHubItem>>;
}
