/** The plan in full, in the thread of the card. */
import type { Context } from '../../feature.ts';
import type { ScopeItem } from '../../release/items.ts';
import { planCardKey } from '../../release/names.ts';
import type { Project } from '../../release/projects.ts';
import type { Release } from '../../release/releases.ts';
import type { Message } from '../../slack/blocks.ts';
import type { Tx } from '../../store/db.ts';
import { itemStyle, today } from './facts.ts';
import { planThread } from './thread.ts';

/** Says the plan in full in the card's thread, or edits the one that stands there. */
export async function sayPlanInFull(
  ctx: Context,
  tx: Tx,
  project: Project,
  release: Release,
  items: readonly ScopeItem[],
): Promise<void> {
  const style = await itemStyle(tx.db, project, false);
  const words = (hidePrivate: boolean): Message =>
    planThread(project.name, release, items, { ...style, hidePrivate }, today(project, tx.now));
  await ctx.say(tx, {
    key: `plan.thread:${release.id}`,
    workspaceId: project.workspaceId,
    to: project.channelId,
    threadOf: planCardKey(release.id),
    message: words(false),
    ...(items.some(({ isPrivate }) => isPrivate) ? { redacted: words(true) } : {}),
    releaseId: release.id,
  });
}
