/** A scheduler that is driven by hand, on a bench of its own, and promises to keep. */
import { silentLog } from '../../src/base/log.ts';
import { plusMinutes, type Instant } from '../../src/base/time.ts';
import type { Promised } from '../../src/jobs/contract.ts';
import type { KeepPromise } from '../../src/jobs/keep-promise.ts';
import { writePromise } from '../../src/jobs/promises.ts';
import {
  createScheduler,
  type Scheduler,
  type SchedulerOptions,
} from '../../src/jobs/scheduler.ts';
import { withJobTables, type PromiseRow } from '../../src/jobs/tables.ts';
import { openBench, START, type Bench } from './bench.ts';

/** So many minutes after the product's clock began. */
export const at = (minutes: number): Instant => plusMinutes(START, minutes);

/** A promise that is due after so many minutes and useful for two hours; the rest does not matter. */
export function promised(key: string, minutes: number, more: Partial<Promised> = {}): Promised {
  const times = { dueAt: at(minutes), usefulUntil: at(minutes + 120) };
  return { key, workspaceId: 'T1', kind: 'ask', payload: {}, ...times, ...more };
}

export interface PromiseBench extends Bench {
  /** Keys that `note` kept, in order. */
  readonly kept: string[];
  /** Keeps a promise by noting its key. */
  readonly note: KeepPromise;
  /** A scheduler whose promises are kept by `note`, unless told otherwise. */
  create(more?: Partial<SchedulerOptions>): Scheduler;
  make(...all: readonly Promised[]): Promise<void>;
  promise(key: string): Promise<PromiseRow>;
}

/** An open bench; close its store when done. */
export async function openPromiseBench(): Promise<PromiseBench> {
  const bench = await openBench();
  const { store, clock, wall } = bench;
  const kept: string[] = [];
  const note: KeepPromise = async (due) => {
    kept.push(due.key);
    return { kind: 'done' };
  };
  return {
    ...bench,
    kept,
    note,
    create: (more = {}) =>
      createScheduler({ store, clock, wall, log: silentLog, keepers: { ask: note }, ...more }),
    async make(...all) {
      await store.transact(clock.now(), async (tx) => {
        for (const one of all) await writePromise(tx, one);
      });
    },
    promise: (key) =>
      withJobTables(store.db)
        .selectFrom('promise')
        .selectAll()
        .where('key', '=', key)
        .executeTakeFirstOrThrow(),
  };
}
