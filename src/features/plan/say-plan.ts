/** The plan in full, in the thread of the card. */
import type { Context, Reaction } from '../../feature.ts';
import { scopeOf, type ScopeItem } from '../../release/items.ts';
import { planCardKey } from '../../release/names.ts';
import { findProject, type Project } from '../../release/projects.ts';
import { releasesOf, type Release } from '../../release/releases.ts';
import type { Message } from '../../slack/blocks.ts';
import type { Tx } from '../../store/db.ts';
import { itemStyle, today } from './facts.ts';
import { planThread } from './thread.ts';

/** Another of the project's repositories is private, or none any more: outsiders read other words of its plans. */
export const onWhoSees: Reaction = async (ctx, tx, { projectId }) => {
  const project = projectId === null ? undefined : await findProject(tx.db, projectId);
  if (project === undefined) return;
  for (const release of await releasesOf(tx.db, project.id))
    if ((await ctx.channels.toldTo(tx.db, planKey(release))) !== null)
      await sayPlanInFull(ctx, tx, project, release, await scopeOf(tx.db, release.id));
};

function planKey({ id }: Release): string {
  return `plan.thread:${id}`;
}

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
    key: planKey(release),
    workspaceId: project.workspaceId,
    to: project.channelId,
    threadOf: planCardKey(release.id),
    message: words(false),
    ...(items.some(({ isPrivate }) => isPrivate) ? { redacted: words(true) } : {}),
    releaseId: release.id,
  });
}
