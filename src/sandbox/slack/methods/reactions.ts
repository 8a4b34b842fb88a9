import { Refusal } from '../refusal.ts';
import { requiredText } from './arguments.ts';
import type { Method, MethodFamily } from './method.ts';
import { joinedChannel } from './where.ts';

const EMOJI_NAME = /^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/;

const add: Method = (call) => {
  const { slack, args } = call;
  const name = requiredText(args, 'name', 'invalid_name');
  if (!EMOJI_NAME.test(name)) throw new Refusal('invalid_name');
  const channel = joinedChannel(call);
  if (channel.isArchived) throw new Refusal('is_archived');
  const ts = requiredText(args, 'timestamp', 'no_item_specified');
  if (!/^\d+\.\d{6}$/.test(ts)) throw new Refusal('bad_timestamp');
  const message = slack.messages.find(channel.id, ts);
  if (!message || message.ephemeralTo !== null) throw new Refusal('message_not_found');
  const users = message.reactions.get(name) ?? [];
  const { botUserId } = slack.identity;
  if (users.includes(botUserId)) throw new Refusal('already_reacted');
  const reactions = new Map(message.reactions).set(name, [...users, botUserId]);
  slack.messages.replace({ ...message, reactions });
  slack.changed();
  return {};
};

/** Emoji under messages. */
export const reactionMethods: MethodFamily = { 'reactions.add': add };
