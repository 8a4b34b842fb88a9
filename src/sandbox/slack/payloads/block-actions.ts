import type { SandboxChannel, SandboxPerson, ViewState } from '../../contract.ts';
import type { Identity } from '../identity.ts';
import type { StoredMessage } from '../messages.ts';
import type { Plain } from '../plain.ts';
import { channelName, interactionFrame } from './who.ts';

/** What every press of an element carries. */
interface Pressed {
  readonly action: Plain;
  readonly triggerId: string;
  readonly state: ViewState;
}

/** An element of a message was used. */
export function messageActionsPayload(
  identity: Identity,
  person: SandboxPerson,
  channel: SandboxChannel,
  message: StoredMessage,
  messageShape: Plain,
  pressed: Pressed & { readonly responseUrl: string },
): Plain {
  const isEphemeral = message.ephemeralTo !== null;
  const thread = message.threadTs === null ? {} : { thread_ts: message.threadTs };
  return {
    type: 'block_actions',
    ...interactionFrame(identity, person),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...thread,
    },
    trigger_id: pressed.triggerId,
    channel: { id: channel.id, name: channelName(channel) },
    // Slack keeps no ephemeral message, so it cannot send one back.
    ...(isEphemeral ? {} : { message: messageShape }),
    state: { values: pressed.state },
    response_url: pressed.responseUrl,
    actions: [pressed.action],
  };
}

/** An element of a modal or Home tab was used. */
export function viewActionsPayload(
  identity: Identity,
  person: SandboxPerson,
  view: Plain,
  pressed: Pressed,
): Plain {
  return {
    type: 'block_actions',
    ...interactionFrame(identity, person),
    container: { type: 'view', view_id: view['id'] },
    trigger_id: pressed.triggerId,
    view,
    actions: [pressed.action],
  };
}
