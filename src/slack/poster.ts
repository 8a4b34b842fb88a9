/** The outbox's hand: posts, edits and removes, and says exactly how each call ended. */
import type { ChatPostMessageArguments, WebClient } from '@slack/web-api';
import { isData } from './form-values.ts';
import { findByKey } from './find-message.ts';
import { type Failure, sortFailure } from './outcomes.ts';
import { messagePayload, METADATA_TYPE } from './payloads.ts';
import { isSharedOutside } from './lookups.ts';
import type { Audience, Posting, PostOutcome, SlackPoster } from './port.ts';

/** A poster on a client of its own, so that nothing it waits for holds up anybody else. */
export function createPoster(client: WebClient): SlackPoster {
  return {
    post: (posting) => outcomeOf(client.apiCall('chat.postMessage', { ...newMessage(posting) })),
    update: (posting) =>
      outcomeOf(
        client.chat.update({
          channel: posting.channelId,
          ts: posting.ts,
          ...messagePayload(posting.message),
          metadata: metadataOf(posting),
          // Slack's default for edits, unlike for posts, turns words into links.
          parse: 'none',
        }),
      ),
    directChannel: (userId) => directChannel(client, userId),
    audience: (channelId) => audience(client, channelId),
    join: (channelId) => join(client, channelId),
    find: (where, key, since) => findByKey(client, where, key, since),
    remove: async (channelId, ts) => {
      const outcome = await outcomeOf(client.chat.delete({ channel: channelId, ts }));
      const isGone = outcome.kind === 'refused' && outcome.code === 'message_not_found';
      return isGone ? { kind: 'done', channelId, ts } : outcome;
    },
  };
}

function newMessage(posting: Posting): ChatPostMessageArguments {
  const message = {
    channel: posting.channelId,
    ...messagePayload(posting.message),
    metadata: metadataOf(posting),
    parse: 'none' as const,
    unfurl_links: false,
    unfurl_media: false,
  };
  return posting.threadTs === null ? message : { ...message, thread_ts: posting.threadTs };
}

function metadataOf(posting: Posting) {
  return { event_type: METADATA_TYPE, event_payload: { key: posting.key } };
}

async function outcomeOf(call: Promise<unknown>): Promise<PostOutcome> {
  try {
    const answer = await call;
    const { ts, channel } = isData(answer) ? answer : {};
    if (typeof ts !== 'string' || typeof channel !== 'string')
      return { kind: 'unknown', cause: 'an answer without the message' };
    return { kind: 'done', channelId: channel, ts };
  } catch (error) {
    return sortFailure(error);
  }
}

async function join(client: WebClient, channelId: string): Promise<boolean> {
  try {
    return (await client.conversations.join({ channel: channelId })).ok;
  } catch {
    // Without the optional scope, in a private or an archived channel: somebody has to invite us.
    return false;
  }
}

async function audience(client: WebClient, channelId: string): Promise<Audience | Failure> {
  try {
    const { channel } = await client.conversations.info({ channel: channelId });
    if (channel?.id === undefined)
      return { kind: 'unreachable', cause: 'an answer without the channel' };
    return { outsiders: isSharedOutside(channel) };
  } catch (error) {
    const failure = sortFailure(error);
    // Asking changes nothing, so asking again does no harm.
    return failure.kind === 'unknown' ? { kind: 'unreachable', cause: failure.cause } : failure;
  }
}

async function directChannel(
  client: WebClient,
  userId: string,
): Promise<{ readonly channelId: string } | Failure> {
  try {
    const { channel } = await client.conversations.open({ users: userId });
    if (channel?.id !== undefined) return { channelId: channel.id };
    return { kind: 'unreachable', cause: 'an answer without the channel' };
  } catch (error) {
    const failure = sortFailure(error);
    // Nobody sees a channel being opened, and opening it twice gives the same one.
    return failure.kind === 'unknown' ? { kind: 'unreachable', cause: failure.cause } : failure;
  }
}
