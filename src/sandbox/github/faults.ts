import type { FaultDetails, FaultName, Faulty } from './fault-table.ts';
import { FAULTS } from './fault-table.ts';
import type { Reply } from './reply.ts';

/** What became of a query, and the fault that it met. */
interface Met {
  readonly fault: FaultName | null;
  readonly outcome: Faulty;
}

/** What shall go wrong, in the order in which queries arrive. */
export interface Faults {
  next(name: FaultName, details?: FaultDetails): void;
  /** The faults that no query has met yet. */
  waiting(): readonly FaultName[];
  /** Nothing more goes wrong. */
  clear(): void;
}

/** The faults, and the way a query meets the next one. */
export interface FaultQueue extends Faults {
  /** The honest answer when no fault waits. */
  meet(honest: () => Reply): Promise<Met>;
}

/** An empty queue; `pause` waits in real time. */
export function createFaults(pause: (milliseconds: number) => Promise<void>): FaultQueue {
  let queue: { readonly name: FaultName; readonly details: FaultDetails }[] = [];
  return {
    next(name, details = {}) {
      const times = details.times ?? 1;
      queue.push(...Array.from({ length: times }, () => ({ name, details })));
    },
    waiting: () => queue.map(({ name }) => name),
    clear: () => void (queue = []),
    async meet(honest) {
      const fault = queue.shift();
      if (fault === undefined) return { fault: null, outcome: honest() };
      const { name, details } = fault;
      return { fault: name, outcome: await FAULTS[name]({ honest, details, pause }) };
    },
  };
}
