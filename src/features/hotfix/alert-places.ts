/** Where the alert of a hotfix stands: the channel of the project, and those that its setup names. */
import type { Db, Tx } from '../../store/db.ts';
import type { FoundHotfix } from './facts.ts';
import { alertKey } from './names.ts';
import { isRunning } from './road.ts';
import { setupOf } from './setup-store.ts';
import { hotfixTables } from './tables.ts';

/** One alert: the key of its message and its channel. */
export interface AlertPlace {
  readonly key: string;
  readonly channelId: string;
}

/** Alerts that were said, the project's own channel first. */
export async function alertPlaces(
  db: Db,
  { hotfix, project }: FoundHotfix,
): Promise<readonly AlertPlace[]> {
  const rows = await hotfixTables(db)
    .selectFrom('hotfix_alert')
    .select(['channel_id', 'message_key'])
    .where('hotfix_id', '=', hotfix.id)
    .orderBy('channel_id')
    .execute();
  const places = rows.map((row) => ({ key: row.message_key, channelId: row.channel_id }));
  const isOwn = ({ channelId }: AlertPlace): boolean => channelId === project.channelId;
  return [...places.filter(isOwn), ...places.filter((place) => !isOwn(place))];
}

/**
 * All places, those that came with a changed setup among them while the emergency lasts. `calls` is the user
 * group that the first of them mentions: null unless this is the first time that the hotfix is told at all.
 */
export async function claimPlaces(
  tx: Tx,
  found: FoundHotfix,
): Promise<{ readonly places: readonly AlertPlace[]; readonly calls: string | null }> {
  const { hotfix, project } = found;
  const known = await alertPlaces(tx.db, found);
  if (!isRunning(hotfix.step)) return { places: known, calls: null };
  const { channels, group } = await setupOf(tx.db, project.id);
  const wanted = new Set([project.channelId, ...channels]);
  for (const { channelId } of known) wanted.delete(channelId);
  const added = [...wanted].map((channelId) => ({
    channelId,
    key: alertKey(hotfix.id, channelId),
  }));
  if (added.length > 0)
    await hotfixTables(tx.db)
      .insertInto('hotfix_alert')
      .values(
        added.map(({ key, channelId }) => ({
          hotfix_id: hotfix.id,
          channel_id: channelId,
          message_key: key,
        })),
      )
      .execute();
  return { places: [...known, ...added], calls: known.length === 0 ? (group?.id ?? null) : null };
}
