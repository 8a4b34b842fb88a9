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
  const bySize = new Map<number, ReadyQuery<readonly unknown[], unknown>>();

  function queryOf(size: number, columns: readonly (keyof Row)[]) {
    const known = bySize.get(size);
    if (known !== undefined) return known;
    const made = readyQuery<Record<number, unknown> & readonly unknown[], unknown>((db, place) =>
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
    for (let at = 0; at < rows.length;) {
      const size = 2 ** Math.floor(Math.log2(Math.min(rows.length - at, MOST_ROWS)));
      const part = rows.slice(at, at + size);
      const values = part.flatMap((row) => columns.map((column) => row[column]));
      await queryOf(size, columns).all(db, values);
      at += size;
    }
  };
}
