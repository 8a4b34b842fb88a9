import type { Instant } from './time.ts';

/** Tells what time it is. The program reads time only through one of these. */
export interface Clock {
  /** The present instant, UTC ISO 8601 with milliseconds. */
  now(): Instant;
}

/** The machine's own clock: the only place in the program that reads it. */
export const machineClock: Clock = {
  now: () => new Date().toISOString(),
};

/** A clock that stands still until it is set, for tests and the sandbox. */
export interface PushedClock extends Clock {
  /** Moves to `instant`; never backwards, an earlier instant is ignored. */
  push(instant: Instant): void;
}

/** A clock that starts at `start` and moves only when pushed. */
export function pushedClock(start: Instant): PushedClock {
  let current = start;
  return {
    now: () => current,
    push(instant) {
      if (instant > current) current = instant;
    },
  };
}

/** A clock that runs with `base`, ahead of it by all that it was pushed. */
export function runningPushedClock(base: Clock, start: Instant): PushedClock {
  let offset = Date.parse(start) - Date.parse(base.now());
  const now = (): Instant => new Date(Date.parse(base.now()) + offset).toISOString();
  return {
    now,
    push(instant) {
      const ahead = Date.parse(instant) - Date.parse(now());
      if (ahead > 0) offset += ahead;
    },
  };
}

/** Milliseconds since some instant, never backwards, whoever sets the clock: for measuring how long something took. */
export function stopwatch(): number {
  return performance.now();
}
