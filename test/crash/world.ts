/** What survives all crashes: Harbor Labs, the rough road to its Slack, and the product's time. */
import { machineClock, pushedClock, type Clock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { dateIn, instantAt, plusDays, weekOf, type Instant } from '../../src/base/time.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import { startOutsideWorld, type OutsideWorld } from '../../src/sandbox/outside-world.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { personOf } from '../support/town-person.ts';
import type { Chance } from './chance.ts';
import { quickWeeks, type Pace } from './quick-weeks.ts';
import { openRoughRoad, type RoughRoad } from './rough-road.ts';

/** The world of one run. */
export interface World {
  readonly outside: OutsideWorld;
  readonly road: RoughRoad;
  /** The product's time. */
  readonly clock: Clock;
  /** Lets weeks fly from now on. */
  hurry(): Pace;
  /** Lets the week that has begun come to its Sunday, where time stands still. */
  restOnSunday(): Pace;
  stop(): Promise<void>;
}

/** Monday morning, five weeks before the target. */
export const START: Instant = '2026-11-16T08:00:00.000Z';

const WEEK_MS = 16_000;
const ROUGHNESS = { lost: 0.03, slow: 0.1, slowMs: 90 };
// Blind bots need only one lost answer to a new message to be caught.
const ROUGHER = { ...ROUGHNESS, lost: 0.3 };
const TEAM_MS = 100;

/** Starts it with Atlas set up and two releases planned in `databaseFile`; its time stands still. */
export async function startWorld(
  databaseFile: string,
  chance: Chance,
  isBlind: boolean,
): Promise<World> {
  let time: Clock = pushedClock(START);
  let pace: Pace = { start: START, begun: START, weekMs: WEEK_MS, until: null };
  const clock: Clock = { now: () => time.now() };
  const outside = await startOutsideWorld({ clock, wall: machineClock, start: START });
  await planAtlas(outside, databaseFile, clock);
  const road = await openRoughRoad(outside.slack.apiUrl, isBlind ? ROUGHER : ROUGHNESS, chance);
  const team = setInterval(() => outside.team.playUntil(clock.now()), TEAM_MS);
  const go = (next: Pace): Pace => {
    pace = next;
    time = quickWeeks(pace, machineClock);
    return pace;
  };
  return {
    outside,
    road,
    clock,
    hurry: () => go({ ...pace, begun: machineClock.now() }),
    restOnSunday: () => go({ ...pace, until: sundayAfter(clock.now()) }),
    async stop() {
      clearInterval(team);
      await road.stop();
      await outside.stop();
    },
  };
}

function sundayAfter(now: Instant): Instant {
  const monday = weekOf(dateIn('UTC', now));
  const noon = instantAt('UTC', plusDays(monday, 6), '12:00');
  return noon > now ? noon : instantAt('UTC', plusDays(monday, 13), '12:00');
}

/** The release manager plans 0.7.0 and 0.8.0 as the form proposes, with a bot that nobody kills. */
async function planAtlas(outside: OutsideWorld, databaseFile: string, clock: Clock): Promise<void> {
  const options = { world: outside, databaseFile, clock, wall: machineClock, log: silentLog };
  const bot = await startBot(options);
  const mara = personOf(outside.slack, PEOPLE.mara, () => bot.app.idle());
  await mara.types('#atlas', '/release plan');
  await mara.submits();
  await mara.submits();
  await mara.types('#atlas', '/release plan 0.8.0');
  await mara.submits({ 'Or labels': ['documentation'] });
  await mara.submits();
  await bot.stop();
}
