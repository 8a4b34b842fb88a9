import type { Acknowledgement, Press, SandboxMessage } from '../contract.ts';
import { acknowledged, responseUrl } from './deed.ts';
import type { DeedParts } from './deed.ts';
import { newUuid } from './ids.ts';
import { sandboxMessage } from './messages.ts';
import type { StoredMessage } from './messages.ts';
import { messageActionsPayload } from './payloads/block-actions.ts';
import { messagePart } from './payloads/message.ts';
import { messageShortcutPayload, shortcutPayload } from './payloads/shortcuts.ts';
import { announcePosted, store } from './posting.ts';
import { actionPart, findElement, stateAfter } from './pressing.ts';
import { Refusal } from './refusal.ts';
import { refuseClosed } from './writing.ts';
import { richTextOf, typedMessage } from './typed-text.ts';

const SILENCE = {
  timeout: 'This app did not respond in time.',
  nobody: 'This app is not connected.',
};

function seen({ slack, person }: DeedParts, channel: string, ts: string): StoredMessage {
  const message = slack.messages.find(channel, ts);
  const { kind, members } = slack.channels.get(channel);
  const outside = kind !== 'public' && !members.includes(person.id);
  const others = message?.ephemeralTo && message.ephemeralTo !== person.id;
  if (!message || outside || others) throw new Refusal('message_not_found');
  return message;
}

/** Writes into a channel that the person is in. Resolves when the app heard it, where it listens. */
export async function saySomething(
  { slack, person }: DeedParts,
  channelId: string,
  typed: string,
  threadTs?: string,
): Promise<SandboxMessage> {
  const channel = slack.channels.get(channelId);
  if (!channel.members.includes(person.id)) throw new Refusal('not_in_channel');
  refuseClosed(slack, channel);
  const text = typedMessage(slack, typed);
  const blocks = [richTextOf(text)];
  const message = store(slack, {
    channel: channelId,
    user: person.id,
    text,
    blocks,
    threadTs: threadTs ?? null,
    clientMsgId: newUuid(),
  });
  await announcePosted(slack, message);
  return sandboxMessage(slack.messages, message);
}

/** Presses a button, or chooses in a menu, of a message that the person can see. */
export async function pressInMessage(
  parts: DeedParts,
  channelId: string,
  ts: string,
  press: Press,
): Promise<Acknowledgement> {
  const { slack, person, delivery } = parts;
  const channel = slack.channels.get(channelId);
  const message = seen(parts, channelId, ts);
  const placed = findElement(message.blocks, press);
  const address = {
    channel: channelId,
    userId: person.id,
    messageTs: ts,
    threadTs: message.threadTs,
  };
  const shape = messagePart(slack.identity, slack.messages, message, true);
  const payload = messageActionsPayload(slack.identity, person, channel, message, shape, {
    action: actionPart(placed, press, slack.stamps.deed(slack.clock.now())),
    triggerId: slack.triggers.issue(person.id),
    state: stateAfter(message.blocks, press, {}),
    responseUrl: responseUrl(parts, 'actions', address),
  });
  const outcome = await delivery.deliver({ type: 'interactive', payload, acceptsResponse: false });
  return acknowledged(outcome, SILENCE);
}

function declared({ slack }: DeedParts, callbackId: string, type: 'global' | 'message'): boolean {
  return slack.manifest.shortcuts.some(
    (shortcut) => shortcut.callbackId === callbackId && shortcut.type === type,
  );
}

function chosen({ slack, person }: DeedParts, callbackId: string) {
  const triggerId = slack.triggers.issue(person.id);
  return { callbackId, triggerId, actionTs: slack.stamps.deed(slack.clock.now()) };
}

const UNKNOWN_SHORTCUT: Acknowledgement = {
  kind: 'nobody-listens',
  sentence: 'This app has no such shortcut.',
};

/** Chooses a global shortcut. One that the manifest does not declare cannot be chosen in Slack. */
export async function chooseShortcut(
  parts: DeedParts,
  callbackId: string,
): Promise<Acknowledgement> {
  if (!declared(parts, callbackId, 'global')) return UNKNOWN_SHORTCUT;
  const { slack, person, delivery } = parts;
  const payload = shortcutPayload(slack.identity, person, chosen(parts, callbackId));
  const outcome = await delivery.deliver({ type: 'interactive', payload, acceptsResponse: false });
  return acknowledged(outcome, SILENCE);
}

/** Chooses a shortcut from a message's menu. */
export async function chooseMessageShortcut(
  parts: DeedParts,
  callbackId: string,
  channelId: string,
  ts: string,
): Promise<Acknowledgement> {
  if (!declared(parts, callbackId, 'message')) return UNKNOWN_SHORTCUT;
  const { slack, person, delivery } = parts;
  const channel = slack.channels.get(channelId);
  const message = seen(parts, channelId, ts);
  const shape = messagePart(slack.identity, slack.messages, message, true);
  const address = { channel: channelId, userId: person.id, messageTs: null, threadTs: null };
  const payload = messageShortcutPayload(slack.identity, person, channel, shape, {
    ...chosen(parts, callbackId),
    responseUrl: responseUrl(parts, 'actions', address),
  });
  const outcome = await delivery.deliver({ type: 'interactive', payload, acceptsResponse: false });
  return acknowledged(outcome, SILENCE);
}
