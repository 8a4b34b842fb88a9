import { describe, expect, test } from 'vitest';
import { button, chars, input, mrkdwn, plain, rich, section, times, words } from './block-cases.ts';
import type { Piece } from './block-cases.ts';
import { refusal, startRig } from './rig.ts';

const TEXT: Piece = { type: 'text', text: 'x' };
const raw = (text: string): Piece => ({ type: 'raw_text', text });
const numeric: Piece = { type: 'raw_number', value: 3, text: '3' };
const task: Piece = { type: 'task_card', task_id: 't', title: 'Do', status: 'in_progress' };

function data(rows: readonly (readonly Piece[])[], more: Piece = {}): Piece {
  return { type: 'data_table', caption: 'Items', rows, ...more };
}

function chart(series: number, points: number, more: Piece = {}): Piece {
  const categories = times(points, (n) => `p${n}`);
  const line = (n: number) => ({
    name: `s${n}`,
    data: categories.map((label) => ({ label, value: n })),
  });
  return {
    type: 'data_visualization',
    title: 'Burn-up',
    chart: { type: 'line', series: times(series, line), axis_config: { categories }, ...more },
  };
}

function container(children: number, child: Piece = section()): Piece {
  return { type: 'container', title: plain('More'), child_blocks: times(children, () => child) };
}

async function post(...blocks: readonly Piece[]) {
  const { client } = await startRig();
  const args = { channel: 'C0ATLAS', text: 'x', blocks: JSON.stringify(blocks) };
  return client.apiCall('chat.postMessage', args);
}

describe('what Slack takes', () => {
  test.each<[string, Piece]>([
    [
      'a data table of 201 rows',
      data(
        times(201, () => [raw('x'), numeric]),
        { page_size: 100 },
      ),
    ],
    ['rich text in its body', data([[raw('x')], [rich(words(TEXT))]])],
    ['a chart of 12 lines with 20 points', chart(12, 20)],
    ['a card', { type: 'card', title: mrkdwn(chars(150)), actions: times(3, () => button()) }],
    [
      'ten cards',
      { type: 'carousel', elements: times(10, () => ({ type: 'card', body: mrkdwn('x') })) },
    ],
    ['a container of ten', container(10)],
    ['a task under way', task],
    [
      'a plan with a task to come',
      { type: 'plan', title: 'P', tasks: [{ ...task, status: 'pending' }] },
    ],
    ['a picture from Slack', { type: 'image', alt_text: 'a', slack_file: { id: 'F0A' } }],
    [
      'columns with settings',
      { type: 'table', rows: [[raw('x')]], column_settings: [null, { align: 'right' }] },
    ],
  ])('%s', async (_what, block) => {
    expect((await post(block)).ok).toBe(true);
  });
});

