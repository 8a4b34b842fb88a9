/**
 * What the small GitHub knows. Rows are values: a change makes a new row, so whoever holds one keeps
 * what was true then. Instants are cut to whole seconds, because GitHub stores no more.
 */
import type { Instant } from '../../base/time.ts';

/** A person's account. GitHub compares logins without regard to case. */
export interface User {
  readonly kind: 'User';
  readonly id: string;
  readonly databaseId: number;
  readonly login: string;
  readonly name: string | null;
}

/** An account that owns repositories and is no person. */
export interface Organization {
  readonly kind: 'Organization';
  readonly id: string;
  readonly databaseId: number;
  readonly login: string;
  readonly name: string | null;
}

/** A repository. `collaborators` are the logins that may be given its issues. */
export interface Repository {
  readonly kind: 'Repository';
  readonly id: string;
  readonly databaseId: number;
  readonly owner: string;
  readonly name: string;
  readonly description: string | null;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly collaborators: readonly string[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** A label; `color` is six hexadecimal digits without `#`. */
export interface Label {
  readonly kind: 'Label';
  readonly id: string;
  readonly databaseId: number;
  readonly repositoryId: string;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
  readonly createdAt: Instant;
}

/** A GitHub milestone. `dueOn` is midnight UTC of the due day. */
export interface Milestone {
  readonly kind: 'Milestone';
  readonly id: string;
  readonly databaseId: number;
  readonly repositoryId: string;
  readonly number: number;
  readonly title: string;
  readonly description: string | null;
  readonly dueOn: Instant | null;
  readonly state: 'OPEN' | 'CLOSED';
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly closedAt: Instant | null;
}

interface ItemRow {
  readonly id: string;
  readonly databaseId: number;
  readonly repositoryId: string;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  /** Names of labels, in the order they were given. */
  readonly labels: readonly string[];
  /** Logins. */
  readonly assignees: readonly string[];
  /** Number of the GitHub milestone. */
  readonly milestone: number | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly closedAt: Instant | null;
}

/** An issue. */
export interface Issue extends ItemRow {
  readonly kind: 'Issue';
  readonly state: 'OPEN' | 'CLOSED';
  readonly stateReason: 'COMPLETED' | 'NOT_PLANNED' | 'DUPLICATE' | 'REOPENED' | null;
}

/** A pull request. `closes` are the numbers of the issues that its merge closes. */
export interface PullRequest extends ItemRow {
  readonly kind: 'PullRequest';
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly isDraft: boolean;
  readonly mergedAt: Instant | null;
  readonly mergedBy: string | null;
  readonly baseRefName: string;
  readonly headRefName: string;
  /** The newest commit; stays what it was once the pull request is closed. */
  readonly headRefOid: string;
  /** Null until merged. */
  readonly mergeCommit: string | null;
  /** True when it comes from somebody's own copy of the repository. */
  readonly isFork: boolean;
  readonly closes: readonly number[];
}

/** What carries a number of the repository's one sequence. */
export type Item = Issue | PullRequest;

/** A project of GitHub Projects: its fields by name, and what stands in them for each item. */
export interface Board {
  readonly kind: 'ProjectV2';
  readonly id: string;
  readonly title: string;
  readonly fields: Map<string, 'NUMBER' | 'TEXT'>;
  /** By node id of the item, then by field. An item without values is on the board all the same. */
  readonly values: Map<string, Map<string, number | string>>;
}

/** Everything that has a node id. */
export type Row = User | Organization | Repository | Label | Milestone | Item;

/** `owner/name`, as GitHub writes a repository. */
export function nameWithOwner(repository: Repository): string {
  return `${repository.owner}/${repository.name}`;
}

/** The instant cut to its second, still with three decimals so that it compares with others. */
export function wholeSecond(instant: Instant): Instant {
  return `${instant.slice(0, 19)}.000Z`;
}
