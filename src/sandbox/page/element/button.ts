/** Block Kit buttons and the overflow menu. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { isSafeUrl } from '../draw/mrkdwn-token.ts';
import { asList, asText } from '../draw/plain-data.ts';
import { plainText, textObject, wordsOf } from '../draw/text.ts';
import { domId, marks } from './surface.ts';
import type { Placed } from './surface.ts';

/** A button as Slack draws it; with a `url` it also opens that page. */
export function button(placed: Placed): ReactNode {
  const { element } = placed;
  const url = asText(element['url']);
  const name = asText(element['accessibility_label']);
  return createElement(
    'button',
    {
      type: 'button',
      className: `btn ${asText(element['style'])}`.trim(),
      'data-press': '',
      ...marks(placed),
      ...(isSafeUrl(url) ? { 'data-url': url } : {}),
      ...(name === '' ? {} : { 'aria-label': name }),
    },
    createElement('span', null, plainText(wordsOf(element['text']))),
  );
}

/** The `⋯` button with its menu of up to five options. */
export function overflow(placed: Placed): ReactNode {
  const id = `${domId(placed)}-menu`;
  const items = asList(placed.element['options']).map((option) =>
    createElement(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        tabIndex: -1,
        'data-value': asText(option['value']),
        ...(isSafeUrl(asText(option['url'])) ? { 'data-url': asText(option['url']) } : {}),
      },
      textObject(option['text'], placed.surface.viewer),
    ),
  );
  return createElement(
    'span',
    { className: 'menu-holder', ...marks(placed) },
    createElement(
      'button',
      {
        type: 'button',
        className: 'btn overflow',
        'aria-haspopup': 'menu',
        'aria-expanded': 'false',
        'aria-controls': id,
        'aria-label': 'More options',
        'data-menu': id,
      },
      createElement('span', { className: 'dots', 'aria-hidden': true }),
    ),
    createElement('span', { className: 'menu', role: 'menu', id, hidden: true }, ...items),
  );
}
