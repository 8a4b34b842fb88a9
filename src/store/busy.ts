import { setTimeout as pause } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { isBusy } from './sqlite-errors.ts';

/**
 * How long SQLite itself may wait for another program's lock, in milliseconds. It waits without giving
 * the event loop back, so this is the longest stall; the real patience is in `whenNotBusy`.
 */
export const BUSY_STALL_MS = 25;

// Half of the three seconds that Slack waits: the rest is for saying that nothing was saved.
const PATIENCE_MS = 1_500;
const LONGEST_PAUSE_MS = 50;

/**
 * Runs `work`, again after short pauses while another program holds the lock, for `patienceMs` in all.
 * `work` must do nothing when it finds the database busy. Throws SQLite's busy error in the end.
 */
export async function whenNotBusy<T>(work: () => T, patienceMs = PATIENCE_MS): Promise<T> {
  let waited = 0;
  for (let pauseMs = 5; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || waited >= patienceMs) throw error;
    }
    await pause(pauseMs);
    waited += pauseMs + BUSY_STALL_MS;
  }
}

/** Connections that have waited in vain: another program holds the lock for long, such as a backup. */
const waitedInVain = new WeakSet<Database.Database>();

/**
 * The same for work in the queue of one connection. Once somebody has waited in vain, those behind try
 * only once, until a transaction begins again: else each would wait in turn, and what Slack delivers would
 * be answered after its three seconds. `isWrite` says that `work` needs the lock, so that its success
 * means something.
 */
export async function inQueue<T>(
  sqlite: Database.Database,
  work: () => T,
  isWrite: boolean,
): Promise<T> {
  try {
    const result = await whenNotBusy(work, waitedInVain.has(sqlite) ? 0 : PATIENCE_MS);
    if (isWrite) waitedInVain.delete(sqlite);
    return result;
  } catch (error) {
    if (isBusy(error)) waitedInVain.add(sqlite);
    throw error;
  }
}
