/** Inputs that a person types into. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { asData, asList, asText } from '../draw/plain-data.ts';
import type { Data } from '../draw/plain-data.ts';
import { domId, marks, placeholder } from './surface.ts';
import type { Placed } from './surface.ts';

const HTML_TYPES: Readonly<Record<string, string>> = {
  plain_text_input: 'text',
  number_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
};

function isMultiline(element: Data): boolean {
  return element['multiline'] === true || element['type'] === 'rich_text_input';
}

/** The words of a rich_text value, for an input that edits them without their styles. */
function richWords(value: unknown): string {
  const inside = asList(asData(value)['elements']);
  const here = asText(asData(value)['text']);
  return inside.length === 0 ? here : inside.map(richWords).join('');
}

function initialText(element: Data): string {
  const value = element['initial_value'];
  return typeof value === 'object' ? richWords(value) : asText(value);
}

/** A one-line or multi-line text field. Numbers are typed as text, which is how Slack sends them. */
export function textInput(placed: Placed): ReactNode {
  const { element } = placed;
  const multiline = isMultiline(element);
  const error = placed.surface.errors[placed.blockId];
  const shared = {
    id: domId(placed),
    className: 'field',
    defaultValue: initialText(element),
    placeholder: placeholder(placed),
    autoComplete: 'off',
    ...(placed.label === '' ? {} : { 'aria-label': placed.label }),
    ...(error === undefined ? {} : { 'aria-invalid': true }),
    ...(element['type'] === 'number_input' ? { inputMode: 'decimal' as const } : {}),
    ...marks(placed),
  };
  return multiline
    ? createElement('textarea', { ...shared, rows: 4 })
    : createElement('input', { ...shared, type: HTML_TYPES[asText(element['type'])] ?? 'text' });
}
