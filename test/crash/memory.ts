/** Remembers what every person said and whether Slack told them that it was taken. */
import type { Instant } from '../../src/base/time.ts';

/** The texts of an answer. */
export interface Texts {
  readonly accomplishments: string;
  readonly risks: string;
  readonly mitigation: string;
  readonly focus: string;
}

/** Whose answer it is. */
export interface Slot {
  readonly userId: string;
  readonly releaseId: string;
  /** Its Monday. */
  readonly week: string;
}

/** What is said at once: a tap leaves the texts as they are, the form replaces all. */
export interface Said {
  readonly confidence: number;
  readonly texts?: Texts;
}

/** An answer as it may stand. Texts are null where only the bot knows them: a first tap keeps GitHub's. */
export interface Standing {
  readonly confidence: number | null;
  readonly texts: Texts | null;
}

/** A slot with every answer that may stand there, and how many answers to it were acknowledged. */
export interface Remembered {
  readonly slot: Slot;
  readonly mayStand: readonly Standing[];
  readonly acknowledged: number;
}

/** Something that was done to a hotfix. `words` tell it from all others: what was typed, or the role that approved. */
export interface HotfixDeed {
  readonly kind: 'declared' | 'approved' | 'news' | 'cancelled';
  readonly words: string;
  /** Empty for one that is declared. */
  readonly hotfixId: string;
  /** The product's time. */
  readonly at: Instant;
}

/** What the people remember. */
export interface Memory {
  /** Notes an answer in the order in which its person gave it; unheard, it may stand or not. */
  note(slot: Slot, said: Said, isAcknowledged: boolean): void;
  all(): readonly Remembered[];
  /** Notes what was done to a hotfix; unheard, it may stand or not. */
  noteDeed(deed: HotfixDeed, isAcknowledged: boolean): void;
  /** Those that were acknowledged. */
  deeds(): readonly HotfixDeed[];
  /** Called at every answer that is acknowledged; returns how to stop listening. */
  onAcknowledged(listener: () => void): () => void;
}

const NOTHING: Standing = { confidence: null, texts: null };

/** An empty memory. */
export function createMemory(): Memory {
  const slots = new Map<string, Remembered>();
  const deeds: HotfixDeed[] = [];
  const listeners = new Set<() => void>();
  return {
    note(slot, said, isAcknowledged) {
      const key = Object.values(slot).join('|');
      const { mayStand, acknowledged } = slots.get(key) ?? { mayStand: [NOTHING], acknowledged: 0 };
      const after = mayStand.map((standing) => ({ ...standing, ...said }));
      slots.set(key, {
        slot,
        mayStand: isAcknowledged ? after : [...mayStand, ...after],
        acknowledged: acknowledged + (isAcknowledged ? 1 : 0),
      });
      if (isAcknowledged) for (const listener of listeners) listener();
    },
    onAcknowledged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    all: () => [...slots.values()],
    noteDeed(deed, isAcknowledged) {
      if (!isAcknowledged) return;
      deeds.push(deed);
      for (const listener of listeners) listener();
    },
    deeds: () => deeds,
  };
}
