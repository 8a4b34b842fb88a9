import { millisecondsBetween } from '../../../base/time.ts';
import { messageContent } from '../content.ts';
import type { StoredMessage } from '../messages.ts';
import { messagePart } from '../payloads/message.ts';
import { announcePosted, announceMessage, store } from '../posting.ts';
import { Refusal } from '../refusal.ts';
import { stampAt } from '../stamps.ts';
import { flagArg, requiredText, textArg } from './arguments.ts';
import type { Method, MethodCall, MethodFamily } from './method.ts';
import { postableChannel, visibleChannel } from './where.ts';

/** An update takes less text than a post, says its page; a post is cut at 40,000. */
const LONGEST_UPDATE = 4_000;

function threadOf({ slack, args }: MethodCall, channel: string): string | null {
  const ts = textArg(args, 'thread_ts');
  if (ts === undefined) return null;
  const parent = slack.messages.find(channel, ts);
  if (!parent || parent.ephemeralTo !== null) throw new Refusal('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

const postMessage: Method = (call) => {
  const { slack, args } = call;
  const { id: channel } = postableChannel(call);
  const content = messageContent(args);
  const message = store(slack, {
    channel,
    user: slack.identity.botUserId,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    metadata: content.metadata ?? null,
    threadTs: threadOf(call, channel),
    broadcast: flagArg(args, 'reply_broadcast'),
  });
  void announcePosted(slack, message);
  const shown = messagePart(slack.identity, slack.messages, message, true);
  return { channel, ts: message.ts, message: shown };
};

const postEphemeral: Method = (call) => {
  const { slack, args } = call;
  const channel = postableChannel(call);
  const user = requiredText(args, 'user');
  if (!channel.members.includes(user)) throw new Refusal('user_not_in_channel');
  const content = messageContent(args);
  const message = store(slack, {
    channel: channel.id,
    user: slack.identity.botUserId,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    threadTs: threadOf(call, channel.id),
    ephemeralTo: user,
  });
  return { message_ts: message.ts };
};

function ownMessage({ slack, args }: MethodCall, channel: string, code: string): StoredMessage {
  const message = slack.messages.find(channel, requiredText(args, 'ts', 'message_not_found'));
  if (!message || message.ephemeralTo !== null) throw new Refusal('message_not_found');
  if (message.user !== slack.identity.botUserId) throw new Refusal(code);
  return message;
}

/** A workspace may close a message for changes after some minutes; for apps as for people. */
function refuseOldEdit({ slack, now }: MethodCall, message: StoredMessage): void {
  const { editWindowMinutes } = slack.preferences;
  if (editWindowMinutes === null) return;
  const age = millisecondsBetween(message.at, now) / 60_000;
  if (age > editWindowMinutes) throw new Refusal('edit_window_closed');
}

const update: Method = (call) => {
  const { slack, args } = call;
  const channel = visibleChannel(call);
  const old = ownMessage(call, channel.id, 'cant_update_message');
  if (channel.isArchived) throw new Refusal('is_inactive');
  refuseOldEdit(call, old);
  const content = messageContent(args, LONGEST_UPDATE);
  const next: StoredMessage = {
    ...old,
    text: content.text ?? old.text,
    // Text without blocks takes the old blocks away, as the method's page says.
    blocks: content.blocks ?? [],
    metadata: content.metadata === undefined ? old.metadata : content.metadata,
    // Slack marks a message as edited only when its text is what readers see.
    editedTs: content.blocks === undefined ? stampAt(call.now) : old.editedTs,
  };
  slack.messages.replace(next);
  slack.changed();
  const shown = messagePart(slack.identity, slack.messages, next, true);
  const previous = messagePart(slack.identity, slack.messages, old, true);
  const ts = stampAt(call.now);
  const event = { subtype: 'message_changed', message: shown, previous_message: previous, ts };
  void announceMessage(slack, channel, { ...event, hidden: true }, ts);
  return { channel: channel.id, ts: next.ts, text: next.text, message: shown };
};

const remove: Method = (call) => {
  const { slack } = call;
  const channel = visibleChannel(call);
  const old = ownMessage(call, channel.id, 'cant_delete_message');
  slack.messages.remove(channel.id, old.ts);
  slack.changed();
  const previous = messagePart(slack.identity, slack.messages, old, true);
  const ts = stampAt(call.now);
  const event = { subtype: 'message_deleted', previous_message: previous, deleted_ts: old.ts, ts };
  void announceMessage(slack, channel, { ...event, hidden: true }, ts);
  return { channel: channel.id, ts: old.ts };
};

const getPermalink: Method = (call) => {
  const { slack, args } = call;
  const channel = visibleChannel(call);
  const ts = requiredText(args, 'message_ts', 'message_not_found');
  const message = slack.messages.find(channel.id, ts);
  if (!message) throw new Refusal('message_not_found');
  const path = `archives/${channel.id}/p${ts.replace('.', '')}`;
  const thread =
    message.threadTs === null ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
  const permalink = `https://${slack.identity.teamDomain}.slack.com/${path}${thread}`;
  return { channel: channel.id, permalink };
};

/** Posting, changing and taking away messages. */
export const chatMethods: MethodFamily = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
};
