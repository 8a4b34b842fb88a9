import { sql, type Compilable, type CompiledQuery, type RawBuilder } from 'kysely';
import type { Db } from './db.ts';

/** A query whose text is built once; each run brings its own values. */
export interface ReadyQuery<Values extends object, Row> {
  all(db: Db, values: Values): Promise<readonly Row[]>;
  first(db: Db, values: Values): Promise<Row | undefined>;
}

/** Stands in the query for a value that a run brings. */
export type Place<Values extends object> = <Name extends keyof Values>(
  name: Name,
) => RawBuilder<Values[Name]>;

/** All places of a query by name, such as a row to insert. */
export type Places<Values extends object> = {
  readonly [Name in keyof Values]: RawBuilder<Values[Name]>;
};

/**
 * A query for the busy paths: built and compiled with the first run, by Kysely, so its columns are checked
 * like any other's. Building one anew costs several times what a short statement does. `build` must give the
 * same query whatever the values are: a list of changing length has no place in it.
 */
export function readyQuery<Values extends object, Row>(
  build: (db: Db, place: Place<Values>, all: Places<Values>) => Compilable<Row>,
): ReadyQuery<Values, Row> {
  let ready: CompiledQuery<Row> | null = null;

  async function all(db: Db, values: Values): Promise<readonly Row[]> {
    ready ??= build(db, placeOf, placesOf(values)).compile();
    const parameters = ready.parameters.map((value) =>
      value instanceof Hole ? valueAt(values, value.name) : value,
    );
    return (await db.executeQuery<Row>({ ...ready, parameters })).rows;
  }

  return { all, first: async (db, values) => (await all(db, values))[0] };
}

function placeOf<Value>(name: PropertyKey): RawBuilder<Value> {
  return sql`${new Hole(name)}`;
}

function placesOf<Values extends object>(values: Values): Places<Values> {
  const entries = Object.keys(values).map((name) => [name, placeOf(name)]);
  return Object.fromEntries(entries) as Places<Values>;
}

/** Where a value goes. */
class Hole {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

function valueAt(values: object, name: PropertyKey): unknown {
  return Reflect.get(values, name);
}
