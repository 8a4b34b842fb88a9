/**
 * Sockets that come and go under people who type: announced refreshes, cuts, half-open lines, and what
 * Slack says when it wants no connection. The real line, front desk and inbox over the played Slack.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { machineClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import { startOutsideWorld, type OutsideWorld } from '../../src/sandbox/outside-world.ts';
import type { LineTiming } from '../../src/slack/reconnect.ts';
import { readRows } from '../support/town-rows.ts';
import {
  longestDeaf,
  repliesIn,
  startTyping,
  until,
  type Typed,
  type Typists,
} from './commands.ts';

/** How much of it. Times in milliseconds. */
export interface SocketLoad {
  readonly refreshes: number;
  readonly perSecond: number;
  /** How long Slack leaves a connection open that it asked to go. */
  readonly leaveMs: number;
  /** How often each of the ruder ends happens. */
  readonly cuts: number;
  readonly halfOpen: number;
  /** Whether Slack also says that there are too many connections, and that Socket Mode is off. */
  readonly refusals: boolean;
  /** Where the bot's patience is not the product's. */
  readonly timing?: Partial<LineTiming>;
  /** Hears of each kind of trouble that is over. */
  readonly onOver?: (name: string) => void;
}

/** What became of the commands that were typed during one kind of trouble. Times in milliseconds. */
export interface Trouble {
  readonly name: string;
  readonly times: number;
  readonly typed: number;
  /** Slack told the person that nobody was there: nothing happened, and they knew. */
  readonly turnedAway: number;
  /** Sent, and not acknowledged within three seconds: on a dead line, or by a machine that is too busy. */
  readonly late: number;
  readonly longestWaitMs: number;
  readonly longestDeafMs: number;
}

/** How it ended. */
export interface SocketOutcome {
  readonly troubles: readonly Trouble[];
  readonly typed: number;
  /** Taken by the bot, and never answered to the person. */
  readonly lost: readonly string[];
  /** Answered more than once. */
  readonly doubled: readonly string[];
  /** Rows of commands that are not marked as handled, or were begun more than once: `state attempts`. */
  readonly unwell: readonly string[];
  readonly handled: number;
  readonly connectionsOpened: number;
}

const LINKS = 2;
/** Connections at most when a refresh is asked for; one for both opens two more. */
const CALM = 6;

/** Runs all of it and counts what stands in the end. */
export async function wearSockets(load: SocketLoad): Promise<SocketOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-soak-'));
  const databaseFile = join(folder, 'slipway.db');
  const clocks = { clock: machineClock, wall: machineClock };
  const { leaveMs, timing = {} } = load;
  const world = await startOutsideWorld({ ...clocks, start: machineClock.now(), leaveMs });
  const bot = await startBot({
    ...clocks,
    world,
    databaseFile,
    log: silentLog,
    lineTiming: timing,
  });
  const typists = startTyping(world, load.perSecond);
  const times = new Map<string, number>();
  for (const { name, count, once } of troublesOf(load)) {
    typists.now(name);
    for (let n = 0; n < count; n += 1) await once(world, n);
    times.set(name, count);
    await bothOpen(world);
    load.onOver?.(name);
  }
  await typists.stop();
  await bot.app.idle();
  // What could not be marked, for a disk that was too busy, is begun anew after a pause.
  const left = (): boolean => commandsIn(databaseFile).every(({ state }) => state !== 'waiting');
  await until('everything worked off', left).catch(() => undefined);
  const outcome = countUp(world, typists, times, databaseFile);
  await bot.stop();
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
  return outcome;
}

interface TroubleMaker {
  readonly name: string;
  readonly count: number;
  /** Makes trouble, and resolves when the bot is over it. */
  once(world: OutsideWorld, n: number): Promise<void>;
}

