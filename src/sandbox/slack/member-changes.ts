import { epochSeconds } from '../../base/time.ts';
import type { SandboxPerson } from '../contract.ts';
import { joinChannel } from './joining.ts';
import { userPart } from './payloads/user.ts';
import type { Workspace } from './workspace.ts';

/** What happens to people, and to the bot as a member of channels. */
export interface MemberChanges {
  /** Takes a person, or the bot, out of a channel. */
  kick(channel: string, userId: string, by?: string): Promise<void>;
  /** Brings a person, or the bot, into a channel. */
  inviteTo(channel: string, userId: string, by?: string): Promise<void>;
  /** Closes an account: the person leaves every channel and stays in the list as `deleted`. */
  deactivate(userId: string): Promise<void>;
  reactivate(userId: string): Promise<void>;
  /** A person changes something about themselves, such as the zone. */
  changePerson(
    userId: string,
    part: Partial<Pick<SandboxPerson, 'zone' | 'realName' | 'title' | 'isAdmin' | 'isGuest'>>,
  ): Promise<void>;
}

async function leave(slack: Workspace, id: string, user: string, by?: string): Promise<void> {
  const channel = slack.channels.get(id);
  if (!channel.members.includes(user)) return;
  const { botUserId, teamId } = slack.identity;
  slack.channels.leave(id, user);
  slack.changed();
  if (!channel.members.includes(botUserId)) return;
  const isPrivate = channel.kind === 'private';
  const event_ts = slack.stamps.deed(slack.clock.now());
  const type = 'member_left_channel';
  const channel_type = isPrivate ? 'G' : 'C';
  await slack.announce({ type, user, channel: id, channel_type, team: teamId, event_ts });
  if (user !== botUserId) return;
  const actor = by === undefined ? {} : { actor_id: by };
  await slack.announce({
    ...actor,
    type: isPrivate ? 'group_left' : 'channel_left',
    channel: id,
    event_ts,
  });
}

async function tellOfPerson(slack: Workspace, userId: string): Promise<void> {
  slack.changed();
  const now = slack.clock.now();
  const deleted = slack.people.isDeactivated(userId);
  const user = userPart(slack.identity, slack.people.get(userId), now, deleted);
  const event_ts = slack.stamps.deed(now);
  await slack.announce({ type: 'user_change', user, cache_ts: epochSeconds(now), event_ts });
}

/** The deeds over the people of one workspace. */
export function createMemberChanges(slack: Workspace): MemberChanges {
  return {
    kick: (channel, userId, by) => leave(slack, channel, userId, by),
    inviteTo: (channel, userId, by) => joinChannel(slack, channel, userId, by ?? null),
    async deactivate(userId) {
      slack.people.deactivate(userId);
      const theirs = slack.channels
        .all()
        .filter(({ kind, members }) => kind !== 'im' && members.includes(userId));
      for (const { id } of theirs) await leave(slack, id, userId);
      await tellOfPerson(slack, userId);
    },
    async reactivate(userId) {
      slack.people.reactivate(userId);
      await tellOfPerson(slack, userId);
    },
    async changePerson(userId, part) {
      slack.people.add({ ...slack.people.get(userId), ...part });
      await tellOfPerson(slack, userId);
    },
  };
}