describe('what Slack refuses, and where it points', () => {
  test.each<[string, Piece, string, string]>([
    ['a data table of one row', data([[raw('x')]]), 'must provide at least 2 items', '/rows'],
    ['202 rows', data(times(202, () => [raw('x')])), 'no more than 201 items allowed', '/rows'],
    [
      'uneven rows',
      data([[raw('x')], [raw('x'), raw('y')]]),
      'all rows must have the same number of cells',
      '/rows/1',
    ],
    [
      'a rich header',
      data([[rich(words(TEXT))], [raw('x')]]),
      'unsupported type: rich_text',
      '/rows/0/0/type',
    ],
    [
      '20,001 characters',
      data([[raw('x')], [raw(chars(20_000))]]),
      'must be less than 20001 characters',
      '/rows',
    ],
    [
      'no caption',
      { type: 'data_table', rows: [[raw('x')], [raw('x')]] },
      'missing required field: caption',
      '',
    ],
    [
      'a number as text',
      data([[raw('x')], [{ ...numeric, value: '3' }]]),
      'must provide a number',
      '/rows/1/0/value',
    ],
    ['13 lines', chart(13, 1), 'no more than 12 items allowed', '/chart/series'],
    [
      'a point off the axis',
      chart(1, 2, { axis_config: { categories: ['p0', 'q'] } }),
      'data labels must match the axis categories',
      '/chart/series',
    ],
    [
      'a chart title of 51',
      { ...chart(1, 1), title: chars(51) },
      'must be less than 51 characters',
      '/title',
    ],
    [
      'an empty card',
      { type: 'card', subtitle: mrkdwn('x') },
      'must define one of `hero_image`, `title`, `actions` or `body`',
      '',
    ],
    ['a card title as bare text', { type: 'card', title: 'x' }, 'must provide an object', '/title'],
    [
      'four buttons on a card',
      { type: 'card', actions: times(4, () => button()) },
      'no more than 3 items allowed',
      '/actions',
    ],
    [
      'eleven cards',
      { type: 'carousel', elements: times(11, () => ({ type: 'card', body: mrkdwn('x') })) },
      'no more than 10 items allowed',
      '/elements',
    ],
    ['a container of eleven', container(11), 'no more than 10 items allowed', '/child_blocks'],
    [
      'a container in a container',
      container(1, container(1)),
      'unsupported type: container',
      '/child_blocks/0/type',
    ],
    [
      'a lone task to come',
      { ...task, status: 'pending' },
      'must be a valid enum value',
      '/status',
    ],
    [
      'a plan title as object',
      { type: 'plan', title: plain('x') },
      'must provide a string',
      '/title',
    ],
    [
      'two sources of a picture',
      { type: 'image', alt_text: 'a', image_url: 'https://a.b/c.png', slack_file: { id: 'F' } },
      'must define either `image_url` or `slack_file`',
      '',
    ],
    [
      'a Slack file by id and address',
      { type: 'image', alt_text: 'a', slack_file: { id: 'F', url: 'https://a.b' } },
      'must define exactly one of `id` or `url`',
      '/slack_file',
    ],
    [
      '21 column settings',
      { type: 'table', rows: [[raw('x')]], column_settings: times(21, () => ({})) },
      'no more than 20 items allowed',
      '/column_settings',
    ],
    [
      'a loud column',
      { type: 'table', rows: [[raw('x')]], column_settings: [{ align: 'loud' }] },
      'must be a valid enum value',
      '/column_settings/0/align',
    ],
    [
      '12,001 of markdown',
      { type: 'markdown', text: chars(12_001) },
      'must be less than 12001 characters',
      '/text',
    ],
    [
      'a video title of 200',
      {
        type: 'video',
        video_url: 'https://a.b',
        thumbnail_url: 'https://a.b',
        alt_text: 'a',
        title: plain(chars(200)),
      },
      'must be less than 200 characters',
      '/title/text',
    ],
    [
      'six agent buttons',
      {
        type: 'context_actions',
        elements: times(6, () => ({ type: 'icon_button', icon: 'trash', text: plain('x') })),
      },
      'no more than 5 items allowed',
      '/elements',
    ],
  ])('%s', async (_what, block, problem, at) => {
    const { error, messages } = await refusal(post(block));
    expect(error).toBe('invalid_blocks');
    expect(messages).toEqual([`[ERROR] ${problem} [json-pointer:/blocks/0${at}]`]);
  });

  test('a chart of 21 points, on its axis and in its line', async () => {
    expect((await refusal(post(chart(1, 21)))).messages).toEqual([
      '[ERROR] no more than 20 items allowed [json-pointer:/blocks/0/chart/series/0/data]',
      '[ERROR] no more than 20 items allowed [json-pointer:/blocks/0/chart/axis_config/categories]',
    ]);
  });

  test('inputs hidden in a container of a message', async () => {
    const { messages } = await refusal(post(container(1, input())));
    expect(messages).toEqual([
      '[ERROR] unsupported type: input [json-pointer:/blocks/0/child_blocks/0/type]',
    ]);
  });

  test('what is fine alone but not together', async () => {
    const half: Piece = { type: 'markdown', text: chars(6001) };
    expect((await refusal(post(half, half))).messages).toEqual([
      '[ERROR] must be less than 12001 characters [json-pointer:/blocks]',
    ]);
    expect((await refusal(post(chart(1, 1), chart(1, 1), chart(1, 1)))).messages).toEqual([
      '[ERROR] no more than 2 charts allowed [json-pointer:/blocks]',
    ]);
    const table: Piece = { type: 'table', rows: [[raw('x')]] };
    const both = post(table, data([[raw('x')], [raw('x')]]));
    expect((await refusal(both)).error).toBe('invalid_attachments');
  });
});
