/** Tells in the alert's thread how it goes, and reminds the lead when the next news are due. */
import { newId } from '../../base/id.ts';
import { plusMinutes } from '../../base/time.ts';
import { clip, oneLine } from '../../base/text.ts';
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { findPeople } from '../../release/people.ts';
import { bold, button, line, lines, notification, type Message } from '../../slack/blocks.ts';
import type { Tx } from '../../store/db.ts';
import { alertPlaces } from './alert-places.ts';
import { criterionOf } from './criteria.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { promiseUpdate } from './promise-warnings.ts';
import { isRunning } from './road.ts';
import { sayAll } from './say-all.ts';
import { changeHotfix } from './store.ts';
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
  const minutes = criterionOf(hotfix.criterion)?.updateMinutes ?? 60;
  const next = { ...hotfix, next_update_at: plusMinutes(tx.now, minutes) };
  await changeHotfix(tx, hotfix, { next_update_at: next.next_update_at });
  await promiseUpdate(ctx, tx, next);
  const who = (await findPeople(tx.db, project.workspaceId, [userId])).get(userId)?.name;
  const id = newId('upd', tx.now);
  for (const { key, channelId } of await alertPlaces(tx.db, found))
    await ctx.say(tx, {
      key: `hotfix.said:${hotfix.id}:${id}:${channelId}`,
      workspaceId: hotfix.workspace_id,
      to: channelId,
      threadOf: key,
      message: updateMessage(name, who ?? 'someone', words),
      redacted: updateMessage(name, who ?? 'someone', 'said how it goes.'),
      releaseId: hotfix.release_id,
    });
  await sayAll(ctx, tx, hotfix.id);
}

/** The reply. Pure. */
export function updateMessage(name: string, who: string, words: string): Message {
  return {
    text: notification(`${name}: ${words}`),
    blocks: [lines([line(bold(`${clip(oneLine(who), 80)}: `), clip(words, LONGEST_WORDS))])],
  };
}

/** News are due: whoever leads is asked for them, once. */
export async function keepUpdate(ctx: Context, due: DuePromise): Promise<Kept> {
  const found = await foundHotfix(ctx.db, ctx.workspace.id, String(due.payload['hotfixId']));
  if (found === undefined || !isRunning(found.hotfix.step))
    return { kind: 'skipped', reason: 'the emergency is over' };
  const { hotfix, name, project } = found;
  if (hotfix.next_update_at !== due.payload['at'])
    return { kind: 'skipped', reason: 'there were news meanwhile' };
  const to = hotfix.lead_id ?? hotfix.declared_by;
  await ctx.transact((tx) =>
    ctx.say(tx, {
      key: `hotfix.news:${hotfix.id}:${due.dueAt}`,
      workspaceId: hotfix.workspace_id,
      to,
      message: newsDueMessage(name, project.name, hotfix.id),
      releaseId: hotfix.release_id,
      usefulUntil: due.usefulUntil,
    }),
  );
  return { kind: 'done' };
}

/** The reminder. Pure. */
export function newsDueMessage(name: string, projectName: string, hotfixId: string): Message {
  const head = `⏳ ${name}: how does it go?`;
  return {
    text: notification(`${head} ${projectName} waits for news.`),
    blocks: [
      lines([line(bold(head)), line('The alert promised news for now. One sentence is enough.')]),
      {
        type: 'actions',
        elements: [
          button('Say how it goes…', 'hotfix.words:update', `update/${hotfixId}`, 'primary'),
          button('Open hotfix', 'hotfix.open', hotfixId),
        ],
      },
    ],
  };
}
