/** What the table was asked for one arrival, so that a deed nobody asked for is found out. */
import { needsThing, type ActionName } from './actions.ts';
import type { Denial } from './permission.ts';

/** What Slack says about somebody right now, beside their id. */
export interface SlackFacts {
  readonly isGuest: boolean;
  readonly isAdmin: boolean;
  readonly isDeactivated: boolean;
}

/** The questions of one arrival, and their answers. */
export interface Asked {
  /** What the door stands for through which the arrival came; null for what comes by itself, such as a promise. */
  readonly action: ActionName | null;
  /** What Slack said at the door about who acts; null when what is known here was enough. */
  fresh: SlackFacts | null;
  /** Keeps an answer; true for a refusal that was not heard before, which goes into the log. */
  hear(action: ActionName, denial: Denial | null): boolean;
  /** True when something was refused. */
  isRefused(): boolean;
  /**
   * Null while a deed may be written down: the door's own action was allowed, or needs no thing to be asked with, or
   * nobody pressed anything. Else what is wrong, for the log.
   */
  fault(): 'not_asked' | 'refused' | null;
}

/** Nothing was asked yet; `action` is the door's. */
export function nothingAsked(action: ActionName | null): Asked {
  const refused = new Set<string>();
  const allowed = new Set<ActionName>();
  return {
    action,
    fresh: null,
    hear(asked, denial) {
      if (denial === null) allowed.add(asked);
      else allowed.delete(asked);
      const answer = `${asked} ${denial}`;
      if (denial === null || refused.has(answer)) return false;
      refused.add(answer);
      return true;
    },
    isRefused: () => refused.size > 0,
    fault() {
      if (action === null || !needsThing(action) || allowed.has(action)) return null;
      return refused.size > 0 ? 'refused' : 'not_asked';
    },
  };
}
