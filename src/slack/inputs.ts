/** Pieces that modals are made of: inputs named by their block id, and modals that only tell something. */
import type { InputBlock, KnownBlock } from '@slack/types';
import { clean, clip } from '../base/text.ts';
import { epochSeconds, type Instant } from '../base/time.ts';
import { line, lines, option, type ModalView } from './blocks.ts';

/** Choices in a select: what is read, what travels, and small words under it. */
export interface Choice {
  readonly text: string;
  readonly value: string;
  readonly description?: string;
}

/** What every input has. `hint` stands under it. */
export interface InputFrame {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  /** The press that is heard at each change; without it only the submission tells of it. */
  readonly heardAs?: string;
}

/** A modal that says what is being done and waits to be replaced. */
export function loadingModal(title: string, text: string, privateMetadata = ''): ModalView {
  return wordsModal(title, [lines([line(`⏳ ${text}`)])], privateMetadata);
}

/** A view holds 100 blocks. */
const MOST_BLOCKS = 100;

/** The same modal with a sentence above everything else. */
export function toppedModal(modal: ModalView, sentence: string): ModalView {
  return { ...modal, blocks: [lines([line(sentence)]), ...modal.blocks].slice(0, MOST_BLOCKS) };
}

/** A modal that only tells something, one paragraph a sentence. */
export function tellingModal(title: string, ...sentences: readonly string[]): ModalView {
  return wordsModal(
    title,
    sentences.map((sentence) => lines([line(sentence)])),
  );
}

/** A modal of blocks without anything to submit. */
export function wordsModal(
  title: string,
  blocks: readonly KnownBlock[],
  privateMetadata = '',
): ModalView {
  return { type: 'modal', callbackId: 'words', title, close: 'Close', privateMetadata, blocks };
}

/** A line or, with `multiline`, a field of text. `longest` is what Slack lets a person type. */
export function textInput(
  frame: InputFrame,
  longest: number,
  initial: string,
  more: { readonly placeholder?: string; readonly multiline?: boolean } = {},
): InputBlock {
  const value = clip(clean(initial), longest);
  return framed(frame, {
    type: 'plain_text_input',
    action_id: 'value',
    max_length: longest,
    ...(more.multiline === true ? { multiline: true } : {}),
    ...(value === '' ? {} : { initial_value: value }),
    ...placeholder(more.placeholder),
  });
}

/** A day; `initial` empty or not a date leaves it open. */
export function dateInput(frame: InputFrame, initial: string): InputBlock {
  return framed(frame, {
    type: 'datepicker',
    action_id: 'value',
    ...(/^\d{4}-\d{2}-\d{2}$/.test(initial) ? { initial_date: initial } : {}),
  });
}

/** A moment, shown in each person's own zone. */
export function momentInput(frame: InputFrame, initial: Instant): InputBlock {
  return framed(frame, {
    type: 'datetimepicker',
    action_id: 'value',
    initial_date_time: epochSeconds(initial),
  });
}

/** A person of the workspace. */
export function personInput(frame: InputFrame, initial: string | null): InputBlock {
  return framed(frame, {
    type: 'users_select',
    action_id: 'value',
    ...(initial === null ? {} : { initial_user: initial }),
  });
}

/** Several people of the workspace. */
export function peopleInput(
  frame: InputFrame,
  initial: readonly string[],
  most: number,
): InputBlock {
  return framed(frame, {
    type: 'multi_users_select',
    action_id: 'value',
    max_selected_items: most,
    ...(initial.length === 0 ? {} : { initial_users: [...initial] }),
  });
}

/** Several public or private channels, without direct messages. */
export function channelsInput(
  frame: InputFrame,
  initial: readonly string[],
  most: number,
): InputBlock {
  return framed(frame, {
    type: 'multi_conversations_select',
    action_id: 'value',
    max_selected_items: most,
    filter: { include: ['public', 'private'] },
    ...(initial.length === 0 ? {} : { initial_conversations: [...initial] }),
  });
}

/** One of up to 100 choices; `initial` that is not among them leaves it open. */
export function selectInput(
  frame: InputFrame,
  choices: readonly Choice[],
  initial: string | null,
): InputBlock {
  const options = toOptions(choices);
  const chosen = options.find(({ value }) => value === initial);
  return framed(frame, {
    type: 'static_select',
    action_id: 'value',
    options,
    ...(chosen === undefined ? {} : { initial_option: chosen }),
  });
}

/** Boxes to tick; none has to be. */
export function checkboxInput(
  frame: InputFrame,
  choices: readonly Choice[],
  initial: readonly string[],
): InputBlock {
  const options = toOptions(choices);
  const ticked = options.filter(({ value }) => value !== undefined && initial.includes(value));
  return framed(
    { ...frame, optional: true },
    {
      type: 'checkboxes',
      action_id: 'value',
      options,
      ...(ticked.length === 0 ? {} : { initial_options: ticked }),
    },
  );
}

/** Several of up to 100 choices. */
export function multiSelectInput(
  frame: InputFrame,
  choices: readonly Choice[],
  initial: readonly string[],
  most: number,
): InputBlock {
  const options = toOptions(choices);
  const chosen = options.filter(({ value }) => value !== undefined && initial.includes(value));
  return framed(frame, {
    type: 'multi_static_select',
    action_id: 'value',
    options,
    max_selected_items: most,
    ...(chosen.length === 0 ? {} : { initial_options: chosen }),
  });
}

function toOptions(choices: readonly Choice[]) {
  return choices
    .slice(0, 100)
    .map(({ text, value, description }) => option(text, value, description));
}

function placeholder(text: string | undefined) {
  return text === undefined ? {} : { placeholder: { type: 'plain_text' as const, text } };
}

/** An input block around an element; `frame.name` is its block id. */
export function framed(frame: InputFrame, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: frame.name,
    label: { type: 'plain_text', text: frame.label },
    ...(frame.hint === undefined ? {} : { hint: { type: 'plain_text', text: frame.hint } }),
    optional: frame.optional === true,
    ...(frame.heardAs === undefined
      ? { element }
      : { dispatch_action: true, element: { ...element, action_id: frame.heardAs } }),
  };
}
