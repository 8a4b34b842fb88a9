/** What setup reads of the rows that every house shares. Setup has no tables of its own. */
import type { Instant } from '../../base/time.ts';
import { shared, type PersonTable } from '../../release/tables.ts';
import type { Db } from '../../store/db.ts';

/** How many issues and pull requests of a project's repositories are known. */
export async function countItems(db: Db, projectId: string): Promise<number> {
  const row = await shared(db)
    .selectFrom('tracked_item')
    .innerJoin(
      'project_repository',
      'project_repository.repository_id',
      'tracked_item.repository_id',
    )
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('project_repository.project_id', '=', projectId)
    .where('tracked_item.gone_at', 'is', null)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** People who belong to a project and were last looked up before `before`, the oldest first. */
export async function stalePeople(
  db: Db,
  workspaceId: string,
  before: Instant,
  limit: number,
): Promise<readonly PersonTable[]> {
  return await shared(db)
    .selectFrom('person')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('looked_up_at', '<', before)
    .where((eb) =>
      eb.or([
        eb('id', 'in', eb.selectFrom('project_member').select('user_id')),
        eb('id', 'in', eb.selectFrom('project_role').select('user_id')),
        eb('id', 'in', eb.selectFrom('project').select('set_up_by')),
      ]),
    )
    .orderBy('looked_up_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}
