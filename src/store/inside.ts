import { AsyncLocalStorage } from 'node:async_hooks';

/** The transaction whose work is running; `open` turns false when it has ended. */
interface Running {
  open: boolean;
}

const running = new AsyncLocalStorage<Running>();

/** Runs the work of a transaction so that `refuseInside` knows about it. */
export async function insideTransaction<T>(work: () => Promise<T>): Promise<T> {
  const mark: Running = { open: true };
  try {
    return await running.run(mark, work);
  } finally {
    mark.open = false;
  }
}

/**
 * Throws when a transaction's work asks for the connection a second time. There is only one, and the
 * transaction has it: waiting would never end.
 */
export function refuseInside(what: string): void {
  if (running.getStore()?.open === true) {
    throw new Error(`${what} was used inside a transaction; use the transaction's own tx.db`);
  }
}
