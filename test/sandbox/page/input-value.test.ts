import { describe, expect, test } from 'vitest';
import type { Block } from '../../../src/sandbox/contract.ts';
import { inputValue, viewState } from '../../../src/sandbox/page/form/input-value.ts';
import type { Raw } from '../../../src/sandbox/page/form/input-value.ts';

const ZONE = 'America/New_York';
const option = (value: string) => ({
  text: { type: 'plain_text', text: value.toUpperCase() },
  value,
});
const options = [option('a'), option('b')];

describe('one element, as Slack names its state', () => {
  test.each<[object, Raw, object | null]>([
    [{ type: 'plain_text_input' }, 'hi', { value: 'hi' }],
    [{ type: 'plain_text_input' }, '', { value: null }],
    [{ type: 'number_input' }, '34', { value: '34' }],
    [{ type: 'email_text_input' }, null, { value: null }],
    [{ type: 'url_text_input' }, 'https://a.b', { value: 'https://a.b' }],
    [{ type: 'datepicker' }, '2026-12-12', { selected_date: '2026-12-12' }],
    [{ type: 'timepicker' }, '10:00', { selected_time: '10:00' }],
    [{ type: 'datetimepicker' }, '2026-11-20T10:05', { selected_date_time: 1795187100 }],
    [{ type: 'datetimepicker' }, null, { selected_date_time: null }],
    [{ type: 'static_select', options }, 'b', { selected_option: options[1] }],
    [{ type: 'static_select', options }, 'gone', { selected_option: null }],
    [{ type: 'static_select', option_groups: [{ options }] }, 'a', { selected_option: options[0] }],
    [{ type: 'external_select', initial_option: options[0] }, 'a', { selected_option: options[0] }],
    [{ type: 'radio_buttons', options }, null, { selected_option: null }],
    [{ type: 'checkboxes', options }, ['a', 'gone'], { selected_options: [options[0]] }],
    [
      { type: 'multi_static_select', options },
      ['b', 'a'],
      { selected_options: [options[1], options[0]] },
    ],
    [{ type: 'users_select' }, 'U1', { selected_user: 'U1' }],
    [{ type: 'multi_users_select' }, ['U1', 'U2'], { selected_users: ['U1', 'U2'] }],
    [{ type: 'conversations_select' }, 'C1', { selected_conversation: 'C1' }],
    [{ type: 'multi_conversations_select' }, null, { selected_conversations: [] }],
    [{ type: 'channels_select' }, null, { selected_channel: null }],
    [{ type: 'multi_channels_select' }, ['C1'], { selected_channels: ['C1'] }],
    [{ type: 'overflow', options }, 'a', { selected_option: options[0] }],
    [{ type: 'button' }, 'x', null],
  ])('%j with %j', (element, raw, expected) => {
    const type = (element as { type: string }).type;
    const found = inputValue(element as Readonly<Record<string, unknown>>, raw, ZONE);
    expect(found).toEqual(expected === null ? null : { type, ...expected });
  });

  test('rich text becomes one section of one text', () => {
    expect(inputValue({ type: 'rich_text_input' }, 'a <b>', ZONE)).toEqual({
      type: 'rich_text_input',
      rich_text_value: {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a <b>' }] }],
      },
    });
  });
});

test('the state of a view: every element that has one, filled or not, and no buttons', () => {
  const blocks: readonly Block[] = [
    { type: 'input', block_id: 'i', element: { type: 'plain_text_input', action_id: 'note' } },
    {
      type: 'section',
      block_id: 's',
      accessory: { type: 'users_select', action_id: 'who' },
    },
    {
      type: 'actions',
      block_id: 'x',
      elements: [
        { type: 'button', action_id: 'go' },
        { type: 'overflow', action_id: 'more', options },
        { type: 'datepicker', action_id: 'day' },
      ],
    },
  ];
  const values = { i: { note: 'hello' }, x: { go: 'v', more: 'a' }, gone: { old: 'text' } };
  expect(viewState(blocks, values, ZONE)).toEqual({
    i: { note: { type: 'plain_text_input', value: 'hello' } },
    s: { who: { type: 'users_select', selected_user: null } },
    x: { day: { type: 'datepicker', selected_date: null } },
  });
});
