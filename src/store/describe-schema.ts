import { sql } from 'kysely';
import type { Db } from './db.ts';

/** A column as the database declares it. A primary key column counts as not null. */
export interface ColumnDescription {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
}

/** Every table with its columns in their order, to compare with hand-written row types. SQLite only. */
export async function describeSchema(
  db: Db,
): Promise<Readonly<Record<string, readonly ColumnDescription[]>>> {
  const { rows } = await sql<ColumnRow>`
    select t.name as "table", c.name, lower(c.type) as type, c."notnull" as required,
           c.dflt_value as fallback
    from pragma_table_list t, pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite_%'
    order by t.name, c.cid`.execute(db);
  const tables: Record<string, ColumnDescription[]> = {};
  for (const { table, name, type, required, fallback } of rows) {
    const column = { name, type, nullable: required === 0, hasDefault: fallback !== null };
    (tables[table] ??= []).push(column);
  }
  return tables;
}

interface ColumnRow {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly required: number;
  readonly fallback: string | null;
}
