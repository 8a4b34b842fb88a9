import {
  actions,
  button,
  chars,
  mrkdwn,
  option,
  overflow,
  plain,
  section,
  select,
  times,
} from './block-cases.ts';
import type { Piece, RefusedBlocks } from './block-cases.ts';

const confirm = {
  title: plain('Sure?'),
  text: plain('x'),
  confirm: plain('Yes'),
  deny: plain('No'),
};
const confirmed = (more: Piece): Piece => actions(button({ confirm: { ...confirm, ...more } }));

/** What Slack refuses about buttons, menus and pickers. */
export const REFUSED_ELEMENTS: readonly RefusedBlocks[] = [
  [
    '26 buttons',
    [actions(...times(26, () => button()))],
    'no more than 25 items allowed',
    '/blocks/0/elements',
  ],
  ['no buttons', [actions()], 'must provide at least 1 items', '/blocks/0/elements'],
  [
    'a button text of 76',
    [actions(button({ text: plain(chars(76)) }))],
    'must be less than 76 characters',
    '/blocks/0/elements/0/text/text',
  ],
  [
    'a button value of 2,001',
    [actions(button({ value: chars(2001) }))],
    'must be less than 2001 characters',
    '/blocks/0/elements/0/value',
  ],
  [
    'a strange style',
    [actions(button({ style: 'loud' }))],
    'must be a valid enum value',
    '/blocks/0/elements/0/style',
  ],
  [
    'a button that leads nowhere',
    [actions(button({ url: 'not an address' }))],
    'must be a valid URL',
    '/blocks/0/elements/0/url',
  ],
  [
    'an action id of 256',
    [actions(button({ action_id: chars(256) }))],
    'must be less than 256 characters',
    '/blocks/0/elements/0/action_id',
  ],
  [
    'one action id twice in a block',
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    '`action_id` "a" already exists',
    '/blocks/0/elements/1/action_id',
  ],
  [
    'one block id twice',
    [section({ block_id: 'b' }), section({ block_id: 'b' })],
    '`block_id` "b" already exists',
    '/blocks/1/block_id',
  ],
  [
    'a block id of 256',
    [section({ block_id: chars(256) })],
    'must be less than 256 characters',
    '/blocks/0/block_id',
  ],
  [
    '101 options',
    [actions(select({ options: times(101, (n) => option(`${n}`)) }))],
    'no more than 100 items allowed',
    '/blocks/0/elements/0/options',
  ],
  [
    'an option text of 76',
    [actions(select({ options: [option('a', chars(76))] }))],
    'must be less than 76 characters',
    '/blocks/0/elements/0/options/0/text/text',
  ],
  [
    'an option value of 76',
    [actions(select({ options: [option(chars(76), 'a')] }))],
    'must be less than 76 characters',
    '/blocks/0/elements/0/options/0/value',
  ],
  [
    'a menu in mrkdwn',
    [actions(select({ options: [{ text: mrkdwn('a'), value: 'a' }] }))],
    'unsupported type: mrkdwn',
    '/blocks/0/elements/0/options/0/text/type',
  ],
  [
    'options and groups',
    [actions(select({ option_groups: [{ label: plain('g'), options: [option('a')] }] }))],
    'must define either `options` or `option_groups`',
    '/blocks/0/elements/0',
  ],
  [
    'a start that is not offered',
    [actions(select({ initial_option: option('b') }))],
    'must match one of the options',
    '/blocks/0/elements/0/initial_option',
  ],
  [
    'a placeholder of 151',
    [actions(select({ placeholder: plain(chars(151)) }))],
    'must be less than 151 characters',
    '/blocks/0/elements/0/placeholder/text',
  ],
  [
    'six in an overflow',
    [section({ accessory: overflow(6) })],
    'no more than 5 items allowed',
    '/blocks/0/accessory/options',
  ],
  [
    'eleven radio buttons',
    [actions({ type: 'radio_buttons', options: times(11, (n) => option(`${n}`)) })],
    'no more than 10 items allowed',
    '/blocks/0/elements/0/options',
  ],
  [
    'eleven checkboxes',
    [actions({ type: 'checkboxes', options: times(11, (n) => option(`${n}`)) })],
    'no more than 10 items allowed',
    '/blocks/0/elements/0/options',
  ],
  [
    'a text field among actions',
    [actions({ type: 'plain_text_input' })],
    'unsupported type: plain_text_input',
    '/blocks/0/elements/0/type',
  ],
  [
    'a date that is none',
    [actions({ type: 'datepicker', initial_date: '2026-02-30' })],
    'must be a valid date',
    '/blocks/0/elements/0/initial_date',
  ],
  [
    'a time that is none',
    [actions({ type: 'timepicker', initial_time: '24:00' })],
    'must be a valid time',
    '/blocks/0/elements/0/initial_time',
  ],
  [
    'a zone that is none',
    [actions({ type: 'timepicker', timezone: 'Mars/Base' })],
    'must be a valid timezone',
    '/blocks/0/elements/0/timezone',
  ],
  [
    'milliseconds for seconds',
    [actions({ type: 'datetimepicker', initial_date_time: 1_795_170_696_000 })],
    'must be less than or equal to 9999999999',
    '/blocks/0/elements/0/initial_date_time',
  ],
  [
    'a question of 301',
    [confirmed({ text: plain(chars(301)) })],
    'must be less than 301 characters',
    '/blocks/0/elements/0/confirm/text/text',
  ],
  [
    'a question title of 101',
    [confirmed({ title: plain(chars(101)) })],
    'must be less than 101 characters',
    '/blocks/0/elements/0/confirm/title/text',
  ],
  [
    'a question button of 31',
    [confirmed({ confirm: plain(chars(31)) })],
    'must be less than 31 characters',
    '/blocks/0/elements/0/confirm/confirm/text',
  ],
];
