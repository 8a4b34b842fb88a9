/** Closed while GitHub wants no calls from us. */
import type { Clock } from '../base/clock.ts';
import { type Instant, millisecondsBetween, plusMilliseconds } from '../base/time.ts';
import { GitHubTrouble } from './port.ts';

const SECONDARY_SECONDS = 60;
const PRIMARY_SECONDS = 300;
const LONGEST_SECONDS = 3600;

/** Keeps calls back until GitHub takes them again. */
export interface Gate {
  /** Throws `GitHubTrouble` (`limited`) while closed. */
  pass(): void;
  /**
   * Closes for `seconds`. When GitHub did not say: a minute for a secondary limit, twice as long each time
   * it comes again without a good call between, as GitHub asks; five minutes for the primary one.
   */
  close(which: 'primary' | 'secondary', seconds: number | null): GitHubTrouble;
  /** A call went well. */
  wentWell(): void;
}

/** An open gate on `wall` time. */
export function createGate(wall: Clock): Gate {
  let shut: { readonly sentence: string; readonly until: Instant } | null = null;
  let strikes = 0;
  const trouble = (sentence: string, until: Instant): GitHubTrouble =>
    new GitHubTrouble('limited', sentence, until);
  return {
    pass: () => {
      if (shut === null) return;
      const left = millisecondsBetween(wall.now(), shut.until);
      // It never closes for longer than that: the clock was set back, and the hour is over some time ago.
      if (left > 0 && left <= LONGEST_SECONDS * 1000) throw trouble(shut.sentence, shut.until);
      shut = null;
    },
    close: (which, seconds) => {
      const fallback = which === 'primary' ? PRIMARY_SECONDS : SECONDARY_SECONDS * 2 ** strikes;
      strikes += which === 'secondary' ? 1 : 0;
      const length = Math.min(seconds ?? fallback, LONGEST_SECONDS);
      const until = plusMilliseconds(wall.now(), length * 1000);
      const sentence =
        which === 'primary'
          ? "This hour's GitHub budget of the token is used up."
          : 'GitHub asks us to slow down.';
      shut = { sentence, until };
      return trouble(sentence, until);
    },
    wentWell: () => {
      strikes = 0;
    },
  };
}
