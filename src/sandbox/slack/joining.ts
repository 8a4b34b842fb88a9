import type { Workspace } from './workspace.ts';

/**
 * Puts a person or the bot into a channel and tells the app, if its bot is in there too. Somebody who
 * was in already causes nothing.
 */
export async function joinChannel(
  slack: Workspace,
  channelId: string,
  userId: string,
  inviter: string | null,
): Promise<void> {
  if (!slack.channels.join(channelId, userId)) return;
  slack.changed();
  const channel = slack.channels.get(channelId);
  if (!channel.members.includes(slack.identity.botUserId)) return;
  await slack.announce({
    type: 'member_joined_channel',
    user: userId,
    channel: channelId,
    channel_type: channel.kind === 'private' ? 'G' : 'C',
    team: slack.identity.teamId,
    ...(inviter === null ? {} : { inviter }),
    event_ts: slack.stamps.deed(slack.clock.now()),
  });
}
