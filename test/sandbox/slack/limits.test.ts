/** Every limit of Block Kit: what lies at it passes, and one more is refused. */
import { describe, expect, test } from 'vitest';
import { blockFlaws } from '../../../src/sandbox/slack/checks/blocks.ts';
import type { Surface } from '../../../src/sandbox/slack/checks/surfaces.ts';
import { checkedView } from '../../../src/sandbox/slack/checks/view.ts';
import {
  actions,
  button,
  chars,
  input,
  modal,
  mrkdwn,
  option,
  overflow,
  plain,
  rich,
  section,
  select,
  table,
  times,
  words,
} from './block-cases.ts';
import type { Piece } from './block-cases.ts';

/** What is limited, the limit, where, and the blocks that have `n` of it. */
type Limit = readonly [
  what: string,
  limit: number,
  surface: Surface,
  make: (n: number) => readonly Piece[],
];

const DIVIDER: Piece = { type: 'divider' };
const IMAGE: Piece = { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' };
const CARD: Piece = { type: 'card', title: plain('Atlas') };
const url = (n: number): string => `https://example.com/${chars(n - 20)}`;
const raw = (text: string): Piece => ({ type: 'raw_text', text });
const confirm = (more: Piece): Piece => ({ text: plain('Sure?'), ...more });

const dataTable = (rows: number, columns: number, more: Piece = {}): Piece => ({
  type: 'data_table',
  caption: 'Items',
  rows: times(rows, () => times(columns, () => raw('x'))),
  ...more,
});

const point = (name: string): Piece => ({ label: name, value: 1 });
const pie = (segments: number): Piece => ({
  type: 'data_visualization',
  title: 'Share',
  chart: { type: 'pie', segments: times(segments, (n) => point(`${n}`)) },
});
const bars = (series: number, points: number, label = ''): Piece => {
  const names = times(points, (n) => `${label}${n}`);
  return {
    type: 'data_visualization',
    title: 'Done',
    chart: {
      type: 'bar',
      series: times(series, (n) => ({ name: `s${n}`, data: names.map(point) })),
      axis_config: { categories: names },
    },
  };
};

const BLOCKS: readonly Limit[] = [
  ['blocks in a message', 50, 'message', (n) => times(n, () => DIVIDER)],
  ['blocks in a modal', 100, 'modal', (n) => times(n, () => DIVIDER)],
  ['blocks in a Home tab', 100, 'home', (n) => times(n, () => DIVIDER)],
  ['a block id', 255, 'message', (n) => [{ ...DIVIDER, block_id: chars(n) }]],
  ['elements of actions', 25, 'message', (n) => [actions(...times(n, () => button()))]],
  [
    'elements of a context',
    10,
    'message',
    (n) => [{ type: 'context', elements: times(n, () => mrkdwn('x')) }],
  ],
  ['a picture’s words', 2000, 'message', (n) => [{ ...IMAGE, alt_text: chars(n) }]],
  ['a picture’s address', 3000, 'message', (n) => [{ ...IMAGE, image_url: url(n) }]],
  ['a picture’s title', 2000, 'message', (n) => [{ ...IMAGE, title: plain(chars(n)) }]],
  ['a header', 150, 'message', (n) => [{ type: 'header', text: plain(chars(n)) }]],
  ['a header’s level', 4, 'message', (n) => [{ type: 'header', text: plain('x'), level: n }]],
  ['a section’s text', 3000, 'message', (n) => [section({ text: mrkdwn(chars(n)) })]],
  ['a section’s fields', 10, 'message', (n) => [section({ fields: times(n, () => plain('x')) })]],
  ['a field', 2000, 'message', (n) => [section({ fields: [plain(chars(n))] })]],
  ['an input’s label', 2000, 'modal', (n) => [input(undefined, { label: plain(chars(n)) })]],
  ['an input’s hint', 2000, 'modal', (n) => [input(undefined, { hint: plain(chars(n)) })]],
  ['markdown', 12_000, 'message', (n) => [{ type: 'markdown', text: chars(n) }]],
  [
    'markdown of two blocks',
    12_000,
    'message',
    (n) => [
      { type: 'markdown', text: 'x' },
      { type: 'markdown', text: chars(n - 1) },
    ],
  ],
  ['an alert', 200, 'modal', (n) => [{ type: 'alert', text: plain(chars(n)) }]],
  [
    'the depth of a list',
    8,
    'message',
    (n) => [
      rich({
        type: 'rich_text_list',
        style: 'bullet',
        elements: [words({ type: 'text', text: 'x' })],
        indent: n,
      }),
    ],
  ],
];

const NEWER: readonly Limit[] = [
  ['a table’s rows', 100, 'message', (n) => [table(n, 1)]],
  ['a table’s columns', 20, 'message', (n) => [table(1, n)]],
  [
    'a table’s characters',
    10_000,
    'message',
    (n) => [{ type: 'table', rows: [[raw(chars(n - 1)), raw('x')]] }],
  ],
  [
    'a table’s column settings',
    20,
    'message',
    (n) => [{ ...table(1, 1), column_settings: times(n, () => null) }],
  ],
  ['a data table’s rows', 201, 'message', (n) => [dataTable(n, 1)]],
  ['a data table’s columns', 20, 'message', (n) => [dataTable(2, n)]],
  ['a data table’s page', 100, 'message', (n) => [dataTable(2, 1, { page_size: n })]],
  [
    'a data table’s characters',
    20_000,
    'message',
    (n) => [dataTable(2, 1, { rows: [[raw('x')], [raw(chars(n - 1))]] })],
  ],
  ['charts', 2, 'message', (n) => times(n, () => pie(1))],
  ['a chart’s title', 50, 'message', (n) => [{ ...pie(1), title: chars(n) }]],
  ['a pie’s segments', 12, 'message', (n) => [pie(n)]],
  ['a chart’s series', 12, 'message', (n) => [bars(n, 1)]],
  ['a chart’s points', 20, 'message', (n) => [bars(1, n)]],
  ['a chart’s labels', 20, 'message', (n) => [bars(1, 1, chars(n - 1))]],
  ['a card’s title', 150, 'message', (n) => [{ ...CARD, title: plain(chars(n)) }]],
  ['a card’s subtitle', 150, 'message', (n) => [{ ...CARD, subtitle: plain(chars(n)) }]],
  ['a card’s body', 200, 'message', (n) => [{ ...CARD, body: plain(chars(n)) }]],
  ['a card’s subtext', 200, 'message', (n) => [{ ...CARD, subtext: plain(chars(n)) }]],
  ['a card’s buttons', 3, 'message', (n) => [{ ...CARD, actions: times(n, () => button()) }]],
  [
    'a carousel’s cards',
    10,
    'message',
    (n) => [{ type: 'carousel', elements: times(n, () => CARD) }],
  ],
  [
    'a container’s blocks',
    10,
    'message',
    (n) => [{ type: 'container', child_blocks: times(n, () => DIVIDER) }],
  ],
  [
    'a container’s title',
    150,
    'message',
    (n) => [{ type: 'container', title: plain(chars(n)), child_blocks: [DIVIDER] }],
  ],
  [
    'context actions',
    5,
    'message',
    (n) => [
      {
        type: 'context_actions',
        elements: times(n, () => ({ type: 'icon_button', icon: 'trash', text: plain('Go') })),
      },
    ],
  ],
];

const field = (more: Piece): readonly Piece[] => [input({ type: 'plain_text_input', ...more })];

const ELEMENTS: readonly Limit[] = [
  ['a button’s text', 75, 'message', (n) => [actions(button({ text: plain(chars(n)) }))]],
  ['a button’s value', 2000, 'message', (n) => [actions(button({ value: chars(n) }))]],
  ['a button’s address', 3000, 'message', (n) => [actions(button({ url: url(n) }))]],
  [
    'a button’s label for readers',
    75,
    'message',
    (n) => [actions(button({ accessibility_label: chars(n) }))],
  ],
  ['an action id', 255, 'message', (n) => [actions(button({ action_id: chars(n) }))]],
  [
    'a question’s title',
    100,
    'message',
    (n) => [actions(button({ confirm: confirm({ title: plain(chars(n)) }) }))],
  ],
  [
    'a question’s text',
    300,
    'message',
    (n) => [actions(button({ confirm: confirm({ text: plain(chars(n)) }) }))],
  ],
  [
    'a question’s yes',
    30,
    'message',
    (n) => [actions(button({ confirm: confirm({ confirm: plain(chars(n)) }) }))],
  ],
  [
    'a question’s no',
    30,
    'message',
    (n) => [actions(button({ confirm: confirm({ deny: plain(chars(n)) }) }))],
  ],
  [
    'options',
    100,
    'message',
    (n) => [actions(select({ options: times(n, (id) => option(`${id}`)) }))],
  ],
  [
    'groups of options',
    100,
    'message',
    (n) => [
      actions({
        type: 'static_select',
        option_groups: times(n, () => ({ label: plain('x'), options: [option('a')] })),
      }),
    ],
  ],
  [
    'a group’s label',
    75,
    'message',
    (n) => [
      actions({
        type: 'static_select',
        option_groups: [{ label: plain(chars(n)), options: [option('a')] }],
      }),
    ],
  ],
  [
    'an option’s text',
    75,
    'message',
    (n) => [actions(select({ options: [option('a', chars(n))] }))],
  ],
  [
    'an option’s value',
    75,
    'message',
    (n) => [actions(select({ options: [option(chars(n), 'a')] }))],
  ],
  [
    'an option’s description',
    75,
    'message',
    (n) => [actions(select({ options: [{ ...option('a'), description: plain(chars(n)) }] }))],
  ],
  ['an overflow’s options', 5, 'message', (n) => [section({ accessory: overflow(n) })]],
  [
    'radio buttons',
    10,
    'modal',
    (n) => [input({ type: 'radio_buttons', options: times(n, (id) => option(`${id}`)) })],
  ],
  [
    'checkboxes',
    10,
    'modal',
    (n) => [input({ type: 'checkboxes', options: times(n, (id) => option(`${id}`)) })],
  ],
  ['a placeholder', 150, 'modal', (n) => field({ placeholder: plain(chars(n)) })],
  ['what a field starts with', 3000, 'modal', (n) => field({ initial_value: chars(n) })],
  ['the most that a field allows', 3000, 'modal', (n) => field({ max_length: n })],
  ['the least that a field wants', 3000, 'modal', (n) => field({ min_length: n })],
  [
    'lines of a rich field',
    100,
    'modal',
    (n) => [input({ type: 'rich_text_input', max_lines: n })],
  ],
  ['files of a file field', 10, 'modal', (n) => [input({ type: 'file_input', max_files: n })]],
];

describe('what blocks hold', () => {
  test.each([...BLOCKS, ...NEWER, ...ELEMENTS])('%s: %d', (_what, limit, surface, make) => {
    expect(blockFlaws(make(limit), surface, '/blocks')).toEqual([]);
    expect(blockFlaws(make(limit + 1), surface, '/blocks')).not.toEqual([]);
  });
});

describe('the least that Slack wants', () => {
  test.each<[string, Surface, readonly Piece[], readonly Piece[]]>([
    ['rows of a data table', 'message', [dataTable(2, 1)], [dataTable(1, 1)]],
    ['words in a cell', 'message', [table(1, 1)], [table(1, 1, '')]],
    ['options of a menu', 'message', [actions(select())], [actions(select({ options: [] }))]],
    [
      'cards of a carousel',
      'message',
      [{ type: 'carousel', elements: [CARD] }],
      [{ type: 'carousel', elements: [] }],
    ],
    ['a card with something in it', 'message', [CARD], [{ type: 'card' }]],
    ['a caption', 'message', [dataTable(2, 1)], [dataTable(2, 1, { caption: '' })]],
  ])('%s', (_what, surface, enough, tooLittle) => {
    expect(blockFlaws(enough, surface, '/blocks')).toEqual([]);
    expect(blockFlaws(tooLittle, surface, '/blocks')).not.toEqual([]);
  });
});

describe('what a view holds', () => {
  const submit = { submit: plain('Go') };
  test.each<[string, number, (n: number) => Piece]>([
    ['the title', 24, (n) => modal([DIVIDER], { title: plain(chars(n)) })],
    ['the submit button', 24, (n) => modal([DIVIDER], { submit: plain(chars(n)) })],
    ['the close button', 24, (n) => modal([DIVIDER], { close: plain(chars(n)) })],
    ['private metadata', 3000, (n) => modal([DIVIDER], { private_metadata: chars(n) })],
    ['the callback id', 255, (n) => modal([DIVIDER], { callback_id: chars(n) })],
    ['the external id', 255, (n) => modal([DIVIDER], { external_id: chars(n) })],
    [
      'focus',
      1,
      (n) =>
        modal(
          times(n, () => input({ type: 'plain_text_input', focus_on_load: true })),
          submit,
        ),
    ],
  ])('%s: %d', (_what, limit, make) => {
    expect(() => checkedView(make(limit), 'modal')).not.toThrow();
    expect(() => checkedView(make(limit + 1), 'modal')).toThrow('invalid_arguments');
  });

  test('an input wants a submit button', () => {
    expect(() => checkedView(modal([input()], submit), 'modal')).not.toThrow();
    expect(() => checkedView(modal([input()]), 'modal')).toThrow('invalid_arguments');
  });
});
