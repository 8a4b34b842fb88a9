import type { Block, InputValue, ViewState } from '../contract.ts';
import { choiceField, elementsOf } from './element-state.ts';
import { textOr } from './plain.ts';
import type { Plain } from './plain.ts';

const REQUIRED = 'Please complete this required field.';

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === undefined || value === '';
}

function lengthFlaw(element: Plain, text: string): string | null {
  const { min_length: min, max_length: max } = element;
  if (typeof min === 'number' && text.length < min)
    return `Please enter at least ${min} characters.`;
  if (typeof max === 'number' && text.length > max)
    return `Please enter no more than ${max} characters.`;
  return null;
}

function numberFlaw(element: Plain, text: string): string | null {
  const value = Number(text);
  if (!Number.isFinite(value)) return 'Please enter a valid number.';
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(value))
    return 'Please enter a whole number.';
  const { min_value: min, max_value: max } = element;
  if (typeof min === 'string' && value < Number(min)) return `Please enter ${min} or more.`;
  if (typeof max === 'string' && value > Number(max)) return `Please enter ${max} or less.`;
  return null;
}

function valueFlaw(element: Plain, value: unknown): string | null {
  if (Array.isArray(value)) {
    const most = element['max_selected_items'];
    const tooMany = typeof most === 'number' && value.length > most;
    return tooMany ? `Please choose no more than ${most}.` : null;
  }
  if (typeof value !== 'string') return null;
  switch (element['type']) {
    case 'plain_text_input':
      return lengthFlaw(element, value);
    case 'number_input':
      return numberFlaw(element, value);
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(value) ? null : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(value) ? null : 'Please enter a valid URL.';
    default:
      return null;
  }
}

function flawOf(block: Block, element: Plain, held: InputValue | undefined): string | null {
  const field = choiceField(textOr(element['type'], ''));
  const value = field === null ? undefined : held?.[field];
  if (!isEmpty(value)) return valueFlaw(element, value);
  return block['optional'] === true ? null : REQUIRED;
}

/** What Slack's client refuses before the app hears of a submission, by block id. */
export function fieldErrors(blocks: readonly Block[], state: ViewState): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocks.filter(({ type }) => type === 'input')) {
    for (const { blockId, actionId, element } of elementsOf([block])) {
      const flaw = flawOf(block, element, state[blockId]?.[actionId]);
      if (flaw !== null) errors[blockId] = flaw;
    }
  }
  return errors;
}
