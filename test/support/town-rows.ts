/** Looks into the database of a town with plain SQL, past everything that the program knows of it. */
import Database from 'better-sqlite3';

/** One row as SQLite returns it. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Asks a question of a database file; the file is opened for reading only, and closed again. */
export function readRows(
  file: string,
  question: string,
  values: readonly (string | number)[] = [],
): readonly Row[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare<(string | number)[], Row>(question).all(...values);
  } finally {
    database.close();
  }
}

/** All rows of these tables as one text, to be compared with what it was. */
export function readTables(file: string, tables: readonly string[]): string {
  const database = new Database(file, { readonly: true });
  try {
    const rowsOf = (table: string): unknown => database.prepare(`select * from "${table}"`).all();
    return tables.map((table) => `${table} ${JSON.stringify(rowsOf(table))}`).join('\n');
  } finally {
    database.close();
  }
}
