import { SqliteAdapter, sql, type CreateTableBuilder } from 'kysely';
import type { Db } from './db.ts';

/**
 * Starts a table whose columns hold only what they declare. PostgreSQL's always do; SQLite's do when
 * they are STRICT, else it stores any text in a number. Every table of a migration starts here.
 */
export function createStrictTable<Name extends string>(
  db: Db,
  name: Name,
): CreateTableBuilder<Name> {
  const table = db.schema.createTable(name);
  return db.getExecutor().adapter instanceof SqliteAdapter ? table.modifyEnd(sql`strict`) : table;
}
