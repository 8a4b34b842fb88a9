import type Database from 'better-sqlite3';

/** Prepared statements by their text. Preparing costs several times what a short statement does. */
export interface Statements {
  of(sql: string): Database.Statement;
}

const KEPT = 500;

/** Keeps the last statements that were used; the one unused for longest goes when there are too many. */
export function createStatements(sqlite: Database.Database): Statements {
  const kept = new Map<string, Database.Statement>();
  return {
    of(sql) {
      const statement = kept.get(sql) ?? sqlite.prepare(sql);
      kept.delete(sql);
      kept.set(sql, statement);
      const oldest = kept.size > KEPT ? kept.keys().next() : undefined;
      if (oldest?.value !== undefined) kept.delete(oldest.value);
      return statement;
    },
  };
}
