import { describe, expect, test } from 'vitest';
import {
  actions,
  button,
  chars,
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
import { REFUSED_BLOCKS } from './block-refusals.ts';
import { REFUSED_ELEMENTS } from './element-refusals.ts';
import { refusal, startRig } from './rig.ts';

const DIVIDER: Piece = { type: 'divider' };
const IMAGE: Piece = { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' };
const TEXT: Piece = { type: 'text', text: 'x' };

async function post(blocks: readonly Piece[]) {
  const { client } = await startRig();
  const args = { channel: 'C0ATLAS', text: 'x', blocks: JSON.stringify(blocks) };
  return client.apiCall('chat.postMessage', args);
}

describe('what Slack takes', () => {
  const chart = {
    type: 'data_visualization',
    title: 'Burn-up',
    chart: {
      type: 'line',
      series: [{ name: 'Done', data: [{ label: 'Mon', value: 1 }] }],
      axis_config: { categories: ['Mon'] },
    },
  };
  test.each<[string, readonly Piece[]]>([
    ['50 blocks', times(50, () => DIVIDER)],
    ['3,000 characters in a section', [section({ text: mrkdwn(chars(3000)) })]],
    ['a section of fields only', [{ type: 'section', fields: times(10, () => plain('x')) }]],
    ['a field of 2,000', [{ type: 'section', fields: [plain(chars(2000))] }]],
    ['a header of 150', [{ type: 'header', text: plain(chars(150)) }]],
    ['context of ten', [{ type: 'context', elements: times(10, () => mrkdwn('x')) }]],
    ['25 buttons', [actions(...times(25, () => button()))]],
    ['a button at its limits', [actions(button({ text: plain(chars(75)), value: chars(2000) }))]],
    ['100 options', [actions(select({ options: times(100, (n) => option(`${n}`)) }))]],
    ['an option of 75', [actions(select({ options: [option(chars(75))] }))]],
    ['five in an overflow', [section({ accessory: overflow(5) })]],
    ['a table of 100 by 20', [table(100, 20)]],
    ['a table of 10,000 characters', [table(10, 10, chars(100))]],
    ['empty lists in rich text', [rich(words())]],
    ['rich text of every leaf', [rich(words(...leaves()))]],
    ['a list, a quote and code', [rich(...containers())]],
    ['two charts', [chart, { ...chart, title: 'Again' }]],
    ['12,000 characters of markdown', [{ type: 'markdown', text: chars(12_000) }]],
    ['a picture', [IMAGE]],
  ])('%s', async (_what, blocks) => {
    expect((await post(blocks)).ok).toBe(true);
  });
});

function leaves(): Piece[] {
  return [
    { type: 'text', text: 'x', style: { bold: true } },
    { type: 'link', url: 'https://example.com', text: 'x' },
    { type: 'emoji', name: 'tada' },
    { type: 'user', user_id: 'U0MARA' },
    { type: 'usergroup', usergroup_id: 'S0TEAM' },
    { type: 'channel', channel_id: 'C0ATLAS' },
    { type: 'broadcast', range: 'here' },
    { type: 'color', value: '#AABBCC' },
    { type: 'date', timestamp: 1_795_170_696, format: '{time}', fallback: '10:31 UTC' },
  ];
}

function containers(): Piece[] {
  return [
    { type: 'rich_text_list', style: 'bullet', elements: [words(TEXT)], indent: 8, border: 1 },
    { type: 'rich_text_quote', elements: [TEXT] },
    { type: 'rich_text_preformatted', elements: [TEXT], border: 0 },
  ];
}

describe('what Slack refuses, and where it points', () => {
  test.each([...REFUSED_BLOCKS, ...REFUSED_ELEMENTS])('%s', async (_what, blocks, problem, at) => {
    const { error, messages } = await refusal(post(blocks));
    expect(error).toBe('invalid_blocks');
    expect(messages).toEqual([`[ERROR] ${problem} [json-pointer:${at}]`]);
  });

  test('two tables', async () => {
    const { error, messages } = await refusal(post([table(1, 1), table(1, 1)]));
    expect(error).toBe('invalid_attachments');
    expect(messages).toEqual(['[ERROR] only_one_table_allowed']);
  });

  test('more text in all blocks than Slack shows', async () => {
    const blocks = times(4, () => section({ text: mrkdwn(chars(2501)) }));
    expect((await refusal(post(blocks))).error).toBe('msg_blocks_too_long');
  });

  test('several flaws are told at once', async () => {
    const blocks = [section({ text: mrkdwn('') }), { type: 'poem' }];
    expect((await refusal(post(blocks))).messages).toHaveLength(2);
  });
});
