import { describe, expect, test } from 'vitest';
import {
  actions,
  button,
  chars,
  input,
  modal,
  mrkdwn,
  option,
  plain,
  section,
  select,
  table,
  times,
} from './block-cases.ts';
import type { Piece } from './block-cases.ts';
import { refusal, startRig } from './rig.ts';

const SUBMIT = { submit: plain('Save') };
const home = (...blocks: readonly Piece[]): Piece => ({ type: 'home', blocks });
const field = (more: Piece): Piece => modal([input({ type: 'plain_text_input', ...more })], SUBMIT);
const focused = input({ type: 'plain_text_input', focus_on_load: true });

/** Publishes a Home tab, or opens a modal for a person who just pressed something. */
async function show(view: Piece) {
  const { slack, client } = await startRig();
  if (view['type'] === 'home')
    return client.apiCall('views.publish', { user_id: 'U0MARA', view: JSON.stringify(view) });
  const trigger_id = slack.triggerFor('U0MARA');
  return client.apiCall('views.open', { trigger_id, view: JSON.stringify(view) });
}

describe('what Slack takes', () => {
  test.each<[string, Piece]>([
    ['100 blocks', modal(times(100, () => section()))],
    ['a title, submit and close of 24', modal([section()], frame(24))],
    ['private metadata of 3,000', modal([section()], { private_metadata: chars(3000) })],
    ['an alert', modal([{ type: 'alert', text: plain(chars(200)), level: 'warning' }])],
    ['a file field', modal([input({ type: 'file_input', max_files: 10 })], SUBMIT)],
    ['an input on the Home tab, which has no submit', home(input())],
    ['a table on the Home tab', home(table(2, 2))],
    ['every input', modal(everyInput(), SUBMIT)],
    ['one focused field', modal([focused, input()], SUBMIT)],
  ])('%s', async (_what, view) => {
    expect((await show(view)).ok).toBe(true);
  });
});

function frame(length: number): Piece {
  const text = plain(chars(length));
  return { title: text, submit: text, close: text };
}

function everyInput(): Piece[] {
  return [
    { type: 'plain_text_input', multiline: true, min_length: 1, max_length: 3000 },
    { type: 'rich_text_input' },
    { type: 'number_input', is_decimal_allowed: false, initial_value: '3', min_value: '-1' },
    { type: 'email_text_input' },
    {
      type: 'url_text_input',
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
    },
    { type: 'datepicker', initial_date: '2026-12-12' },
    { type: 'timepicker', initial_time: '10:00', timezone: 'Europe/Berlin' },
    { type: 'datetimepicker', initial_date_time: 1_795_170_696 },
    select({ placeholder: plain('Choose') }),
    { type: 'multi_static_select', options: [option('a')], initial_options: [option('a')] },
    { type: 'users_select' },
    { type: 'multi_users_select', max_selected_items: 3 },
    { type: 'conversations_select', filter: { include: ['public'] } },
    { type: 'channels_select' },
    { type: 'external_select', min_query_length: 0 },
    { type: 'radio_buttons', options: [option('a')] },
    { type: 'checkboxes', options: [{ text: mrkdwn('*a*'), value: 'a' }] },
  ].map((element) => input(element));
}

