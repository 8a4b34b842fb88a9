import type { Log } from '../base/log.ts';
import type { Db, Transact, Tx } from './db.ts';
import { insideTransaction } from './inside.ts';
import { toSaveTrouble } from './sqlite-errors.ts';

/**
 * `transact` over a database; see `Transact` for what it promises. `saved` resolves when what was committed is on
 * disk, as far as that is to be waited for.
 */
export function createTransact(
  db: Db,
  log: Log,
  saved: () => Promise<void> = () => Promise.resolve(),
): Transact {
  return async (now, work) => {
    const deeds: (() => void)[] = [];
    const run = (open: Db) => {
      const tx: Tx = { db: open, now, emitted: [], afterCommit: (deed) => void deeds.push(deed) };
      return insideTransaction(() => work(tx));
    };
    const result = await db.transaction().execute(run).catch(rethrowInWords);
    await saved();
    for (const deed of deeds) runDeed(deed, log);
    return result;
  };
}

function rethrowInWords(error: unknown): never {
  throw toSaveTrouble(error);
}

/** The commit stands; a deed that fails must not look like a failed transaction. */
function runDeed(deed: () => void, log: Log): void {
  try {
    deed();
  } catch (error) {
    log.trouble('store.after_commit_failed', error);
  }
}
