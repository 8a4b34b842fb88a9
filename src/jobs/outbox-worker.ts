import { millisecondsBetween } from '../base/time.ts';
import { createBell } from './bell.ts';
import type { Lease } from './leases.ts';
import { beginJob, emptyHand } from './outbox-hand.ts';
import { planRound } from './outbox-plan.ts';
import type { OutboxTools } from './outbox-tools.ts';
import { recoverDead } from './recover-dead.ts';

/** The name of the lease that makes its holder the sender. */
export const SENDER_LEASE = 'outbox';

/** Works until there is nothing to do at this instant, then rests. */
export interface OutboxWorker {
  /** Works on what there is, also when it is at work already; resolves when it rests. */
  run(): Promise<void>;
  /** The work under way, or null while it rests. */
  running(): Promise<void> | null;
  /** Begins nothing more until told otherwise; what is in hand goes on. */
  mayBegin(may: boolean): void;
  /** Lets another sender begin at once. */
  letGo(): Promise<void>;
}

/** A worker at rest. `onRest` hears in how many milliseconds there may be more; null for not by time. */
export function createWorker(
  tools: OutboxTools,
  lease: Lease,
  onRest: (nextMs: number | null) => void,
): OutboxWorker {
  const { store, settings, log } = tools;
  const hand = emptyHand();
  const bell = createBell();
  let running: Promise<void> | null = null;
  let may = true;

  /** Begins what can be begun now; returns in how many milliseconds there may be more. */
  async function round(): Promise<number | null> {
    if (!may) return null;
    const at = tools.moment();
    const plan = await store.alone(() => planRound(tools, hand, at));
    const isIdle = plan.jobs.length === 0 && plan.dead.length === 0 && !plan.instantHasCome;
    if (isIdle && hand.keys.size === 0) return plan.nextMs;
    const epoch = await lease.hold();
    if (epoch === null) return await untilFree(lease, tools);
    const by = { lease: SENDER_LEASE, holder: lease.holder, epoch };
    if (plan.dead.length > 0 || plan.instantHasCome) {
      await recoverDead(tools, plan.dead, by);
      bell.ring();
      return null;
    }
    for (const job of plan.jobs) beginJob(tools, hand, job, by, () => bell.ring());
    return plan.nextMs;
  }

  async function loop(): Promise<void> {
    for (;;) {
      bell.silence();
      const next = await round().catch((error: unknown) => {
        log.trouble('outbox.round_failed', error);
        return settings.troublePauseMs;
      });
      if (bell.rang()) continue;
      if (hand.keys.size > 0) {
        await bell.heard(Math.min(next ?? Infinity, settings.leaseMs / 3));
        continue;
      }
      if (next === null || next > settings.leaseMs / 3) await letGo();
      if (bell.rang()) continue;
      running = null;
      onRest(next);
      return;
    }
  }

  /** An idle sender keeps no lease: renewing it would write to an idle database for ever. */
  async function letGo(): Promise<void> {
    await lease.release().catch((error: unknown) => log.trouble('outbox.lease_kept', error));
  }

  return {
    run() {
      bell.ring();
      running ??= loop();
      return running;
    },
    running: () => running,
    mayBegin(yes) {
      may = yes;
    },
    letGo,
  };
}

async function untilFree(lease: Lease, tools: OutboxTools): Promise<number> {
  const freeAt = await lease.freeAt();
  return freeAt === null ? 0 : Math.max(0, millisecondsBetween(tools.moment().wall, freeAt));
}
