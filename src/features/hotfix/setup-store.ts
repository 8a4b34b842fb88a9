/** The lane's settings of a project: where hotfixes are told, which user group is called, how long clocks run. */
import type { Db, Tx } from '../../store/db.ts';
import type { Minutes } from './minutes.ts';
import { minutesOf, saveMinutes } from './minutes-store.ts';
import { hotfixTables } from './tables.ts';

/** A project's settings of the lane. */
export interface HotfixSetup {
  /** Channels beside the project's own. */
  readonly channels: readonly string[];
  /** The user group that the first alert of a hotfix mentions; null for none. */
  readonly group: { readonly id: string; readonly name: string } | null;
  readonly minutes: Minutes;
}

/** The settings; nothing is set before somebody did. */
export async function setupOf(db: Db, projectId: string): Promise<HotfixSetup> {
  const tables = hotfixTables(db);
  const row = await tables
    .selectFrom('hotfix_setup')
    .select(['group_id', 'group_name'])
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  const channels = await tables
    .selectFrom('hotfix_channel')
    .select('channel_id')
    .where('project_id', '=', projectId)
    .orderBy('channel_id')
    .execute();
  const groupId = row?.group_id ?? null;
  return {
    channels: channels.map(({ channel_id }) => channel_id),
    group: groupId === null ? null : { id: groupId, name: row?.group_name ?? '' },
    minutes: await minutesOf(db, projectId),
  };
}

/** Writes the settings in place of those that were. */
export async function saveSetup(
  tx: Tx,
  projectId: string,
  { channels, group, minutes }: HotfixSetup,
  userId: string,
): Promise<void> {
  const tables = hotfixTables(tx.db);
  const facts = {
    group_id: group?.id ?? null,
    group_name: group?.name ?? '',
    changed_by: userId,
    changed_at: tx.now,
  };
  await tables
    .insertInto('hotfix_setup')
    .values({ project_id: projectId, ...facts })
    .onConflict((conflict) => conflict.column('project_id').doUpdateSet(facts))
    .execute();
  await saveMinutes(tx, projectId, minutes);
  await tables.deleteFrom('hotfix_channel').where('project_id', '=', projectId).execute();
  if (channels.length === 0) return;
  await tables
    .insertInto('hotfix_channel')
    .values(channels.map((channel_id) => ({ project_id: projectId, channel_id })))
    .execute();
}

/** A channel has another id: settings and standing alerts follow; the keys of alerts stay as they are. */
export async function renameChannel(tx: Tx, from: string, to: string): Promise<void> {
  const tables = hotfixTables(tx.db);
  for (const table of ['hotfix_channel', 'hotfix_alert'] as const)
    await tables
      .updateTable(table)
      .set({ channel_id: to })
      .where('channel_id', '=', from)
      .execute();
}
