import { stopwatch } from '../base/clock.ts';

/**
 * Gives back the turn; the next in the queue gets it, after the event loop had its own when `hasCommitted`.
 * Calling it twice does nothing.
 */
export type EndTurn = (hasCommitted?: boolean) => void;

/** A queue for the one connection: one at a time, first come, first served but for those who go ahead. */
export interface Turns {
  /** The turn at once when nobody has it, else null. */
  tryTake(): EndTurn | null;
  /** The turn, as soon as everyone who asked earlier is done. */
  take(): Promise<EndTurn>;
  /** The next turn, before all who wait, but after those who asked for it so: for what somebody outside waits for. */
  takeNext(): Promise<EndTurn>;
}

// SQLite answers at once, so a long run of queries is one run of promises to Node: no socket is read in
// between. After so many milliseconds the event loop gets its own, and after every transaction: those take
// milliseconds, and have waited for the disk. What Slack delivers then waits for one slice, not for a handler.
const SLICE_MS = 0.5;

// Taken now, so that a test that stops the clock does not stop the database.
const afterIo = setImmediate;

/** An empty queue. */
export function createTurns(): Turns {
  const ahead: ((end: EndTurn) => void)[] = [];
  const waiting: ((end: EndTurn) => void)[] = [];
  let taken = false;
  /** When the event loop last had its own, as far as is known; null when it has just had it. */
  let sliceBegan: number | null = null;

  function beginTurn(): EndTurn {
    taken = true;
    if (sliceBegan === null) {
      sliceBegan = stopwatch();
      afterIo(() => (sliceBegan = null));
    }
    const began = sliceBegan;
    let ended = false;
    return (hasCommitted = false) => {
      if (ended) return;
      ended = true;
      if (!hasCommitted && stopwatch() - began < SLICE_MS) passOn();
      else afterIo(passOn);
    };
  }

  function passOn(): void {
    taken = false;
    const next = ahead.shift() ?? waiting.shift();
    next?.(beginTurn());
  }

  const tryTake = (): EndTurn | null => (taken ? null : beginTurn());

  const take = (wait: (resolve: (end: EndTurn) => void) => void): Promise<EndTurn> =>
    new Promise((resolve) => {
      const end = tryTake();
      if (end === null) wait(resolve);
      else resolve(end);
    });

  return {
    tryTake,
    take: () => take((resolve) => waiting.push(resolve)),
    takeNext: () => take((resolve) => ahead.push(resolve)),
  };
}
