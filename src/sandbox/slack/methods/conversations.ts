import type { SandboxChannel } from '../../contract.ts';
import { joinChannel } from '../joining.ts';
import { conversationPart } from '../payloads/conversation.ts';
import type { Plain } from '../plain.ts';
import { Refusal } from '../refusal.ts';
import { flagArg, requiredText, textArg } from './arguments.ts';
import { requireScope } from './method.ts';
import type { Method, MethodCall, MethodFamily } from './method.ts';
import { pageOf } from './paging.ts';
import { scopeFor } from './scopes.ts';
import { readableChannel, refuseUnreachable, visibleChannel } from './where.ts';

const LIST = { fallback: 100, most: 1000 };
const KINDS = { public_channel: 'public', private_channel: 'private', im: 'im' } as const;

function shown({ slack, now }: MethodCall, channel: SandboxChannel): Plain {
  return conversationPart(slack.identity, channel, now);
}

const info: Method = (call) => {
  const channel = readableChannel(call, 'read');
  const count = channel.members.length;
  const extra = flagArg(call.args, 'include_num_members') ? { num_members: count } : {};
  return { channel: { ...shown(call, channel), ...extra } };
};

/** The kinds that `types` names; one whose scope is missing is refused, as is an unknown one. */
function wantedKinds(call: MethodCall): readonly SandboxChannel['kind'][] {
  const types = (textArg(call.args, 'types') ?? 'public_channel').split(',');
  return types
    .map((type) => type.trim())
    .filter((type) => type !== 'mpim')
    .map((type) => {
      const kind = KINDS[type as keyof typeof KINDS];
      if (kind === undefined) throw new Refusal('invalid_types');
      requireScope(call.scopes, [scopeFor(kind, 'read')]);
      return kind;
    });
}

function listed(call: MethodCall, among: readonly SandboxChannel[]): Plain {
  const kinds = wantedKinds(call);
  const skipArchived = flagArg(call.args, 'exclude_archived');
  const wanted = among.filter(
    (channel) => kinds.includes(channel.kind) && !(skipArchived && channel.isArchived),
  );
  const page = pageOf(call.args, wanted, (channel) => channel.id, LIST);
  return { channels: page.items.map((channel) => shown(call, channel)), ...page.metadata };
}

const list: Method = (call) => {
  const { botUserId } = call.slack.identity;
  const visible = call.slack.channels
    .all()
    .filter((channel) => channel.kind === 'public' || channel.members.includes(botUserId));
  return listed(call, visible);
};

const usersConversations: Method = (call) => {
  const { slack, args } = call;
  const { botUserId } = slack.identity;
  const user = slack.people.get(textArg(args, 'user') ?? botUserId).id;
  const theirs = slack.channels
    .all()
    .filter(({ members }) => members.includes(user) && members.includes(botUserId));
  return listed(call, theirs);
};

const members: Method = (call) => {
  const channel = readableChannel(call, 'read');
  const page = pageOf(call.args, channel.members, (member) => member, LIST);
  return { members: page.items, ...page.metadata };
};

const open: Method = (call) => {
  const { slack, args } = call;
  const given = textArg(args, 'channel');
  if (given !== undefined) return { channel: { id: visibleChannel(call).id } };
  const users = requiredText(args, 'users', 'users_list_not_supplied').split(',');
  const [user = '', ...others] = users.map((id) => id.trim());
  // Group messages are no part of the small Slack.
  if (others.length > 0) throw new Refusal('method_not_supported_for_channel_type');
  refuseUnreachable(slack, user);
  const channel = slack.channels.directWith(user);
  slack.changed();
  if (flagArg(args, 'return_im')) return { channel: shown(call, channel) };
  return { channel: { id: channel.id } };
};

const join: Method = (call) => {
  const { slack } = call;
  const channel = visibleChannel(call);
  if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type');
  if (channel.isArchived) throw new Refusal('is_archived');
  const { botUserId } = slack.identity;
  const already = channel.members.includes(botUserId);
  void joinChannel(slack, channel.id, botUserId, null);
  const answer = { channel: shown(call, slack.channels.get(channel.id)) };
  if (!already) return answer;
  const response_metadata = { warnings: ['already_in_channel'] };
  return { ...answer, warning: 'already_in_channel', response_metadata };
};

/** Which conversations there are, who is in them, and how the bot gets in. */
export const conversationMethods: MethodFamily = {
  'conversations.info': info,
  'conversations.list': list,
  'conversations.members': members,
  'conversations.open': open,
  'conversations.join': join,
  'users.conversations': usersConversations,
};
