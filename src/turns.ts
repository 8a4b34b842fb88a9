/** Who comes when: a person's deeds of some kinds wait for the ones before them, and all for what was left over. */
import type { Routes } from './routes.ts';
import type { Incoming } from './slack/arrivals.ts';

/** One place in the line. `before` resolves when it is its turn; `end` lets the next one go. */
export interface Turn {
  readonly before: Promise<void>;
  end(): void;
}

/** Gives out places, in the order in which they are asked for. */
export interface Turns {
  /** The place of a deed; null for one that waits for nobody. */
  take(incoming: Incoming): Turn | null;
  /**
   * The place of a deed that an earlier run left undone: behind what it left of the same person before, and ahead of
   * all that the person does from now on. Null for one that is nobody's.
   */
  takeLeft(incoming: Incoming): Turn | null;
}

/** A line for each person and one for what was left of each, empty. */
export function createTurns({ inOrder }: Pick<Routes, 'inOrder'>): Turns {
  const own = new Map<string, Promise<void>>();
  const left = new Map<string, Promise<void>>();
  return {
    take(incoming) {
      const person = personOf(incoming);
      const before = left.get(person);
      const deed = deedOf(incoming);
      if (deed !== null && inOrder.has(deed)) return stand(own, person, before);
      return before === undefined ? null : { before, end: () => undefined };
    },
    takeLeft(incoming) {
      const person = personOf(incoming);
      return person === '' ? null : stand(left, person);
    },
  };
}

/** The last place in somebody's line; behind `others` too, when given. */
function stand(lines: Map<string, Promise<void>>, person: string, others?: Promise<void>): Turn {
  const { promise, resolve } = Promise.withResolvers<void>();
  const ahead = lines.get(person) ?? Promise.resolve();
  lines.set(person, promise);
  return {
    before: others === undefined ? ahead : others.then(() => ahead),
    end() {
      if (lines.get(person) === promise) lines.delete(person);
      resolve();
    },
  };
}

/** Whose deed it is; empty when it is nobody's. */
export function personOf(incoming: Incoming): string {
  return 'userId' in incoming ? (incoming.userId ?? '') : '';
}

/** What it is called among the kinds that keep their order; null for what never does. */
function deedOf(incoming: Incoming): string | null {
  if (incoming.kind === 'press') return `press ${incoming.actionId.split(':')[0]}`;
  return incoming.kind === 'submission' ? `submission ${incoming.callbackId}` : null;
}
