/** Pictures: the image block, and small images in context and section blocks. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { asData, asText } from '../draw/plain-data.ts';
import type { Data } from '../draw/plain-data.ts';
import { wordsOf } from '../draw/text.ts';

/** Only pictures of this machine are loaded: nothing in the sandbox asks another one for anything. */
function isLocal(url: string): boolean {
  return /^(https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?\/|data:image\/(png|jpeg|gif);)/.test(url);
}

function addressOf(image: Data): string {
  return asText(image['image_url']) || asText(asData(image['slack_file'])['url']);
}

/** An `<img>`, or its alternative text in a frame when the picture lives on another machine. */
export function picture(image: Data, className: string): ReactNode {
  const src = addressOf(image);
  const alt = asText(image['alt_text']);
  return isLocal(src)
    ? createElement('img', { className, src, alt, loading: 'lazy' })
    : createElement(
        'span',
        { className: `${className} no-picture`, role: 'img', 'aria-label': alt },
        alt,
      );
}

/** The image block: its title above the picture, as in Slack. */
export function imageBlock(block: Data): ReactNode {
  const title = wordsOf(block['title']);
  return createElement(
    'figure',
    { className: 'block-image' },
    title === '' ? null : createElement('figcaption', null, title),
    picture(block, 'image'),
  );
}
