/** What the far side (the played Slack and its load) is told, and what it tells. */

/** What Slack would deliver. Its trigger id is made anew each time, and its address for replies too. */
export interface Deed {
  readonly kind: 'command' | 'interaction';
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Sends deeds, so many each second (open loop) or so many at a time (closed loop), and times each. */
export interface LoadOrder {
  readonly order: 'load';
  readonly deed: Deed;
  readonly count: number;
  readonly pace: { readonly perSecond: number } | { readonly inFlight: number };
  /** What ends a deed's time: its acknowledgement, or the call that opens its modal. */
  readonly until: 'acknowledged' | 'modal';
  /** Where the app listens in HTTP mode; null sends over its socket. */
  readonly address: string | null;
}

/** Milliseconds of each deed that was answered, and how many were not. */
export interface LoadReport {
  readonly ms: readonly number[];
  readonly lost: number;
}

/** From now on posts and edits are throttled, or not any more. */
interface ThrottleOrder {
  readonly order: 'throttle';
  readonly isOn: boolean;
}

/** Resolves with a `Quiet` when nobody has called for so long. */
interface SettleOrder {
  readonly order: 'settle';
  readonly quietMs: number;
}

/** What the far side has seen so far: how many calls it throttled, and the last reply or form it was shown. */
export interface Quiet {
  readonly throttled: number;
  readonly said: string;
}

export type Order = LoadOrder | ThrottleOrder | SettleOrder;

/** How far the far side is known to a program. */
export interface Address {
  /** Base of the Web API and of GitHub's API. */
  readonly origin: string;
}

export const SIGNING_SECRET = 'a-signing-secret-of-the-bench';
