import type { SandboxChannel, SandboxPerson } from '../../contract.ts';
import type { Identity } from '../identity.ts';
import type { Plain } from '../plain.ts';
import { channelName, interactionFrame } from './who.ts';

/** Which shortcut was chosen, and when, as a timestamp. */
export interface ChosenShortcut {
  readonly callbackId: string;
  readonly triggerId: string;
  readonly actionTs: string;
}

/** A global shortcut was chosen. It has no channel and no response address. */
export function shortcutPayload(
  identity: Identity,
  person: SandboxPerson,
  chosen: ChosenShortcut,
): Plain {
  return {
    type: 'shortcut',
    ...interactionFrame(identity, person),
    action_ts: chosen.actionTs,
    callback_id: chosen.callbackId,
    trigger_id: chosen.triggerId,
  };
}

/** A shortcut was chosen from a message's menu. */
export function messageShortcutPayload(
  identity: Identity,
  person: SandboxPerson,
  channel: SandboxChannel,
  message: Plain,
  chosen: ChosenShortcut & { readonly responseUrl: string },
): Plain {
  return {
    type: 'message_action',
    ...interactionFrame(identity, person),
    action_ts: chosen.actionTs,
    callback_id: chosen.callbackId,
    trigger_id: chosen.triggerId,
    response_url: chosen.responseUrl,
    message_ts: message['ts'],
    channel: { id: channel.id, name: channelName(channel) },
    message,
  };
}
