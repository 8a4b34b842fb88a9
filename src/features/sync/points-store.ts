/** The points that GitHub Projects said, as last known. */
import type { Instant } from '../../base/time.ts';
import type { ItemFieldPoints } from '../../github/port.ts';
import { scopesMayMove } from '../../release/releases.ts';
import { shared } from '../../release/tables.ts';
import type { Db, Tx } from '../../store/db.ts';
import type { KnownPoints } from './points-rules.ts';

/** What was read of a project's items under this field, by item id. */
export async function knownPoints(
  db: Db,
  projectId: string,
  field: string,
): Promise<ReadonlyMap<string, KnownPoints>> {
  const rows = await shared(db)
    .selectFrom('field_points')
    .select(['item_id', 'item_updated_at', 'read_at'])
    .where('project_id', '=', projectId)
    .where('field', '=', field)
    .execute();
  return new Map(
    rows.map((row) => [row.item_id, { itemUpdatedAt: row.item_updated_at, readAt: row.read_at }]),
  );
}

/** Keeps what was said; where the field was not there as a number, what was known before stands. */
export async function savePoints(
  tx: Tx,
  projectId: string,
  field: string,
  said: readonly ItemFieldPoints[],
  changedAt: ReadonlyMap<string, Instant>,
): Promise<void> {
  for (const item of said) {
    const isTold = item.field === 'number' || item.field === 'no board';
    const read = { read_at: tx.now, item_updated_at: changedAt.get(item.id) ?? tx.now };
    await shared(tx.db)
      .insertInto('field_points')
      .values({ project_id: projectId, item_id: item.id, field, points: item.points, ...read })
      .onConflict((conflict) =>
        conflict
          .columns(['project_id', 'item_id'])
          .doUpdateSet({ ...read, field, ...(isTold && { points: item.points }) }),
      )
      .execute();
  }
  await scopesMayMove(tx, { projectId });
}

/** Says in the project what is wrong with its field, or that nothing is. */
export async function savePointsTrouble(
  tx: Tx,
  projectId: string,
  trouble: string | null,
): Promise<void> {
  await shared(tx.db)
    .updateTable('project')
    .set({ points_trouble: trouble })
    .where('id', '=', projectId)
    .execute();
}
