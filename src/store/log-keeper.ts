/**
 * Brings what is in the log into the database, before the log is long. SQLite does that inside a commit: twice
 * waiting for the disk, and a thousand pages written, while the event loop stands still. Here a thread with a
 * connection of its own does it; the last few pages go while the queue waits, so that the log begins anew.
 */
import type Database from 'better-sqlite3';
import type { Log } from '../base/log.ts';
import { startCheckpoints, type Checkpoints } from './checkpoints.ts';
import { pagesInLog } from './pages-in-log.ts';
import type { Turns } from './turns.ts';

/** Watches how long the log of one connection is. */
export interface LogKeeper {
  /** Something was committed. */
  wrote(): void;
  /** Waits for what is under way, which needs its turn, and begins nothing more. */
  end(): Promise<void>;
}

/**
 * So many pages are in the log when a quiet moment is used to bring them into the database: four megabytes. Whoever
 * commits meanwhile waits ten milliseconds and more for the disk, which both share.
 */
export const LONG_LOG_PAGES = 1_000;
/** So many are brought in although it is not quiet: 28 megabytes. */
export const TOO_LONG_LOG_PAGES = 7_000;
// If nobody could do it until then, SQLite does, in a commit.
const LONGEST_LOG_PAGES = 20_000;
// Nothing was committed for so long: at a hundred commands a second it never is quiet.
const QUIET_MS = 250;
// To ask costs as much as a short transaction.
const LOOK_EVERY = 64;

/** For a connection that is in log mode already, in the queue of `turns`. */
export function keepLog(
  sqlite: Database.Database,
  file: string,
  turns: Turns,
  log: Log,
): LogKeeper {
  sqlite.pragma(`wal_autocheckpoint = ${LONGEST_LOG_PAGES}`);
  let unseen = 0;
  let work: Promise<void> | null = null;
  let isOver = false;
  /** Started when it is needed first: it takes as much memory as a quiet day's work. */
  let thread: Checkpoints | null = null;

  async function look(longest: number): Promise<void> {
    const endTurn = await turns.take();
    let pages = 0;
    try {
      pages = pagesInLog(sqlite);
    } finally {
      endTurn();
    }
    if (pages >= longest && !isOver) await shorten((thread ??= startCheckpoints(file)));
  }

  /** Begins while others write; the end of it has the turn, so that nothing comes behind it. */
  async function shorten(checkpoints: Checkpoints): Promise<void> {
    try {
      await checkpoints.do('most');
      // Before all who wait: what they write would be left over, too.
      const endTurn = await turns.takeNext();
      await checkpoints.do('rest').finally(() => endTurn());
    } catch (error) {
      thread = null;
      throw error;
    }
  }

  function begin(longest: number): void {
    if (work !== null || isOver) return;
    unseen = 0;
    work = look(longest)
      .catch((error: unknown) => log.trouble('store.log_kept_long', error))
      .finally(() => (work = null));
  }

  const quiet = setTimeout(() => begin(LONG_LOG_PAGES), QUIET_MS).unref();

  return {
    wrote() {
      if (isOver) return;
      unseen += 1;
      quiet.refresh();
      if (unseen >= LOOK_EVERY) begin(TOO_LONG_LOG_PAGES);
    },
    async end() {
      isOver = true;
      clearTimeout(quiet);
      await work;
      await thread?.end();
    },
  };
}
