import type { Instant } from '../../base/time.ts';
import type { Bench, NewItem } from './item-bench.ts';
import type { Issue, Item } from './rows.ts';
import type { Tables } from './tables.ts';
import { knownRepository } from './known.ts';

/** What may be changed on an issue or pull request; a null `milestone` takes it out of its milestone. */
interface ItemChange {
  readonly title?: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly milestone?: string | null;
  readonly at?: Instant;
}

/**
 * Everything that happens to issues. A repository is named `owner/name`; every deed moves `updatedAt`
 * to `at`, or to the world's clock. A deed that cannot be done throws.
 */
export interface Issues {
  openIssue(repository: string, issue: NewItem): Issue;
  /** Closing what is closed changes nothing, nor does reopening what is open. */
  closeIssue(
    repository: string,
    number: number,
    how?: { readonly reason?: 'COMPLETED' | 'NOT_PLANNED' | 'DUPLICATE'; readonly at?: Instant },
  ): Issue;
  reopen(repository: string, number: number, how?: { readonly at?: Instant }): Issue;
  /** Changes an issue, or a pull request, which GitHub counts as one here. */
  editIssue(repository: string, number: number, change: ItemChange): Item;
  /**
   * Moves an issue to another repository: a new number and a new node id there, without its milestone and
   * the labels that are not known there; nothing is left at the old place.
   */
  transferIssue(
    repository: string,
    number: number,
    to: string,
    how?: { readonly at?: Instant },
  ): Issue;
  /** Makes a discussion of it. Its number leads on to the page of that; of the issue nothing is left. */
  convertToDiscussion(repository: string, number: number): void;
  /** Gone for good: neither its number nor its node id is found again. */
  deleteIssue(repository: string, number: number): void;
}

/** The deeds on issues. */
export function createIssues(tables: Tables, bench: Bench): Issues {
  return {
    openIssue: (name, wish) =>
      bench.kept({ ...bench.fresh('Issue', name, wish), state: 'OPEN', stateReason: null }),
    closeIssue: (name, number, how) =>
      bench.close(bench.issue(name, number), how?.reason ?? 'COMPLETED', bench.second(how?.at)),
    reopen(name, number, how) {
      const row = bench.issue(name, number);
      if (row.state === 'OPEN') return row;
      const open = { state: 'OPEN', stateReason: 'REOPENED', closedAt: null } as const;
      return bench.kept({ ...row, ...open, updatedAt: bench.second(how?.at) });
    },
    editIssue(name, number, { at, milestone, ...change }) {
      const repository = knownRepository(tables, name);
      const row = bench.item(name, number);
      return bench.kept({
        ...row,
        ...change,
        ...bench.people(repository, { ...row, ...change }),
        milestone:
          milestone === undefined ? row.milestone : bench.milestoneNumber(repository, milestone),
        updatedAt: bench.second(at),
      });
    },
    transferIssue(name, number, to, how) {
      const row = bench.issue(name, number);
      const known = tables.labels.of(knownRepository(tables, to).id);
      const { title, body, author, assignees, state, stateReason, createdAt, closedAt } = row;
      const labels = row.labels.filter((label) => known.some((each) => each.name === label));
      const fresh = bench.fresh('Issue', to, { title, body, author, assignees, labels, ...how });
      tables.remove(row);
      return bench.kept({ ...fresh, state, stateReason, createdAt, closedAt });
    },
    // Discussions have no number in the lists that we play; to whoever asks for issues it is gone.
    convertToDiscussion: (name, number) => tables.remove(bench.issue(name, number)),
    deleteIssue: (name, number) => tables.remove(bench.issue(name, number)),
  };
}
