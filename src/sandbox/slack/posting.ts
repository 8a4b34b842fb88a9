import type { SandboxChannel } from '../contract.ts';
import { messagePart } from './payloads/message.ts';
import type { StoredMessage } from './messages.ts';
import type { Workspace } from './workspace.ts';

/** A message about to be posted; what is left out is empty. */
export type Draft = Pick<StoredMessage, 'channel' | 'user' | 'text'> &
  Partial<
    Pick<
      StoredMessage,
      'threadTs' | 'broadcast' | 'blocks' | 'metadata' | 'files' | 'clientMsgId' | 'ephemeralTo'
    >
  >;

const CHANNEL_TYPES = { public: 'channel', private: 'group', im: 'im' } as const;
const SUBSCRIPTIONS = {
  public: 'message.channels',
  private: 'message.groups',
  im: 'message.im',
} as const;

/** Sends a `message` event of this channel to the app, if it listens there and its bot is a member. */
export async function announceMessage(
  slack: Workspace,
  channel: SandboxChannel,
  event: Readonly<Record<string, unknown>>,
  ts: string,
): Promise<void> {
  if (!channel.members.includes(slack.identity.botUserId)) return;
  const part = { channel: channel.id, event_ts: ts, channel_type: CHANNEL_TYPES[channel.kind] };
  await slack.announce({ ...event, ...part, type: 'message' }, SUBSCRIPTIONS[channel.kind]);
}

async function announceMention(slack: Workspace, message: StoredMessage, event: object) {
  const channel = slack.channels.get(message.channel);
  const { botUserId } = slack.identity;
  const heard = channel.kind !== 'im' && channel.members.includes(botUserId);
  if (!heard || !message.text.includes(`<@${botUserId}>`)) return;
  const part = { channel: channel.id, event_ts: message.ts };
  await slack.announce({ ...event, ...part, type: 'app_mention' });
}

/** Stores a message under a fresh timestamp and shows it. Tells the app nothing yet. */
export function store(slack: Workspace, draft: Draft): StoredMessage {
  const at = slack.clock.now();
  const message: StoredMessage = {
    threadTs: null,
    broadcast: false,
    blocks: [],
    metadata: null,
    files: [],
    clientMsgId: null,
    ephemeralTo: null,
    ...draft,
    ts: slack.stamps.next(draft.channel, at),
    editedTs: null,
    reactions: new Map(),
    at,
  };
  slack.messages.add(message);
  slack.changed();
  return message;
}

/** Tells the app about a posted message: the message event of its channel, and a mention of the bot. */
export async function announcePosted(slack: Workspace, message: StoredMessage): Promise<void> {
  const channel = slack.channels.get(message.channel);
  const event = messagePart(slack.identity, slack.messages, message, true);
  await Promise.all([
    announceMessage(slack, channel, event, message.ts),
    announceMention(slack, message, event),
  ]);
}
