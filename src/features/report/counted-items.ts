/** The items of releases as reports count and name them: of many at once, and of each only what that takes. */
import type { ScopeItem } from '../../release/items.ts';
import { shared, type RepositoryTable } from '../../release/tables.ts';
import type { ScopeItemTable, TrackedItemTable } from '../../release/tables.ts';
import type { Db } from '../../store/db.ts';
import { readyList } from '../../store/ready-list.ts';

/** An item as a report needs it. */
export type CountedItem = Pick<
  ScopeItem,
  | 'id'
  | 'repositoryId'
  | 'repository'
  | 'isPrivate'
  | 'number'
  | 'title'
  | 'url'
  | 'isDone'
  | 'doneAt'
  | 'assignees'
  | 'priority'
  | 'points'
  | 'removedAt'
  | 'deferredTo'
>;

// Reports of a full hour read a hundred thousand rows: each column of each costs.
const OF_ITEM = [
  'id',
  'repository_id',
  'number',
  'title',
  'url',
  'state',
  'assignees',
  'closed_at',
] as const;
const OF_SCOPE = ['release_id', 'priority', 'points', 'removed_at', 'deferred_to'] as const;
type ItemRow = Pick<TrackedItemTable, (typeof OF_ITEM)[number]> &
  Pick<ScopeItemTable, (typeof OF_SCOPE)[number]>;

const itemRows = readyList<object, ItemRow>((db, keys) =>
  shared(db)
    .selectFrom('scope_item')
    .innerJoin('tracked_item', 'tracked_item.id', 'scope_item.item_id')
    .select(OF_ITEM.map((name) => `tracked_item.${name}` as const))
    .select(OF_SCOPE.map((name) => `scope_item.${name}` as const))
    .where('scope_item.release_id', 'in', keys),
);

type RepositoryRow = Pick<RepositoryTable, 'id' | 'name' | 'is_private'>;

const repositoryRows = readyList<object, RepositoryRow>((db, keys) =>
  shared(db).selectFrom('repository').select(['id', 'name', 'is_private']).where('id', 'in', keys),
);

/**
 * Every item that ever was in these releases' scopes, by release id, P0 first, then by number. A release without
 * items is left out.
 */
export async function countedItems(
  db: Db,
  releaseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly CountedItem[]>> {
  const rows = await itemRows(db, releaseIds, {});
  const repositories = new Map(
    (
      await repositoryRows(
        db,
        rows.map(({ repository_id }) => repository_id),
        {},
      )
    ).map((row) => [row.id, row]),
  );
  const assigneesOf = readOnce();
  const scopes = new Map<string, CountedItem[]>();
  for (const row of rows) {
    const repository = repositories.get(row.repository_id);
    if (repository === undefined) throw new Error(`no repository of ${row.id}`);
    const scope = scopes.get(row.release_id) ?? [];
    if (scope.length === 0) scopes.set(row.release_id, scope);
    scope.push(toItem(row, repository, assigneesOf(row.assignees)));
  }
  for (const scope of scopes.values()) scope.sort(byPriority);
  return scopes;
}

const itemCounts = readyList<object, { readonly release_id: string; readonly items: number }>(
  (db, keys) =>
    shared(db)
      .selectFrom('scope_item')
      .select((by) => ['release_id', by.fn.countAll<number>().as('items')])
      .where('release_id', 'in', keys)
      .groupBy('release_id'),
);

/** How many items ever were in these releases' scopes, by release id; a release without items is left out. */
export async function countItems(
  db: Db,
  releaseIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await itemCounts(db, releaseIds, {});
  return new Map(rows.map(({ release_id, items }) => [release_id, items]));
}

function byPriority(a: CountedItem, b: CountedItem): number {
  if (a.priority !== b.priority) return a.priority < b.priority ? -1 : 1;
  return a.number - b.number;
}

/** Reads JSON arrays of names. Most items share theirs with others, so each is read once. */
function readOnce(): (json: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (json) => {
    const names = known.get(json) ?? (JSON.parse(json) as string[]);
    known.set(json, names);
    return names;
  };
}

function toItem(
  row: ItemRow,
  repository: RepositoryRow,
  assignees: readonly string[],
): CountedItem {
  return {
    id: row.id,
    repositoryId: row.repository_id,
    repository: repository.name,
    isPrivate: repository.is_private === 1,
    number: row.number,
    title: row.title,
    url: row.url,
    isDone: row.state !== 'open',
    doneAt: row.state === 'open' ? null : row.closed_at,
    assignees,
    priority: row.priority,
    points: row.points,
    removedAt: row.removed_at,
    deferredTo: row.deferred_to,
  };
}
