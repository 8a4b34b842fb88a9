import type { Compilable, RawBuilder } from 'kysely';
import type { Db } from './db.ts';
import { readyQuery, type Place, type ReadyQuery } from './ready-query.ts';

/** The keys of a list query, such as what stands behind `in`. */
export type Keys = readonly RawBuilder<string>[];

/** A ready query for many keys at once. The rows of one key come together and in the query's order. */
export type ReadyList<Values extends object, Row> = (
  db: Db,
  keys: readonly string[],
  values: Values,
) => Promise<readonly Row[]>;

// Above this a list is cut up: SQLite keeps a statement of each size, and no answer may hold the loop for long.
const MOST_KEYS = 32;

/**
 * A query with a list of keys, built once for 1, 2, 4, up to 32 of them; a shorter list repeats its last key,
 * which changes nothing behind `in`. Nothing is asked for an empty list; each key is asked for once.
 */
export function readyList<Values extends object, Row>(
  build: (db: Db, keys: Keys, place: Place<Values>) => Compilable<Row>,
): ReadyList<Values, Row> {
  const bySize = new Map<number, ReadyQuery<object, Row>>();

  function queryOf(size: number): ReadyQuery<object, Row> {
    const known = bySize.get(size);
    if (known !== undefined) return known;
    const names = Array.from({ length: size }, (_, at) => at);
    const made = readyQuery<Record<number, string> & Values, Row>((db, place) =>
      build(db, names.map(place), place),
    );
    bySize.set(size, made);
    return made;
  }

  return async (db, keys, values) => {
    const wanted = [...new Set(keys)];
    const rows: Row[] = [];
    for (let at = 0; at < wanted.length; at += MOST_KEYS) {
      const part = wanted.slice(at, at + MOST_KEYS);
      const size = 2 ** Math.ceil(Math.log2(part.length));
      const padded = Array.from(
        { length: size },
        (_, place) => part[Math.min(place, part.length - 1)],
      );
      rows.push(
        ...(await queryOf(size).all(db, { ...values, ...Object.fromEntries(padded.entries()) })),
      );
    }
    return rows;
  };
}
