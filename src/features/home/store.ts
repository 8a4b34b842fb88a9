/** Whose App Home is kept up to date. The only table of this house. */
import type { Kysely } from 'kysely';
import { plusMinutes, type Instant } from '../../base/time.ts';
import type { SharedTables } from '../../release/tables.ts';
import type { Db, Tx } from '../../store/db.ts';

/** A person who has opened Home. `wanted_at` is the newest change that it does not show yet. */
export interface HomeViewTable {
  workspace_id: string;
  user_id: string;
  opened_at: Instant;
  wanted_at: Instant | null;
}

type HomeTables = SharedTables & { home_view: HomeViewTable };

/** Whoever has not looked for longer gets a fresh Home when they open it, not before. */
const LOOKS_MINUTES = 14 * 24 * 60;

/** Notes that a person opened Home now; it is about to be drawn. */
export async function rememberOpened(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  const facts = { opened_at: tx.now, wanted_at: null };
  await tables(tx.db)
    .insertInto('home_view')
    .values({ workspace_id: workspaceId, user_id: userId, ...facts })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id']).doUpdateSet(facts))
    .execute();
}

/** Something changed that these homes show: those of a project's people, and one person's. */
export async function wantHomes(
  tx: Tx,
  workspaceId: string,
  whose: { readonly projectId: string | null; readonly userId: string },
): Promise<void> {
  const { projectId, userId } = whose;
  await tables(tx.db)
    .updateTable('home_view')
    .set({ wanted_at: tx.now })
    .where('workspace_id', '=', workspaceId)
    .where('opened_at', '>', plusMinutes(tx.now, -LOOKS_MINUTES))
    .where((eb) =>
      eb.or([
        eb('user_id', '=', userId),
        ...(projectId === null
          ? []
          : [
              eb('user_id', 'in', people(tx, 'project_member', projectId)),
              eb('user_id', 'in', people(tx, 'project_role', projectId)),
            ]),
      ]),
    )
    .execute();
}

/** Homes that show what is no longer true, the longest waiting first. */
export async function wantedHomes(
  db: Db,
  workspaceId: string,
  limit: number,
): Promise<readonly { readonly userId: string; readonly wantedAt: Instant }[]> {
  const rows = await tables(db)
    .selectFrom('home_view')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('wanted_at', 'is not', null)
    .orderBy('wanted_at')
    .orderBy('user_id')
    .limit(limit)
    .execute();
  return rows.flatMap(({ user_id: userId, wanted_at: wantedAt }) =>
    wantedAt === null ? [] : [{ userId, wantedAt }],
  );
}

/** Since when a person's Home is wanted; null when it is as it should be, or was never opened. */
export async function wantedSince(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<Instant | null> {
  const row = await tables(db)
    .selectFrom('home_view')
    .select('wanted_at')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.wanted_at ?? null;
}

/** It was drawn with all that had happened up to `wantedAt`; a later change keeps it wanted. */
export async function markDrawn(
  tx: Tx,
  workspaceId: string,
  userId: string,
  wantedAt: Instant,
): Promise<void> {
  await tables(tx.db)
    .updateTable('home_view')
    .set({ wanted_at: null })
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('wanted_at', '=', wantedAt)
    .execute();
}

/** When Slack was last asked about a person; null for somebody new. */
export async function lookedUpAt(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<Instant | null> {
  const row = await tables(db)
    .selectFrom('person')
    .select('looked_up_at')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', userId)
    .executeTakeFirst();
  return row?.looked_up_at ?? null;
}

function people(tx: Tx, table: 'project_member' | 'project_role', projectId: string) {
  return tables(tx.db).selectFrom(table).select('user_id').where('project_id', '=', projectId);
}

function tables(db: Db): Kysely<HomeTables> {
  return db.$extendTables<HomeTables>();
}
