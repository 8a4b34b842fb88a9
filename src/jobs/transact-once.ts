import type { Transact, Tx } from '../store/db.ts';

/** Thrown by the transaction of work that somebody else did, or was given; nothing of it was written. */
export class AlreadyHandled extends Error {
  constructor(key: string) {
    super(`${key} was handled already, or is in other hands by now`);
    this.name = 'AlreadyHandled';
  }
}

/** A `transact` for one piece of work. `isMarked` is true once its first transaction stands. */
export interface OnceTransact {
  readonly transact: Transact;
  isMarked(): boolean;
}

/**
 * The first transaction also marks the work as done: after a kill either both stand or none. Later ones
 * just run. `mark` returns false when the work is not ours any more; then nothing is written and
 * `AlreadyHandled` is thrown.
 */
export function transactOnce(
  transact: Transact,
  key: string,
  mark: (tx: Tx) => Promise<boolean>,
): OnceTransact {
  let marked = false;
  const once: Transact = async (now, work) => {
    const result = await transact(now, async (tx) => {
      if (!marked && !(await mark(tx))) throw new AlreadyHandled(key);
      return await work(tx);
    });
    marked = true;
    return result;
  };
  return { transact: once, isMarked: () => marked };
}
