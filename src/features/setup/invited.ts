/** Slipway was invited into a channel. */
import type { Context } from '../../feature.ts';
import { projectOfChannel } from '../../release/projects.ts';
import type { HappenedEvent } from '../../slack/arrivals.ts';
import { SlackRefusal } from '../../slack/port.ts';
import { invitedMessage } from './words.ts';

/** Greets whoever did it, and nobody else; a channel that has its project already needs no greeting. */
export async function joinedChannel(ctx: Context, event: HappenedEvent): Promise<void> {
  const { userId, channelId } = event;
  if (userId !== ctx.workspace.botUserId || channelId === undefined) return;
  if ((await projectOfChannel(ctx.db, ctx.workspace.id, channelId)) !== undefined) return;
  const { inviter } = event.raw;
  if (typeof inviter === 'string' && (await whisper(ctx, channelId, inviter))) return;
  await ctx.transact((tx) =>
    ctx.say(tx, {
      key: `setup.invited:${channelId}`,
      workspaceId: ctx.workspace.id,
      to: channelId,
      message: invitedMessage(channelId),
    }),
  );
}

/** False when the inviter cannot be reached in the channel, such as after leaving it at once. */
async function whisper(ctx: Context, channelId: string, userId: string): Promise<boolean> {
  try {
    await ctx.desk.reply({ channelId, userId }, invitedMessage(channelId));
    return true;
  } catch (error) {
    if (!(error instanceof SlackRefusal) || error.code !== 'user_not_in_channel') throw error;
    return false;
  }
}
