/** The product's clock of a crash run: whole weeks in seconds, and most of them where things are due. */
import type { Clock } from '../../src/base/clock.ts';
import { millisecondsBetween, plusMilliseconds, type Instant } from '../../src/base/time.ts';

/** What every program of a run must know to read the same time from the machine's clock. */
export interface Pace {
  /** The product's time when the run began: a Monday, 08:00 UTC. */
  readonly start: Instant;
  /** The machine's time then. */
  readonly begun: Instant;
  /** How long a week of the product takes, in milliseconds of the machine. */
  readonly weekMs: number;
  /** The product's time stands still from here on; null for never. */
  readonly until: Instant | null;
}

const HOUR_MS = 3_600_000;
const WEEK_HOURS = 168;

/**
 * Corners of a week: hours since Monday 08:00 UTC against the share of its time. Between Thursday 04:00,
 * when the first of the team is asked, and Friday 16:00, when the digest is out, time goes slower.
 */
const CORNERS = [
  { hours: 0, share: 0 },
  { hours: 68, share: 0.1 },
  { hours: 104, share: 0.9 },
  { hours: WEEK_HOURS, share: 1 },
] as const;

/** A clock that reads `base`, the machine's, and tells the product's time at this pace. */
export function quickWeeks(pace: Pace, base: Clock): Clock {
  return {
    now() {
      const weeks = millisecondsBetween(pace.begun, base.now()) / pace.weekMs;
      const hours = Math.floor(weeks) * WEEK_HOURS + hoursAt(weeks - Math.floor(weeks));
      const now = plusMilliseconds(pace.start, hours * HOUR_MS);
      return pace.until !== null && now > pace.until ? pace.until : now;
    },
  };
}

/** How many hours of a week are over when this share of its time is. */
function hoursAt(share: number): number {
  for (const [index, to] of CORNERS.entries()) {
    const from = CORNERS[index - 1];
    if (from === undefined || share > to.share) continue;
    const part = (share - from.share) / (to.share - from.share);
    return from.hours + part * (to.hours - from.hours);
  }
  return WEEK_HOURS;
}
