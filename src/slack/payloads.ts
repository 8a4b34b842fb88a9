/** Our words as Slack's Web API wants them. */
import type { KnownBlock, View } from '@slack/types';
import { clip, escapeMrkdwn } from '../base/text.ts';
import { LIMITS, type HomeView, type Message, type ModalView } from './blocks.ts';
import type { ViewAnswer } from './port.ts';

/** Names our message metadata among that of other apps. */
export const METADATA_TYPE = 'slipway_message';

/** A message's text and blocks. */
export function messagePayload(message: Message): {
  readonly text: string;
  readonly blocks: KnownBlock[];
} {
  return { text: message.text, blocks: [...message.blocks] };
}

/** A modal or a Home tab. */
export function viewPayload(view: ModalView | HomeView): View {
  if (view.type === 'home') return { type: 'home', blocks: [...view.blocks] };
  return {
    type: 'modal',
    callback_id: view.callbackId,
    title: label(view.title),
    blocks: [...view.blocks],
    ...(view.submit === undefined ? {} : { submit: label(view.submit) }),
    ...(view.close === undefined ? {} : { close: label(view.close) }),
    ...(view.privateMetadata === undefined ? {} : { private_metadata: view.privateMetadata }),
    ...(view.notifyOnClose === undefined ? {} : { notify_on_close: view.notifyOnClose }),
  };
}

/**
 * What an acknowledgement carries; undefined for a bare one. A command's `text` is plain: it is
 * escaped here, because Slack would read marks in it.
 */
export function acknowledgement(
  answer: ViewAnswer | { readonly text: string } | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (answer === undefined) return undefined;
  if ('text' in answer) return { response_type: 'ephemeral', text: escapeMrkdwn(answer.text) };
  if (answer.kind === 'close') return undefined;
  if (answer.kind === 'clear') return { response_action: 'clear' };
  if (answer.kind === 'errors') return { response_action: 'errors', errors: answer.errors };
  return { response_action: answer.kind, view: viewPayload(answer.view) };
}

function label(text: string): { readonly type: 'plain_text'; readonly text: string } {
  return { type: 'plain_text', text: clip(text, LIMITS.modalTitle) };
}
