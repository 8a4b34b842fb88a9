/**
 * Seats beside the database, one for each program that lives. A seat is a lock on a small file of its own:
 * the kernel takes it back in the moment in which the process ends, however it ends. So nobody has to
 * wait for a time to run out, and who only hangs is not taken for dead.
 */
import Database from 'better-sqlite3';
import type { Log } from '../base/log.ts';
import { isBusy } from './sqlite-errors.ts';

/** Takes a seat and looks at those of others. */
export interface Seats {
  /** Takes the first seat that is empty. Never throws: without a seat a program counts as the only one. */
  take(): void;
  /** Lets others have it. What is in hand then may be taken over at once. */
  leave(): void;
  /** The number of ours, from 1 on; null before it is taken, after it was left, and when none could be. */
  own(): number | null;
  /**
   * Does `work` while nobody sits there, and keeps it so meanwhile; null, and nothing done, when somebody does.
   */
  whileEmpty<T>(seat: number, work: () => Promise<T>): Promise<T | null>;
}

/** More programs than ever share one file, so that a broken disk ends the search. */
const MOST_SEATS = 64;

/** For a program that has its database for itself, such as one in memory. */
export const noOtherSeats: Seats = {
  take: () => undefined,
  leave: () => undefined,
  own: () => null,
  whileEmpty: (_, work) => work(),
};

/** The seats of a database file. */
export function createSeats(databaseFile: string, log: Log): Seats {
  if (databaseFile === ':memory:') return noOtherSeats;
  let ours: { readonly number: number; readonly lock: Lock } | null = null;
  const fileOf = (seat: number): string => `${databaseFile}.seat-${seat}`;

  function sitDown(): typeof ours {
    for (let number = 1; number <= MOST_SEATS; number += 1) {
      const lock = tryLock(fileOf(number));
      if (lock !== null) return { number, lock };
    }
    throw new Error(`all ${MOST_SEATS} seats are taken`);
  }

  return {
    take() {
      try {
        ours ??= sitDown();
      } catch (error) {
        log.trouble('seat.not_taken', error);
      }
    },
    leave() {
      ours?.lock.release();
      ours = null;
    },
    own: () => ours?.number ?? null,
    async whileEmpty(seat, work) {
      // Without a seat nobody sees us either. Ours was empty when we took it.
      if (ours === null || ours.number === seat) return work();
      const lock = tryLock(fileOf(seat));
      if (lock === null) return null;
      try {
        return await work();
      } finally {
        lock.release();
      }
    },
  };
}

interface Lock {
  release(): void;
}

// The collector of garbage closes a connection that nobody knows any more, and with it goes the lock.
const held = new Set<Database.Database>();

/** SQLite's own lock, on an empty database: it holds wherever Slipway's database itself can be shared. */
function tryLock(file: string): Lock | null {
  const sqlite = new Database(file, { timeout: 0 });
  try {
    sqlite.exec('begin exclusive');
    held.add(sqlite);
    return {
      release: () => {
        held.delete(sqlite);
        sqlite.close();
      },
    };
  } catch (error) {
    sqlite.close();
    if (isBusy(error)) return null;
    throw error;
  }
}
