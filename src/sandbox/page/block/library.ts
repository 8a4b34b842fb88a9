/**
 * The newest display blocks (charts, cards, alerts, plans, Markdown) as slack-blocks-to-jsx draws them.
 * The older ones are not left to it: version 1.1.1 reads marks inside plain_text, so that a title with
 * `<!channel>` looks like a ping, drops a whole section at one odd token, and words dates in the
 * server's zone.
 */
import { createElement } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Message } from 'slack-blocks-to-jsx';
import type { Data } from '../draw/plain-data.ts';
import { asText } from '../draw/plain-data.ts';
import type { Viewer } from '../draw/viewer.ts';

type LibraryBlock = ComponentProps<typeof Message>['blocks'][number];

/** Block types that are handed to the library. */
const DRAWN = new Set([
  'alert',
  'card',
  'carousel',
  'container',
  'data_visualization',
  'file',
  'markdown',
  'plan',
  'task_card',
  'video',
]);

function isDrawn(block: Data): block is Data & LibraryBlock {
  return DRAWN.has(asText(block['type']));
}

function unknown(block: Data): ReactNode {
  return createElement('em', { className: 'unknown' }, `[${asText(block['type']) || 'block'}]`);
}

/** The library answers with an empty frame for what it does not understand. */
function isEmpty(html: string): boolean {
  return !/<(svg|img|video)\b/.test(html) && html.replaceAll(/<[^>]*>/g, '').trim() === '';
}

/** One block drawn by the library; one that it cannot draw is named rather than hidden. */
export function libraryBlock(block: Data, viewer: Viewer): ReactNode {
  if (!isDrawn(block)) return unknown(block);
  const message = createElement(Message, {
    blocks: [block],
    name: 'Slipway',
    logo: '',
    time: new Date(viewer.now),
    withoutWrapper: true,
    data: {
      users: [...viewer.people.values()].map(({ id, realName }) => ({ id, name: realName })),
      channels: [...viewer.channels.values()].map(({ id, name }) => ({ id, name })),
    },
  });
  try {
    // Drawn here and now, so that a block it stumbles over costs that block and not the screen.
    const html = renderToStaticMarkup(message);
    if (isEmpty(html)) return unknown(block);
    return createElement('div', {
      className: 'by-library',
      dangerouslySetInnerHTML: { __html: html },
    });
  } catch {
    return unknown(block);
  }
}
