import type { Transact } from '../store/db.ts';

/** Work that was broken off asked for a transaction; what it saved before stands. */
export class BrokenOff extends Error {
  constructor() {
    super('the program is stopping');
    this.name = 'BrokenOff';
  }
}

/** Long work that may be broken off between two of its transactions, such as a first look at GitHub. */
export interface Breakable {
  /**
   * Does `work`, which saves through the transact it is given. Resolves when it ended or was broken off;
   * does nothing once broken off. Throws what `work` throws.
   */
  run(work: (transact: Transact) => Promise<void>): Promise<void>;
  /** From now on nothing of it is saved. Resolves when the transaction in hand has ended. */
  breakOff(): Promise<void>;
}

/** Nothing broken off yet. */
export function createBreakable(transact: Transact): Breakable {
  const inHand = new Set<Promise<unknown>>();
  const { promise: broken, resolve } = Promise.withResolvers<void>();
  let isBroken = false;

  const guarded: Transact = (now, work) => {
    if (isBroken) return Promise.reject(new BrokenOff());
    const saving = transact(now, work).finally(() => inHand.delete(saving));
    inHand.add(saving);
    return saving;
  };

  return {
    async run(work) {
      if (isBroken) return;
      const working = work(guarded);
      // What the rest of it runs into once nobody waits any more is no trouble.
      await Promise.race([working, broken]).catch((error: unknown) => {
        if (!isBroken) throw error;
      });
    },
    async breakOff() {
      isBroken = true;
      resolve();
      await Promise.allSettled(inHand);
    },
  };
}
