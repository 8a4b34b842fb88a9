import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Instant } from '../base/time.ts';
import { within } from '../base/within.ts';
import type { SlackPoster } from '../slack/port.ts';
import type { Tx } from '../store/db.ts';
import type { Store } from '../store/store.ts';
import type { Saying } from './contract.ts';
import { createLease } from './leases.ts';
import { prepareLookWrites } from './look-writes.ts';
import { createMethodPace } from './method-pace.ts';
import { prepareReads } from './message-reads.ts';
import { prepareWrites } from './message-writes.ts';
import { OUTBOX_DEFAULTS, type OutboxSettings } from './outbox-settings.ts';
import type { OutboxTools } from './outbox-tools.ts';
import { createPostingGate } from './posting-gate.ts';
import { createWorker, SENDER_LEASE } from './outbox-worker.ts';
import { writeSaying } from './say.ts';

/** Words go out: each message stands in Slack exactly once, whatever fails in between. */
export interface Outbox {
  /** Queues messages in their order, or new words for those that stand; posted after the commit. */
  say(tx: Tx, ...sayings: readonly Saying[]): Promise<void>;
  /** Begins to post by itself, now and whenever something becomes sendable. */
  start(): void;
  /** Begins nothing more and waits for what is in hand, five seconds at most. */
  stop(): Promise<void>;
  /** Posts all that can be posted at this instant of the clocks; resolves when there is no more. */
  drain(): Promise<void>;
  /** When the next message that waits for its own instant is to be posted; null for none. */
  nextWaitingAt(): Promise<Instant | null>;
  /** Why Slack takes nothing from us at present, a sentence for the operator; null when it does. */
  parkedBecause(): string | null;
  /** Asks to look again, such as after the product's clock was pushed. */
  wake(): void;
}

/** `clock` is the product's, `wall` the machine's: leases, pauses and pacing run on the latter. */
export interface OutboxOptions {
  readonly store: Store;
  readonly poster: SlackPoster;
  readonly clock: Clock;
  readonly wall: Clock;
  readonly log: Log;
  readonly settings?: Partial<OutboxSettings>;
  /**
   * Whether a channel's outsiders may read in full what has redacted words; asked right before each of those
   * leaves. None may when left out.
   */
  readonly showsAll?: OutboxTools['showsAll'];
}

const STOP_PATIENCE_MS = 4_000;
// Another program may have died over a message since we looked, and nobody tells us. Looking only reads.
const LONGEST_SLEEP_MS = 10_000;

/** The one sender of a database, as long as it has the lease; several may stand by. */
export function createOutbox(options: OutboxOptions): Outbox {
  const tools = createTools(options);
  const { store, wall } = options;
  const milliseconds = tools.settings.leaseMs;
  const lease = createLease({ store, wall, name: SENDER_LEASE, milliseconds });
  const worker = createWorker(tools, lease, arm);
  let timer: NodeJS.Timeout | undefined;
  let isStarted = false;

  function arm(next: number | null): void {
    clearTimeout(timer);
    if (!isStarted) return;
    timer = setTimeout(wake, Math.min(next ?? LONGEST_SLEEP_MS, LONGEST_SLEEP_MS)).unref();
  }

  function wake(): void {
    if (isStarted) void worker.run();
  }

  return {
    async say(tx, ...sayings) {
      await writeSaying(tx, ...sayings);
      tx.afterCommit(wake);
    },
    start() {
      isStarted = true;
      worker.mayBegin(true);
      wake();
    },
    async stop() {
      isStarted = false;
      worker.mayBegin(false);
      clearTimeout(timer);
      await within(STOP_PATIENCE_MS, Promise.resolve(worker.running()));
      // Still running means that a request is out; its lease stays until it runs out by itself.
      if (worker.running() === null) await worker.letGo();
    },
    drain: () => worker.run(),
    nextWaitingAt: () => store.alone(() => tools.reads.nextNotBefore()),
    parkedBecause: () => tools.gate.because(),
    wake,
  };
}

function createTools(options: OutboxOptions): OutboxTools {
  const { store, poster, clock, wall, log, ...given } = options;
  const settings = { ...OUTBOX_DEFAULTS, ...given.settings };
  return {
    store,
    poster,
    log,
    settings,
    showsAll: given.showsAll ?? (() => Promise.resolve(false)),
    reads: prepareReads(store),
    writes: prepareWrites(store),
    looks: prepareLookWrites(store),
    gate: createPostingGate(log),
    pace: createMethodPace(settings.spacingMs === 0 ? Infinity : settings.callsAMinute),
    moment: () => ({ now: clock.now(), wall: wall.now() }),
  };
}
