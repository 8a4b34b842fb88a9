/**
 * The far side: a Slack that answers every call at once and knows nothing, a GitHub that knows nobody, and
 * the load. A process of its own, so that what it costs is not counted.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Address, LoadOrder, LoadReport, Order, Quiet } from './side-orders.ts';
import { guarded } from '../support/children.ts';

/** A far side that runs. */
export interface Side extends Address {
  load(order: Omit<LoadOrder, 'order'>): Promise<LoadReport>;
  throttle(isOn: boolean): Promise<void>;
  /** Resolves when nobody has called for `quietMs`. */
  settle(quietMs: number): Promise<Quiet>;
  stop(): Promise<void>;
}

const PROGRAM = fileURLToPath(import.meta.resolve('./side-program.ts'));

/** Starts one on free ports of this machine. */
export async function openSide(): Promise<Side> {
  const child = guarded(
    fork(PROGRAM, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    }),
  );
  const [{ origin }] = (await once(child, 'message')) as [Address];
  return {
    origin,
    load: async (order) => (await tell(child, { ...order, order: 'load' })) as LoadReport,
    throttle: async (isOn) => void (await tell(child, { order: 'throttle', isOn })),
    settle: async (quietMs) => (await tell(child, { order: 'settle', quietMs })) as Quiet,
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

/** One order at a time, so the next word is its answer. */
async function tell(child: ChildProcess, order: Order): Promise<unknown> {
  const ended = new AbortController();
  const { signal } = ended;
  const gone = once(child, 'exit', { signal }).then(() => {
    throw new Error('the far side is gone');
  });
  const answer = once(child, 'message', { signal });
  child.send(order);
  try {
    const [message] = await Promise.race([answer, gone]);
    return message;
  } finally {
    gone.catch(() => undefined);
    answer.catch(() => undefined);
    ended.abort();
  }
}
