import {
  button,
  chars,
  input,
  mrkdwn,
  plain,
  rich,
  section,
  table,
  times,
  words,
} from './block-cases.ts';
import type { Piece, RefusedBlocks } from './block-cases.ts';

const DIVIDER: Piece = { type: 'divider' };
const IMAGE: Piece = { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' };
const TEXT: Piece = { type: 'text', text: 'x' };

function cell(length: number): Piece {
  return { type: 'raw_text', text: chars(length) };
}

/** What Slack refuses about blocks, tables and rich text. */
export const REFUSED_BLOCKS: readonly RefusedBlocks[] = [
  ['51 blocks', times(51, () => DIVIDER), 'no more than 50 items allowed', '/blocks'],
  ['no type', [{}], 'missing required field: type', '/blocks/0'],
  ['an unknown type', [{ type: 'poem' }], 'unsupported type: poem', '/blocks/0/type'],
  ['an input', [input()], 'unsupported type: input', '/blocks/0/type'],
  ['an alert', [{ type: 'alert', text: plain('x') }], 'unsupported type: alert', '/blocks/0/type'],
  [
    'an unknown field',
    [section({ colour: 'red' })],
    'invalid additional property: colour',
    '/blocks/0',
  ],
  [
    'a section without text',
    [{ type: 'section' }],
    'must define either `text` or `fields`',
    '/blocks/0/type',
  ],
  [
    'an empty section text',
    [section({ text: mrkdwn('') })],
    'must be more than 0 characters',
    '/blocks/0/text/text',
  ],
  [
    '3,001 characters',
    [section({ text: mrkdwn(chars(3001)) })],
    'must be less than 3001 characters',
    '/blocks/0/text/text',
  ],
  [
    'eleven fields',
    [section({ fields: times(11, () => plain('x')) })],
    'no more than 10 items allowed',
    '/blocks/0/fields',
  ],
  [
    'a field of 2,001',
    [section({ fields: [plain(chars(2001))] })],
    'must be less than 2001 characters',
    '/blocks/0/fields/0/text',
  ],
  [
    'a header of 151',
    [{ type: 'header', text: plain(chars(151)) }],
    'must be less than 151 characters',
    '/blocks/0/text/text',
  ],
  [
    'a header in mrkdwn',
    [{ type: 'header', text: mrkdwn('x') }],
    'unsupported type: mrkdwn',
    '/blocks/0/text/type',
  ],
  [
    'verbatim on plain text',
    [section({ text: { ...plain('x'), verbatim: true } })],
    'invalid additional property: verbatim',
    '/blocks/0/text',
  ],
  [
    'context of eleven',
    [{ type: 'context', elements: times(11, () => plain('x')) }],
    'no more than 10 items allowed',
    '/blocks/0/elements',
  ],
  [
    'a button in context',
    [{ type: 'context', elements: [button()] }],
    'unsupported type: button',
    '/blocks/0/elements/0/type',
  ],
  [
    'a picture without words',
    [{ type: 'image', image_url: 'https://example.com/a.png' }],
    'missing required field: alt_text',
    '/blocks/0',
  ],
  [
    'a picture from nowhere',
    [{ type: 'image', alt_text: 'a' }],
    'must define either `image_url` or `slack_file`',
    '/blocks/0',
  ],
  [
    'a picture address of 3,001',
    [{ ...IMAGE, image_url: `https://example.com/${chars(2981)}` }],
    'must be less than 3001 characters',
    '/blocks/0/image_url',
  ],
  ['101 rows', [table(101, 1)], 'no more than 100 items allowed', '/blocks/0/rows'],
  ['21 columns', [table(1, 21)], 'no more than 20 items allowed', '/blocks/0/rows/0'],
  ['an empty cell', [table(1, 1, '')], 'must be more than 0 characters', '/blocks/0/rows/0/0/text'],
  [
    'a table of 10,001 characters',
    [{ ...table(1, 2), rows: [[cell(10_000), cell(1)]] }],
    'must be less than 10001 characters',
    '/blocks/0/rows',
  ],
  [
    'a mention by name',
    [rich(words({ type: 'user', user_id: 'mara' }))],
    'input must match regex pattern: ^[UW][A-Z0-9]+$',
    '/blocks/0/elements/0/elements/0/user_id',
  ],
  [
    'an empty rich text leaf',
    [rich(words({ type: 'text', text: '' }))],
    'must be more than 0 characters',
    '/blocks/0/elements/0/elements/0/text',
  ],
  [
    'mrkdwn inside rich text',
    [rich(words(mrkdwn('x')))],
    'unsupported type: mrkdwn',
    '/blocks/0/elements/0/elements/0/type',
  ],
  [
    'a list nine deep',
    [rich({ type: 'rich_text_list', style: 'bullet', elements: [words(TEXT)], indent: 9 })],
    'must be less than or equal to 8',
    '/blocks/0/elements/0/indent',
  ],
  [
    'a section outside rich text',
    [words(TEXT)],
    'unsupported type: rich_text_section',
    '/blocks/0/type',
  ],
  [
    'a header level of five',
    [{ type: 'header', text: plain('x'), level: 5 }],
    'must be less than or equal to 4',
    '/blocks/0/level',
  ],
];