/** A view, Slack's sentence, and where it points below `/view`. */
const REFUSED: readonly [string, Piece, string, string][] = [
  ['101 blocks', modal(times(101, () => section())), 'no more than 100 items allowed', '/blocks'],
  [
    'an input without submit',
    modal([section(), input()]),
    'must define `submit` to use an `input` block in modals',
    '/blocks/1/input',
  ],
  ['a long title', modal([], { title: plain(chars(25)) }), below(25), '/title/text'],
  ['a long submit', modal([], { submit: plain(chars(25)) }), below(25), '/submit/text'],
  ['a long close', modal([], { close: plain(chars(25)) }), below(25), '/close/text'],
  ['a title in mrkdwn', modal([], { title: mrkdwn('x') }), unsupported('mrkdwn'), '/title/type'],
  ['no title', { type: 'modal', blocks: [] }, 'missing required field: title', ''],
  ['no blocks', { type: 'modal', title: plain('x') }, 'missing required field: blocks', ''],
  [
    'private metadata of 3,001',
    modal([], { private_metadata: chars(3001) }),
    below(3001),
    '/private_metadata',
  ],
  ['a long callback id', modal([], { callback_id: chars(256) }), below(256), '/callback_id'],
  ['a table in a modal', modal([table(1, 1)]), unsupported('table'), '/blocks/0/type'],
  [
    'markdown in a modal',
    modal([{ type: 'markdown', text: 'x' }]),
    unsupported('markdown'),
    '/blocks/0/type',
  ],
  [
    'an alert at home',
    home({ type: 'alert', text: plain('x') }),
    unsupported('alert'),
    '/blocks/0/type',
  ],
  [
    'an alert of 201',
    modal([{ type: 'alert', text: plain(chars(201)) }]),
    below(201),
    '/blocks/0/text/text',
  ],
  [
    'an input without label',
    modal([{ type: 'input', element: { type: 'plain_text_input' } }], SUBMIT),
    'missing required field: label',
    '/blocks/0',
  ],
  [
    'a label of 2,001',
    modal([input(undefined, { label: plain(chars(2001)) })], SUBMIT),
    below(2001),
    '/blocks/0/label/text',
  ],
  [
    'a label in mrkdwn',
    modal([input(undefined, { label: mrkdwn('x') })], SUBMIT),
    unsupported('mrkdwn'),
    '/blocks/0/label/type',
  ],
  [
    'a button as input',
    modal([input(button())], SUBMIT),
    unsupported('button'),
    '/blocks/0/element/type',
  ],
  [
    'a long placeholder',
    field({ placeholder: plain(chars(151)) }),
    below(151),
    el('placeholder/text'),
  ],
  [
    'a start longer than allowed',
    field({ initial_value: 'abc', max_length: 2 }),
    below(3),
    el('initial_value'),
  ],
  [
    'a least above the most',
    field({ min_length: 3, max_length: 2 }),
    'min_length must be less than or equal to max_length',
    '/blocks/0/element',
  ],
  [
    'a number without its rule',
    modal([input({ type: 'number_input' })], SUBMIT),
    'missing required field: is_decimal_allowed',
    '/blocks/0/element',
  ],
  [
    'a number as number',
    modal([input({ type: 'number_input', is_decimal_allowed: true, min_value: 3 })], SUBMIT),
    'must provide a string',
    el('min_value'),
  ],
  [
    'eleven files',
    modal([input({ type: 'file_input', max_files: 11 })], SUBMIT),
    'must be less than or equal to 10',
    el('max_files'),
  ],
  [
    'files that report each choice',
    modal([input({ type: 'file_input' }, { dispatch_action: true })], SUBMIT),
    '`dispatch_action` is not supported for `file_input`',
    '/blocks/0/dispatch_action',
  ],
  [
    'an absent start as null',
    modal([section({ accessory: select({ initial_option: null }) })]),
    'must provide an object',
    '/blocks/0/accessory/initial_option',
  ],
  [
    'two focused fields',
    modal([focused, focused], SUBMIT),
    'only one element can have `focus_on_load`',
    '/blocks',
  ],
  [
    'a submit button at home',
    { ...home(), submit: plain('x') },
    'invalid additional property: submit',
    '',
  ],
  [
    '26 buttons at home',
    home(actions(...times(26, () => button()))),
    'no more than 25 items allowed',
    '/blocks/0/elements',
  ],
];

function below(limit: number): string {
  return `must be less than ${limit} characters`;
}

function unsupported(type: string): string {
  return `unsupported type: ${type}`;
}

function el(rest: string): string {
  return `/blocks/0/element/${rest}`;
}

describe('what Slack refuses, and where it points', () => {
  test.each(REFUSED)('%s', async (_what, view, problem, at) => {
    const { error, messages } = await refusal(show(view));
    expect(error).toBe('invalid_arguments');
    expect(messages).toEqual([
      '[ERROR] failed to match all allowed schemas [json-pointer:/view]',
      `[ERROR] ${problem} [json-pointer:/view${at}]`,
    ]);
  });

  test('a modal is no Home tab, and nothing is no view', async () => {
    const { client } = await startRig();
    const publish = (view: string) => client.apiCall('views.publish', { user_id: 'U0MARA', view });
    const wrong = await refusal(publish(JSON.stringify(modal([]))));
    expect(wrong.messages.at(-1)).toBe('[ERROR] unsupported type: modal [json-pointer:/view/type]');
    expect((await refusal(publish(''))).messages).toEqual(['[ERROR] missing required field: view']);
  });

  test('a view of more than 250 KB', async () => {
    const heavy = times(90, () => section({ text: mrkdwn(chars(2900)) }));
    expect((await refusal(show(home(...heavy)))).error).toBe('view_too_large');
  });
});
