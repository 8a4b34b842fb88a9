import type { Identity } from '../identity.ts';
import type { Messages, StoredMessage } from '../messages.ts';
import type { Plain } from '../plain.ts';

function botPart(identity: Identity): Plain {
  const { botId, appId, botName, teamId } = identity;
  const profile = { id: botId, deleted: false, name: botName, app_id: appId, team_id: teamId };
  return { bot_id: botId, app_id: appId, bot_profile: profile };
}

function editedPart(message: StoredMessage): Plain {
  if (message.editedTs === null) return {};
  return { edited: { user: message.user, ts: message.editedTs } };
}

function filesPart(message: StoredMessage): Plain {
  if (message.files.length === 0) return {};
  const files = message.files.map(({ id, name, title, altText, size }) => ({
    id,
    name,
    title,
    size,
    alt_txt: altText,
  }));
  return { files };
}

function reactionsPart(message: StoredMessage): Plain {
  if (message.reactions.size === 0) return {};
  const reactions = [...message.reactions].map(([name, users]) => ({
    name,
    users,
    count: users.length,
  }));
  return { reactions };
}

/** What the parent of a thread tells about its replies. */
function threadPart(messages: Messages, message: StoredMessage): Plain {
  if (message.threadTs !== null) return { thread_ts: message.threadTs };
  const replies = messages.replies(message.channel, message.ts);
  const latest = replies.at(-1);
  if (!latest) return {};
  const users = [...new Set(replies.map((reply) => reply.user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: latest.ts,
    reply_users: users.slice(0, 5),
    is_locked: false,
    subscribed: false,
  };
}

function subtypePart(identity: Identity, message: StoredMessage): Plain {
  if (message.broadcast) return { subtype: 'thread_broadcast' };
  if (message.files.length > 0 && message.user !== identity.botUserId)
    return { subtype: 'file_share' };
  return {};
}

/** A message as methods answer it and interactions carry it. Metadata only when it was asked for. */
export function messagePart(
  identity: Identity,
  messages: Messages,
  message: StoredMessage,
  withMetadata: boolean,
): Plain {
  return {
    user: message.user,
    type: 'message',
    ...subtypePart(identity, message),
    ts: message.ts,
    ...(message.clientMsgId === null ? {} : { client_msg_id: message.clientMsgId }),
    ...(message.user === identity.botUserId ? botPart(identity) : {}),
    text: message.text,
    team: identity.teamId,
    ...editedPart(message),
    ...threadPart(messages, message),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...filesPart(message),
    ...reactionsPart(message),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}
