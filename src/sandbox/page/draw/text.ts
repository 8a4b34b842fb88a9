/** Text drawn for one reader: mrkdwn, plain text, mentions and dates, always as React text nodes. */
import { Fragment, createElement } from 'react';
import type { ReactNode } from 'react';
import { fillDate } from './date-token.ts';
import { withEmoji } from './emoji.ts';
import { parseMrkdwn } from './mrkdwn-parse.ts';
import type { Paragraph } from './mrkdwn-parse.ts';
import { isSafeUrl } from './mrkdwn-token.ts';
import type { Inline } from './mrkdwn-token.ts';
import { asData, asText } from './plain-data.ts';
import { channelName, groupHandle, personName } from './viewer.ts';
import type { Viewer } from './viewer.ts';

/** A link that opens beside the page; an unsafe address is drawn as its label only. */
export function link(url: string, label: ReactNode): ReactNode {
  if (!isSafeUrl(url)) return label;
  return createElement(
    'a',
    { className: 'link', href: url, target: '_blank', rel: 'noopener noreferrer' },
    label,
  );
}

/** A person's name as Slack marks it, stronger when it is the reader's own. */
export function userMention(userId: string, viewer: Viewer): ReactNode {
  const own = userId === viewer.userId ? ' mention-own' : '';
  return createElement(
    'span',
    { className: `mention${own}`, 'data-user': userId },
    `@${personName(viewer, userId)}`,
  );
}

/** A link to a channel of this workspace. */
export function channelMention(channelId: string, viewer: Viewer): ReactNode {
  const href = `?as=${encodeURIComponent(viewer.userId)}&at=${encodeURIComponent(channelId)}`;
  return createElement(
    'a',
    { className: 'mention', href, 'data-go': '' },
    `#${channelName(viewer, channelId)}`,
  );
}

/** The mark of a real ping of many people (`@channel`); words that only look like one never get it. */
export function broadcast(range: string): ReactNode {
  return createElement(
    'span',
    { className: 'mention mention-own', 'data-ping': range },
    `@${range}`,
  );
}

/** A date in the reader's zone, with the sender's fallback as its tooltip. */
export function dateText(date: Extract<Inline, { kind: 'date' }>, viewer: Viewer): ReactNode {
  const words = fillDate(date.seconds, date.template, date.fallback, viewer);
  const node = createElement('span', { className: 'date', title: date.fallback }, words);
  return date.url === null ? node : link(date.url, node);
}

function drawInline(node: Inline, viewer: Viewer): ReactNode {
  switch (node.kind) {
    case 'text':
      return withEmoji(node.text);
    case 'break':
      return createElement('br');
    case 'code':
      return createElement('code', null, node.text);
    case 'styled':
      return createElement(node.style, null, ...node.inside.map((one) => drawInline(one, viewer)));
    case 'link':
      return link(node.url, withEmoji(node.label));
    case 'user':
      return userMention(node.id, viewer);
    case 'channel':
      return channelMention(node.id, viewer);
    case 'group':
      return createElement(
        'span',
        { className: 'mention' },
        node.label || groupHandle(viewer, node.id),
      );
    case 'broadcast':
      return broadcast(node.range);
    case 'date':
      break;
  }
  return dateText(node, viewer);
}

function drawParagraph(paragraph: Paragraph, viewer: Viewer): ReactNode {
  if (paragraph.kind === 'preformatted') return createElement('pre', null, paragraph.text);
  const inside = paragraph.inside.map((node) => drawInline(node, viewer));
  return paragraph.kind === 'quote'
    ? createElement('blockquote', null, ...inside)
    : createElement(Fragment, null, ...inside);
}

/** Slack's mrkdwn for this reader. */
export function mrkdwn(text: string, viewer: Viewer): ReactNode {
  return createElement(
    Fragment,
    null,
    ...parseMrkdwn(text).map((paragraph) => drawParagraph(paragraph, viewer)),
  );
}

/** Text without any marks: what looks like a mention or a style stays as written. */
export function plainText(text: string, emoji = true): ReactNode {
  const lines = (emoji ? withEmoji(text) : text).split('\n');
  return createElement(
    Fragment,
    null,
    ...lines.flatMap((line, index) => (index === 0 ? [line] : [createElement('br'), line])),
  );
}

/** A Block Kit text object (`plain_text` or `mrkdwn`). */
export function textObject(value: unknown, viewer: Viewer): ReactNode {
  const text = asData(value);
  return text['type'] === 'mrkdwn'
    ? mrkdwn(asText(text['text']), viewer)
    : plainText(asText(text['text']), text['emoji'] !== false);
}

/** The bare words of a text object, for labels and attributes. */
export function wordsOf(value: unknown): string {
  return withEmoji(asText(asData(value)['text']));
}
