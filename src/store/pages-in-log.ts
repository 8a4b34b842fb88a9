import type Database from 'better-sqlite3';

/** How many pages are in the log of a connection and not in the database yet. Not inside a transaction. */
export function pagesInLog(sqlite: Database.Database): number {
  const [state] = sqlite.pragma('wal_checkpoint(noop)') as readonly {
    readonly log: number;
    readonly checkpointed: number;
  }[];
  return state === undefined ? 0 : state.log - state.checkpointed;
}
