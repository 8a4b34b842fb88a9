import { describe, expect, test } from 'vitest';
import { PAUL, blockHtml, wordsIn } from './drawn.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string, words = value) => ({ text: plain(words), value });
const actions = (...elements: object[]) => ({ type: 'actions', block_id: 'b1', elements });
const input = (element: object, more: object = {}) => ({
  type: 'input',
  block_id: 'b1',
  label: plain('Field'),
  element: { action_id: 'a1', ...element },
  ...more,
});

describe('buttons', () => {
  test('each style, the question before it, its address', () => {
    const confirm = {
      title: plain('Sure?'),
      text: plain('It ships.'),
      confirm: plain('Ship'),
      deny: plain('Wait'),
    };
    const markup = blockHtml(
      actions(
        { type: 'button', action_id: 'one', text: plain('Ship :tada:'), style: 'primary', confirm },
        { type: 'button', action_id: 'two', text: plain('Open'), url: 'https://a.b' },
        { type: 'button', action_id: 'three', text: plain('Bad'), url: 'javascript:alert(1)' },
      ),
    );
    expect(markup).toMatch(/class="btn primary"[^>]*data-key="b1\/one"/);
    expect(markup).toContain('<span>Ship 🎉</span>');
    expect(markup).toContain(
      '&quot;confirm&quot;:&quot;Ship&quot;,&quot;deny&quot;:&quot;Wait&quot;',
    );
    expect(markup).toContain('data-url="https://a.b"');
    expect(markup).not.toContain('javascript:');
  });

  test('the overflow menu starts closed and holds its options', () => {
    const markup = blockHtml(
      actions({
        type: 'overflow',
        action_id: 'more',
        options: [option('t', 'Show timeline'), option('c', 'Cancel')],
      }),
    );
    expect(markup).toMatch(/aria-label="More options"/);
    expect(markup).toMatch(/role="menu"[^>]*hidden=""/);
    expect(markup).toMatch(/role="menuitem"[^>]*data-value="t">Show timeline/);
  });
});

describe('selects', () => {
  test('options in groups, the first choice marked and written in the box', () => {
    const markup = blockHtml(
      input({
        type: 'static_select',
        placeholder: plain('Choose'),
        initial_option: option('minor', 'Minor'),
        option_groups: [
          {
            label: plain('Planned'),
            options: [option('major', 'Major'), option('minor', 'Minor')],
          },
        ],
      }),
    );
    expect(markup).toMatch(
      /role="combobox"[^>]*aria-label="Field" placeholder="Choose" value="Minor"/,
    );
    expect(markup).toMatch(/role="group" aria-label="Planned"/);
    expect(markup).toMatch(/aria-selected="true" data-value="minor"/);
    expect(markup).toMatch(/aria-selected="false" data-value="major"/);
  });

  test('several choices, at most so many', () => {
    const markup = blockHtml(
      input({
        type: 'multi_static_select',
        max_selected_items: 2,
        options: [option('a'), option('b')],
        initial_options: [option('a'), option('b')],
      }),
    );
    expect(markup).toContain('data-max="2"');
    expect(markup.match(/aria-selected="true"/g)).toHaveLength(2);
  });

  test('people by name with their titles', () => {
    const markup = blockHtml(input({ type: 'users_select', initial_user: 'U0PAUL' }));
    expect(markup).toMatch(
      /aria-selected="true" data-value="U0PAUL"[^>]*><span>Paul Osei<\/span><small>Paul&#x27;s title/,
    );
    expect(wordsIn(markup)).toContain('Slipway');
  });

  test('channels: only what the reader may see, only public ones where asked', () => {
    const mara = blockHtml(input({ type: 'conversations_select' }));
    const paul = blockHtml(input({ type: 'conversations_select' }), {}, PAUL);
    const paulPublic = blockHtml(input({ type: 'multi_channels_select' }), {}, PAUL);
    expect([mara, paul, paulPublic].map((markup) => markup.includes('#secret'))).toEqual([
      false,
      true,
      false,
    ]);
    expect(mara).toContain('#atlas');
  });

  test('the conversation that is open, where asked, and public ones only', () => {
    const element = {
      type: 'conversations_select',
      default_to_current_conversation: true,
      initial_conversation: 'C0SECRET',
      filter: { include: ['public'] },
    };
    const markup = blockHtml(input(element), {}, PAUL);
    expect(markup).toMatch(/aria-selected="true" data-value="C0ATLAS"/);
    expect(markup).not.toContain('#secret');
  });

  test('an external select shows what was chosen at first', () => {
    const markup = blockHtml(
      input({ type: 'external_select', initial_option: option('x', 'Issue 90') }),
    );
    expect(markup).toContain('value="Issue 90"');
  });
});

