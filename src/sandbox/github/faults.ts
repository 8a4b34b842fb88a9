import type { FaultDetails, FaultName, Faulty } from './fault-table.ts';
import { FAULTS } from './fault-table.ts';
import type { Question } from './question.ts';
import type { Reply } from './reply.ts';

/** What became of a query, and the fault that it met. */
interface Met {
  readonly fault: FaultName | null;
  readonly outcome: Faulty;
}

/** What shall go wrong, in the order in which queries arrive. */
export interface Faults {
  next(name: FaultName, details?: FaultDetails): void;
  /** What every query meets that finds no other fault, until it is changed or cleared; null for none. */
  standing(name: FaultName | null, details?: FaultDetails): void;
  /** The faults that no query has met yet. */
  waiting(): readonly FaultName[];
  /** Nothing more goes wrong. */
  clear(): void;
}

/** The faults, and the way a query meets the next one. */
export interface FaultQueue extends Faults {
  /** The honest answer when no fault waits. */
  meet(question: Question, honest: () => Reply): Promise<Met>;
}

/** An empty queue; `pause` waits in real time. */
export function createFaults(pause: (milliseconds: number) => Promise<void>): FaultQueue {
  interface Planned {
    readonly name: FaultName;
    readonly details: FaultDetails;
  }
  let queue: Planned[] = [];
  let standing: Planned | null = null;
  return {
    next(name, details = {}) {
      const times = details.times ?? 1;
      queue.push(...Array.from({ length: times }, () => ({ name, details })));
    },
    waiting: () => queue.map(({ name }) => name),
    standing: (name, details = {}) => void (standing = name === null ? null : { name, details }),
    clear() {
      queue = [];
      standing = null;
    },
    async meet(question, honest) {
      const fault = queue.shift() ?? standing;
      if (fault === null) return { fault: null, outcome: honest() };
      const { name, details } = fault;
      return { fault: name, outcome: await FAULTS[name]({ honest, question, details, pause }) };
    },
  };
}
