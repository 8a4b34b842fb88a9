import { refusal } from './refusal.ts';
import type { Item, Label, Milestone } from './rows.ts';
import type { Tables } from './tables.ts';

/** The place of a row in a list: what the list is sorted by, then the row's own number. */
export type Place = readonly [key: string | number, databaseId: number];

/** Rows in the order in which they are paged through. */
export interface Ordered<T> {
  readonly rows: readonly T[];
  placeOf(row: T): Place;
  /** Negative when `a` comes before `b` in this list. */
  compare(a: Place, b: Place): number;
}

/** An `orderBy` argument, whatever it orders. */
export interface OrderBy {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

interface Sortable {
  readonly databaseId: number;
}

type Keys<T> = Readonly<Record<string, (row: T) => string | number>>;

/** Sorts last in an ascending list whatever it stands beside. */
const AFTER_ALL = '￿';

const ITEM_KEYS: Keys<Item> = {
  CREATED_AT: (item) => item.createdAt,
  UPDATED_AT: (item) => item.updatedAt,
};

const MILESTONE_KEYS: Keys<Milestone> = {
  CREATED_AT: (milestone) => milestone.createdAt,
  UPDATED_AT: (milestone) => milestone.updatedAt,
  DUE_DATE: (milestone) => milestone.dueOn ?? AFTER_ALL,
  NUMBER: (milestone) => milestone.number,
};

const LABEL_KEYS: Keys<Label> = {
  CREATED_AT: (label) => label.createdAt,
  NAME: (label) => label.name.toLowerCase(),
};

function comparePlaces(a: Place, b: Place): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] - b[1];
}

/** `rows` sorted by `placeOf`, forwards or backwards. */
export function ordered<T>(
  rows: readonly T[],
  placeOf: (row: T) => Place,
  direction: OrderBy['direction'] = 'ASC',
): Ordered<T> {
  const sign = direction === 'ASC' ? 1 : -1;
  const compare = (a: Place, b: Place) => sign * comparePlaces(a, b);
  const sorted = rows
    .map((row) => ({ row, place: placeOf(row) }))
    .sort((a, b) => compare(a.place, b.place));
  return { rows: sorted.map(({ row }) => row), placeOf, compare };
}

/** The same list with only some of its rows; the order stays, so cursors stay good. */
export function only<T>(list: Ordered<T>, keep: (row: T) => boolean): Ordered<T> {
  return { ...list, rows: list.rows.filter(keep) };
}

function byField<T extends Sortable>(
  tables: Tables,
  name: string,
  keys: Keys<T>,
  rows: () => readonly T[],
  orderBy: OrderBy | undefined,
): Ordered<T> {
  const { field, direction } = orderBy ?? { field: 'CREATED_AT', direction: 'ASC' };
  const key = keys[field];
  if (key === undefined) throw refusal('NOT_SERVED', `The sandbox cannot order by ${field}.`);
  return tables.remember(`${name} ${field} ${direction}`, () =>
    ordered<T>(rows(), (row) => [key(row), row.databaseId], direction),
  );
}

/** The issues of a repository, oldest first unless `orderBy` says otherwise. */
export function orderedIssues(tables: Tables, repositoryId: string, orderBy?: OrderBy) {
  const rows = () => tables.issues.of(repositoryId);
  return byField(tables, `issues ${repositoryId}`, ITEM_KEYS, rows, orderBy);
}

/** The pull requests of a repository, oldest first unless `orderBy` says otherwise. */
export function orderedPullRequests(tables: Tables, repositoryId: string, orderBy?: OrderBy) {
  const rows = () => tables.pullRequests.of(repositoryId);
  return byField(tables, `pulls ${repositoryId}`, ITEM_KEYS, rows, orderBy);
}

/** The GitHub milestones of a repository, oldest first unless `orderBy` says otherwise. */
export function orderedMilestones(tables: Tables, repositoryId: string, orderBy?: OrderBy) {
  const rows = () => tables.milestones.of(repositoryId);
  return byField(tables, `milestones ${repositoryId}`, MILESTONE_KEYS, rows, orderBy);
}

/** The labels of a repository, oldest first unless `orderBy` says otherwise. */
export function orderedLabels(tables: Tables, repositoryId: string, orderBy?: OrderBy) {
  const rows = () => tables.labels.of(repositoryId);
  return byField(tables, `labels ${repositoryId}`, LABEL_KEYS, rows, orderBy);
}
