import { describe, expect, test } from 'vitest';
import type { Block } from '../../../src/sandbox/contract.ts';
import { fieldErrors } from '../../../src/sandbox/slack/client-checks.ts';
import { stateOf } from '../../../src/sandbox/slack/element-state.ts';
import type { Piece } from './block-cases.ts';

function field(element: Piece, more: Piece = {}): Block {
  const placed = { ...element, action_id: 'a' };
  return { type: 'input', block_id: 'b', element: placed, ...more };
}

/** What Slack's client says when `value` stands in the field, or null when it lets it through. */
function verdict(element: Piece, value: unknown, more: Piece = {}): string | null {
  const blocks = [field(element, more)];
  const typed = { b: { a: { type: String(element['type']), value } } };
  const state = stateOf(blocks, value === undefined ? {} : typed);
  return fieldErrors(blocks, state)['b'] ?? null;
}

const NUMBER = { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '5' };

describe('what the client refuses before the app hears of it', () => {
  test.each<[string, Piece, unknown, string | null]>([
    ['nothing typed', { type: 'plain_text_input' }, undefined, 'complete this required field'],
    ['an empty text', { type: 'plain_text_input' }, '', 'complete this required field'],
    ['a start', { type: 'plain_text_input', initial_value: 'x' }, undefined, null],
    ['too short', { type: 'plain_text_input', min_length: 3 }, 'ab', 'at least 3'],
    ['too long', { type: 'plain_text_input', max_length: 3 }, 'abcd', 'no more than 3'],
    ['a word for a number', NUMBER, 'abc', 'valid number'],
    ['a fraction', NUMBER, '2.5', 'whole number'],
    ['a fraction where allowed', { ...NUMBER, is_decimal_allowed: true }, '2.5', null],
    ['too little', NUMBER, '0', '1 or more'],
    ['too much', NUMBER, '6', '5 or less'],
    ['no address', { type: 'email_text_input' }, 'ada', 'email'],
    ['an address', { type: 'email_text_input' }, 'ada@example.com', null],
    ['no link', { type: 'url_text_input' }, 'example', 'URL'],
  ])('%s', (_what, element, value, sentence) => {
    const said = verdict(element, value);
    if (sentence === null) expect(said).toBeNull();
    else expect(said).toContain(sentence);
  });

  test('an optional field may stay empty, but not be wrong', () => {
    expect(verdict({ type: 'plain_text_input' }, undefined, { optional: true })).toBeNull();
    expect(verdict(NUMBER, '9', { optional: true })).toContain('5 or less');
  });

  test('no more choices than the menu allows', () => {
    const element = { type: 'multi_users_select', max_selected_items: 1, action_id: 'a' };
    const blocks = [field(element)];
    const chosen = { type: 'multi_users_select', selected_users: ['U0MARA', 'U0IVO'] };
    expect(fieldErrors(blocks, { b: { a: chosen } })['b']).toContain('no more than 1');
  });
});

describe('the state', () => {
  test('holds every element that can be chosen in, and no button', () => {
    const row: Block = {
      type: 'actions',
      block_id: 'row',
      elements: [
        { type: 'button', action_id: 'go' },
        { type: 'checkboxes', action_id: 'ticks', initial_options: [{ value: 'x' }] },
        { type: 'datepicker', action_id: 'day' },
      ],
    };
    expect(stateOf([row, field({ type: 'datetimepicker', initial_date_time: 5 })], {})).toEqual({
      row: {
        ticks: { type: 'checkboxes', selected_options: [{ value: 'x' }] },
        day: { type: 'datepicker', selected_date: null },
      },
      b: { a: { type: 'datetimepicker', selected_date_time: 5 } },
    });
  });
});
