import type Database from 'better-sqlite3';

/**
 * When a commit is on disk: before it is said to stand, or with the next one that is. Either survives a kill
 * of the program; a power cut takes back what was to be there soon, from the end, as if it had come earlier.
 */
export type Syncing = 'at-once' | 'soon';

const present = new WeakMap<Database.Database, Syncing>();

/**
 * Says when the commits to come are on disk; not inside a transaction. Waiting for it is most of what a short
 * transaction costs.
 */
export function waitForDisk(sqlite: Database.Database, syncing: Syncing): void {
  if ((present.get(sqlite) ?? 'at-once') === syncing) return;
  sqlite.exec(`pragma synchronous = ${syncing === 'soon' ? 'normal' : 'full'}`);
  present.set(sqlite, syncing);
}
