/** How a run lets the product's time flow and stand: not by itself, but by what is played. */
import { machineClock } from '../../src/base/clock.ts';
import { millisecondsBetween, plusMilliseconds, type Instant } from '../../src/base/time.ts';
import { quickWeeks, type Pace } from './quick-weeks.ts';

/** Time that has stood and flowed; both answer with the pace to be told to every program. */
export interface Flow {
  /** Goes on where it stands, for so many milliseconds of the machine at most; for ever when left out. */
  run(mostMs?: number): Pace;
  /** Stands still from now on. */
  stand(): Pace;
}

/** Stands at `start`, a Monday at 08:00 UTC. A week takes `weekMs` milliseconds while it flows. */
export function createFlow(start: Instant, weekMs: number): Flow {
  let spentMs = 0;
  let flowing: { readonly since: Instant; readonly mostMs: number } | null = null;

  /** Counts what has flowed; returns the machine's present instant. */
  function settle(): Instant {
    const now = machineClock.now();
    if (flowing !== null)
      spentMs += Math.min(millisecondsBetween(flowing.since, now), flowing.mostMs);
    flowing = null;
    return now;
  }

  function paceUntil(now: Instant, ms: number): Pace {
    const begun = plusMilliseconds(now, -spentMs);
    const pace = { start, begun, weekMs, until: null };
    if (!Number.isFinite(ms)) return pace;
    return { ...pace, until: quickWeeks(pace, { now: () => plusMilliseconds(begun, ms) }).now() };
  }

  return {
    run(mostMs = Infinity) {
      const now = settle();
      flowing = { since: now, mostMs };
      return paceUntil(now, spentMs + mostMs);
    },
    stand() {
      const now = settle();
      return paceUntil(now, spentMs);
    },
  };
}
