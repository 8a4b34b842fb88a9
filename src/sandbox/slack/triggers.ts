import type { Clock } from '../../base/clock.ts';
import { millisecondsBetween } from '../../base/time.ts';
import type { Instant } from '../../base/time.ts';
import { newSecret } from './ids.ts';
import { Refusal } from './refusal.ts';

/** A trigger lives three seconds and opens one view. */
const TRIGGER_LIFE_MS = 3000;

/** The keys that let an app open a modal in answer to a person's deed. */
export interface Triggers {
  /** A fresh trigger for what `userId` just did; `viewId` when it was done inside a modal. */
  issue(userId: string, viewId?: string): string;
  /** Uses a trigger up. Refuses an unknown, a used and an old one with Slack's three codes. */
  take(trigger: unknown): Trigger;
}

/** Who earned a trigger, when, and in which modal. */
interface Trigger {
  readonly userId: string;
  readonly viewId: string | null;
  readonly issuedAt: Instant;
}

/** Triggers on the machine's clock: a person waits three real seconds, whatever the product's clock says. */
export function createTriggers(wall: Clock): Triggers {
  const open = new Map<string, Trigger>();
  const used = new Set<string>();
  return {
    issue(userId, viewId) {
      const id = `${Date.parse(wall.now())}.${newSecret()}`;
      open.set(id, { userId, viewId: viewId ?? null, issuedAt: wall.now() });
      return id;
    },
    take(id) {
      if (typeof id !== 'string' || id === '') throw new Refusal('invalid_trigger_id');
      if (used.has(id)) throw new Refusal('exchanged_trigger_id');
      const trigger = open.get(id);
      if (!trigger) throw new Refusal('invalid_trigger_id');
      const age = millisecondsBetween(trigger.issuedAt, wall.now());
      if (age > TRIGGER_LIFE_MS) throw new Refusal('expired_trigger_id');
      open.delete(id);
      used.add(id);
      return trigger;
    },
  };
}
