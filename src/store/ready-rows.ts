import type { Compilable } from 'kysely';
import type { Db } from './db.ts';
import { readyQuery, type Places, type ReadyQuery } from './ready-query.ts';

/** A ready query that writes rows, in their order; all of them have the same columns. */
export type ReadyRows<Row extends object> = (db: Db, rows: readonly Row[]) => Promise<void>;

// SQLite keeps a statement of each size.
const MOST_ROWS = 32;

/**
 * A query that takes many rows, built once for 1, 2, 4, up to 32 of them: a statement costs more than a row of it.
 * Nothing is written for no rows.
 */
export function readyRows<Row extends object>(
  build: (db: Db, rows: readonly Places<Row>[]) => Compilable,
): ReadyRows<Row> {
  const bySize = new Map<number, ReadyQuery<object, unknown>>();

  function queryOf(rows: readonly Row[]): ReadyQuery<object, unknown> {
    const known = bySize.get(rows.length);
    if (known !== undefined) return known;
    const made = readyQuery<Readonly<Record<string, unknown>>, unknown>((db, place) =>
      build(
        db,
        rows.map((row, at) => {
          const places = Object.keys(row).map((column) => [column, place(nameOf(at, column))]);
          return Object.fromEntries(places) as Places<Row>;
        }),
      ),
    );
    bySize.set(rows.length, made);
    return made;
  }

  return async (db, rows) => {
    for (let at = 0; at < rows.length;) {
      const size = 2 ** Math.floor(Math.log2(Math.min(rows.length - at, MOST_ROWS)));
      const part = rows.slice(at, at + size);
      await queryOf(part).all(db, valuesOf(part));
      at += size;
    }
  };
}

function valuesOf(rows: readonly object[]): object {
  const values: Record<string, unknown> = {};
  for (const [at, row] of rows.entries())
    for (const [column, value] of Object.entries(row)) values[nameOf(at, column)] = value;
  return values;
}

function nameOf(at: number, column: string): string {
  return `${at} ${column}`;
}
