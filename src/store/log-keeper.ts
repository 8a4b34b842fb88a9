/**
 * Brings what is in the log into the database, before the log is long. SQLite does that inside a commit: twice
 * waiting for the disk, and a thousand pages written, while the event loop stands still. Here a thread with a
 * connection of its own does it; the last few pages go while the queue waits, so that the log begins anew.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { ownFile } from '../base/own-files.ts';
import type { Log } from '../base/log.ts';
import type { Turns } from './turns.ts';

/** Watches how long the log of one connection is. */
export interface LogKeeper {
  /** Something was committed. */
  wrote(): void;
  /** Waits for what is under way, which needs its turn, and begins nothing more. */
  end(): Promise<void>;
}

/** So many pages are in the log when they are brought into the database: twelve megabytes. */
export const LONG_LOG_PAGES = 3_000;
// If nobody could do it until then, SQLite does, in a commit.
const LONGEST_LOG_PAGES = 20_000;
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

  async function look(): Promise<void> {
    const endTurn = await turns.take();
    let pages = 0;
    try {
      pages = pagesIn(sqlite);
    } finally {
      endTurn();
    }
    if (pages >= LONG_LOG_PAGES && !isOver) await shorten(file, turns);
  }

  return {
    wrote() {
      unseen += 1;
      if (unseen < LOOK_EVERY || work !== null || isOver) return;
      unseen = 0;
      work = look()
        .catch((error: unknown) => log.trouble('store.log_kept_long', error))
        .finally(() => (work = null));
    },
    async end() {
      isOver = true;
      await work;
    },
  };
}

/** Pages in the log that are not in the database yet. */
function pagesIn(sqlite: Database.Database): number {
  const [state] = sqlite.pragma('wal_checkpoint(noop)') as readonly {
    readonly log: number;
    readonly checkpointed: number;
  }[];
  return state === undefined ? 0 : state.log - state.checkpointed;
}

/** Begins while others write; the end of it has the turn, so that nothing comes behind it. */
async function shorten(file: string, turns: Turns): Promise<void> {
  const thread = new Worker(threadFile(), { workerData: file });
  const ended = new Promise<void>((resolve, reject) => {
    thread.on('error', reject);
    thread.on('exit', () => resolve());
  });
  const isNearlyDone = once(thread, 'message').then(() => true);
  if (!(await Promise.race([isNearlyDone, ended.then(() => false)]))) return;
  const endTurn = await turns.take();
  try {
    thread.postMessage('finish', []);
    await ended;
  } finally {
    endTurn();
  }
}

/** In the sources beside this file, in the built program beside its start. */
function threadFile(): URL | string {
  return import.meta.url.endsWith('.ts')
    ? new URL('./checkpoint-thread.ts', import.meta.url)
    : ownFile('checkpoint-thread.js');
}
