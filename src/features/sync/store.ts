/** Writes GitHub's news: the mirror of items and how far each repository has been read. */
import { usableZone, type Instant, type Zone } from '../../base/time.ts';
import type { GitHubItem } from '../../github/port.ts';
import { ACTIVE_STAGES, scopesMayMove } from '../../release/releases.ts';
import { shared, type RepositoryTable, type TrackedItemTable } from '../../release/tables.ts';
import type { Db, Tx } from '../../store/db.ts';
import { readyList } from '../../store/ready-list.ts';

/** What the mirror held of these items before; missing ids were never seen. */
export async function itemsBefore(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TrackedItemTable>> {
  if (ids.length === 0) return new Map();
  const rows = await shared(db)
    .selectFrom('tracked_item')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

// A page: one statement for it costs a fraction of one for each row.
const ITEMS_AT_ONCE = 100;

/** Writes items as GitHub shows them; news older than what stands is ignored. */
export async function saveItems(
  tx: Tx,
  repositoryId: string,
  items: readonly GitHubItem[],
): Promise<void> {
  for (let at = 0; at < items.length; at += ITEMS_AT_ONCE)
    await shared(tx.db)
      .insertInto('tracked_item')
      .values(items.slice(at, at + ITEMS_AT_ONCE).map((item) => toRow(repositoryId, item)))
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((eb) => ({
            repository_id: eb.ref('excluded.repository_id'),
            item: eb.ref('excluded.item'),
            number: eb.ref('excluded.number'),
            title: eb.ref('excluded.title'),
            url: eb.ref('excluded.url'),
            state: eb.ref('excluded.state'),
            labels: eb.ref('excluded.labels'),
            assignees: eb.ref('excluded.assignees'),
            author: eb.ref('excluded.author'),
            github_milestone: eb.ref('excluded.github_milestone'),
            opened_at: eb.ref('excluded.opened_at'),
            updated_at: eb.ref('excluded.updated_at'),
            closed_at: eb.ref('excluded.closed_at'),
            closed_as: eb.ref('excluded.closed_as'),
            gone_at: null,
          }))
          .whereRef('tracked_item.updated_at', '<=', 'excluded.updated_at'),
      )
      .execute();
  if (items.length > 0) await scopesMayMove(tx, { repositoryId });
}

/** Saves how far a repository has been read. */
export async function saveProgress(
  tx: Tx,
  repositoryId: string,
  progress: Partial<
    Pick<
      RepositoryTable,
      | 'issues_read_to'
      | 'pulls_read_to'
      | 'pulls_cursor'
      | 'pulls_newest'
      | 'last_read_at'
      | 'trouble'
      | 'trouble_since'
      | 'next_try_at'
      | 'swept_at'
    >
  >,
  pointsSpent = 0,
): Promise<void> {
  await shared(tx.db)
    .updateTable('repository')
    .set((by) => ({ ...progress, points_spent: by('points_spent', '+', pointsSpent) }))
    .where('id', '=', repositoryId)
    .execute();
}

/** Saves that repositories were read without trouble. A first full read counts as a sweep. */
export async function saveRead(
  tx: Tx,
  repositoryIds: readonly string[],
  nextTryAt: Instant,
): Promise<void> {
  await asRead(tx.db, repositoryIds, { now: tx.now, nextTryAt });
}

const asRead = readyList<{ now: Instant; nextTryAt: Instant }, unknown>((db, keys, place) =>
  shared(db)
    .updateTable('repository')
    .set((by) => ({
      last_read_at: place('now'),
      trouble: null,
      trouble_since: null,
      next_try_at: place('nextTryAt'),
      swept_at: by.fn.coalesce('swept_at', place('now')),
    }))
    .where('id', 'in', keys),
);

const rowsOf = readyList<object, RepositoryTable>((db, keys) =>
  shared(db).selectFrom('repository').selectAll().where('id', 'in', keys),
);

/** Repositories as they stand, in the order of the ids. */
export async function repositoryRows(
  db: Db,
  ids: readonly string[],
): Promise<readonly RepositoryTable[]> {
  const rows = await rowsOf(db, ids, {});
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Saves what GitHub calls a repository now, and who may see it. */
export async function saveName(
  tx: Tx,
  id: string,
  name: Pick<RepositoryTable, 'owner' | 'name' | 'is_private'>,
): Promise<void> {
  await shared(tx.db).updateTable('repository').set(name).where('id', '=', id).execute();
}

/** Ids of all items ever read of a repository, those that were gone at the last sweep among them. */
export async function mirroredIds(db: Db, repositoryId: string): Promise<readonly string[]> {
  const rows = await shared(db)
    .selectFrom('tracked_item')
    .select('id')
    .where('repository_id', '=', repositoryId)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Of a repository's items asked for, marks those that are gone, and takes the mark from those that are back. */
export async function markGone(
  tx: Tx,
  repositoryId: string,
  asked: readonly string[],
  gone: readonly string[],
): Promise<void> {
  const there = asked.filter((id) => !gone.includes(id));
  const mark = async (ids: readonly string[], from: 'is' | 'is not', at: Instant | null) => {
    if (ids.length === 0) return;
    await shared(tx.db)
      .updateTable('tracked_item')
      .set({ gone_at: at })
      .where('id', 'in', [...ids])
      .where('gone_at', from, null)
      .execute();
  };
  await mark(gone, 'is', tx.now);
  await mark(there, 'is not', null);
  await scopesMayMove(tx, { repositoryId });
}

/** The zone of a project that reads this repository; its night is the repository's. */
export async function zoneOf(db: Db, repositoryId: string): Promise<Zone> {
  const row = await shared(db)
    .selectFrom('project')
    .innerJoin('project_repository', 'project_repository.project_id', 'project.id')
    .select('project.zone')
    .where('project_repository.repository_id', '=', repositoryId)
    .orderBy('project.id')
    .executeTakeFirst();
  return usableZone(row?.zone ?? 'UTC');
}

/** In which active releases' scope these items are, by item id. */
export async function activeScopes(
  db: Db,
  itemIds: readonly string[],
): Promise<
  ReadonlyMap<string, readonly { readonly releaseId: string; readonly projectId: string }[]>
> {
  if (itemIds.length === 0) return new Map();
  const rows = await shared(db)
    .selectFrom('scope_item')
    .innerJoin('release', 'release.id', 'scope_item.release_id')
    .select(['scope_item.item_id', 'release.id', 'release.project_id'])
    .where('scope_item.item_id', 'in', [...itemIds])
    .where('scope_item.removed_at', 'is', null)
    .where('release.stage', 'in', [...ACTIVE_STAGES])
    .execute();
  return Map.groupBy(
    rows.map((row) => ({ itemId: row.item_id, releaseId: row.id, projectId: row.project_id })),
    (row) => row.itemId,
  );
}

/**
 * Repositories of any project that are due for a read at `now`, and those that would wait until after `far`:
 * nobody plans as far ahead, so the clock was set back.
 */
export async function repositoriesDue(
  db: Db,
  workspaceId: string,
  now: Instant,
  far: Instant,
): Promise<readonly RepositoryTable[]> {
  return shared(db)
    .selectFrom('repository')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', (of) => of.selectFrom('project_repository').select('repository_id'))
    .where((by) =>
      by.or([
        by('next_try_at', 'is', null),
        by('next_try_at', '<=', now),
        by('next_try_at', '>', far),
      ]),
    )
    .orderBy('id')
    .execute();
}

/** Projects that read any of these repositories. */
export async function projectsWith(
  db: Db,
  repositoryIds: readonly string[],
): Promise<readonly string[]> {
  if (repositoryIds.length === 0) return [];
  const rows = await shared(db)
    .selectFrom('project_repository')
    .select('project_id')
    .distinct()
    .where('repository_id', 'in', [...repositoryIds])
    .orderBy('project_id')
    .execute();
  return rows.map((row) => row.project_id);
}

function toRow(repositoryId: string, item: GitHubItem): TrackedItemTable {
  return {
    id: item.id,
    repository_id: repositoryId,
    item: item.kind,
    number: item.number,
    title: item.title,
    url: item.url,
    state: item.state,
    labels: JSON.stringify(item.labels),
    assignees: JSON.stringify(item.assignees),
    author: item.author,
    github_milestone: item.milestoneNumber,
    opened_at: item.createdAt,
    updated_at: item.updatedAt,
    closed_at: item.closedAt,
    closed_as: item.closedAs,
    gone_at: null,
  };
}
