/** What stands in the scope of releases, and whether anything was written that may change it. */
import type { ScopeItem } from '../../release/items.ts';
import type { Classification } from '../../release/labels.ts';
import { shared, type ScopeItemTable, type ScopeNewsTable } from '../../release/tables.ts';
import type { Db, Tx } from '../../store/db.ts';
import { readyList } from '../../store/ready-list.ts';
import { readyQuery } from '../../store/ready-query.ts';

/** What the scope holds of an item: enough to tell whether it must change. */
export type Standing = Classification & Pick<ScopeItem, 'id' | 'removedAt' | 'deferredTo'>;

const OF_STANDING = [
  'release_id',
  'item_id',
  'priority',
  'tier',
  'kind',
  'points',
  'removed_at',
  'deferred_to',
] as const;
type StandingRow = Pick<ScopeItemTable, (typeof OF_STANDING)[number]>;

const standings = readyList<object, StandingRow>((db, keys) =>
  shared(db).selectFrom('scope_item').select(OF_STANDING).where('release_id', 'in', keys),
);

/**
 * Every item that ever was in these releases' scopes, by release id, without what GitHub says of it; in no order.
 * A release without items is left out.
 */
export async function standingsOf(
  db: Db,
  releaseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Standing[]>> {
  const rows = Map.groupBy(await standings(db, releaseIds, {}), ({ release_id }) => release_id);
  return new Map([...rows].map(([releaseId, own]) => [releaseId, own.map(toStanding)]));
}

const news = readyList<object, ScopeNewsTable>((db, keys) =>
  shared(db).selectFrom('scope_news').selectAll().where('project_id', 'in', keys),
);

/**
 * Those of these projects whose scopes may not fit any more, by id, with how often what decides them has been
 * written by now: to be said to `saveCompared`.
 */
export async function newsToCompare(
  db: Db,
  projectIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = new Map((await news(db, projectIds, {})).map((row) => [row.project_id, row]));
  return new Map(
    projectIds.flatMap((id) => {
      const row = rows.get(id);
      return row !== undefined && row.compared === row.written ? [] : [[id, row?.written ?? 0]];
    }),
  );
}

/** Keeps that a project's scopes fitted what had been written so often, before it was read. */
export async function saveCompared(tx: Tx, projectId: string, written: number): Promise<void> {
  await comparison.all(tx.db, { project_id: projectId, written, compared: written });
}

const comparison = readyQuery<ScopeNewsTable, unknown>((db, _, row) =>
  shared(db)
    .insertInto('scope_news')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('project_id')
        .doUpdateSet((by) => ({ compared: by.ref('excluded.compared') })),
    ),
);

function toStanding(row: StandingRow): Standing {
  return {
    id: row.item_id,
    priority: row.priority,
    tier: row.tier,
    kind: row.kind,
    points: row.points,
    removedAt: row.removed_at,
    deferredTo: row.deferred_to,
  };
}
