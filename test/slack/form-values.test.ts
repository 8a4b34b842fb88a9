/** Every element a form can hold, empty and filled. */
import { describe, expect, test } from 'vitest';
import { readElement, readValues } from '../../src/slack/form-values.ts';

const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });

describe('one element', () => {
  test.each([
    ['plain_text_input', { value: 'late host' }, 'late host'],
    ['plain_text_input', { value: null }, null],
    ['plain_text_input', { value: '' }, null],
    ['number_input', { value: '0.50' }, '0.50'],
    ['email_text_input', { value: 'a@b.c' }, 'a@b.c'],
    ['url_text_input', { value: 'https://x' }, 'https://x'],
    ['button', { value: 'sure' }, 'sure'],
    ['button', {}, null],
    ['workflow_button', { value: 'w' }, 'w'],
    ['feedback_buttons', { value: 'good' }, 'good'],
    ['icon_button', { value: 'trash' }, 'trash'],
    ['datepicker', { selected_date: '2026-12-12' }, '2026-12-12'],
    ['datepicker', { selected_date: null }, null],
    ['timepicker', { selected_time: '10:00', timezone: 'Europe/Berlin' }, '10:00'],
    ['datetimepicker', { selected_date_time: 1_765_533_600 }, '2025-12-12T10:00:00.000Z'],
    ['datetimepicker', { selected_date_time: null }, null],
    ['static_select', { selected_option: option('minor') }, 'minor'],
    ['static_select', { selected_option: null }, null],
    ['external_select', { selected_option: option('#90') }, '#90'],
    ['radio_buttons', { selected_option: option('yes') }, 'yes'],
    ['overflow', { selected_option: option('edit') }, 'edit'],
    ['users_select', { selected_user: 'U1' }, 'U1'],
    ['users_select', { selected_user: null }, null],
    ['conversations_select', { selected_conversation: 'C1' }, 'C1'],
    ['channels_select', { selected_channel: 'C2' }, 'C2'],
    ['checkboxes', { selected_options: [option('a'), option('b')] }, ['a', 'b']],
    ['checkboxes', { selected_options: [] }, []],
    ['multi_static_select', { selected_options: [option('a')] }, ['a']],
    ['multi_external_select', { selected_options: [option('a')] }, ['a']],
    ['multi_users_select', { selected_users: ['U1', 'U2'] }, ['U1', 'U2']],
    ['multi_conversations_select', { selected_conversations: ['C1'] }, ['C1']],
    ['multi_channels_select', { selected_channels: ['C1'] }, ['C1']],
    ['file_input', { files: [{ id: 'F1', name: 'x.md' }] }, ['F1']],
    ['rich_text_input', { rich_text_value: null }, null],
  ])('%s %j', (type, element, expected) => {
    expect(readElement({ type, action_id: 'a', ...element })).toEqual(expected);
  });

  test('rich text is read as it sounds', () => {
    const section = (...elements: readonly object[]) => ({ type: 'rich_text_section', elements });
    const text = (words: string) => ({ type: 'text', text: words, style: { bold: true } });
    const value = {
      type: 'rich_text',
      elements: [
        section(text('Ask '), { type: 'user', user_id: 'U2' }, text(' in '), {
          type: 'channel',
          channel_id: 'C1',
        }),
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            section(text('one '), { type: 'emoji', name: 'tada' }),
            section({ type: 'link', url: 'https://x', text: 'two' }),
            section({ type: 'link', url: 'https://y' }),
          ],
        },
      ],
    };
    expect(readElement({ type: 'rich_text_input', rich_text_value: value })).toBe(
      'Ask @U2 in #C1\n• one :tada:\n• two\n• https://y',
    );
  });

  test.each([[null], ['x'], [{}], [{ type: 'hologram' }], [{ type: 'toString' }], [[]]])(
    'unknown: %j',
    (element) => {
      expect(readElement(element)).toBeUndefined();
    },
  );
});

describe('a whole form', () => {
  test('answers stand under their block', () => {
    const state = {
      values: {
        theme: { input: { type: 'plain_text_input', value: 'stability' } },
        people: { pick: { type: 'multi_users_select', selected_users: ['U1'] } },
      },
    };
    expect(readValues(state)).toEqual({ values: { theme: 'stability', people: ['U1'] } });
  });

  test('several elements in one block stand under block and action', () => {
    const state = {
      values: {
        filter: {
          who: { type: 'users_select', selected_user: 'U1' },
          when: { type: 'datepicker', selected_date: null },
        },
      },
    };
    expect(readValues(state)).toEqual({ values: { 'filter/who': 'U1', 'filter/when': null } });
  });

  test.each([[undefined], [null], [{}], [{ values: null }]])('no form: %j', (state) => {
    expect(readValues(state)).toEqual({ values: {} });
  });

  test('what cannot be read is named', () => {
    expect(readValues({ values: { a: { b: { type: 'hologram' } } } })).toEqual({ unknown: 'a/b' });
    expect(readValues({ values: { a: 7 } })).toEqual({ unknown: 'a' });
  });

  test('names of built-in properties are names like any other', () => {
    const state = JSON.parse(
      '{"values":{"__proto__":{"x":{"type":"plain_text_input","value":"1"}},"constructor":{"y":{"type":"plain_text_input","value":"2"}}}}',
    );
    expect(readValues(state)).toEqual({
      values: Object.fromEntries([
        ['__proto__', '1'],
        ['constructor', '2'],
      ]),
    });
  });
});
