/** Deputies: who decides for a role when its holder is away. */
import type { Kysely } from 'kysely';
import type { Instant } from '../base/time.ts';
import type { Role } from '../release/tables.ts';
import type { Db, Tx } from '../store/db.ts';

/** Somebody who may decide for a role in its holder's stead. */
export interface DeputyRow {
  project_id: string;
  role: Role;
  user_id: string;
  named_by: string;
  named_at: Instant;
}

type DeputyTables = { project_deputy: DeputyRow };

function own(db: Db): Kysely<DeputyTables> {
  return db.$extendTables<DeputyTables>();
}

/** A project's deputies by role, in the order in which they were named. */
export async function deputiesOf(
  db: Db,
  projectId: string,
): Promise<readonly { readonly role: Role; readonly userId: string }[]> {
  const rows = await own(db)
    .selectFrom('project_deputy')
    .select(['role', 'user_id'])
    .where('project_id', '=', projectId)
    .orderBy('named_at')
    .orderBy('user_id')
    .execute();
  return rows.map(({ role, user_id }) => ({ role, userId: user_id }));
}

/** Names the deputies of one role, in place of those who were. */
export async function nameDeputies(
  tx: Tx,
  projectId: string,
  role: Role,
  userIds: readonly string[],
  namedBy: string,
): Promise<void> {
  const tables = own(tx.db);
  await tables
    .deleteFrom('project_deputy')
    .where('project_id', '=', projectId)
    .where('role', '=', role)
    .execute();
  if (userIds.length === 0) return;
  await tables
    .insertInto('project_deputy')
    .values(
      [...new Set(userIds)].map((userId) => ({
        project_id: projectId,
        role,
        user_id: userId,
        named_by: namedBy,
        named_at: tx.now,
      })),
    )
    .execute();
}
