/**
 * Harbor Labs for stories: the real bot over the played Slack and GitHub, a clock that moves only when
 * pushed, and people who read and press what stands on their screen.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  machineClock,
  pushedClock,
  runningPushedClock,
  type Clock,
  type PushedClock,
} from '../../src/base/clock.ts';
import { silentLog, type Log } from '../../src/base/log.ts';
import type { Meter } from '../../src/base/meter.ts';
import { plusMilliseconds, type Instant } from '../../src/base/time.ts';
import { OUTBOX_DEFAULTS } from '../../src/jobs/outbox-settings.ts';
import { startBot, type BotOptions, type RunningBot } from '../../src/sandbox/bot.ts';
import { startOutsideWorld, type OutsideWorld } from '../../src/sandbox/outside-world.ts';
import type { PushableTime } from '../../src/sandbox/page/options.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { pushableTime } from '../../src/sandbox/time.ts';
import { watchPosts, type Post } from './posts.ts';
import { personOf, type TownPerson } from './town-person.ts';
import { readRows, type Row } from './town-rows.ts';

/** A first name in lower case. */
export type Name = keyof typeof PEOPLE;

/** The town and its clock. */
export interface Town {
  readonly world: OutsideWorld;
  readonly clock: PushedClock;
  readonly time: PushableTime;
  /** All that Slipway has posted so far, as it read when it came. */
  readonly posts: readonly Post[];
  /** What the program logged as trouble: the event and the error's own words. */
  readonly troubles: readonly string[];
  /** The bot's database; only a dead bot leaves it to others. */
  readonly databaseFile: string;
  bot(): RunningBot;
  person(name: Name): TownPerson;
  /** The same person, who does not wait for the bot: a deed resolves when Slack has taken it. */
  hasty(name: Name): TownPerson;
  /** Rows of the bot's database by plain SQL, also while the bot is dead. */
  rows(question: string, ...values: readonly (string | number)[]): readonly Row[];
  /** Resolves when the bot has nothing in hand. */
  quiet(): Promise<void>;
  /** Moves on to an instant, visiting everything due on the way. */
  pushTo(instant: Instant): Promise<void>;
  /** Moves on to the next thing that happens by itself and says what it was; fails when nothing will. */
  pushToNext(): Promise<string>;
  /** Lets time pass while nobody wakes the bot, dead or alive; the team works on. */
  passTo(instant: Instant): void;
  /**
   * Lets the machine's clock run on until every message with an unknown outcome, or told to wait, has
   * been looked for and said. Fails when some never comes to rest.
   */
  settle(): Promise<void>;
  /** Lets so many hours pass on the machine's clock alone, such as for the pause before the next try. */
  passHours(hours: number): void;
  /** Sets the bot's own clocks ahead of everybody else's, by so many milliseconds; negative for behind. */
  skew(milliseconds: number): void;
  /** Ends the bot as a power cut would: nothing is finished, nothing is said. */
  kill(): Promise<void>;
  /** Starts the bot again on the same database. */
  start(): Promise<void>;
  leave(): Promise<void>;
}

/** Monday morning, five weeks before the target. */
export const MONDAY: Instant = '2026-11-16T08:00:00.000Z';

// In memory where the machine offers it: a story commits thousands of times, and none is about disks.
const ROOT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

// A lease that a dead sender left behind runs out after 15 seconds of the machine's clock.
const AFTER_DEATH_MS = 60_000;
const WAIT_MS = 15_000;
const MOST_WAITS = 100;

// A message that once had an unknown outcome is looked for a second time, ten minutes later.
const RESTLESS =
  "select key, state, reason from message where state in ('ready', 'sending', 'unknown') or look_wall is not null";

/**
 * Starts the town. `seedProject: false` starts without Atlas being set up; `over: 'http'` lets Slack call
 * the bot with signed requests, each of them twice, instead of waiting for its sockets. `isStrict` enforces
 * Slack's limits, and the bot keeps the pace that it keeps in a real workspace.
 */
