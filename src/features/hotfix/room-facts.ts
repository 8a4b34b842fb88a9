/** Reads the room of a hotfix for one person. */
import type { ActionName } from '../../authority/actions.ts';
import type { Context } from '../../feature.ts';
import { findPeople } from '../../release/people.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { tellingModal } from '../../slack/inputs.ts';
import { afterBlocks } from './after-room.ts';
import { alertFacts, foundHotfix, rosterOf, standingAt } from './facts.ts';
import { gone, mayNot, ROOM_TITLE, wouldBeLet } from './reach.ts';
import { isOpen, mayDecide } from './road.ts';
import { roomModal } from './room.ts';
import { seatsOf } from './seats.ts';
import { summaryFacts } from './summary-facts.ts';
import { peopleOf } from './store.ts';
import { obstacleNow } from './taught.ts';

/** The room read anew. */
export async function roomFor(ctx: Context, hotfixId: string, userId: string): Promise<ModalView> {
  const found = await foundHotfix(ctx.db, ctx.workspace.id, hotfixId);
  if (found === undefined) return tellingModal(ROOM_TITLE, gone());
  const no = await mayNot(ctx, ctx.db, 'hotfix.see', found, userId);
  if (no !== null) return tellingModal(ROOM_TITLE, no);
  const { hotfix, project } = found;
  const people = await peopleOf(ctx.db, hotfix.id);
  const ids = [...people.map(({ user_id }) => user_id), hotfix.declared_by];
  const known = await findPeople(ctx.db, ctx.workspace.id, ids);
  const nameOf = (id: string): string => known.get(id)?.name ?? 'someone';
  const standing = await standingAt(ctx.db, hotfix.id);
  const isDeciding = mayDecide(hotfix.step);
  const may = (action: ActionName): Promise<boolean> => wouldBeLet(ctx, action, found, userId);
  const summary = await summaryFacts(ctx.db, found);
  const seats = seatsOf(userId, standing, await rosterOf(ctx.db, project));
  return roomModal({
    alert: await alertFacts(ctx.db, found, ctx.now),
    declaredBy: nameOf(hotfix.declared_by),
    summary,
    people: people.filter(({ how }) => how !== 'asked').map(({ user_id }) => nameOf(user_id)),
    obstacle: await obstacleNow(ctx.db, hotfix),
    needsSecondPerson: standing.needsSecondPerson,
    refusal: standing.seats.find(({ state }) => state === 'declined')?.approval?.reason ?? null,
    after: await afterBlocks(ctx, found, userId),
    roles: isDeciding ? seats.map(({ role }) => role) : [],
    may: {
      move: await may('hotfix.move'),
      excuse: await may('hotfix.back_port'),
      join:
        isOpen(hotfix.step) &&
        people.every(({ user_id, how }) => user_id !== userId || how === 'asked'),
      letGo: summary.waiting.length > 0 && (await may('hotfix.let_go')),
      breakGlass:
        isDeciding && standing.verdict !== 'approved' && (await may('hotfix.break_glass')),
    },
  });
}
