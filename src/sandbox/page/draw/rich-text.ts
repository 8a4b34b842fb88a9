/** Slack's rich_text block: sections, lists, quotes and preformatted text with typed leaves. */
import { Fragment, createElement } from 'react';
import type { ReactNode } from 'react';
import { emojiFor } from './emoji.ts';
import { asData, asList, asText } from './plain-data.ts';
import type { Data } from './plain-data.ts';
import { broadcast, channelMention, dateText, link, plainText, userMention } from './text.ts';
import { groupHandle } from './viewer.ts';
import type { Viewer } from './viewer.ts';

const STYLE_TAGS = [
  ['code', 'code'],
  ['bold', 'b'],
  ['italic', 'i'],
  ['strike', 's'],
  ['underline', 'u'],
] as const;

function styled(inside: ReactNode, style: unknown): ReactNode {
  const wanted = asData(style);
  return STYLE_TAGS.reduce<ReactNode>(
    (node, [name, tag]) => (wanted[name] === true ? createElement(tag, null, node) : node),
    inside,
  );
}

function dateLeaf(element: Data, viewer: Viewer): ReactNode {
  const url = asText(element['url']);
  const date = {
    kind: 'date',
    seconds: Number(element['timestamp']),
    template: asText(element['format']),
    url: url === '' ? null : url,
    fallback: asText(element['fallback']),
  } as const;
  return dateText(date, viewer);
}

function colourLeaf(value: string): ReactNode {
  const dot = createElement('span', {
    className: 'colour-dot',
    style: /^#[\da-f]{3,8}$/i.test(value) ? { background: value } : {},
  });
  return createElement('code', null, value, ' ', dot);
}

function leaf(element: Data, viewer: Viewer): ReactNode {
  switch (element['type']) {
    case 'text':
      return plainText(asText(element['text']), false);
    case 'link': {
      const url = asText(element['url']);
      return link(url, plainText(asText(element['text']) || url, false));
    }
    case 'emoji':
      return emojiFor(asText(element['name'])) ?? `:${asText(element['name'])}:`;
    case 'user':
      return userMention(asText(element['user_id']), viewer);
    case 'channel':
      return channelMention(asText(element['channel_id']), viewer);
    case 'usergroup':
      return createElement(
        'span',
        { className: 'mention' },
        groupHandle(viewer, asText(element['usergroup_id'])),
      );
    case 'broadcast':
      return broadcast(asText(element['range']));
    case 'date':
      return dateLeaf(element, viewer);
    case 'color':
      return colourLeaf(asText(element['value']));
    default:
      return null;
  }
}

function leaves(element: Data, viewer: Viewer): readonly ReactNode[] {
  return asList(element['elements']).map((one) => styled(leaf(one, viewer), one['style']));
}

function list(element: Data, viewer: Viewer): ReactNode {
  const tag = element['style'] === 'ordered' ? 'ol' : 'ul';
  const indent = Math.min(8, Number(element['indent'] ?? 0)) || 0;
  const start = Number(element['offset'] ?? 0) + 1;
  return createElement(
    tag,
    {
      className: `rich-list indent-${indent}`,
      ...(tag === 'ol' && start > 1 ? { start } : {}),
    },
    ...asList(element['elements']).map((item) =>
      createElement('li', null, ...leaves(item, viewer)),
    ),
  );
}

function part(element: Data, viewer: Viewer): ReactNode {
  switch (element['type']) {
    case 'rich_text_list':
      return list(element, viewer);
    case 'rich_text_quote':
      return createElement('blockquote', null, ...leaves(element, viewer));
    case 'rich_text_preformatted':
      return createElement('pre', null, ...leaves(element, viewer));
    default:
      return createElement('div', { className: 'rich-section' }, ...leaves(element, viewer));
  }
}

/** A rich_text block, or a rich_text table cell, for this reader. */
export function richText(block: Data, viewer: Viewer): ReactNode {
  return createElement(
    Fragment,
    null,
    ...asList(block['elements']).map((element) => part(element, viewer)),
  );
}
