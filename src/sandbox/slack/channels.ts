import type { SandboxChannel } from '../contract.ts';
import { newId } from './ids.ts';
import { Refusal } from './refusal.ts';

/** Channels and direct messages, and who is in them. */
export interface Channels {
  all(): readonly SandboxChannel[];
  find(id: string): SandboxChannel | undefined;
  /** The channel, or Slack's `channel_not_found`. */
  get(id: string): SandboxChannel;
  named(name: string): SandboxChannel | undefined;
  add(channel: Omit<SandboxChannel, 'isArchived'>): SandboxChannel;
  /** False when the person was in already. */
  join(channelId: string, userId: string): boolean;
  leave(channelId: string, userId: string): void;
  archive(channelId: string): void;
  /** Changes what a channel is: its name, its kind, whom it is shared with. Its id and members stay. */
  change(channelId: string, part: Partial<Omit<SandboxChannel, 'id' | 'members'>>): void;
  remove(channelId: string): void;
  /** The same channel under another id, as after a migration to Enterprise. */
  moveTo(channelId: string, newId: string): void;
  isMember(channelId: string, userId: string): boolean;
  /** The bot's direct message with a person; made when missing. */
  directWith(userId: string): SandboxChannel;
}

function membership(channels: Map<string, SandboxChannel>, get: Channels['get']) {
  const change = (id: string, part: Partial<SandboxChannel>) =>
    void channels.set(id, { ...get(id), ...part });
  const isMember = (id: string, user: string) => get(id).members.includes(user);
  return {
    isMember,
    join(id: string, user: string) {
      if (isMember(id, user)) return false;
      change(id, { members: [...get(id).members, user] });
      return true;
    },
    leave: (id: string, user: string) =>
      change(id, { members: get(id).members.filter((member) => member !== user) }),
    archive: (id: string) => change(id, { isArchived: true }),
    change,
    remove: (id: string) => void channels.delete(get(id).id),
    moveTo(id: string, to: string) {
      channels.set(to, { ...get(id), id: to });
      channels.delete(id);
    },
  };
}

/** A workspace's channels. A direct message is named after its person and has the bot as second member. */
export function createChannels(botUserId: string): Channels {
  const channels = new Map<string, SandboxChannel>();
  const get = (id: string): SandboxChannel => {
    const channel = channels.get(id);
    if (!channel) throw new Refusal('channel_not_found');
    return channel;
  };
  const add = (draft: Omit<SandboxChannel, 'isArchived'>) => {
    const channel = { ...draft, isArchived: false };
    channels.set(channel.id, channel);
    return channel;
  };
  const all = () => [...channels.values()];
  return {
    all,
    find: (id) => channels.get(id),
    get,
    named: (name) => all().find((channel) => channel.kind !== 'im' && channel.name === name),
    add,
    ...membership(channels, get),
    directWith(userId) {
      const open = all().find(
        (channel) => channel.kind === 'im' && channel.members.includes(userId),
      );
      const members = [userId, botUserId];
      return open ?? add({ id: newId('D'), name: userId, kind: 'im', members, topic: '' });
    },
  };
}
