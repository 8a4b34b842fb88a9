/** The table block, and data_table with its caption: cells of raw text, numbers or rich text. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { asData, asList, asText } from '../draw/plain-data.ts';
import type { Data } from '../draw/plain-data.ts';
import { richText } from '../draw/rich-text.ts';
import { plainText } from '../draw/text.ts';
import type { Viewer } from '../draw/viewer.ts';

function cellContent(cell: Data, viewer: Viewer): ReactNode {
  if (cell['type'] === 'rich_text') return richText(cell, viewer);
  return plainText(asText(cell['text']) || asText(cell['value']));
}

function cellClass(settings: Data): string {
  const align = asText(settings['align']);
  const side = align === 'right' || align === 'center' ? `align-${align}` : '';
  return `${side} ${settings['is_wrapped'] === true ? 'wrapped' : ''}`.trim();
}

/** A table whose first row is the heading, as Slack draws it; wide ones scroll inside their frame. */
export function tableBlock(block: Data, viewer: Viewer): ReactNode {
  const rows = Array.isArray(block['rows']) ? block['rows'].map(asList) : [];
  const settings = Array.isArray(block['column_settings']) ? block['column_settings'] : [];
  const drawn = rows.map((cells, index) => {
    const tag = index === 0 ? 'th' : 'td';
    const tds = cells.map((cell, column) =>
      createElement(
        tag,
        { className: cellClass(asData(settings[column])) },
        createElement('div', null, cellContent(cell, viewer)),
      ),
    );
    return createElement('tr', null, ...tds);
  });
  const caption = asText(block['caption']) || asText(asData(block['caption'])['text']);
  return createElement(
    'div',
    { className: 'block-table', role: 'region', 'aria-label': caption || 'Table', tabIndex: 0 },
    createElement(
      'table',
      null,
      caption === '' ? null : createElement('caption', null, caption),
      createElement('tbody', null, ...drawn),
    ),
  );
}
