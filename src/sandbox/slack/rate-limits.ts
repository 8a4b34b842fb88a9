import type { Clock } from '../../base/clock.ts';
import { isMethodName } from './methods/errors.ts';
import { CHANNEL_BURST, PACES } from './methods/tiers.ts';
import type { Pace } from './methods/tiers.ts';

/**
 * Slack's limits for each method and each channel, judged on the machine's clock: a week that is pushed
 * over in a second is still one second of calls. Off until somebody enforces them.
 */
export interface RateLimits {
  enforce(isOn: boolean): void;
  readonly isOn: () => boolean;
  /** Counts a call; answers the whole seconds to wait when it is one too many, else null. */
  judge(method: string, channel: string | undefined): number | null;
}

/** When the calls of one kind came, milliseconds, oldest first; never more than its pace allows. */
type Calls = number[];

function waitFor(calls: Calls, { calls: most, seconds }: Pace, now: number): number {
  while (calls[0] !== undefined && calls[0] <= now - seconds * 1000) calls.shift();
  return calls.length < most ? 0 : (calls[0] ?? now) + seconds * 1000 - now;
}

/** No calls yet. `wall` is the machine's clock. */
export function createRateLimits(wall: Clock, isOnAtFirst: boolean): RateLimits {
  const kinds = new Map<string, Calls>();
  let isOn = isOnAtFirst;
  const callsOf = (kind: string): Calls => {
    const calls = kinds.get(kind) ?? [];
    kinds.set(kind, calls);
    return calls;
  };
  return {
    enforce: (yes) => void (isOn = yes),
    isOn: () => isOn,
    judge(method, channel) {
      if (!isOn || !isMethodName(method)) return null;
      const now = Date.parse(wall.now());
      const counted: { calls: Calls; pace: Pace }[] = [
        { calls: callsOf(method), pace: PACES[method] },
      ];
      if (method === 'chat.postMessage' && channel !== undefined)
        counted.push({
          calls: callsOf(`${method} ${channel}`),
          pace: { calls: CHANNEL_BURST, seconds: CHANNEL_BURST },
        });
      const wait = Math.max(...counted.map(({ calls, pace }) => waitFor(calls, pace, now)));
      if (wait > 0) return Math.ceil(wait / 1000);
      for (const { calls } of counted) calls.push(now);
      return null;
    },
  };
}
