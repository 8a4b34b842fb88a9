import type { Compilable } from 'kysely';
import type { Db } from './db.ts';
import { readyQuery, type Places, type ReadyQuery } from './ready-query.ts';

/**
 * A ready query that takes rows, such as those that it writes, in their order; all of them have the same columns.
 * Resolves with what it gave for them.
 */
export type ReadyRows<Row extends object, Result = unknown> = (
  db: Db,
  rows: readonly Row[],
) => Promise<readonly Result[]>;

// SQLite keeps a statement of each size.
const MOST_ROWS = 32;

/**
 * A query that takes many rows, built once for 1, 2, 4, up to 32 of them: a statement costs more than a row of it.
 * Nothing is asked for no rows.
 */
export function readyRows<Row extends object, Result = unknown>(
  build: (db: Db, rows: readonly Places<Row>[]) => Compilable<Result>,
): ReadyRows<Row, Result> {
  const bySize = new Map<number, ReadyQuery<readonly unknown[], Result>>();

  function queryOf(size: number, columns: readonly (keyof Row)[]) {
    const known = bySize.get(size);
    if (known !== undefined) return known;
    const made = readyQuery<Record<number, unknown> & readonly unknown[], Result>((db, place) =>
      build(
        db,
        Array.from({ length: size }, (_, at) => {
          const first = at * columns.length;
          const places = columns.map((column, next) => [column, place(first + next)]);
          return Object.fromEntries(places) as Places<Row>;
        }),
      ),
    );
    bySize.set(size, made);
    return made;
  }

  let columns: readonly (keyof Row)[] = [];
  return async (db, rows) => {
    if (columns.length === 0) columns = Object.keys(rows[0] ?? {}) as (keyof Row)[];
    const results: Result[] = [];
    for (let at = 0; at < rows.length;) {
      const size = 2 ** Math.floor(Math.log2(Math.min(rows.length - at, MOST_ROWS)));
      const part = rows.slice(at, at + size);
      const values = part.flatMap((row) => columns.map((column) => row[column]));
      results.push(...(await queryOf(size, columns).all(db, values)));
      at += size;
    }
    return results;
  };
}
