import type { Instant } from '../../base/time.ts';
import type { Block, SandboxMessage } from '../contract.ts';

/** Message metadata as it was posted. */
export type Metadata = NonNullable<SandboxMessage['metadata']>;

/** A file that hangs on a message. */
interface AttachedFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly altText: string;
  readonly size: number;
}

/** A message as the small Slack keeps it. A changed message is a new value under the same ts. */
export interface StoredMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  readonly broadcast: boolean;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata: Metadata | null;
  readonly files: readonly AttachedFile[];
  /** The client's own id for what a person wrote; null for the app's messages. */
  readonly clientMsgId: string | null;
  readonly editedTs: string | null;
  readonly ephemeralTo: string | null;
  /** Emoji name and who reacted, in order of arrival. */
  readonly reactions: ReadonlyMap<string, readonly string[]>;
  readonly at: Instant;
}

/** All messages of a workspace, by channel, oldest first. */
export interface Messages {
  add(message: StoredMessage): void;
  replace(message: StoredMessage): void;
  remove(channel: string, ts: string): void;
  /** All messages of a channel go along when its id changes. */
  moveAll(channel: string, newChannel: string): void;
  find(channel: string, ts: string): StoredMessage | undefined;
  in(channel: string): readonly StoredMessage[];
  /** The replies under a message, without it, ephemeral ones left out. */
  replies(channel: string, threadTs: string): readonly StoredMessage[];
}

type Channel = Map<string, StoredMessage>;

/** A map of maps that makes the inner one when it is first asked for. */
function nested<Inner>(make: () => Inner): (key: string) => Inner {
  const known = new Map<string, Inner>();
  return (key) => {
    const inner = known.get(key) ?? make();
    known.set(key, inner);
    return inner;
  };
}

/**
 * An empty store. Timestamps rise in a channel, so the order of arrival is the order of time. Threads
 * have an index of their own: a long channel is read often, and each of its messages counts its replies.
 */
export function createMessages(): Messages {
  const channel = nested((): Channel => new Map());
  const thread = nested((): Set<string> => new Set());
  const put = (message: StoredMessage): void => {
    channel(message.channel).set(message.ts, message);
    const isReply = message.threadTs !== null && message.threadTs !== message.ts;
    if (isReply && message.ephemeralTo === null)
      thread(`${message.channel}/${message.threadTs}`).add(message.ts);
  };
  return {
    add: put,
    replace: put,
    remove(id, ts) {
      const old = channel(id).get(ts);
      thread(`${id}/${old?.threadTs}`).delete(ts);
      channel(id).delete(ts);
    },
    moveAll(id, to) {
      for (const message of channel(id).values()) put({ ...message, channel: to });
      channel(id).clear();
    },
    find: (id, ts) => channel(id).get(ts),
    in: (id) => [...channel(id).values()],
    replies: (id, threadTs) =>
      [...thread(`${id}/${threadTs}`)]
        .map((ts) => channel(id).get(ts))
        .filter((message) => message !== undefined),
  };
}

/** A stored message as the page and the stories read it. */
export function sandboxMessage(messages: Messages, message: StoredMessage): SandboxMessage {
  const { channel, ts, threadTs, user, text, blocks, metadata, ephemeralTo, at } = message;
  return {
    channel,
    ts,
    threadTs,
    user,
    text,
    blocks,
    metadata,
    edited: message.editedTs !== null,
    ephemeralTo,
    replyCount: threadTs === null ? messages.replies(channel, ts).length : 0,
    at,
  };
}
