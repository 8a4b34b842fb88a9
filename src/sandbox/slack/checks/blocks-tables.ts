import { isPlain, listOr } from '../plain.ts';
import type { Plain } from '../plain.ts';
import { richText } from './rich-text.ts';
import { also, every, flag, flaw, list, object, oneOf, text, typed, whole } from './schema.ts';
import type { Check, Flaw } from './schema.ts';

/** Characters that one table, and all tables of one message, may hold. */
const FULLEST_TABLE = 10_000;
const FULLEST_DATA_TABLE = 20_000;

const number: Check = (value, at) =>
  typeof value === 'number' && Number.isFinite(value) ? [] : flaw('must provide a number', at);

const rawCells: Readonly<Record<string, Check>> = {
  raw_text: object({ must: { text: text(FULLEST_DATA_TABLE) } }),
  raw_number: object({ must: { value: number, text: text(255) } }),
};
const rawCell = typed(rawCells);

const cell: Check = (value, at) =>
  isPlain(value) && value['type'] === 'rich_text' ? richText(value, at) : rawCell(value, at);

/** All characters that a reader sees in a value: every `text` inside it. */
export function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + charactersIn(item), 0);
  if (!isPlain(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, part]) =>
      sum + (name === 'text' && typeof part === 'string' ? part.length : charactersIn(part)),
    0,
  );
}

function notFullerThan(most: number): Check {
  return also((value, at) =>
    charactersIn(value['rows']) > most
      ? flaw(`must be less than ${most + 1} characters`, `${at}/rows`)
      : [],
  );
}

const columnSettings = list(
  (value, at) =>
    value === null
      ? []
      : object({ may: { align: oneOf('left', 'center', 'right'), is_wrapped: flag } })(value, at),
  20,
  0,
);

function unevenRows(value: Plain, at: string): Flaw[] {
  const rows = listOr(value['rows']);
  const width = listOr(rows[0]).length;
  return rows.flatMap((row, index) =>
    listOr(row).length === width
      ? []
      : [{ problem: 'all rows must have the same number of cells', at: `${at}/rows/${index}` }],
  );
}

/** Slack wants plain words in the first row of a data table. */
function richHeader(value: Plain, at: string): Flaw[] {
  return listOr(listOr(value['rows'])[0]).flatMap((item, index) =>
    isPlain(item) && item['type'] === 'rich_text'
      ? [{ problem: 'unsupported type: rich_text', at: `${at}/rows/0/${index}/type` }]
      : [],
  );
}

const blockId: Readonly<Record<string, Check>> = { block_id: text(255) };

/** Rows and columns, by type. */
export const TABLES: Readonly<Record<string, Check>> = {
  table: every(
    object({
      must: { rows: list(list(cell, 20), 100) },
      may: { ...blockId, column_settings: columnSettings },
    }),
    notFullerThan(FULLEST_TABLE),
  ),
  data_table: every(
    object({
      must: { rows: list(list(cell, 20), 201, 2), caption: text(255) },
      may: { ...blockId, page_size: whole(1, 100), row_header_column_index: whole(0, 19) },
    }),
    also(unevenRows),
    also(richHeader),
    notFullerThan(FULLEST_DATA_TABLE),
  ),
};
