/**
 * How often Slack's methods without a limit for each channel may be called. Slack counts those for the whole
 * workspace, so a pause is the method's and not that of one message. In memory: a new start learns it anew.
 */
import { plusMilliseconds, type Instant } from '../base/time.ts';
import type { PlacedMessage } from './message-reads.ts';
import { hasCome } from './outbox-rules.ts';

/** A method that the sender calls, and that Slack counts for the workspace. */
export type CountedMethod = 'chat.update' | 'conversations.info' | 'conversations.open';

/** The calls of the last minute, and what Slack asked for. */
export interface MethodPace {
  /** How many calls may begin now; none while the method pauses. */
  free(method: CountedMethod, wall: Instant): number;
  /** When the next may begin, if none may now. */
  freeAt(method: CountedMethod, wall: Instant): Instant;
  /** A call begins. */
  began(method: CountedMethod, wall: Instant): void;
  /** Slack wants none of these before `until`. */
  pause(method: CountedMethod, until: Instant): void;
}

const MINUTE_MS = 60_000;

/** No calls yet; at most `callsAMinute` of each method in any minute. */
export function createMethodPace(callsAMinute: number): MethodPace {
  const calls = new Map<CountedMethod, Instant[]>();
  const pauses = new Map<CountedMethod, Instant>();
  const callsOf = (method: CountedMethod, wall: Instant): Instant[] => {
    const after = plusMilliseconds(wall, -MINUTE_MS);
    // What lies ahead was counted before the clock was set back.
    const recent = (calls.get(method) ?? []).filter((at) => at > after && at <= wall);
    calls.set(method, recent);
    return recent;
  };
  const pausedUntil = (method: CountedMethod, wall: Instant): Instant | null => {
    const until = pauses.get(method);
    return until === undefined || hasCome(until, wall) ? null : until;
  };
  return {
    free: (method, wall) =>
      pausedUntil(method, wall) === null ? callsAMinute - callsOf(method, wall).length : 0,
    freeAt(method, wall) {
      const recent = callsOf(method, wall);
      const oldest = recent.length < callsAMinute ? undefined : recent[0];
      const free = oldest === undefined ? wall : plusMilliseconds(oldest, MINUTE_MS);
      const paused = pausedUntil(method, wall);
      return paused !== null && paused > free ? paused : free;
    },
    began(method, wall) {
      if (Number.isFinite(callsAMinute)) callsOf(method, wall).push(wall);
    },
    pause: (method, until) => void pauses.set(method, until),
  };
}

/** True when a message is for a person, and not for a channel. */
export function isPerson(target: string): boolean {
  return target.startsWith('U') || target.startsWith('W');
}

/** The counted methods that sending this message calls. */
export function countedMethods(row: PlacedMessage): readonly CountedMethod[] {
  const methods: CountedMethod[] = [];
  const isDirect = isPerson(row.target);
  if (isDirect && row.channel_id === null && row.direct === null)
    methods.push('conversations.open');
  if (!isDirect && row.redacted_wanted !== null) methods.push('conversations.info');
  if (row.ts !== null) methods.push('chat.update');
  return methods;
}
