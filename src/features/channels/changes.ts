/** What happens to channels in Slack, and what that means for what is said there. */
import type { Context, Reaction } from '../../feature.ts';
import { planCardKey } from '../../release/names.ts';
import { findProject, rehomeProjects } from '../../release/projects.ts';
import { releasesOf } from '../../release/releases.ts';
import type { HappenedEvent } from '../../slack/arrivals.ts';
import type { Tx } from '../../store/db.ts';
import { closedKey } from './tell.ts';
import { openAgainMessage } from './words.ts';

type OnEvent = (ctx: Context, event: HappenedEvent) => Promise<void>;

/** The channel was archived or deleted: what is said there waits, without asking Slack first. */
export function closedBecause(reason: string): OnEvent {
  return async (ctx, { channelId }) => {
    if (channelId === undefined) return;
    await ctx.transact((tx) => ctx.channels.close(tx, channelId, reason));
  };
}

/** Somebody took Slipway out. It waits to be invited again and does not come back by itself. */
export const removed: OnEvent = async (ctx, { channelId }) => {
  if (channelId === undefined) return;
  await ctx.transact((tx) => ctx.channels.closeAsRemoved(tx, channelId));
};

/** The channel is no longer archived, or Slipway was invited: what is still worth it goes out. */
export const opened: OnEvent = async (ctx, { type, userId, channelId }) => {
  const isOther = type === 'member_joined_channel' && userId !== ctx.workspace.botUserId;
  if (channelId === undefined || isOther) return;
  // Left open: others handle the same event, and opening twice does no harm.
  await ctx.aside((tx) => open(ctx, tx, channelId));
};

async function open(ctx: Context, tx: Tx, channelId: string): Promise<void> {
  const standing = (await ctx.channels.closed(tx.db)).find((each) => each.channelId === channelId);
  await ctx.channels.open(tx, channelId);
  if (standing?.toldAt === undefined || standing.toldAt === null) return;
  const told = await ctx.channels.toldTo(tx.db, closedKey(standing));
  if (told === null) return;
  await ctx.say(tx, {
    key: closedKey(standing),
    workspaceId: ctx.workspace.id,
    to: told,
    message: openAgainMessage(channelId),
    // Nobody has to be told of a trouble that was over before they heard of it.
    ...(standing.toldAt > ctx.now ? { usefulUntil: ctx.now } : {}),
  });
}

/** Another organisation reads along: what stands there with names of private work is edited. */
export const shared: OnEvent = async (ctx, { channelId }) => {
  if (channelId === undefined) return;
  await ctx.transact((tx) => ctx.channels.redact(tx, channelId));
};

/** Another organisation reads it no longer: when none is left, names of private work come back by an edit. */
export const unshared: OnEvent = async (ctx, { channelId }) => {
  if (channelId === undefined) return;
  await ctx.transact((tx) => ctx.channels.reveal(tx, channelId));
};

/** The channel has another id, such as after a move to Enterprise: everything follows. */
export const renumbered: OnEvent = async (ctx, { raw }) => {
  const { old_channel_id: from, new_channel_id: to } = raw;
  if (typeof from !== 'string' || typeof to !== 'string') return;
  await ctx.transact(async (tx) => {
    await rehomeProjects(tx, ctx.workspace.id, from, to);
    await ctx.channels.rename(tx, from, to);
  });
};

/** Slack refuses the token from now on; the sender finds that out by itself and waits. */
export const uninstalled: OnEvent = async (ctx, { type }) => {
  ctx.log.warn('slack.uninstalled', {
    event: type,
    next: 'Reinstall the app in its settings; what waits goes out then.',
  });
};

/**
 * A project may have another home now. What its releases under way have not said yet is said there, and
 * their plan cards stand there too, for the threads that hang on them.
 */
export const movedHome: Reaction = async (ctx, tx, { projectId, detail }) => {
  const project = projectId === null ? undefined : await findProject(tx.db, projectId);
  if (project === undefined || detail['what'] !== 'settings') return;
  const ids = (await releasesOf(tx.db, project.id, 'active')).map(({ id }) => id);
  await ctx.channels.moveReleases(tx, ids, project.channelId, ids.map(planCardKey));
};
