import type { Instant } from '../base/time.ts';
import { keepPromise, type KeepTools } from './keep-promise.ts';
import { keepTogether, runsOf, type Preparers } from './keep-together.ts';
import type { Lease } from './leases.ts';
import type { Claimant } from './message-writes.ts';
import { afterDeath, duenessOf } from './promise-rules.ts';
import type { PromiseStatements } from './promise-statements.ts';
import type { PromiseRow } from './tables.ts';

/** The name of the lease that makes its holder the keeper of promises. */
export const KEEPER_LEASE = 'promises';

/** What keeping all that is due needs. */
export interface TickTools extends KeepTools {
  readonly lease: Lease;
  readonly together: Preparers;
  /** How often the lease is renewed while a promise is in hand; keeping it may take longer than the lease. */
  readonly renewMs: number;
  readonly wallNow: () => Instant;
}

/** Keeps all that is due; one tick after the other, never two at once. */
export interface Ticker {
  /** `taken` when somebody else has the lease, so that what is due is for them to keep. */
  tick(now: Instant): Promise<'done' | 'taken'>;
  /** Begins no other promise until told otherwise; what is in hand is finished. */
  mayBegin(may: boolean): void;
  /** True for the promise that is being kept here at this moment. */
  isInHand(key: string): boolean;
}

// Some runs of promises that are kept together; what comes due meanwhile does not wait for more.
const BATCH = 64;

/** A ticker with nothing in hand. */
export function createTicker(tools: TickTools): Ticker {
  const { store, statements, lease, log } = tools;
  const inHand = new Set<string>();
  let may = true;
  let before: Instant | null = null;

  async function tick(now: Instant): Promise<'done' | 'taken'> {
    if (before === null || now < before) await revive(now);
    before = now;
    for (let batches = 0; ; batches += 1) {
      const outcome = await batch(now);
      if (outcome === 'more') continue;
      if (batches > 0) await lease.release();
      return outcome;
    }
  }

  /** The clock may have been ahead for a while, now or before the start: then some were skipped too soon. */
  async function revive(now: Instant): Promise<void> {
    const count = await store.alone(() => statements.revive(now));
    if (count > 0) log.warn('promise.revived', { count, reason: 'the clock was ahead' });
  }

  async function batch(now: Instant): Promise<'more' | 'done' | 'taken'> {
    if (!may) return 'done';
    const { due, dead } = await store.alone(() => ({
      due: statements.due(now, BATCH),
      dead: statements.doing().filter(({ key }) => !inHand.has(key)),
    }));
    if (due.length === 0 && dead.length === 0) return 'done';
    if ((await lease.hold()) === null) return 'taken';
    if (dead.length > 0) await store.atomically(() => putBack(statements, dead, now));
    for (const run of runsOf(due, tools.together)) if (may) await begin(run, now);
    return 'more';
  }

  /** Claimed are only those that are kept next: if we die over them, no other looks guilty. */
  async function begin(run: readonly PromiseRow[], now: Instant): Promise<void> {
    const epoch = await lease.hold();
    if (epoch === null) return;
    const by = { lease: KEEPER_LEASE, holder: lease.holder, epoch };
    const wall = tools.wallNow();
    const claimed = await store.atomicallySoon(() =>
      run.flatMap(({ key }) => claimOrClose(statements, key, by, now, wall) ?? []),
    );
    if (claimed.length === 0) return;
    for (const { key } of claimed) inHand.add(key);
    const renewal = renewing(tools);
    for (const row of await keepTogether(tools, claimed)) await keepAlone(row, now);
    inHand.clear();
    await renewal.stop();
  }

  /** One that is left of a run when we are told to stop is for the next start. */
  async function keepAlone(row: PromiseRow, now: Instant): Promise<void> {
    const isOnly = inHand.size === 1;
    const kept =
      may || isOnly
        ? keepPromise(tools, row, now)
        : store.alone(() => statements.putBack(row, row.try_at, row.reason, now));
    await kept.catch((error: unknown) =>
      log.trouble('promise.record_failed', error, { promise: row.key }),
    );
  }

  let queue: Promise<unknown> = Promise.resolve();
  return {
    tick(now) {
      const done = queue.then(() => tick(now));
      queue = done.catch(() => undefined);
      return done;
    },
    mayBegin(yes) {
      may = yes;
    },
    isInHand: (key) => inHand.has(key),
  };
}

/** Holds the lease until stopped, so that nobody who stands by takes a slow one for dead. */
function renewing({ lease, renewMs, log }: TickTools): { stop(): Promise<void> } {
  let last: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    last = lease.hold().catch((error: unknown) => log.trouble('promise.lease_lost', error));
  }, renewMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      await last;
    },
  };
}

function putBack(statements: PromiseStatements, dead: readonly PromiseRow[], now: Instant): void {
  for (const row of dead) statements.putBack(row, afterDeath(row, now), row.reason, now);
}

/**
 * Claims one that is worth keeping, closes one that is not; null when there is nothing to keep. Reads it
 * anew: the promise before it may have moved or withdrawn it.
 */
function claimOrClose(
  statements: PromiseStatements,
  key: string,
  by: Claimant,
  now: Instant,
  wall: Instant,
): PromiseRow | null {
  const row = statements.read(key);
  if (row === undefined || row.state !== 'waiting' || row.try_at > now) return null;
  const dueness = duenessOf(row, now);
  if (dueness.kind !== 'keep') {
    const state = dueness.kind === 'skip' ? 'skipped' : 'failed';
    statements.close(row, state, dueness.reason, now);
    return null;
  }
  if (!statements.claim(row, dueness.late, by, now, wall)) return null;
  const late = dueness.late ? 1 : 0;
  return { ...row, state: 'doing', attempts: row.attempts + 1, claim_epoch: by.epoch, late };
}
