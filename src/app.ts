/** Puts the program together: every feature by name, its adapters, time and words. Nothing else happens here. */
import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import type { Meter } from './base/meter.ts';
import { plusMinutes, type Instant } from './base/time.ts';
import { within } from './base/within.ts';
import { createContext, type Workshop } from './context.ts';
import type { Context, Feature, PrepareDeeds, Workspace } from './feature.ts';
import { channels } from './features/channels/index.ts';
import { checkin } from './features/checkin/index.ts';
import { home } from './features/home/index.ts';
import { hotfix } from './features/hotfix/index.ts';
import { plan } from './features/plan/index.ts';
import { report } from './features/report/index.ts';
import { setup } from './features/setup/index.ts';
import { sync } from './features/sync/index.ts';
import { createFrontDesk } from './front-desk.ts';
import type { GitHubPort } from './github/port.ts';
import { createBreakable } from './jobs/breakable.ts';
import { createChannels } from './jobs/closed-channels.ts';
import { createInbox } from './jobs/inbox.ts';
import { createAdopt, watchForOrphans } from './jobs/orphans.ts';
import { createOpenWindows } from './jobs/open-windows.ts';
import type { KeepPromise } from './jobs/keep-promise.ts';
import type { PrepareTogether } from './jobs/keep-together.ts';
import { ledger } from './jobs/ledger.ts';
import { createRetention } from './jobs/retention.ts';
import { createOutbox } from './jobs/outbox.ts';
import type { OutboxSettings } from './jobs/outbox-settings.ts';
import { withdraw, writePromise } from './jobs/promises.ts';
import { createScheduler } from './jobs/scheduler.ts';
import { rememberWorkspace } from './release/people.ts';
import { showsPrivateIn } from './release/projects.ts';
import { gatherOffers, gatherRoutes } from './routes.ts';
import type { SlackPort } from './slack/port.ts';
import type { Transact } from './store/db.ts';
import { createSeats } from './store/seats.ts';
import type { Store } from './store/store.ts';

/** Every feature. To learn who reacts to an event, read their doors. */
export const FEATURES: readonly Feature[] = [
  setup,
  plan,
  sync,
  checkin,
  report,
  hotfix,
  home,
  channels,
];

/** The outside world, real or played. `clock` tells the product's time, `wall` the machine's. */
export interface Adapters {
  readonly store: Store;
  readonly slack: SlackPort;
  readonly github: GitHubPort;
  readonly clock: Clock;
  readonly wall: Clock;
  readonly log: Log;
  /** Called whenever the program shows that it is at work, once a minute at least. */
  readonly onSign?: () => void;
  readonly meter?: Meter;
}

/** What an operator may set. */
export interface AppSettings {
  readonly workspace: Workspace;
  readonly admins: readonly string[];
  readonly syncMinutes: number;
  /** How long personal things are kept after they ended, in days; for ever when null or left out. */
  readonly keepDays?: number | null;
  /** What becomes of a deed that nobody asked the table for; it is logged when left out. */
  readonly unasked?: Workshop['unasked'];
  readonly outbox?: Partial<OutboxSettings>;
  /** How long a dead program keeps the next one from keeping promises, ms of the machine's clock. */
  readonly keeperLeaseMs?: number;
}

/** The program, put together. */
export interface App {
  /** Works off what an earlier run left, then listens, posts and keeps promises by itself. */
  start(): Promise<void>;
  /**
   * Takes nothing new, finishes what is in hand and breaks off a look at GitHub; ten seconds at most. What is
   * left is gone on with at the next start.
   */
  stop(): Promise<void>;
  /** Does all that is due now, as a heartbeat would. */
  beat(): Promise<void>;
  /** Resolves when nothing is in hand and nothing can be posted at this instant. */
  idle(): Promise<void>;
  /** Why Slack takes nothing from us at present, a sentence for the operator; null when it does. */
  parkedBecause(): string | null;
  /** The next instant at which something happens by itself: `message`, or the kind of a promise. */
  nextDue(): Promise<{ readonly at: Instant; readonly kind: string } | null>;
}

const LONG_SLEEP_MINUTES = 24 * 60;
// Docker kills after ten seconds. Handlers and promises get half of them, what they said the other half.
const STOP_PATIENCE_MS = 4_000;

