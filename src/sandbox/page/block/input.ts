/** The input block: label, element, hint, and under it what is wrong with the answer. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { asData, asText } from '../draw/plain-data.ts';
import type { Data } from '../draw/plain-data.ts';
import { plainText, wordsOf } from '../draw/text.ts';
import { drawElement } from '../element/draw-element.ts';
import { domId } from '../element/surface.ts';
import type { Placed, Surface } from '../element/surface.ts';

function errorLine(error: string | undefined): ReactNode {
  return error === undefined
    ? null
    : createElement('div', { className: 'field-error', role: 'alert' }, plainText(error, false));
}

/** The label; a group of ticks has no single control to point at and carries the label itself. */
function labelLine(placed: Placed, optional: boolean): ReactNode {
  const isGroup = ['checkboxes', 'radio_buttons'].includes(asText(placed.element['type']));
  return createElement(
    isGroup ? 'div' : 'label',
    { className: 'label', ...(isGroup ? {} : { htmlFor: domId(placed) }) },
    plainText(placed.label),
    optional ? createElement('span', { className: 'optional' }, ' (optional)') : null,
  );
}

/** An input block of a modal or Home tab. */
export function inputBlock(block: Data, surface: Surface): ReactNode {
  const blockId = asText(block['block_id']);
  const label = wordsOf(block['label']);
  const hint = wordsOf(block['hint']);
  const placed: Placed = {
    element: asData(block['element']),
    blockId,
    label,
    surface,
    quiet: block['dispatch_action'] !== true,
  };
  const error = surface.errors[blockId];
  return createElement(
    'div',
    { className: `block-input${error === undefined ? '' : ' wrong'}` },
    labelLine(placed, block['optional'] === true),
    drawElement(placed),
    errorLine(error),
    hint === '' ? null : createElement('div', { className: 'hint' }, plainText(hint)),
  );
}
