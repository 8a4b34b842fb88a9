/** Opens the room of a hotfix, and does what is pressed in it or on its alert. */
import type { ActionName } from '../../authority/actions.ts';
import type { Context } from '../../feature.ts';
import { lastActor, note } from '../../release/journal.ts';
import { otherName } from '../../release/people.ts';
import { findRelease } from '../../release/releases.ts';
import type { Press } from '../../slack/arrivals.ts';
import { tellingModal } from '../../slack/inputs.ts';
import { showNext } from '../../slack/show.ts';
import { changePressed } from './change.ts';
import { foundHotfix } from './facts.ts';
import { goOnAnew } from './decide.ts';
import { MOVES } from './move.ts';
import { gone, openLoading, readValue, ROOM_TITLE, withHotfix } from './reach.ts';
import { showRoom } from './show-room.ts';
import { stepName } from './road.ts';
import { roomFor } from './room-facts.ts';
import { sayAll } from './say-all.ts';
import { addPerson } from './store.ts';
import { obstacleNow } from './taught.ts';
import { WORDED } from './worded.ts';
import { askWords } from './words-flow.ts';

/** “Open hotfix”, “Review and approve”. */
export async function openRoom(ctx: Context, press: Press): Promise<void> {
  const viewId = await openLoading(ctx, press, ROOM_TITLE);
  await showNext(ctx, viewId, await roomFor(ctx, readValue(press).hotfixId, press.userId));
}

/** “Go on to …”: the value is the hotfix's id and the step that ends. */
export async function goOnPressed(ctx: Context, press: Press): Promise<void> {
  const { hotfixId, rest: from } = readValue(press);
  const wish = { hotfixId, action: 'hotfix.move', userId: press.userId } as const;
  const no = await withHotfix(ctx, wish, async (tx, found) => {
    const { step } = found.hotfix;
    if (step !== from) {
      const actor = await lastActor(tx.db, found.release.id, MOVES);
      const name = await otherName(tx.db, ctx.workspace.id, actor, press.userId);
      return `${name ?? 'Someone'} was quicker: it is at ${stepName(step)}.`;
    }
    const obstacle = await obstacleNow(tx.db, found.hotfix);
    if (obstacle !== null) return obstacle;
    await goOnAnew(ctx, tx, found, press.userId);
    return null;
  });
  await showRoom(ctx, press, hotfixId, no);
}

/** “Join”. Joining twice is joining once. */
export async function joinPressed(ctx: Context, press: Press): Promise<void> {
  await join(ctx, press, readValue(press).hotfixId);
}

async function join(ctx: Context, press: Press, hotfixId: string): Promise<void> {
  const wish = { hotfixId, action: 'hotfix.join', userId: press.userId } as const;
  const no = await withHotfix(ctx, wish, async (tx, { hotfix }) => {
    if (!(await addPerson(tx, hotfix.id, press.userId, 'joined'))) return null;
    await note(tx, {
      workspaceId: hotfix.workspace_id,
      projectId: hotfix.project_id,
      releaseId: hotfix.release_id,
      actor: press.userId,
      event: 'hotfix.joined',
      detail: { hotfixId },
    });
    await sayAll(ctx, tx, hotfixId);
    return null;
  });
  await showRoom(ctx, press, hotfixId, no);
}

/** What the ⋯ menu of the alert offers, and which action each choice stands for. */
export const MENU = {
  join: 'hotfix.join',
  timeline: 'hotfix.see',
  change: 'hotfix.change',
  update: WORDED.update.action,
  cancel: WORDED.cancel.action,
} as const satisfies Readonly<Record<string, ActionName>>;

/** The ⋯ menu of the alert: its values are a verb and the hotfix's id. */
export async function menuChosen(ctx: Context, press: Press): Promise<void> {
  const [verb = '', hotfixId = ''] = String(press.value).split('/');
  switch (verb) {
    case 'join':
      return join(ctx, press, hotfixId);
    case 'timeline':
      return openTimeline(ctx, press, hotfixId);
    case 'change':
      return changePressed(ctx, press, hotfixId);
    case 'update':
    case 'cancel':
      return askWords(ctx, press, { name: verb, hotfixId, role: '' });
    default:
      throw new Error(`nobody handles ${verb} of a hotfix`);
  }
}

/** What happened so far, as the history of the release that stands beside the hotfix. */
async function openTimeline(ctx: Context, press: Press, hotfixId: string): Promise<void> {
  const viewId = await openLoading(ctx, press, ROOM_TITLE);
  const found = await foundHotfix(ctx.db, ctx.workspace.id, hotfixId);
  const release = found && (await findRelease(ctx.db, found.release.id));
  const view =
    found === undefined || release === undefined
      ? tellingModal(ROOM_TITLE, gone())
      : await ctx.offers.history(ctx, found);
  await showNext(ctx, viewId, view);
}