describe('inputs', () => {
  test('label, hint, optional, and the error at its field', () => {
    const block = input(
      { type: 'plain_text_input', initial_value: '0.7.0', placeholder: plain('1.4.0') },
      { hint: plain('The next free one.'), optional: true },
    );
    const markup = blockHtml(block, { b1: 'That version <exists>.' });
    expect(markup).toContain(
      '<label class="label" for="V1-b1-a1">Field<span class="optional"> (optional)</span></label>',
    );
    expect(markup).toMatch(
      /<input id="V1-b1-a1"[^>]*placeholder="1.4.0"[^>]*aria-invalid="true"[^>]*value="0.7.0"/,
    );
    expect(markup).toContain(
      '<div class="field-error" role="alert">That version &lt;exists&gt;.</div>',
    );
    expect(markup).toContain('<div class="hint">The next free one.</div>');
    expect(blockHtml(block)).not.toContain('field-error');
  });

  test.each([
    [
      { type: 'plain_text_input', multiline: true, initial_value: 'a' },
      /<textarea[^>]*rows="4">a<\/textarea>/,
    ],
    [{ type: 'number_input', initial_value: '34' }, /type="text"[^>]*|inputMode="decimal"/],
    [{ type: 'email_text_input' }, /type="email"/],
    [{ type: 'url_text_input' }, /type="url"/],
    [
      { type: 'datepicker', initial_date: '2026-12-12' },
      /Dec 12, 2026<\/span><input type="date"[^>]*value="2026-12-12"/,
    ],
    [{ type: 'datepicker', initial_date: 'soon' }, /data-empty="Select a date"[^>]*><\/span>/],
    [{ type: 'timepicker', initial_time: '15:30' }, />15:30<\/span><input type="time"/],
    [
      { type: 'datetimepicker', initial_date_time: 1795187100 },
      /Nov 20, 2026 16:05<\/span><input type="datetime-local"[^>]*value="2026-11-20T16:05"/,
    ],
  ])('%j', (element, expected) => {
    expect(blockHtml(input(element))).toMatch(expected);
  });

  test('a reader of twelve-hour clocks sees theirs', () => {
    const markup = blockHtml(input({ type: 'timepicker', initial_time: '15:30' }), {}, PAUL);
    expect(markup).toContain('>3:30 PM</span>');
    expect(markup).toContain('data-twelve=""');
  });

  test('rich text to edit is shown as its words', () => {
    const section = {
      type: 'rich_text_section',
      elements: [
        { type: 'text', text: 'done: ' },
        { type: 'text', text: '#90' },
      ],
    };
    const markup = blockHtml(
      input({ type: 'rich_text_input', initial_value: { type: 'rich_text', elements: [section] } }),
    );
    expect(markup).toContain('>done: #90</textarea>');
  });

  test('radio buttons and checkboxes, the first choice ticked', () => {
    const options = [
      { ...option('full', 'Full'), description: plain('Four gates') },
      option('light', 'Light'),
    ];
    const radio = blockHtml(input({ type: 'radio_buttons', options, initial_option: options[0] }));
    expect(radio).toMatch(/role="radiogroup" aria-label="Field"/);
    expect(radio).toMatch(/<input type="radio" data-value="full" name="V1-b1-a1" checked=""\/>/);
    expect(radio).toContain('<small>Four gates</small>');
    const boxes = blockHtml(input({ type: 'checkboxes', options, initial_options: options }));
    expect(boxes.match(/type="checkbox"[^>]*checked=""/g)).toHaveLength(2);
  });

  test('a quiet input tells the app nothing; a live one when it was asked to', () => {
    const element = {
      type: 'plain_text_input',
      dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
    };
    expect(blockHtml(input(element))).not.toContain('data-live');
    expect(blockHtml(input(element, { dispatch_action: true }))).toContain('data-live="typing"');
    expect(blockHtml(input({ type: 'plain_text_input' }, { dispatch_action: true }))).toContain(
      'data-live="enter"',
    );
  });

  test('an element nobody knows is named', () => {
    expect(wordsIn(blockHtml(input({ type: 'mind_reader' })))).toContain('[mind_reader]');
  });
});
