import type { SandboxChannel } from '../contract.ts';
import { newId } from './ids.ts';
import { CREATED } from './payloads/conversation.ts';
import { announceMessage, store } from './posting.ts';
import type { Workspace } from './workspace.ts';

/** What somebody who may can do to a channel. `by` is a user id; nobody in particular when left out. */
export interface ChannelChanges {
  archive(channel: string, by?: string): Promise<void>;
  unarchive(channel: string, by?: string): Promise<void>;
  /** The channel and its messages are gone. */
  deleteChannel(channel: string): Promise<void>;
  rename(channel: string, name: string): Promise<void>;
  /** A public channel becomes a private one under the same id. */
  makePrivate(channel: string, by?: string): Promise<void>;
  /** Another organisation is invited to read along; Slack tells this app nothing of it. */
  invite(channel: string, team?: string): void;
  /** Another workspace of the same organisation reads along from now on, or none any more. */
  shareInOrganisation(channel: string, isShared: boolean): void;
  /** Another organisation reads along from now on. `team` is its workspace's id. */
  share(channel: string, team?: string): Promise<void>;
  /** No other organisation reads along any more. */
  unshare(channel: string): Promise<void>;
  /** The channel gets another id, as in a migration to Enterprise; answers that id. */
  changeId(channel: string): Promise<string>;
  /** Only admins may write in the channel from now on, and no app; or everyone again. */
  setReadOnly(channel: string, isReadOnly: boolean): void;
}

/** The workspace of the other organisation in the sandbox. */
const OTHER_TEAM = 'T0PARTNER1';

/** Tells the app what happened in a channel; Slack tells only an app whose bot is a member. */
async function tell(
  slack: Workspace,
  channel: SandboxChannel,
  what: string,
  part: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  if (!channel.members.includes(slack.identity.botUserId)) return;
  const event_ts = slack.stamps.deed(slack.clock.now());
  await slack.announce({ channel: channel.id, ...part, type: what, event_ts });
}

/** Events about public channels and about private ones have names of their own. */
function nameFor(channel: SandboxChannel, what: string): string {
  return `${channel.kind === 'private' ? 'group' : 'channel'}_${what}`;
}

type ArchivingDeeds = Pick<ChannelChanges, 'archive' | 'unarchive' | 'deleteChannel'>;

function archivingDeeds(slack: Workspace): ArchivingDeeds {
  const set = async (id: string, isArchived: boolean, by?: string): Promise<void> => {
    const channel = slack.channels.get(id);
    slack.channels.change(id, { isArchived });
    slack.changed();
    const what = nameFor(channel, isArchived ? 'archive' : 'unarchive');
    await tell(slack, channel, what, by === undefined ? {} : { user: by });
  };
  return {
    archive: (id, by) => set(id, true, by),
    unarchive: (id, by) => set(id, false, by),
    async deleteChannel(id) {
      const channel = slack.channels.get(id);
      slack.channels.remove(id);
      for (const { ts } of slack.messages.in(id)) slack.messages.remove(id, ts);
      slack.changed();
      await tell(slack, channel, nameFor(channel, 'deleted'));
    },
  };
}

type NamingDeeds = Pick<ChannelChanges, 'rename' | 'makePrivate' | 'changeId' | 'setReadOnly'>;

function namingDeeds(slack: Workspace): NamingDeeds {
  return {
    async rename(id, name) {
      slack.channels.change(id, { name });
      slack.changed();
      const channel = slack.channels.get(id);
      const part = { channel: { id, name, name_normalized: name, created: CREATED } };
      await tell(slack, channel, nameFor(channel, 'rename'), part);
    },
    // Slack has no event of its own for this: it says it as a message in the channel.
    async makePrivate(id, by) {
      slack.channels.change(id, { kind: 'private' });
      const channel = slack.channels.get(id);
      const user = by ?? channel.members[0] ?? '';
      const text = `<@${user}> made this channel private`;
      const { ts } = store(slack, { channel: id, user, text });
      await announceMessage(
        slack,
        channel,
        { subtype: 'channel_convert_to_private', user, text, ts },
        ts,
      );
    },
    async changeId(id) {
      const to = newId('C');
      slack.channels.moveTo(id, to);
      slack.messages.moveAll(id, to);
      slack.changed();
      const part = { channel: undefined, old_channel_id: id, new_channel_id: to };
      await tell(slack, slack.channels.get(to), 'channel_id_changed', part);
      return to;
    },
    setReadOnly(id, isReadOnly) {
      slack.channels.change(id, { isReadOnly });
      slack.changed();
    },
  };
}

type SharingDeeds = Pick<ChannelChanges, 'invite' | 'shareInOrganisation' | 'share' | 'unshare'>;

function sharingDeeds(slack: Workspace): SharingDeeds {
  return {
    invite(id, team = OTHER_TEAM) {
      const { invited = [] } = slack.channels.get(id);
      slack.channels.change(id, { invited: [...new Set([...invited, team])] });
      slack.changed();
    },
    shareInOrganisation(id, isOrgShared) {
      slack.channels.change(id, { isOrgShared });
      slack.changed();
    },
    async share(id, team = OTHER_TEAM) {
      const { sharedWith = [], invited = [] } = slack.channels.get(id);
      slack.channels.change(id, {
        sharedWith: [...new Set([...sharedWith, team])],
        invited: invited.filter((other) => other !== team),
      });
      slack.changed();
      await tell(slack, slack.channels.get(id), 'channel_shared', { connected_team_id: team });
    },
    async unshare(id) {
      const { sharedWith = [] } = slack.channels.get(id);
      slack.channels.change(id, { sharedWith: [] });
      slack.changed();
      for (const team of sharedWith) {
        const part = { previously_connected_team_id: team, is_ext_shared: false };
        await tell(slack, slack.channels.get(id), 'channel_unshared', part);
      }
    },
  };
}

/** The deeds over the channels of one workspace. */
export function createChannelChanges(slack: Workspace): ChannelChanges {
  return { ...archivingDeeds(slack), ...namingDeeds(slack), ...sharingDeeds(slack) };
}
