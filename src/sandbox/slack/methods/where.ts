import type { SandboxChannel } from '../../contract.ts';
import { Refusal } from '../refusal.ts';
import type { Workspace } from '../workspace.ts';
import { requiredText } from './arguments.ts';
import { requireScope } from './method.ts';
import type { MethodCall } from './method.ts';
import { scopeFor } from './scopes.ts';

/** Refuses what cannot get a direct message: bots, and people whose account is closed. */
export function refuseUnreachable(slack: Workspace, userId: string): void {
  const person = slack.people.find(userId);
  if (!person) throw new Refusal('user_not_found');
  if (person.isBot) throw new Refusal('cannot_dm_bot');
  if (slack.people.isDeactivated(userId)) throw new Refusal('user_disabled');
}

function named(slack: Workspace, id: string): SandboxChannel | undefined {
  return slack.channels.find(id) ?? slack.channels.named(id.replace(/^#/, ''));
}

function refuseClosedDirect(slack: Workspace, channel: SandboxChannel): void {
  if (channel.kind !== 'im') return;
  if (!slack.manifest.messagesTab) throw new Refusal('messages_tab_disabled');
  const person = channel.members.find((member) => member !== slack.identity.botUserId);
  if (person !== undefined) refuseUnreachable(slack, person);
}

/** The channel of a call, seen with the bot's eyes: a private one it is not in does not exist. */
export function visibleChannel(call: MethodCall, argument = 'channel'): SandboxChannel {
  const { slack, args } = call;
  const channel = slack.channels.get(requiredText(args, argument, 'channel_not_found'));
  const inside = channel.members.includes(slack.identity.botUserId);
  if (channel.kind !== 'public' && !inside) throw new Refusal('channel_not_found');
  return channel;
}

/** The same, for reading: the kind of conversation asks for its own scope. */
export function readableChannel(call: MethodCall, right: 'read' | 'history'): SandboxChannel {
  // Unlike its sisters, the history tells an absent argument from a wrong one.
  if (right === 'history') requiredText(call.args, 'channel');
  const channel = visibleChannel(call);
  requireScope(call.scopes, [scopeFor(channel.kind, right)]);
  const inside = channel.members.includes(call.slack.identity.botUserId);
  if (right === 'history' && !inside) throw new Refusal('not_in_channel');
  return channel;
}

/** A channel that the bot is in, whatever its scopes for reading. */
export function joinedChannel(call: MethodCall, argument = 'channel'): SandboxChannel {
  const channel = visibleChannel(call, argument);
  if (!channel.members.includes(call.slack.identity.botUserId)) throw new Refusal('not_in_channel');
  return channel;
}

/**
 * Where a post goes: a channel by id or name, or a person by id, which opens the direct message.
 * Without `chat:write.public` the bot must be a member.
 */
export function postableChannel(call: MethodCall): SandboxChannel {
  const { slack, scopes } = call;
  const id = requiredText(call.args, 'channel', 'channel_not_found');
  if (slack.people.find(id)) {
    refuseUnreachable(slack, id);
    const direct = slack.channels.directWith(id);
    refuseClosedDirect(slack, direct);
    return direct;
  }
  const channel = named(slack, id);
  if (!channel) throw new Refusal('channel_not_found');
  const inside = channel.members.includes(slack.identity.botUserId);
  if (!inside && channel.kind !== 'public') throw new Refusal('channel_not_found');
  if (!inside && !scopes.includes('chat:write.public')) throw new Refusal('not_in_channel');
  if (channel.isArchived) throw new Refusal('is_archived');
  if (channel.isReadOnly === true) throw new Refusal('restricted_action_read_only_channel');
  refuseClosedDirect(slack, channel);
  return channel;
}