function troublesOf({ refreshes, cuts, halfOpen, refusals }: SocketLoad): readonly TroubleMaker[] {
  return [
    { name: 'refresh', count: refreshes, once: refresh },
    { name: 'cut of one', count: cuts, once: (world) => cut(world, 'oldest') },
    { name: 'cut of both', count: cuts, once: (world) => cut(world, 'all') },
    { name: 'half-open', count: halfOpen, once: goHalfOpen },
    {
      name: 'too many',
      count: refusals ? 1 : 0,
      once: (world) => refuse(world, 'too_many_websockets'),
    },
    {
      name: 'link disabled',
      count: refusals ? 1 : 0,
      once: (world) => refuse(world, 'link_disabled'),
    },
  ];
}

/** Mostly one connection, as Slack does; each tenth time both at the same moment. Every third is warned of. */
async function refresh({ slack }: OutsideWorld, n: number): Promise<void> {
  // A refresh counts only when a connection was there to be asked. In Slack hours lie between two; here
  // those that go must be gone, or the ten that Slack allows are used up and the bot is sent away.
  const isCalm = (): boolean => slack.socket.staying() === LINKS && slack.connections() <= CALM;
  await until('a connection to ask', isCalm);
  const before = slack.socketsOpened();
  if (n % 3 === 0) slack.socket.refresh('warning');
  const asked = slack.socket.refresh('refresh_requested', n % 10 === 9 ? 'all' : 'oldest');
  await until('a successor', () => slack.socketsOpened() >= before + asked);
}

async function cut({ slack }: Pick<OutsideWorld, 'slack'>, which: 'oldest' | 'all'): Promise<void> {
  const before = slack.socketsOpened();
  slack.socket.cut(which);
  await until('a new connection', () => slack.socketsOpened() > before);
  await bothOpen({ slack });
  await pause(50);
}

/** Neither side hears the other, until the bot has given that connection up. */
async function goHalfOpen({ slack }: OutsideWorld): Promise<void> {
  const before = slack.socketsOpened();
  slack.socket.pause('oldest');
  await until('a successor', () => slack.socketsOpened() > before);
  slack.socket.resume();
  await bothOpen({ slack });
}

async function bothOpen({ slack }: Pick<OutsideWorld, 'slack'>): Promise<void> {
  await until('both connections', () => slack.connections() === LINKS);
}

async function refuse(
  { slack }: OutsideWorld,
  reason: 'too_many_websockets' | 'link_disabled',
): Promise<void> {
  const before = slack.socketsOpened();
  slack.socket.refresh(reason);
  await until('a new connection', () => slack.socketsOpened() > before);
}

function countUp(
  world: OutsideWorld,
  { typed }: Typists,
  times: ReadonlyMap<string, number>,
  databaseFile: string,
): SocketOutcome {
  const replies = repliesIn(world);
  const taken = typed.filter(({ answer }) => answer?.kind === 'ok');
  const rows = commandsIn(databaseFile);
  return {
    troubles: [...times].map(([name, count]) => troubleOf(name, count, typed)),
    typed: typed.length,
    lost: taken.filter(({ word }) => !replies.has(word)).map(({ word }) => word),
    doubled: [...replies].filter(([, count]) => count > 1).map(([word]) => word),
    unwell: rows
      .filter(({ state, attempts }) => state !== 'handled' || attempts !== 1)
      .map(({ state, attempts }) => `${String(state)} ${String(attempts)}`),
    handled: rows.length,
    connectionsOpened: world.slack.socketsOpened(),
  };
}

function commandsIn(databaseFile: string): ReturnType<typeof readRows> {
  return readRows(databaseFile, "select state, attempts from arrival where kind = 'command'");
}

function troubleOf(name: string, times: number, all: readonly Typed[]): Trouble {
  const typed = all.filter(({ during }) => during === name);
  const answered = typed.filter(({ answer }) => answer?.kind === 'ok');
  return {
    name,
    times,
    typed: typed.length,
    turnedAway: typed.filter(({ answer }) => answer?.kind === 'nobody-listens').length,
    late: typed.filter(({ answer }) => answer?.kind === 'timeout').length,
    longestWaitMs: answered.reduce(
      (most, { at, answeredAt }) => Math.max(most, answeredAt - at),
      0,
    ),
    longestDeafMs: longestDeaf(typed),
  };
}
