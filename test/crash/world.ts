/** What survives all crashes: Harbor Labs, the rough roads to its Slack and GitHub, and the product's time. */
import { machineClock, pushedClock, type Clock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { dateIn, instantAt, plusDays, weekOf, type Instant } from '../../src/base/time.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import { startOutsideWorld, type OutsideWorld } from '../../src/sandbox/outside-world.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { personOf } from '../support/town-person.ts';
import type { Chance } from './chance.ts';
import { insist } from './insist.ts';
import { quickWeeks, type Pace } from './quick-weeks.ts';
import { chosenOf, GITHUB_FAULTS, SLACK_FAULTS, type RoadFaults } from './road-faults.ts';
import { createFlow, type Flow } from './flow.ts';
import { openRoughRoad, type RoughRoad } from './rough-road.ts';

/** The world of one run. */
export interface World {
  readonly outside: OutsideWorld;
  /** To Slack. */
  readonly road: RoughRoad;
  readonly gitHubRoad: RoughRoad;
  /** The product's time. */
  readonly clock: Clock;
  /**
   * Lets weeks fly, from Monday or from where `pause` let time stand: each in so many milliseconds of the
   * machine, `mostMs` of them at most, and for ever when that is left out.
   */
  hurry(options?: { readonly weekMs?: number; readonly mostMs?: number }): Pace;
  /** Time stands still from now on. */
  pause(): Pace;
  /** Lets the week that has begun come to its Sunday, where time stands still. */
  restOnSunday(): Pace;
  /** Time jumps to this instant and stands still there. */
  standStill(at: Instant): Pace;
  stop(): Promise<void>;
}

/** Monday morning, five weeks before the target. */
export const START: Instant = '2026-11-16T08:00:00.000Z';

const WEEK_MS = 16_000;
// Blind bots need only one lost answer to a new message to be caught.
const ROUGHER: RoadFaults = { ...SLACK_FAULTS, lost: { ...SLACK_FAULTS.lost, share: 0.3 } };
const TEAM_MS = 100;

/** How a world is made. */
export interface WorldOptions {
  readonly databaseFile: string;
  readonly chance: Chance;
  /** Names of the faults on the roads. */
  readonly faults: readonly string[];
  readonly isBlind: boolean;
  /** False leaves the place of the database empty. */
  readonly isPlanned?: boolean;
}

/** Starts it with Atlas set up and two releases planned in `databaseFile`; its time stands still. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { databaseFile, chance } = options;
  let time: Clock = pushedClock(START);
  let pace: Pace = { start: START, begun: START, weekMs: WEEK_MS, until: null };
  let flow: Flow | null = null;
  const clock: Clock = { now: () => time.now() };
  const outside = await startOutsideWorld({ clock, wall: machineClock, start: START });
  if (options.isPlanned !== false) await planAtlas(outside, databaseFile, clock);
  const slackFaults = options.isBlind ? ROUGHER : SLACK_FAULTS;
  const road = await openRoughRoad({
    target: new URL(outside.slack.apiUrl).origin,
    faults: chosenOf(slackFaults, options.faults),
    chance,
  });
  const gitHubRoad = await openRoughRoad({
    target: outside.github.url,
    faults: chosenOf(GITHUB_FAULTS, options.faults),
    chance,
  });
  const team = setInterval(() => outside.team.playUntil(clock.now()), TEAM_MS);
  const go = (next: Pace): Pace => {
    pace = next;
    time = quickWeeks(pace, machineClock);
    return pace;
  };
  return {
    outside,
    road,
    gitHubRoad,
    clock,
    hurry({ weekMs = WEEK_MS, mostMs } = {}) {
      flow ??= createFlow(START, weekMs);
      return go(flow.run(mostMs));
    },
    pause() {
      flow ??= createFlow(START, WEEK_MS);
      return go(flow.stand());
    },
    restOnSunday() {
      const until = sundayAfter(clock.now());
      return go({ ...(flow?.run() ?? pace), until });
    },
    standStill: (at) => go({ start: at, begun: START, weekMs: WEEK_MS, until: at }),
    async stop() {
      clearInterval(team);
      await road.stop();
      await gitHubRoad.stop();
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
  const bot = await insist(() => startBot(options));
  const mara = personOf(outside.slack, PEOPLE.mara, () => bot.app.idle());
  await mara.types('#atlas', '/release plan');
  await mara.submits();
  await mara.submits();
  await mara.types('#atlas', '/release plan 0.8.0');
  await mara.submits({ 'Or labels': ['documentation'] });
  await mara.submits();
  await bot.stop();
}
