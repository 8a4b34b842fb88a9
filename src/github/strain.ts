/** What GitHub takes off the budget without saying so. */
import type { Clock } from '../base/clock.ts';
import { millisecondsBetween, type Instant } from '../base/time.ts';

const HOUR_MS = 3_600_000;
/** GitHub does not say how many points a question costs that it gave up on; this is more than any of ours. */
const POINTS_EACH = 10;
const MOST_POINTS = 500;

/** Counts the questions that took GitHub too long: for each it deducts points "for the next hour". */
export interface Strain {
  wasTooMuch(): void;
  /** Points to leave untouched now; none while all went well for an hour. */
  margin(): number;
}

/** No strain yet, on `wall` time. */
export function createStrain(wall: Clock): Strain {
  let times: Instant[] = [];
  const ofThisHour = (): Instant[] => {
    const now = wall.now();
    return times.filter((at) => Math.abs(millisecondsBetween(at, now)) < HOUR_MS);
  };
  return {
    wasTooMuch: () => {
      times = [...ofThisHour(), wall.now()];
    },
    margin: () => Math.min(MOST_POINTS, ofThisHour().length * POINTS_EACH),
  };
}
