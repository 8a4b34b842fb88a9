/** Finds what can be pressed or filled on a screen of blocks. */
import type { Block, InputValue, Press, ViewState } from '../../src/sandbox/contract.ts';
import { isPlain, type Plain } from '../../src/sandbox/slack/plain.ts';

/** A field of a modal. */
export interface FoundInput {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Plain;
}

/** The button with these words, or the menu choice with these words; null when there is none. */
export function findElement(blocks: readonly Block[], words: string): Press | null {
  for (const block of blocks)
    for (const element of elementsOf(block)) {
      const place = { blockId: String(block['block_id']), actionId: String(element['action_id']) };
      if (element['type'] === 'button' && textOf(element['text']) === words) return place;
      const option = optionsOf(element).find((choice) => textOf(choice['text']) === words);
      if (option !== undefined)
        return {
          ...place,
          choice: { type: String(element['type']), selected_option: option },
        };
    }
  return null;
}

/** The field with this label. */
export function findInput(blocks: readonly Block[], label: string): FoundInput {
  const block = blocks.find(
    (candidate) => candidate.type === 'input' && textOf(candidate['label']) === label,
  );
  const element = block?.['element'];
  if (block === undefined || !isPlain(element)) {
    const labels = blocks.filter(({ type }) => type === 'input').map((one) => textOf(one['label']));
    throw new Error(`no field “${label}”; there are: ${labels.join(', ')}`);
  }
  return {
    blockId: String(block['block_id']),
    actionId: String(element['action_id']),
    element,
  };
}

/** What stands in the fields before anybody touches them. */
export function stateOf(blocks: readonly Block[]): ViewState {
  return Object.fromEntries(
    blocks
      .filter(({ type }) => type === 'input')
      .flatMap((block) => {
        const element = block['element'];
        if (!isPlain(element)) return [];
        return [[String(block['block_id']), { [String(element['action_id'])]: initial(element) }]];
      }),
  );
}

function initial(element: Plain): InputValue {
  return {
    type: String(element['type']),
    ...given('value', element['initial_value']),
    ...given('selected_date', element['initial_date']),
    ...given('selected_time', element['initial_time']),
    ...given('selected_date_time', element['initial_date_time']),
    ...given('selected_option', element['initial_option']),
    ...given('selected_options', element['initial_options']),
    ...given('selected_user', element['initial_user']),
    ...given('selected_users', element['initial_users']),
    ...given('selected_conversation', element['initial_conversation']),
    ...given('selected_conversations', element['initial_conversations']),
  };
}

function given(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value };
}

/** What Slack sends when a person fills this element: texts as typed, choices by what is read. */
export function valueFor(element: Plain, value: string | readonly string[]): InputValue {
  const type = String(element['type']);
  const many = typeof value === 'string' ? [value] : value;
  // Emptied again, a menu has no choice.
  const chosen = many.map((words) => (words === '' ? null : choiceOf(element, words)));
  switch (type) {
    case 'datepicker':
      return { type, selected_date: value };
    case 'timepicker':
      return { type, selected_time: value };
    case 'datetimepicker':
      return { type, selected_date_time: Math.floor(Date.parse(String(value)) / 1000) };
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: chosen[0] };
    case 'multi_static_select':
    case 'checkboxes':
      return { type, selected_options: chosen };
    case 'users_select':
      return { type, selected_user: value };
    case 'multi_users_select':
      return { type, selected_users: many };
    case 'conversations_select':
      return { type, selected_conversation: value };
    case 'multi_conversations_select':
      return { type, selected_conversations: many.filter((id) => id !== '') };
    default:
      return { type, value };
  }
}

function choiceOf(element: Plain, words: string): Plain | undefined {
  const options = optionsOf(element);
  if (options.length === 0) return undefined;
  const found = options.find((choice) => textOf(choice['text']) === words);
  if (found === undefined)
    throw new Error(
      `no choice “${words}”; there are: ${options.map((one) => textOf(one['text'])).join(', ')}`,
    );
  return found;
}

function optionsOf(element: Plain): readonly Plain[] {
  const groups = Array.isArray(element['option_groups']) ? element['option_groups'] : [];
  const nested = groups.filter(isPlain).flatMap((group) => group['options']);
  const own = Array.isArray(element['options']) ? element['options'] : [];
  return [...own, ...nested].filter(isPlain);
}

function elementsOf(block: Block): readonly Plain[] {
  // A field without dispatch_action tells nothing before it is submitted.
  const single = block['dispatch_action'] === true ? block['element'] : block['accessory'];
  const elements = block.type === 'actions' ? block['elements'] : [single];
  return Array.isArray(elements) ? elements.filter(isPlain) : [];
}

function textOf(text: unknown): string {
  return isPlain(text) ? String(text['text']) : '';
}
