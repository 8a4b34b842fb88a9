/**
 * The bot that is killed: a child process with the whole product over its real adapters. It loads, says
 * so, and lives when it gets its orders.
 */
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { flushCompileCache, getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build, type App } from '../../src/app.ts';
import { machineClock, type Clock } from '../../src/base/clock.ts';
import type { Log } from '../../src/base/log.ts';
import { pinoLog } from '../../src/base/pino-log.ts';
import { createGitHub } from '../../src/github/create-github.ts';
import { createSlack } from '../../src/slack/create-slack.ts';
import type { SlackPort } from '../../src/slack/port.ts';
import { openStore } from '../../src/store/store.ts';
import { isOrders, type Orders } from './orders.ts';
import { passPoints } from './points.ts';
import { quickWeeks } from './quick-weeks.ts';

const OUTBOX = { settleMs: 250, spacingMs: 1, secondLookMs: 1_000, callsAMinute: Infinity };
// Product hours: at this pace a look every ten minutes would be one without end.
const SYNC_MINUTES = 6 * 60;
// Nobody is spared by a pause before the second try on one's own machine.
const FIRST_PAUSE_MS = 20;
const MIGRATIONS = join(import.meta.dirname, '../../migrations');

async function live(orders: Orders, clock: Clock): Promise<() => Promise<void>> {
  const points = orders.dieAt === null && orders.pointsFile === null ? null : passPoints(orders);
  const { leaseMs } = orders;
  const log = pinoLog('warn', { write: (line) => appendFileSync(orders.logFile, line) });
  const opened = await openStore({ file: orders.databaseFile, migrationsFolder: MIGRATIONS, log });
  const store = points?.store(opened) ?? opened;
  const real = createSlack({ ...orders.slack, wall: machineClock, log });
  const onRoad = byRoad(real, orders.slack.apiUrl);
  const seeing = orders.isBlind ? blind(onRoad) : onRoad;
  const slack = points?.slack(seeing) ?? seeing;
  const { teamId, teamName, botUserId } = await slack.desk.identity();
  const app = build(
    {
      workspace: { id: teamId, name: teamName, botUserId },
      admins: [],
      syncMinutes: SYNC_MINUTES,
      outbox: leaseMs === null ? OUTBOX : { ...OUTBOX, leaseMs },
      ...(leaseMs === null ? {} : { keeperLeaseMs: leaseMs }),
    },
    {
      store,
      slack,
      // The played GitHub counts its budget in the product's time, so its limits end there too.
      github: createGitHub({ ...orders.github, wall: clock, log, firstPauseMs: FIRST_PAUSE_MS }),
      clock,
      wall: machineClock,
      log,
    },
  );
  await app.start();
  process.send?.('listening');
  keepCompiledOnce();
  const stopping = new AbortController();
  const beating = beatUntil(stopping.signal, app, orders, log);
  return async () => {
    stopping.abort();
    await beating;
    await app.stop();
    await store.close();
  };
}

/** The first that has begun leaves its compiled code to all that follow; who is killed would keep none. */
function keepCompiledOnce(): void {
  const folder = getCompileCacheDir();
  const mark = join(folder ?? '', 'kept');
  if (folder === undefined || existsSync(mark)) return;
  writeFileSync(mark, '');
  flushCompileCache();
}

/** Beats as the machine's minute would, but at the product's pace. */
async function beatUntil(
  signal: AbortSignal,
  app: App,
  { isAsked, beatMs }: Orders,
  log: Log,
): Promise<void> {
  let looking: Promise<void> | null = null;
  while (!signal.aborted) {
    await app.beat().catch((error: unknown) => log.trouble('beat.failed', error));
    // Timers for later words were set by the product's clock; so the outbox is asked, not waited for.
    if (isAsked) looking ??= app.idle().finally(() => (looking = null));
    await pause(beatMs);
  }
}

/**
 * Replies take the rough road too. Each at the time it is sent, and by the road of who sends it: what one bot
 * took, another may work off, and it refuses addresses that are not on its own.
 */
function byRoad(slack: SlackPort, apiUrl: string): SlackPort {
  const reply: SlackPort['desk']['reply'] = (to, message) => {
    const address = 'responseUrl' in to ? URL.parse(to.responseUrl) : null;
    if (address === null) return slack.desk.reply(to, message);
    return slack.desk.reply({ responseUrl: new URL(address.pathname, apiUrl).href }, message);
  };
  return { ...slack, desk: { ...slack.desk, reply } };
}

function blind(slack: SlackPort): SlackPort {
  const find = async () => ({ kind: 'looked', timestamps: [] }) as const;
  return { ...slack, poster: { ...slack.poster, find } };
}

let end: (() => Promise<void>) | undefined;
let time: Clock | null = null;
process.on('message', (message) => {
  if (!isOrders(message)) return;
  const isBorn = time === null;
  time = quickWeeks(message.pace, machineClock);
  if (!isBorn) return;
  const clock: Clock = { now: () => (time ?? machineClock).now() };
  void live(message, clock).then((stop) => (end = stop));
});
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => void end?.().then(() => process.exit(0)));
process.send?.('loaded');
