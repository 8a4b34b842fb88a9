import type { Clock } from '../../base/clock.ts';
import type { Instant } from '../../base/time.ts';
import { epochSeconds, plusMinutes } from '../../base/time.ts';

/** Where a token stands in its hour. `used` may pass `limit`: the call that passes it is still answered. */
export interface Standing {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly resetAt: Instant;
}

/** The points of every token; an hour begins with the first call after the last one ended. */
export interface Budget {
  standing(token: string): Standing;
  /** Takes `points` from the token's hour and tells where it stands then. */
  spend(token: string, points: number): Standing;
}

/** A budget of `limit` points an hour for each token. */
export function createBudget(clock: Clock, limit: number): Budget {
  const hours = new Map<string, { readonly used: number; readonly resetAt: Instant }>();
  const hour = (token: string) => {
    const now = clock.now();
    const running = hours.get(token);
    return running !== undefined && now < running.resetAt
      ? running
      : { used: 0, resetAt: plusMinutes(now, 60) };
  };
  const spend = (token: string, points: number): Standing => {
    const { used, resetAt } = hour(token);
    const after = { used: used + points, resetAt };
    hours.set(token, after);
    return { ...after, limit, remaining: Math.max(0, limit - after.used) };
  };
  return { spend, standing: (token) => spend(token, 0) };
}

/** The `x-ratelimit-*` headers of an answer. */
export function budgetHeaders(standing: Standing): Readonly<Record<string, string>> {
  return {
    'x-ratelimit-limit': String(standing.limit),
    'x-ratelimit-remaining': String(standing.remaining),
    'x-ratelimit-used': String(standing.used),
    'x-ratelimit-reset': String(epochSeconds(standing.resetAt)),
    'x-ratelimit-resource': 'graphql',
  };
}
