import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { millisecondsBetween, type Instant } from '../base/time.ts';
import { within } from '../base/within.ts';
import type { Store } from '../store/store.ts';
import { startHeartbeat, type Heartbeat } from './heartbeat.ts';
import type { Keepers } from './keep-promise.ts';
import type { Preparers } from './keep-together.ts';
import { createLease } from './leases.ts';
import { preparePromises } from './promise-statements.ts';
import type { NextDue } from './promises.ts';
import { createTicker, KEEPER_LEASE } from './ticker.ts';

/** Time comes in: what is due is a row, and this asks for it. */
export interface Scheduler {
  /** Asks now and then once a minute. */
  start(): void;
  /** Waits for what is in hand, five seconds at most; what was not begun stays due. */
  stop(): Promise<void>;
  /** Keeps all that is due at `now`, in order; resolves when nothing is due any more. */
  tick(now: Instant): Promise<void>;
  /** The earliest waiting promise; null for none. */
  nextDueAt(): Promise<NextDue | null>;
}

/** `clock` is the product's; the lease runs on `wall`, the machine's. */
export interface SchedulerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly wall: Clock;
  readonly log: Log;
  readonly keepers: Keepers;
  /** Kinds that can be kept several at once; the others are kept one after the other. */
  readonly together?: Preparers;
  /** Work that is done at every beat of the minute, after what is due. */
  readonly beat?: (now: Instant) => Promise<void>;
  readonly leaseMs?: number;
  readonly patienceMs?: number;
}

const LEASE_MS = 15_000;
const PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 4_000;
// Less than a third of a lease is over when it is renewed, so one of the dead is seen before it runs out.
const WATCH_MS = 10_000;

/** The one keeper of promises of a database, as long as it has the lease; several may stand by. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { store, clock, wall, log, keepers, leaseMs = LEASE_MS } = options;
  const statements = preparePromises(store);
  const lease = createLease({ store, wall, name: KEEPER_LEASE, milliseconds: leaseMs });
  const patienceMs = options.patienceMs ?? PATIENCE_MS;
  const keeping = { store, statements, keepers, log, patienceMs };
  const ticker = createTicker({
    ...keeping,
    together: options.together ?? {},
    lease,
    renewMs: leaseMs / 3,
    wallNow: () => wall.now(),
  });
  let heartbeat: Heartbeat | null = null;
  let retry: NodeJS.Timeout | undefined;
  let watch: NodeJS.Timeout | undefined;

  async function tick(now: Instant): Promise<void> {
    const outcome = await ticker.tick(now);
    if (outcome === 'taken' && heartbeat !== null) await comeBack();
  }

  /**
   * Somebody may have died over a promise since the beat, and nobody tells us: the next full minute is farther
   * away than a take-over should take. Only reads, unless there is such a one.
   */
  async function lookForTheDead(): Promise<void> {
    const isLeft = await store.alone(() =>
      statements.doing().some(({ key }) => !ticker.isInHand(key)),
    );
    if (isLeft) await tick(clock.now());
    else if ((await lease.freeAt()) !== null) await comeBack();
  }

  function watchTheDead(): NodeJS.Timeout {
    const look = (): void => {
      lookForTheDead().catch((error: unknown) => log.trouble('promise.tick_failed', error));
    };
    return setInterval(look, WATCH_MS).unref();
  }

  /** A dead program's lease runs out sooner than the next minute begins. */
  async function comeBack(): Promise<void> {
    const freeAt = await lease.freeAt();
    clearTimeout(retry);
    const pause = freeAt === null ? 0 : Math.max(0, millisecondsBetween(wall.now(), freeAt));
    retry = setTimeout(tickNow, pause).unref();
  }

  function tickNow(): void {
    tick(clock.now()).catch((error: unknown) => log.trouble('promise.tick_failed', error));
  }

  async function beat(): Promise<void> {
    const now = clock.now();
    await tick(now).catch((error: unknown) => log.trouble('promise.tick_failed', error));
    await options.beat?.(now);
  }

  return {
    start() {
      ticker.mayBegin(true);
      heartbeat ??= startHeartbeat(beat, log);
      watch ??= watchTheDead();
      tickNow();
    },
    async stop() {
      ticker.mayBegin(false);
      clearTimeout(retry);
      clearInterval(watch);
      watch = undefined;
      heartbeat?.stop();
      heartbeat = null;
      // Nothing is begun any more, so this only waits for the tick under way.
      await within(STOP_PATIENCE_MS, ticker.tick(clock.now()));
    },
    tick,
    nextDueAt: () => store.alone(() => statements.next()),
  };
}
