import type { Block, InputValue, ViewState } from '../contract.ts';
import { isPlain, listOr, textOr } from './plain.ts';
import type { Plain } from './plain.ts';

/** An interactive element with the block it stands in. */
export interface PlacedElement {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Plain;
}

function elementsIn(block: Block): readonly unknown[] {
  const inner = listOr(block['child_blocks']).flatMap((child) =>
    isPlain(child) ? elementsIn(child as Block) : [],
  );
  const { accessory, element, elements, actions } = block;
  return [accessory, element, ...listOr(elements), ...listOr(actions), ...inner];
}

/** Every element with an action id, in reading order. */
export function elementsOf(blocks: readonly Block[]): PlacedElement[] {
  return blocks.flatMap((block) =>
    elementsIn(block)
      .filter(isPlain)
      .filter((element) => typeof element['action_id'] === 'string')
      .map((element) => ({
        blockId: textOr(block['block_id'], ''),
        actionId: textOr(element['action_id'], ''),
        element,
      })),
  );
}

/** Where an element keeps its choice in `state`, and under which name it is born with one. */
const CHOICES: Readonly<Record<string, readonly [field: string, initial: string, empty: unknown]>> =
  {
    plain_text_input: ['value', 'initial_value', null],
    email_text_input: ['value', 'initial_value', null],
    url_text_input: ['value', 'initial_value', null],
    number_input: ['value', 'initial_value', null],
    rich_text_input: ['rich_text_value', 'initial_value', null],
    static_select: ['selected_option', 'initial_option', null],
    external_select: ['selected_option', 'initial_option', null],
    users_select: ['selected_user', 'initial_user', null],
    conversations_select: ['selected_conversation', 'initial_conversation', null],
    channels_select: ['selected_channel', 'initial_channel', null],
    multi_static_select: ['selected_options', 'initial_options', []],
    multi_external_select: ['selected_options', 'initial_options', []],
    multi_users_select: ['selected_users', 'initial_users', []],
    multi_conversations_select: ['selected_conversations', 'initial_conversations', []],
    multi_channels_select: ['selected_channels', 'initial_channels', []],
    radio_buttons: ['selected_option', 'initial_option', null],
    checkboxes: ['selected_options', 'initial_options', []],
    datepicker: ['selected_date', 'initial_date', null],
    timepicker: ['selected_time', 'initial_time', null],
    datetimepicker: ['selected_date_time', 'initial_date_time', null],
    file_input: ['files', 'initial_files', []],
  };

/** The name of the field that holds an element's choice, or null for buttons and menus. */
export function choiceField(type: string): string | null {
  return CHOICES[type]?.[0] ?? null;
}

function bornWith(element: Plain): InputValue | null {
  const type = textOr(element['type'], '');
  const choice = CHOICES[type];
  if (!choice) return null;
  const [field, initial, empty] = choice;
  return { type, [field]: element[initial] ?? empty };
}

/**
 * The state that Slack sends: each element that can hold a choice with what `typed` says, else with
 * what it was born with, else empty.
 */
export function stateOf(blocks: readonly Block[], typed: ViewState): ViewState {
  const values: Record<string, Record<string, InputValue>> = {};
  for (const { blockId, actionId, element } of elementsOf(blocks)) {
    const value = typed[blockId]?.[actionId] ?? bornWith(element);
    if (value) values[blockId] = { ...values[blockId], [actionId]: value };
  }
  return values;
}
