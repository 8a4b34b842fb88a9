/** Checkboxes and radio buttons. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { asData, asList, asText } from '../draw/plain-data.ts';
import type { Data } from '../draw/plain-data.ts';
import { textObject } from '../draw/text.ts';
import { domId, marks } from './surface.ts';
import type { Placed } from './surface.ts';

function chosenAtFirst(element: Data): ReadonlySet<string> {
  const options = [asData(element['initial_option']), ...asList(element['initial_options'])];
  return new Set(options.filter((one) => 'value' in one).map((one) => asText(one['value'])));
}

function row(
  placed: Placed,
  kind: 'checkbox' | 'radio',
  option: Data,
  checked: boolean,
): ReactNode {
  const { viewer } = placed.surface;
  const value = asText(option['value']);
  const note = asData(option['description']);
  return createElement(
    'label',
    { className: 'tick', 'data-key': value },
    createElement('input', {
      type: kind,
      name: domId(placed),
      'data-value': value,
      defaultChecked: checked,
    }),
    createElement(
      'span',
      null,
      textObject(option['text'], viewer),
      'text' in note ? createElement('small', null, textObject(note, viewer)) : null,
    ),
  );
}

/** A group of checkboxes or radio buttons; each change counts as one press in a live element. */
export function choices(placed: Placed): ReactNode {
  const { element } = placed;
  const kind = element['type'] === 'radio_buttons' ? 'radio' : 'checkbox';
  const initial = chosenAtFirst(element);
  return createElement(
    'div',
    {
      className: 'ticks',
      role: kind === 'radio' ? 'radiogroup' : 'group',
      'aria-label': placed.label || 'Options',
      ...marks(placed),
    },
    ...asList(element['options']).map((option) =>
      row(placed, kind, option, initial.has(asText(option['value']))),
    ),
  );
}
