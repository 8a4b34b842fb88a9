/** The end of a run: nobody is killed any more, and time goes on until nothing is left to do. */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { plusMinutes, type Instant } from '../../src/base/time.ts';
import type { Nursery } from './nursery.ts';
import type { Orders } from './orders.ts';
import { countOpen, readPutBack } from './records.ts';
import type { World } from './world.ts';

const CALM_MS = 120_000;
const LOOK_MS = 200;
// A promise that the program died over three times waits for a quarter of an hour, and may have been put
// back by a failing GitHub before. Nothing else is due on a Sunday.
const LONGEST_REST_MINUTES = 8 * 60;

/**
 * Lets one bot live in peace until Sunday noon, and then as far as what was put back until later needs; false
 * when it did not come to rest, or did not end well.
 */
export async function calmDown(
  world: World,
  nursery: Nursery,
  orders: Orders,
  patienceMs = CALM_MS,
): Promise<boolean> {
  world.road.smooth();
  world.gitHubRoad.smooth();
  const rest = world.restOnSunday();
  const noon = rest.until ?? world.clock.now();
  let until = noon;
  const bot = await nursery.next();
  bot.live({ ...orders, pace: rest });
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    await pause(LOOK_MS);
    if (world.clock.now() !== until) continue;
    const next = afterRest(orders.databaseFile, until);
    if (next.kind === 'at-rest') break;
    if (next.kind === 'busy' || next.at > plusMinutes(noon, LONGEST_REST_MINUTES)) continue;
    until = next.at;
    bot.live({ ...orders, pace: world.standStill(until) });
  }
  const isAtRest = countOpen(orders.databaseFile, until) === 0;
  return (await bot.retire()) === 0 && isAtRest;
}

/** `later`: only what nobody tries again before this instant. */
export type AfterRest =
  | { readonly kind: 'at-rest' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'later'; readonly at: Instant };

/**
 * What a time that stands still at `now` leaves to do. What was put back until later would never be done in it.
 */
export function afterRest(databaseFile: string, now: Instant): AfterRest {
  const open = countOpen(databaseFile, now);
  if (open === 0) return { kind: 'at-rest' };
  const { count, nextTry } = readPutBack(databaseFile, now);
  return nextTry !== null && count === open ? { kind: 'later', at: nextTry } : { kind: 'busy' };
}
