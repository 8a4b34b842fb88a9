/** Tells in the threads of the alert how it goes, and promises to ask for the next news. */
import { newId } from '../../base/id.ts';
import { plusMinutes } from '../../base/time.ts';
import { clip, oneLine } from '../../base/text.ts';
import type { Context } from '../../feature.ts';
import { findPeople } from '../../release/people.ts';
import { bold, line, lines, notification, type Message } from '../../slack/blocks.ts';
import type { Tx } from '../../store/db.ts';
import { alertPlaces } from './alert-places.ts';
import type { Criterion } from './criteria.ts';
import type { FoundHotfix } from './facts.ts';
import { minutesOf } from './minutes-store.ts';
import { promiseUpdate } from './promise-warnings.ts';
import { closeNews } from './say-news.ts';
import { sayAll } from './say-all.ts';
import { changeHotfix } from './store.ts';
import type { HotfixRow } from './tables.ts';
import { LONGEST_WORDS } from './worded.ts';

/** Says the words under the alert, and moves the time of the next news. */
export async function sayUpdate(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  userId: string,
  words: string,
): Promise<void> {
  const { hotfix, project, name } = found;
  const people = await findPeople(tx.db, project.workspaceId, [userId]);
  const who = people.get(userId)?.name ?? 'someone';
  await closeNews(ctx, tx, found, `${clip(oneLine(who), 80)} said how it goes.`);
  const { [hotfix.criterion]: minutes } = await minutesOf(tx.db, hotfix.project_id);
  const next = { ...hotfix, next_update_at: plusMinutes(tx.now, minutes) };
  await changeHotfix(tx, hotfix, { next_update_at: next.next_update_at });
  await promiseUpdate(ctx, tx, next);
  const id = newId('upd', tx.now);
  for (const { key, channelId } of await alertPlaces(tx.db, found))
    await ctx.say(tx, {
      key: `hotfix.said:${hotfix.id}:${id}:${channelId}`,
      workspaceId: hotfix.workspace_id,
      to: channelId,
      threadOf: key,
      message: updateMessage(name, who, words),
      hidesAlways: true,
      redacted: updateMessage(name, who, 'said how it goes.'),
      releaseId: hotfix.release_id,
    });
  await sayAll(ctx, tx, hotfix.id);
}

/** Another criterion may want news sooner than they were promised; never later. */
export async function renewNews(
  ctx: Context,
  tx: Tx,
  hotfix: HotfixRow,
  to: Criterion,
): Promise<void> {
  const { next_update_at: at } = hotfix;
  const { [to]: minutes } = await minutesOf(tx.db, hotfix.project_id);
  const sooner = plusMinutes(tx.now, minutes);
  if (at === null || at <= sooner) return;
  await changeHotfix(tx, hotfix, { next_update_at: sooner });
  await promiseUpdate(ctx, tx, { ...hotfix, next_update_at: sooner });
}

/** The reply. Pure. */
export function updateMessage(name: string, who: string, words: string): Message {
  return {
    text: notification(`${name}: ${words}`),
    blocks: [lines([line(bold(`${clip(oneLine(who), 80)}: `), clip(words, LONGEST_WORDS))])],
  };
}
