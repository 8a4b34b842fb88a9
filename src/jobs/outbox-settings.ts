/** How the outbox behaves. All times are on the machine's clock, in milliseconds. */
export interface OutboxSettings {
  /**
   * How long after a request with an unknown outcome Slack may still post it. Too short, and a message
   * is posted twice until the second look removes one.
   */
  readonly settleMs: number;
  /**
   * Least time between two requests for one channel; Slack allows about one message a second. With 0 no
   * pace is kept at all, neither that of channels nor that of methods.
   */
  readonly spacingMs: number;
  /** Most calls a minute of each method that Slack counts for the whole workspace; it allows fifty. */
  readonly callsAMinute: number;
  /** How long after an unknown outcome it is looked for once more. */
  readonly secondLookMs: number;
  /** How long a dead sender blocks the next one. */
  readonly leaseMs: number;
  /** How long nothing is tried after the database could not be written. */
  readonly troublePauseMs: number;
  /** How many channels are served at the same time. */
  readonly channelsAtOnce: number;
}

/** What a workspace gets unless its operator says otherwise. */
export const OUTBOX_DEFAULTS: OutboxSettings = {
  settleMs: 90_000,
  spacingMs: 1_000,
  // Below fifty, because a minute by our clock is not the same minute by Slack's.
  callsAMinute: 45,
  secondLookMs: 600_000,
  leaseMs: 15_000,
  troublePauseMs: 1_000,
  channelsAtOnce: 8,
};
