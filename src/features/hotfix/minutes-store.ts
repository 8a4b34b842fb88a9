/** How long the clocks of a project's hotfixes run, and how often news are asked for. Only what is its own is stored. */
import type { Db, Tx } from '../../store/db.ts';
import { minutesWith, TIMED, type Minutes } from './minutes.ts';
import { hotfixTables } from './tables.ts';

/** The minutes for what starts now; a clock that runs keeps the limit that it started with. */
export async function minutesOf(db: Db, projectId: string): Promise<Minutes> {
  const rows = await hotfixTables(db)
    .selectFrom('hotfix_minutes')
    .select(['what', 'minutes'])
    .where('project_id', '=', projectId)
    .execute();
  return minutesWith(new Map(rows.map(({ what, minutes }) => [what, minutes])));
}

/** Writes them in place of those that were. */
export async function saveMinutes(tx: Tx, projectId: string, minutes: Minutes): Promise<void> {
  const tables = hotfixTables(tx.db);
  await tables.deleteFrom('hotfix_minutes').where('project_id', '=', projectId).execute();
  const own = TIMED.filter(({ id, first }) => minutes[id] !== first);
  if (own.length === 0) return;
  await tables
    .insertInto('hotfix_minutes')
    .values(own.map(({ id }) => ({ project_id: projectId, what: id, minutes: minutes[id] })))
    .execute();
}