/** Builds the program over its adapters. Nothing runs before `start`. */
export function build(settings: AppSettings, adapters: Adapters): App {
  const { store, slack, github, clock, wall, log, onSign = () => undefined } = adapters;
  const outbox = createOutbox({
    store,
    poster: slack.poster,
    clock,
    wall,
    log,
    showsAll: (channelId) => showsPrivateIn(store.db, settings.workspace.id, channelId),
    ...(settings.outbox === undefined ? {} : { settings: settings.outbox }),
  });
  const routes = gatherRoutes(FEATURES);
  const workshop: Workshop = {
    workspace: settings.workspace,
    admins: settings.admins,
    syncMinutes: settings.syncMinutes,
    db: store.db,
    desk: slack.desk,
    github,
    log,
    ledger,
    channels: createChannels(settings.workspace.id, wall, () => outbox.wake()),
    offers: gatherOffers(FEATURES),
    routes,
    unasked: settings.unasked ?? 'log',
    transact: (now, work) => store.transact(now, work),
    say: (tx, ...sayings) => outbox.say(tx, ...sayings),
    promise: writePromise,
    withdraw: async (tx, which, reason) => void (await withdraw(tx, which, reason)),
  };
  // What it does by itself it does again after a power cut; only people and Slack need a thing to be on disk.
  const byItself: Workshop = { ...workshop, transact: store.transactSoon };
  const seats = createSeats(store.file, log);
  const inbox = createInbox(store, () => seats.own());
  const adopt = createAdopt(store, seats);
  const windows = createOpenWindows(store);
  const desk = createFrontDesk(workshop, inbox, windows, adopt, clock, adapters.meter);
  let stopWatching: (() => void) | null = null;
  let beating: Promise<void> | null = null;
  let beats = createBreakable(byItself.transact);
  /** What begins is at one instant, also when it asks for its context twice. */
  const beginWork = (): WorkContext => {
    onSign();
    const now = clock.now();
    return (transact) => createContext(byItself, now, transact);
  };
  const scheduler = createScheduler({
    store,
    clock,
    wall,
    log,
    keepers: Object.fromEntries(
      [...routes.promises].map(([kind, keep]): [string, KeepPromise] => [
        kind,
        (due, transact) => {
          onSign();
          return keep(createContext(byItself, clock.now(), transact), due);
        },
      ]),
    ),
    together: Object.fromEntries(
      [...routes.together].map(([kind, prepare]) => [kind, inOneGo(prepare, beginWork)]),
    ),
    beat: async (now) => {
      onSign();
      // Not awaited: a first look at a large repository takes minutes, and promises are kept meanwhile.
      beating ??= beatFeatures(now).finally(() => (beating = null));
    },
    ...(settings.keeperLeaseMs === undefined ? {} : { leaseMs: settings.keeperLeaseMs }),
  });
  let lastBeat = clock.now();
  const forgetWhatIsOld = createRetention({
    log,
    keepDays: settings.keepDays ?? null,
    forgets: FEATURES.flatMap(({ forget }) => forget ?? []),
  });

  /** A feature whose beat fails does not keep the others from theirs. */
  async function beatFeatures(now: Instant): Promise<void> {
    // A machine that slept for days let promises pass unseen, as if it had been switched off.
    const hasSlept = now > plusMinutes(lastBeat, LONG_SLEEP_MINUTES);
    lastBeat = now;
    for (const beat of hasSlept ? [...routes.starts, ...routes.beats] : routes.beats)
      await beats
        .run((transact) => beat(createContext({ ...workshop, transact }, now)))
        .catch((error: unknown) => log.trouble('beat.failed', error));
    await beats.run((transact) => forgetWhatIsOld(transact, now));
  }

  return {
    async start() {
      beats = createBreakable(byItself.transact);
      await store.transact(clock.now(), (tx) => rememberWorkspace(tx, settings.workspace));
      for (const begin of routes.starts) await begin(createContext(workshop, clock.now()));
      outbox.start();
      seats.take();
      await desk.resume();
      stopWatching = watchForOrphans(() => desk.resume('of-others'), log);
      await slack.line.start((arrival, acknowledge) => desk.receive(arrival, acknowledge));
      scheduler.start();
    },
    async stop() {
      stopWatching?.();
      const atDesk = slack.line.stop().then(() => desk.idle());
      const handlers = within(STOP_PATIENCE_MS, atDesk);
      try {
        await Promise.all([beats.breakOff(), scheduler.stop(), handlers]);
        await outbox.stop();
      } finally {
        seats.leave();
      }
    },
    async beat() {
      // GitHub's news first: after a pushed clock, what is due now must not speak of last week.
      await beatFeatures(clock.now());
      await scheduler.tick(clock.now());
    },
    async idle() {
      await desk.idle();
      await outbox.drain();
      await desk.idle();
    },
    parkedBecause: () => outbox.parkedBecause(),
    async nextDue() {
      const promise = await scheduler.nextDueAt();
      const at = await outbox.nextWaitingAt();
      const isMessage = at !== null && (promise === null || at < promise.at);
      return isMessage ? { at, kind: 'message' } : promise;
    },
  };
}

/** The context of one piece of work; with a `transact` that closes what is in hand, or without. */
type WorkContext = (transact?: Transact) => Context;

/** Keeps a run of promises: what a feature prepared, in one transaction. */
function inOneGo(prepare: PrepareDeeds, beginWork: () => WorkContext): PrepareTogether {
  return async (due) => {
    const contextOf = beginWork();
    const { keys, doAll } = await prepare(contextOf(), due);
    return { keys, write: (transact) => contextOf(transact).transact(doAll) };
  };
}
