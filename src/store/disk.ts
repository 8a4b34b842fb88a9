/**
 * How a commit reaches the disk. SQLite writes it into its log and does not wait (`synchronous = normal`); the
 * waiting is done here, off the thread, and whoever committed goes on when it is over. So a slow disk holds up
 * those who wait for it and nobody else, and all who wait at once share one sync.
 */
import fs from 'node:fs';
import type Database from 'better-sqlite3';
import { stopwatch } from '../base/clock.ts';
import type { SlipwayError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { notSaved } from './sqlite-errors.ts';

/**
 * When a commit is on disk: before it is said to stand, or with the next one that is. Either survives a kill
 * of the program; a power cut takes back what was to be there soon, from the end, as if it had come earlier.
 */
export type Syncing = 'at-once' | 'soon';

/** What one connection put into its log, and how much of that is on disk. */
export interface Disk {
  /** Something was committed; to be called right after it was. */
  wrote(): void;
  /** Grows with everything that is committed. */
  position(): number;
  /** Resolves when all that was committed until now survives a power cut. Throws SlipwayError `unavailable`. */
  saved(): Promise<void>;
  /**
   * Repairs what a failed sync left, if it can; outside a transaction. Returns what to throw at whoever is
   * about to commit, null when all is well.
   */
  trouble(): SlipwayError | null;
  /** Waits for what is under way; the connection is closed after it. */
  end(): Promise<void>;
}

/** For a connection that waits by itself, or that has nothing to lose. */
export const waitsItself: Disk = {
  wrote: () => undefined,
  position: () => 0,
  saved: () => Promise.resolve(),
  trouble: () => null,
  end: () => Promise.resolve(),
};

// A sync that failed says nothing about what came before it, and one after it would succeed: the kernel has
// dropped what it could not write. So nothing counts until all of the log is in the database and the log is new.
const REPAIR_PAUSE_MS = 1_000;

/** The disk under the log of `file`, for a connection that is in log mode already. */
export function createDisk(sqlite: Database.Database, file: string, log: Log): Disk {
  // A program that was killed may have left what was never synced; we have read it as standing.
  let written = 1;
  let synced = 0;
  let running: { readonly upTo: number; readonly done: Promise<void> } | null = null;
  let next: Promise<void> | null = null;
  let broken: { readonly error: SlipwayError; readonly at: number } | null = null;
  // An own descriptor: locks are on the other two files only, and the log is there as long as anyone is connected.
  const descriptor = fs.openSync(`${file}-wal`, 'r+');

  function begin(): Promise<void> {
    next = null;
    if (broken !== null) return Promise.reject(broken.error);
    const upTo = written;
    const done = syncData(descriptor)
      .then(() => void (synced = Math.max(synced, upTo)), failed)
      .finally(() => (running = null));
    running = { upTo, done };
    return done;
  }

  function failed(cause: unknown): never {
    broken = { error: notSaved(cause), at: stopwatch() };
    log.trouble('store.sync_failed', cause);
    throw broken.error;
  }

  function saved(): Promise<void> {
    if (broken !== null) return Promise.reject(broken.error);
    if (synced >= written) return Promise.resolve();
    if (running === null) return begin();
    if (running.upTo >= written) return running.done;
    return (next ??= running.done.then(begin, begin));
  }

  function trouble(): SlipwayError | null {
    if (broken === null || stopwatch() - broken.at < REPAIR_PAUSE_MS) return broken?.error ?? null;
    try {
      if (!startAnew(sqlite, descriptor)) return broken.error;
      synced = written;
      broken = null;
      log.info('store.sync_repaired', {});
      return null;
    } catch (cause) {
      broken = { error: notSaved(cause), at: stopwatch() };
      return broken.error;
    }
  }

  return {
    wrote: () => void (written += 1),
    position: () => written,
    saved,
    trouble,
    async end() {
      await saved().catch(() => undefined);
      fs.closeSync(descriptor);
    },
  };
}

/** Through the module's own object, so that a rig can see what is synced. Size and data, not the times of a file. */
function syncData(descriptor: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fs.fdatasync(descriptor, (error) => (error === null ? resolve() : reject(error)));
  });
}

/** All of the log into the database, and a new log, each on disk. False while another program reads the old one. */
function startAnew(sqlite: Database.Database, descriptor: number): boolean {
  sqlite.pragma('synchronous = full');
  try {
    if (sqlite.pragma('wal_checkpoint(truncate)', { simple: true }) !== 0) return false;
    fs.fsyncSync(descriptor);
    return true;
  } finally {
    sqlite.pragma('synchronous = normal');
  }
}
