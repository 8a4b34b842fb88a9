/** The deed of moving a target: rows, journal, promised looks at the calendar, the card and its thread. */
import { daysBetween } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import { moveTarget, replaceMilestones, type Release } from '../../release/releases.ts';
import type { Tx } from '../../store/db.ts';
import type { Move } from './retarget.ts';
import { promiseSteps, replyInThread, sayCard, withdrawSteps } from './say-card.ts';
import { movedReply } from './thread.ts';
import type { Found } from './verb.ts';

/** Writes the move, its entry in the journal and its words; false when the target is not what it was. */
export async function writeMove(
  ctx: Context,
  tx: Tx,
  { release, project, today }: Found,
  move: Move,
  by: { readonly id: string; readonly name: string },
): Promise<boolean> {
  if (!(await moveTarget(tx, release.id, move.from, move.to))) return false;
  await replaceMilestones(tx, release.id, move.milestones);
  await noteMove(tx, release, move, by.id);
  const moved: Release = { ...release, targetDate: move.to, milestones: move.milestones };
  await withdrawSteps(ctx, tx, release.id, 'the target moved');
  await promiseSteps(ctx, tx, project, moved);
  await sayCard(ctx, tx, release.id);
  const words = movedReply(moved, move, by.name, move.reason, today);
  await replyInThread(ctx, tx, project, moved, `moved:${tx.now}`, words);
  return true;
}

async function noteMove(tx: Tx, release: Release, move: Move, actor: string): Promise<void> {
  const { from, to, reason } = move;
  await note(tx, {
    workspaceId: release.workspaceId,
    projectId: release.projectId,
    releaseId: release.id,
    actor,
    event: 'release.target_moved',
    detail: { from, to, reason, by: actor, days: daysBetween(from, to) },
  });
}
