/** “Done”: an action of a retrospective is ticked off. */
import type { Context } from '../../feature.ts';
import { byOther } from '../../release/people.ts';
import type { Press } from '../../slack/arrivals.ts';
import type { Tx } from '../../store/db.ts';
import { noteAction, reminderKey, sayAction } from './action-flow.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { gone, mayNot, readValue } from './reach.ts';
import { endAction, findAction } from './retro-store.ts';
import { showRoomOrTell } from './show-room.ts';

/** By its owner, or whoever runs the project or led the hotfix; the value is the hotfix's id and the action's. */
export async function actionDonePressed(ctx: Context, press: Press): Promise<void> {
  const { hotfixId, rest: actionId } = readValue(press);
  const no = await ctx.transact(async (tx) => {
    const found = await foundHotfix(tx.db, ctx.workspace.id, hotfixId);
    return found === undefined ? gone() : end(ctx, tx, found, actionId, press.userId);
  });
  await showRoomOrTell(ctx, press, hotfixId, no);
}

/** Null when it is done; else why not. */
async function end(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  actionId: string,
  userId: string,
): Promise<string | null> {
  const action = await findAction(tx.db, actionId);
  if (action === undefined || action.hotfix_id !== found.hotfix.id) return gone();
  const owners = [action.owner_id];
  const no = await mayNot(ctx, tx.db, 'hotfix.end_action', found, userId, owners);
  if (no !== null) return no;
  if (!(await endAction(tx, actionId, userId)))
    return `This is done already${await byOther(tx.db, ctx.workspace.id, action.done_by, userId)}.`;
  await ctx.withdraw(tx, { key: reminderKey(actionId) }, 'the action is done');
  await noteAction(tx, found, userId, 'hotfix.action_done');
  await sayAction(ctx, tx, found, { ...action, done_at: tx.now, done_by: userId });
  return null;
}
