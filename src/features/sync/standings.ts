/** Reads what stands in the scope of releases, to tell whether it must change. */
import type { ScopeItem } from '../../release/items.ts';
import type { Classification } from '../../release/labels.ts';
import { shared, type ScopeItemTable } from '../../release/tables.ts';
import type { Db } from '../../store/db.ts';
import { readyList } from '../../store/ready-list.ts';

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
