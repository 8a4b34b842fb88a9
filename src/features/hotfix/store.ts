/** Hotfixes and who is in on them: rows in, rows out. */
import { newId } from '../../base/id.ts';
import type { Db, Tx } from '../../store/db.ts';
import { readyList } from '../../store/ready-list.ts';
import type { Place } from './road.ts';
import { hotfixTables, type HotfixPersonRow, type HotfixRow } from './tables.ts';

/** A hotfix by id. */
export async function findHotfix(db: Db, id: string): Promise<HotfixRow | undefined> {
  return hotfixTables(db).selectFrom('hotfix').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A project's hotfixes, newest first; those that are neither closed nor cancelled when asked. */
export async function hotfixesOf(
  db: Db,
  projectId: string,
  only: 'open' | 'all',
  limit = 100,
): Promise<readonly HotfixRow[]> {
  let query = hotfixTables(db)
    .selectFrom('hotfix')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('id', 'desc')
    .limit(limit);
  if (only === 'open') query = query.where('step', 'not in', ['closed', 'cancelled']);
  return query.execute();
}

/** Hotfixes of projects that are neither closed nor cancelled, the oldest first. */
export function openHotfixes(db: Db, projectIds: readonly string[]): Promise<readonly HotfixRow[]> {
  return openOf(db, projectIds, {});
}

// Read with every plan card and digest, so it is built once.
const openOf = readyList<object, HotfixRow>((db, keys) =>
  hotfixTables(db)
    .selectFrom('hotfix')
    .selectAll()
    .where('project_id', 'in', keys)
    .where('step', 'not in', ['closed', 'cancelled'])
    .orderBy('id'),
);

/** Writes a declared hotfix; its steps, clocks and people are rows of their own. */
export async function insertHotfix(
  tx: Tx,
  hotfix: Omit<HotfixRow, 'id' | 'ended_at' | 'ended_reason' | 'attempt'>,
): Promise<HotfixRow> {
  const row: HotfixRow = {
    ...hotfix,
    id: newId('hfx', tx.now),
    attempt: 1,
    ended_at: null,
    ended_reason: null,
  };
  await hotfixTables(tx.db).insertInto('hotfix').values(row).execute();
  return row;
}

/** Changes a hotfix if it still stands on `from`; false when somebody was quicker. */
export async function changeHotfix(
  tx: Tx,
  which: { readonly id: string; readonly step: Place },
  values: Partial<HotfixRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await hotfixTables(tx.db)
    .updateTable('hotfix')
    .set(values)
    .where('id', '=', which.id)
    .where('step', '=', which.step)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Notes that a person is in on it; who is already stays as they came, but for those who were only asked. True
 * when they are new.
 */
export async function addPerson(
  tx: Tx,
  hotfixId: string,
  userId: string,
  how: HotfixPersonRow['how'],
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await hotfixTables(tx.db)
    .insertInto('hotfix_person')
    .values({ hotfix_id: hotfixId, user_id: userId, joined_at: tx.now, how })
    .onConflict((conflict) => {
      const known = conflict.columns(['hotfix_id', 'user_id']);
      return how === 'asked'
        ? known.doNothing()
        : known.doUpdateSet({ how, joined_at: tx.now }).where('hotfix_person.how', '=', 'asked');
    })
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Who is in on it, in the order in which they came. */
export async function peopleOf(db: Db, hotfixId: string): Promise<readonly HotfixPersonRow[]> {
  return hotfixTables(db)
    .selectFrom('hotfix_person')
    .selectAll()
    .where('hotfix_id', '=', hotfixId)
    .orderBy('joined_at')
    .orderBy('user_id')
    .execute();
}
