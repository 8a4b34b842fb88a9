import { describe, expect, test } from 'vitest';
import { blockHtml, wordsIn } from './drawn.ts';

const plain = (text: string) => ({ type: 'plain_text', text });

describe('section', () => {
  test('text and fields', () => {
    const markup = blockHtml({
      type: 'section',
      text: { type: 'mrkdwn', text: '*Next*' },
      fields: [{ type: 'mrkdwn', text: '*P0*\n3' }, plain('*P1*')],
    });
    expect(markup).toContain('<div class="text"><b>Next</b></div>');
    expect(markup).toContain('<div class="section-field"><b>P0</b><br/>3</div>');
    expect(markup).toContain('<div class="section-field">*P1*</div>');
  });

  test('an accessory stands beside the text and can be pressed', () => {
    const accessory = { type: 'button', action_id: 'go', text: plain('Review gate') };
    const markup = blockHtml({ type: 'section', block_id: 'b1', text: plain('Gate'), accessory });
    expect(markup).toMatch(/class="accessory"><button[^>]*data-block="b1"[^>]*data-action="go"/);
  });

  test('a select without words of its own is read out by the text beside it', () => {
    const accessory = { type: 'users_select', action_id: 'who' };
    const markup = blockHtml({ type: 'section', text: plain('Who leads?'), accessory });
    expect(markup).toContain('aria-label="Who leads?"');
  });
});

test('a header is a heading and plain text', () => {
  const markup = blockHtml({ type: 'header', text: plain('*Atlas* <!channel>') });
  expect(markup).toBe(
    '<div class="block-header level-1" role="heading" aria-level="3">*Atlas* &lt;!channel&gt;</div>',
  );
});

test('a divider', () => {
  expect(blockHtml({ type: 'divider' })).toBe('<hr class="block-divider"/>');
});

test('context: small text and pictures of this machine only', () => {
  const local = { type: 'image', image_url: 'http://127.0.0.1:4000/a.png', alt_text: 'A' };
  const far = { type: 'image', image_url: 'https://example.org/b.png', alt_text: 'B' };
  const markup = blockHtml({
    type: 'context',
    elements: [{ type: 'mrkdwn', text: '_x_' }, local, far],
  });
  expect(markup).toContain('<span class="context-text"><i>x</i></span>');
  expect(markup).toContain('<img class="context-image" src="http://127.0.0.1:4000/a.png" alt="A"');
  expect(markup).toContain('role="img" aria-label="B"');
  expect(markup).not.toContain('example.org');
});

test('an image shows its title and its alternative text', () => {
  const image_url = 'http://localhost:1/burn-up.png';
  const markup = blockHtml({
    type: 'image',
    image_url,
    alt_text: 'Burn-up: 14 of 19',
    title: plain('Burn-up'),
  });
  expect(markup).toContain('<figcaption>Burn-up</figcaption>');
  expect(markup).toContain('alt="Burn-up: 14 of 19"');
});

describe('table', () => {
  const rows = [
    [
      { type: 'raw_text', text: 'Issue' },
      { type: 'raw_text', text: 'Points' },
    ],
    [
      { type: 'raw_text', text: '*a* <!channel>' },
      { type: 'raw_number', value: 3 },
    ],
  ];
  const settings = [{ is_wrapped: true }, { align: 'right' }];

  test('first row as heading, cells as plain text, columns as set', () => {
    const markup = blockHtml({ type: 'table', rows, column_settings: settings });
    expect(markup).toContain(
      '<th class="wrapped"><div>Issue</div></th><th class="align-right"><div>Points</div></th>',
    );
    expect(markup).toContain(
      '<td class="wrapped"><div>*a* &lt;!channel&gt;</div></td><td class="align-right"><div>3</div></td>',
    );
  });

  test('rich text in a cell, empty settings, a caption', () => {
    const cell = {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [{ type: 'link', url: 'https://a.b/1', text: '#1' }],
        },
      ],
    };
    const markup = blockHtml({
      type: 'data_table',
      caption: 'Scope',
      column_settings: [null],
      rows: [rows[0], [cell]],
    });
    expect(markup).toContain('<caption>Scope</caption>');
    expect(markup).toContain('href="https://a.b/1"');
  });
});

test('rich text: styles, lists, quotes, code, mentions, dates', () => {
  const leaf = (text: string, style?: object) => ({
    type: 'text',
    text,
    ...(style ? { style } : {}),
  });
  const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
  const markup = blockHtml({
    type: 'rich_text',
    elements: [
      section(leaf('*raw* '), leaf('bold', { bold: true, italic: true }), {
        type: 'emoji',
        name: 'tada',
      }),
      section({ type: 'user', user_id: 'U0PAUL' }, { type: 'channel', channel_id: 'C0ATLAS' }),
      section({ type: 'date', timestamp: 1795187100, format: '{time}', fallback: 'x' }),
      section({ type: 'broadcast', range: 'here' }, { type: 'usergroup', usergroup_id: 'S1' }),
      section({ type: 'color', value: '#aabbcc' }),
      {
        type: 'rich_text_list',
        style: 'ordered',
        indent: 1,
        offset: 2,
        elements: [section(leaf('third'))],
      },
      { type: 'rich_text_quote', elements: [leaf('said')] },
      { type: 'rich_text_preformatted', elements: [leaf('a\n  b')] },
    ],
  });
  expect(markup).toContain('<div class="rich-section">*raw* <i><b>bold</b></i>🎉</div>');
  expect(markup).toContain('@Paul Osei');
  expect(markup).toContain('#atlas');
  expect(markup).toContain('>16:05</span>');
  expect(markup).toContain('data-ping="here"');
  expect(markup).toContain('@S1');
  expect(markup).toContain('style="background:#aabbcc"');
  expect(markup).toContain('<ol class="rich-list indent-1" start="3"><li>third</li></ol>');
  expect(markup).toContain('<blockquote>said</blockquote>');
  expect(markup).toContain('<pre>a<br/>  b</pre>');
});

describe('blocks drawn by the library', () => {
  test('a chart with its series, and nothing of the page around it', () => {
    const data = (...values: number[]) =>
      values.map((value, week) => ({ label: `W${week}`, value }));
    const markup = blockHtml({
      type: 'data_visualization',
      title: 'Burn-up',
      chart: {
        type: 'line',
        series: [{ name: 'Done', data: data(4, 9) }],
        axis_config: { categories: ['W0', 'W1'] },
      },
    });
    expect(markup).toContain('<svg');
    expect(wordsIn(markup)).toContain('Burn-up');
    expect(wordsIn(markup)).toContain('Done');
  });

  test('markdown', () => {
    const markup = blockHtml({ type: 'markdown', text: '# Notes\n\n- one <script>x</script>' });
    expect(markup).toMatch(/<h1[^>]*>Notes/);
    expect(markup).not.toContain('<script');
  });

  test.each([
    { type: 'data_visualization', title: 'x' },
    { type: 'data_visualization', title: 'x', chart: { type: 'line', series: 'x' } },
    { type: 'plan', tasks: 7 },
    { type: 'markdown', text: 7 },
  ])('one it stumbles over is named and costs nothing else: %j', (block) => {
    expect(wordsIn(blockHtml(block))).toBe(`[${block.type}]`);
  });
});

test('an unknown block is named, not hidden', () => {
  expect(wordsIn(blockHtml({ type: 'hologram' }))).toBe('[hologram]');
});