export async function aTown(
  options: {
    readonly start?: Instant;
    readonly seedProject?: boolean;
    readonly over?: 'sockets' | 'http';
    readonly isStrict?: boolean;
    /** Told what the bot counts. */
    readonly meter?: Meter;
    readonly keepDays?: number;
    /** Also told what the bot logs; what it calls trouble is in `troubles` all the same. */
    readonly log?: Log;
    readonly admins?: BotOptions['admins'];
    readonly through?: BotOptions['through'];
  } = {},
): Promise<Town> {
  const { start = MONDAY, isStrict = false } = options;
  const clock = pushedClock(start);
  const wall = runningPushedClock(machineClock, machineClock.now());
  const waitOn = (ms: number): void => wall.push(plusMilliseconds(wall.now(), ms));
  const post = postRoad(options.over === 'http');
  const world = await startOutsideWorld({
    clock,
    wall: options.over === 'http' || isStrict ? wall : machineClock,
    start,
    rateLimits: isStrict ? 'strict' : 'off',
    ...post.world,
  });
  const posts = watchPosts(world.slack);
  const folder = mkdtempSync(join(ROOT, 'slipway-town-'));
  const databaseFile = join(folder, 'slipway.db');
  const { seedProject = true } = options;
  const troubles: string[] = [];
  const log = troubleLog(troubles, options.log);
  let skewMs = 0;
  const skewed = ({ now }: Clock): Clock => ({ now: () => plusMilliseconds(now(), skewMs) });
  const botTime = { clock: skewed(clock), wall: skewed(wall) };
  const begin = (): Promise<RunningBot> =>
    startBot({
      world,
      databaseFile,
      ...botTime,
      log,
      seedProject,
      spacingMs: isStrict ? OUTBOX_DEFAULTS.spacingMs : 0,
      ...post.bot,
      ...(options.keepDays === undefined ? {} : { keepDays: options.keepDays }),
      ...(options.meter === undefined ? {} : { meter: options.meter }),
      ...(options.admins === undefined ? {} : { admins: options.admins }),
      ...(options.through === undefined ? {} : { through: options.through }),
    });
  let bot = await begin();
  let isAlive = true;
  const time = pushableTime(clock, world, () => bot.app);
  const rows: Town['rows'] = (question, ...values) => readRows(databaseFile, question, values);
  const quiet = (): Promise<void> => bot.app.idle();
  return {
    world,
    clock,
    time,
    posts,
    troubles,
    databaseFile,
    bot: () => bot,
    person: (name) => personOf(world.slack, PEOPLE[name], quiet),
    hasty: (name) => personOf(world.slack, PEOPLE[name], async () => undefined),
    rows,
    quiet,
    pushTo: (instant) => time.pushTo(instant),
    async pushToNext() {
      const next = await time.next();
      if (next === null) throw new Error('nothing will happen by itself any more');
      await time.pushTo(next.at);
      return next.what;
    },
    passTo(instant) {
      clock.push(instant);
      world.team.playUntil(instant);
    },
    async settle() {
      await quiet();
      for (let waits = 0; rows(RESTLESS).length > 0; waits += 1) {
        if (waits === MOST_WAITS)
          throw new Error(`never settled: ${JSON.stringify(rows(RESTLESS))}`);
        waitOn(WAIT_MS);
        await quiet();
      }
    },
    passHours: (hours) => waitOn(hours * 3_600_000),
    skew(milliseconds) {
      skewMs = milliseconds;
    },
    async kill() {
      isAlive = false;
      await bot.kill();
      waitOn(AFTER_DEATH_MS);
    },
    async start() {
      bot = await begin();
      isAlive = true;
    },
    async leave() {
      if (isAlive) await bot.stop();
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const SIGNING_SECRET = 'a-secret-of-the-town-only';

/** Both ends of Slack's calls to the bot, which listens on another port at each start. */
function postRoad(isHttp: boolean): {
  readonly world: Pick<Parameters<typeof startOutsideWorld>[0], 'http'>;
  readonly bot: Pick<BotOptions, 'http'>;
} {
  if (!isHttp) return { world: {}, bot: {} };
  let url = 'http://127.0.0.1:9/';
  const listening = (port: number): void => {
    url = `http://127.0.0.1:${port}/slack/events`;
  };
  return {
    world: { http: { signingSecret: SIGNING_SECRET, url: () => url, isDoubled: true } },
    bot: { http: { signingSecret: SIGNING_SECRET, host: '127.0.0.1', port: 0, listening } },
  };
}

function troubleLog(troubles: string[], also: Log = silentLog): Log {
  const log: Log = {
    ...also,
    trouble: (event, error) => void troubles.push(`${event}: ${String(error)}`),
    with: () => log,
  };
  return log;
}
