import type { Instant } from '../../base/time.ts';
import type { Issue, Item, PullRequest, Repository } from './rows.ts';
import { wholeSecond } from './rows.ts';
import type { Tables } from './tables.ts';
import { knownMilestone, knownRepository, newIds } from './known.ts';

/** What a new issue is made of. `milestone` is a title; a missing `number` is the next one. */
export interface NewItem {
  readonly title: string;
  readonly body?: string;
  readonly author: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly milestone?: string;
  readonly number?: number;
  readonly at?: Instant;
}

/** What issues and pull requests need in common to be made and changed. */
export interface Bench {
  /** `at`, or the world's present instant, cut to its second. */
  second(at: Instant | undefined): Instant;
  kept<T extends Item>(row: T): T;
  /** The three throw when the number is not there, or names the other kind. */
  item(repository: string, number: number): Item;
  issue(repository: string, number: number): Issue;
  pullRequest(repository: string, number: number): PullRequest;
  /** The labels and assignees, when the repository has them all; else it throws. */
  people(
    repository: Repository,
    wish: { readonly labels?: readonly string[]; readonly assignees?: readonly string[] },
  ): Pick<Item, 'labels' | 'assignees'>;
  milestoneNumber(repository: Repository, title: string | null): number | null;
  /** The part of a new row that both kinds share. */
  fresh<K extends Item['kind']>(kind: K, repository: string, wish: NewItem): Fresh<K>;
  /** Closes an open issue; a closed one stays as it is. */
  close(row: Issue, reason: Issue['stateReason'], at: Instant): Issue;
}

/** A new issue or pull request before what is particular to its kind. */
type Fresh<K extends Item['kind']> = Omit<Issue, 'kind' | 'state' | 'stateReason'> & {
  readonly kind: K;
};

/** A bench on `tables`; `now` stands in for a missing `at`. */
export function createBench(tables: Tables, now: () => Instant): Bench {
  const lastNumbers = new Map<string, number>();

  const takeNumber = (repository: Repository, wish: number | undefined): number => {
    const last = lastNumbers.get(repository.id) ?? 0;
    const number = wish ?? last + 1;
    if (tables.item(repository.id, number) !== undefined)
      throw new Error(`${repository.name} already has a #${number}.`);
    lastNumbers.set(repository.id, Math.max(last, number));
    return number;
  };

  const bench: Bench = {
    second: (at) => wholeSecond(at ?? now()),
    kept(row) {
      tables.put(row);
      return row;
    },
    item(name, number) {
      const item = tables.item(knownRepository(tables, name).id, number);
      if (item === undefined) throw new Error(`${name} has no issue or pull request #${number}.`);
      return item;
    },
    issue(name, number) {
      const item = bench.item(name, number);
      if (item.kind !== 'Issue') throw new Error(`${name}#${number} is a pull request.`);
      return item;
    },
    pullRequest(name, number) {
      const item = bench.item(name, number);
      if (item.kind !== 'PullRequest') throw new Error(`${name}#${number} is an issue.`);
      return item;
    },
    people(repository, { labels = [], assignees = [] }) {
      const names = tables.labels.of(repository.id).map((label) => label.name);
      for (const label of labels)
        if (!names.includes(label)) throw new Error(`${repository.name} has no label ${label}.`);
      for (const login of assignees)
        if (tables.account(login)?.kind !== 'User') throw new Error(`There is no user ${login}.`);
      return { labels: [...labels], assignees: [...assignees] };
    },
    milestoneNumber: (repository, title) =>
      title === null ? null : knownMilestone(tables, repository, title).number,
    fresh(kind, name, wish) {
      const repository = knownRepository(tables, name);
      const made = bench.second(wish.at);
      return {
        kind,
        ...bench.people(repository, wish),
        milestone: bench.milestoneNumber(repository, wish.milestone ?? null),
        ...newIds(tables, kind),
        repositoryId: repository.id,
        number: takeNumber(repository, wish.number),
        title: wish.title,
        body: wish.body ?? '',
        author: wish.author,
        createdAt: made,
        updatedAt: made,
        closedAt: null,
      };
    },
    close: (row, stateReason, at) =>
      row.state === 'CLOSED'
        ? row
        : bench.kept({ ...row, state: 'CLOSED', stateReason, closedAt: at, updatedAt: at }),
  };
  return bench;
}
