import { isPlain, listOr } from '../plain.ts';
import type { Plain } from '../plain.ts';
import { charactersIn } from './blocks-tables.ts';
import { flaw } from './schema.ts';
import type { Flaw } from './schema.ts';

/** Markdown that one payload may hold in all its markdown blocks. */
const MOST_MARKDOWN = 12_000;
/** Charts in one message. */
const MOST_CHARTS = 2;

function repeated(
  entries: readonly (readonly [value: unknown, at: string])[],
  name: string,
): Flaw[] {
  const seen = new Set<unknown>();
  return entries.flatMap(([value, at]) => {
    if (typeof value !== 'string') return [];
    if (seen.has(value)) return [{ problem: `\`${name}\` "${value}" already exists`, at }];
    seen.add(value);
    return [];
  });
}

/** Block ids are unique in a message or view; action ids within their block. */
export function repeatedIds(blocks: readonly Plain[], at: string): Flaw[] {
  const blockIds = blocks.map(
    (block, index) => [block['block_id'], `${at}/${index}/block_id`] as const,
  );
  const actions = blocks.flatMap((block, index) =>
    repeated(
      listOr(block['elements'])
        .filter(isPlain)
        .map((element, place) => [
          element['action_id'],
          `${at}/${index}/elements/${place}/action_id`,
        ]),
      'action_id',
    ),
  );
  return [...repeated(blockIds, 'block_id'), ...actions];
}

function ofType(blocks: readonly Plain[], ...types: readonly string[]): readonly Plain[] {
  return blocks.filter((block) => types.includes(String(block['type'])));
}

/** What blocks may not do together: too much markdown, too many charts, two tables. */
export function crowding(blocks: readonly Plain[], at: string): readonly Flaw[] {
  const markdown = ofType(blocks, 'markdown').reduce((sum, block) => sum + charactersIn(block), 0);
  const charts = ofType(blocks, 'data_visualization').length;
  return [
    ...(markdown > MOST_MARKDOWN
      ? flaw(`must be less than ${MOST_MARKDOWN + 1} characters`, at)
      : []),
    ...(charts > MOST_CHARTS ? flaw(`no more than ${MOST_CHARTS} charts allowed`, at) : []),
  ];
}

/** True when a message has more than the one table that Slack allows. */
export function hasTwoTables(blocks: readonly Plain[]): boolean {
  return ofType(blocks, 'table', 'data_table').length > 1;
}

/** Only one element of a view can have the cursor when it opens. */
export function twoFocused(blocks: readonly Plain[], at: string): readonly Flaw[] {
  const focused = JSON.stringify(blocks).split('"focus_on_load":true').length - 1;
  return focused > 1 ? flaw('only one element can have `focus_on_load`', at) : [];
}

/** Characters that readers see outside tables and markdown, which have ceilings of their own. */
export function charactersInBlocks(blocks: readonly Plain[]): number {
  const apart = ofType(blocks, 'table', 'data_table', 'markdown');
  return charactersIn(blocks.filter((block) => !apart.includes(block)));
}
