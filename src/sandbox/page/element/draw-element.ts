/** Any Block Kit element that a person can press, choose or type in. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { asText } from '../draw/plain-data.ts';
import { button, overflow } from './button.ts';
import { choices } from './choices.ts';
import { picker } from './picker.ts';
import { select } from './select.ts';
import type { Placed } from './surface.ts';
import { textInput } from './text-input.ts';

/** Draws one element; a kind this small Slack does not know is named rather than hidden. */
export function drawElement(placed: Placed): ReactNode {
  const type = asText(placed.element['type']);
  switch (type) {
    case 'button':
    case 'workflow_button':
      return button(placed);
    case 'overflow':
      return overflow(placed);
    case 'checkboxes':
    case 'radio_buttons':
      return choices(placed);
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return picker(placed);
    case 'plain_text_input':
    case 'rich_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return textInput(placed);
    default:
      return /^(multi_)?(static|external|users|conversations|channels)_select$/.test(type)
        ? select(placed)
        : createElement('em', { className: 'unknown' }, `[${type || 'element'}]`);
  }
}
