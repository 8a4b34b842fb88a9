/** Who comes when: a person's deeds of some kinds wait for the ones before them. */
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
}

/** A line for each person, empty. */
export function createTurns({ inOrder }: Pick<Routes, 'inOrder'>): Turns {
  const last = new Map<string, Promise<void>>();
  return {
    take(incoming) {
      const name = nameOf(incoming);
      if (name === null || !inOrder.has(name.deed)) return null;
      const { promise, resolve } = Promise.withResolvers<void>();
      const before = last.get(name.person) ?? Promise.resolve();
      last.set(name.person, promise);
      const end = (): void => {
        if (last.get(name.person) === promise) last.delete(name.person);
        resolve();
      };
      return { before, end };
    },
  };
}

function nameOf(incoming: Incoming): { readonly deed: string; readonly person: string } | null {
  if (incoming.kind === 'press')
    return { deed: `press ${incoming.actionId.split(':')[0]}`, person: incoming.userId };
  if (incoming.kind === 'submission')
    return { deed: `submission ${incoming.callbackId}`, person: incoming.userId };
  return null;
}
