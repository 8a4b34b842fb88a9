/** One life of the bot under test: the whole product over its real adapters, at the pace of its rig. */
import { appendFileSync } from 'node:fs';
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
import { insist } from './insist.ts';
import type { Orders } from './orders.ts';
import type { Points } from './points.ts';
import { quickWeeks } from './quick-weeks.ts';

const OUTBOX = { settleMs: 250, spacingMs: 1, secondLookMs: 1_000, callsAMinute: Infinity };
// Product hours: at this pace a look every ten minutes would be one without end.
const SYNC_MINUTES = 6 * 60;
// Nobody is spared by a pause before the second try on one's own machine.
const FIRST_PAUSE_MS = 20;
const MIGRATIONS = join(import.meta.dirname, '../../migrations');

/** A life that has begun. */
export interface Life {
  /** Takes another pace. */
  keepPace(orders: Orders): void;
  /** Resolves when it listens to Slack. */
  readonly listens: Promise<void>;
  /** How often it has beaten to the end. */
  beats(): number;
  /** Ends well; throws when it cannot. */
  end(): Promise<void>;
}

/** Begins one; `points` are passed on its way, and `onBeat` is called after every beat. */
export function beginLife(
  orders: Orders,
  points: Points | null,
  onBeat: () => void = () => undefined,
): Life {
  let time = quickWeeks(orders.pace, machineClock);
  let beats = 0;
  const beginning = live(orders, { now: () => time.now() }, points, () => {
    beats += 1;
    onBeat();
  });
  return {
    beats: () => beats,
    keepPace: ({ pace }) => void (time = quickWeeks(pace, machineClock)),
    listens: beginning.then(() => undefined),
    end: async () => await (await beginning)(),
  };
}

/** Resolves, when it listens, to what ends it. */
async function live(
  orders: Orders,
  clock: Clock,
  points: Points | null,
  onBeat: () => void,
): Promise<() => Promise<void>> {
  const { leaseMs } = orders;
  const log = pinoLog('warn', { write: (line) => appendFileSync(orders.logFile, line) });
  const opened = await openStore({ file: orders.databaseFile, migrationsFolder: MIGRATIONS, log });
  const store = points?.store(opened) ?? opened;
  const real = createSlack({ ...orders.slack, wall: machineClock, log });
  const onRoad = byRoad(real, orders.slack.apiUrl);
  const seeing = orders.isBlind ? blind(onRoad) : onRoad;
  const slack = points?.slack(seeing) ?? seeing;
  const { teamId, teamName, botUserId } = await insist(() => slack.desk.identity());
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
  const stopping = new AbortController();
  const beating = beatUntil(stopping.signal, app, orders, log, onBeat);
  return async () => {
    stopping.abort();
    await beating;
    await app.stop();
    await store.close();
  };
}

/** Beats as the machine's minute would, but at the product's pace. */
async function beatUntil(
  signal: AbortSignal,
  app: App,
  { isAsked, beatMs }: Orders,
  log: Log,
  onBeat: () => void,
): Promise<void> {
  let looking: Promise<void> | null = null;
  while (!signal.aborted) {
    await app.beat().catch((error: unknown) => log.trouble('beat.failed', error));
    // Timers for later words were set by the product's clock; so the outbox is asked, not waited for.
    if (isAsked) looking ??= app.idle().finally(() => (looking = null));
    onBeat();
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
