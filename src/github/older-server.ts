/** Asks an older Enterprise Server for less, once it has said that it does not know a field. */
import type { Log } from '../base/log.ts';
import { GitHubTrouble } from './port.ts';

/** This GitHub's schema lacks a field or an argument that was asked for. */
export class UnknownToGitHub extends GitHubTrouble {
  readonly field: string;
  constructor(field: string) {
    super(
      'refused',
      `This GitHub is too old for Slipway: it does not know “${field}”. Update the Enterprise Server.`,
      null,
    );
    this.field = field;
  }
}

/** One way to ask, and what is lost with it. */
export interface Variant {
  readonly query: string;
  /** A sentence for the operator; null when nothing is lost. */
  readonly lack: string | null;
}

/** Remembers which way to ask is understood. */
export interface Variants {
  /** Asks in the fullest way that GitHub understands. Throws as `ask` does. */
  ask<T>(ask: (query: string) => Promise<T>): Promise<T>;
  /** What is lost with the present way, or null. */
  lack(): string | null;
}

/** The ways, the fullest one first. A way that was not understood is not tried again. */
export function createVariants(all: readonly [Variant, ...Variant[]], log: Log): Variants {
  const [fullest, ...poorer] = all;
  let current = fullest;
  return {
    async ask(ask) {
      for (;;) {
        const tried = current;
        try {
          return await ask(tried.query);
        } catch (error) {
          if (!(error instanceof UnknownToGitHub)) throw error;
          // Another question may have found out the same meanwhile.
          if (tried === current) {
            const next = poorer.shift();
            if (next === undefined) throw error;
            current = next;
            log.warn('github.older', { field: error.field });
          }
        }
      }
    },
    lack: () => current.lack,
  };
}
