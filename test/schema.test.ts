/** The hand-written row types against the real schema: same tables, same columns, same nullability. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../src/base/log.ts';
import { describeSchema, type ColumnDescription } from '../src/store/describe-schema.ts';
import { openStore, type Store } from '../src/store/store.ts';

const SRC = join(import.meta.dirname, '../src');

/** A table's own bookkeeping, written without a row type. */
const WITHOUT_TYPE = ['migration'];

const sources: readonly string[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /(^|\/)(tables|[a-z-]*store)\.ts$/.test(name) && !name.startsWith('sandbox/'))
  .map((name) => readFileSync(join(SRC, name), 'utf8'));

/** Row types by name: each field with whether it may be null. */
const rowTypes = new Map(
  sources
    .flatMap((text) => [...text.matchAll(/interface (\w+) \{([^}]*)\}/g)])
    .map(([, name = '', body = '']) => [name, fieldsOf(body)]),
);

function fieldsOf(body: string): Readonly<Record<string, boolean>> {
  const bare = body.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  return Object.fromEntries(
    [...bare.matchAll(/(?:readonly )?(\w+)(\?)?:([^;]+);/g)].map(([, name = '', , type = '']) => [
      name,
      /\bnull\b/.test(type),
    ]),
  );
}

/** Tables by name, with the row type that some `type …Tables = { … }` gives them. */
const tableTypes = new Map(
  sources
    .flatMap((text) => [...text.matchAll(/type \w+Tables = (?:\w+ & )?\{([^}]*)\}/g)])
    .flatMap(([, body = '']) => [...body.matchAll(/(\w+): (\w+)/g)])
    .map(([, table = '', type = '']) => [table, type]),
);

let store: Store;
let schema: Readonly<Record<string, readonly ColumnDescription[]>>;
beforeAll(async () => {
  store = await openStore({
    file: ':memory:',
    migrationsFolder: join(import.meta.dirname, '../migrations'),
    log: silentLog,
  });
  schema = await describeSchema(store.db);
});
afterAll(() => store.close());

test('every table has a row type, and every row type a table', () => {
  const tables = Object.keys(schema).filter((name) => !WITHOUT_TYPE.includes(name));
  expect([...tableTypes.keys()].toSorted()).toEqual(tables.toSorted());
});

test('every row type names the columns of its table, and what may be null', () => {
  for (const [table, type] of tableTypes) {
    const columns = (schema[table] ?? []).map(({ name, nullable }) => [name, nullable]);
    expect({ table, ...rowTypes.get(type) }).toEqual({ table, ...Object.fromEntries(columns) });
  }
});

test('every table is strict', async () => {
  const { rows } = await store.db.getExecutor().executeQuery<{ name: string; strict: number }>({
    sql: "select name, strict from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'",
    parameters: [],
    query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
    queryId: { queryId: 'strict-tables' },
  });
  expect(rows.filter(({ strict }) => strict !== 1)).toEqual([]);
});
