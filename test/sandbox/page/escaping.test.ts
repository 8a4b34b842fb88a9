/** Text from outside never becomes HTML, wherever a block may carry it. */
import { assert, pre, property, string, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mrkdwn } from '../../../src/sandbox/page/draw/text.ts';
import { blockHtml, html, viewer, wordsIn } from './drawn.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</span></div><iframe src="//evil">',
  '<https://a.b/" onclick="alert(1)|x>',
  '<!date^1795187100^{time}^javascript:alert(1)|"><script>x</script>>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
];

const text = (words: string) => ({ type: 'mrkdwn', text: words });
const plain = (words: string) => ({ type: 'plain_text', text: words });
const option = (words: string) => ({ text: plain(words), value: words, description: plain(words) });

/** Every place of every block that text can stand in. */
const PLACES: Readonly<Record<string, (words: string) => Readonly<Record<string, unknown>>>> = {
  section: (w) => ({ type: 'section', block_id: w, text: text(w), fields: [text(w), plain(w)] }),
  header: (w) => ({ type: 'header', text: plain(w) }),
  context: (w) => ({
    type: 'context',
    elements: [text(w), { type: 'image', image_url: w, alt_text: w }],
  }),
  image: (w) => ({ type: 'image', image_url: w, alt_text: w, title: plain(w) }),
  button: (w) => ({
    type: 'actions',
    elements: [
      {
        type: 'button',
        text: plain(w),
        url: w,
        action_id: w,
        style: w,
        confirm: { title: plain(w), text: text(w) },
        accessibility_label: w,
      },
    ],
  }),
  overflow: (w) => ({
    type: 'actions',
    elements: [{ type: 'overflow', action_id: w, options: [option(w)] }],
  }),
  select: (w) => ({
    type: 'section',
    text: text(w),
    accessory: {
      type: 'static_select',
      action_id: w,
      placeholder: plain(w),
      initial_option: option(w),
      option_groups: [{ label: plain(w), options: [option(w)] }],
    },
  }),
  input: (w) => ({
    type: 'input',
    block_id: w,
    label: plain(w),
    hint: plain(w),
    element: {
      type: 'plain_text_input',
      action_id: w,
      initial_value: w,
      placeholder: plain(w),
      multiline: true,
    },
  }),
  ticks: (w) => ({
    type: 'input',
    label: plain(w),
    element: { type: 'checkboxes', action_id: w, options: [option(w)] },
  }),
  picker: (w) => ({
    type: 'input',
    label: plain(w),
    element: { type: 'datepicker', action_id: w, initial_date: w, placeholder: plain(w) },
  }),
  rich_text: (w) => ({
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: w },
          { type: 'link', url: w, text: w },
          { type: 'emoji', name: w },
          { type: 'user', user_id: w },
          { type: 'channel', channel_id: w },
          { type: 'broadcast', range: w },
          { type: 'color', value: w },
          { type: 'date', timestamp: 1, format: w, fallback: w, url: w },
        ],
      },
    ],
  }),
  table: (w) => ({
    type: 'table',
    rows: [
      [
        { type: 'raw_text', text: w },
        { type: 'raw_number', value: w },
      ],
    ],
  }),
  unknown: (w) => ({ type: w }),
};

const TAGS = /<\/?([a-z0-9]+)(?:\s[^<>]*)?>/gi;
const ALLOWED_TAGS = new Set(
  'a b blockquote br button code div em figcaption figure hr i img input label pre s small span table tbody td textarea th tr'.split(
    ' ',
  ),
);

/** Names of tags and attributes outside quoted values; a hostile text that broke out would add some. */
function structure(markup: string): { tags: Set<string>; attributes: Set<string> } {
  const bare = markup.replaceAll(/"[^"]*"/g, '""');
  const tags = new Set([...bare.matchAll(TAGS)].map(([, tag = '']) => tag));
  const attributes = new Set(
    [...bare.matchAll(/\s([\w-]+)=""/g)].map(([, attribute = '']) => attribute),
  );
  return { tags, attributes };
}

function expectHarmless(markup: string): void {
  const { tags, attributes } = structure(markup);
  expect([...tags].filter((tag) => !ALLOWED_TAGS.has(tag))).toEqual([]);
  expect([...attributes].filter((name) => name.startsWith('on') || name === 'srcdoc')).toEqual([]);
  expect(markup).not.toMatch(/(href|src)="\s*(javascript|data:text)/i);
}

describe.each(Object.entries(PLACES))('%s', (_name, block) => {
  test.each(HOSTILE)('keeps %j text', (words) => {
    expectHarmless(blockHtml(block(words), { [words]: words }));
  });
});

test('any text at all comes out as text', () => {
  assert(
    property(string({ unit: 'grapheme', maxLength: 60 }), (words) => {
      expectHarmless(html(mrkdwn(words, viewer())));
      expectHarmless(blockHtml({ type: 'header', text: plain(words) }));
    }),
    { numRuns: 300 },
  );
});

test('escaped text reads as it was before it was escaped, whatever it holds', () => {
  const escaped = (words: string): string =>
    words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  assert(
    property(stringMatching(/^[a-z<>&!@#"'/ ^|]{0,40}$/), (words) => {
      pre(!words.includes('http') && !words.startsWith('>'));
      expect(wordsIn(html(mrkdwn(escaped(words), viewer())))).toBe(words);
    }),
    { numRuns: 300 },
  );
});
