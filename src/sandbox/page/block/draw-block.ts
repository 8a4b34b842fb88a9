/** Block Kit blocks as Slack draws them, for one reader. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { asData, asList, asText } from '../draw/plain-data.ts';
import type { Data } from '../draw/plain-data.ts';
import { richText } from '../draw/rich-text.ts';
import { textObject, wordsOf } from '../draw/text.ts';
import { drawElement } from '../element/draw-element.ts';
import type { Placed, Surface } from '../element/surface.ts';
import { inputBlock } from './input.ts';
import { libraryBlock } from './library.ts';
import { imageBlock, picture } from './picture.ts';
import { tableBlock } from './table.ts';

function live(element: Data, block: Data, surface: Surface): Placed {
  return { element, blockId: asText(block['block_id']), label: '', surface, quiet: false };
}

function accessory(block: Data, surface: Surface): ReactNode {
  const element = asData(block['accessory']);
  if (!('type' in element)) return null;
  const inside =
    element['type'] === 'image'
      ? picture(element, 'thumbnail')
      : drawElement({ ...live(element, block, surface), label: labelFrom(element, block) });
  return createElement('div', { className: 'accessory' }, inside);
}

/** A control beside a text is read out by that text when it has no words of its own. */
function labelFrom(element: Data, block: Data): string {
  return wordsOf(element['placeholder']) || wordsOf(block['text']).split('\n')[0] || '';
}

function section(block: Data, surface: Surface): ReactNode {
  const fields = asList(block['fields']).map((field) =>
    createElement('div', { className: 'section-field' }, textObject(field, surface.viewer)),
  );
  const text = 'text' in block ? textObject(block['text'], surface.viewer) : null;
  return createElement(
    'div',
    { className: 'block-section' },
    createElement(
      'div',
      { className: 'section-body' },
      text === null ? null : createElement('div', { className: 'text' }, text),
      fields.length === 0 ? null : createElement('div', { className: 'section-fields' }, ...fields),
    ),
    accessory(block, surface),
  );
}

function header(block: Data, surface: Surface): ReactNode {
  const level = Math.min(4, Math.max(1, Number(block['level'] ?? 1) || 1));
  return createElement(
    'div',
    { className: `block-header level-${level}`, role: 'heading', 'aria-level': level + 2 },
    textObject(block['text'], surface.viewer),
  );
}

function context(block: Data, surface: Surface): ReactNode {
  const elements = asList(block['elements']).map((element) =>
    element['type'] === 'image'
      ? picture(element, 'context-image')
      : createElement('span', { className: 'context-text' }, textObject(element, surface.viewer)),
  );
  return createElement('div', { className: 'block-context' }, ...elements);
}

function actions(block: Data, surface: Surface): ReactNode {
  return createElement(
    'div',
    { className: 'block-actions' },
    ...asList(block['elements']).map((element) => drawElement(live(element, block, surface))),
  );
}

/** One block. Never throws for a block of an odd shape. */
export function drawBlock(block: Data, surface: Surface): ReactNode {
  switch (block['type']) {
    case 'section':
      return section(block, surface);
    case 'header':
      return header(block, surface);
    case 'divider':
      return createElement('hr', { className: 'block-divider' });
    case 'context':
      return context(block, surface);
    case 'actions':
      return actions(block, surface);
    case 'input':
      return inputBlock(block, surface);
    case 'image':
      return imageBlock(block);
    case 'rich_text':
      return createElement('div', { className: 'block-rich' }, richText(block, surface.viewer));
    case 'table':
    case 'data_table':
      return tableBlock(block, surface.viewer);
    default:
      return libraryBlock(block, surface.viewer);
  }
}

/** Blocks from top to bottom, each under a key that holds while its block_id does. */
export function drawBlocks(blocks: readonly Data[], surface: Surface): ReactNode {
  const drawn = blocks.map((block, index) =>
    createElement(
      'div',
      { className: 'block', 'data-key': asText(block['block_id']) || `block-${index}` },
      drawBlock(block, surface),
    ),
  );
  return createElement('div', { className: 'blocks' }, ...drawn);
}
