/** When to try Slack again. Pure; times in milliseconds. */
/** How patient the line is. */
export interface LineTiming {
  /** Pause before the first new try; it doubles with every failure after that. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /**
   * The pause after an announced end of a short-lived connection; Slack leaves us a few seconds' notice.
   */
  readonly refreshPauseMs: number;
  /** Pause between tries while the token is refused. */
  readonly parkedPauseMs: number;
  /** A connection that lived shorter counts as a failure, so that a Slack that hangs up at once is not stormed. */
  readonly steadyAfterMs: number;
  /** A try that has not said hello by then is given up. */
  readonly connectLimitMs: number;
  /** Without a sign of life for this long a connection is held for dead. */
  readonly silenceLimitMs: number;
  /** How long a connection may stay open after its successor took over. */
  readonly lingerMs: number;
  /** Pause after Slack said that too many connections are open. */
  readonly crowdedPauseMs: number;
  /** At the end, how long to wait for what is in hand; two seconds for closing come on top. */
  readonly drainLimitMs: number;
}

export const LINE_TIMING: LineTiming = {
  firstPauseMs: 50,
  longestPauseMs: 30_000,
  refreshPauseMs: 1000,
  parkedPauseMs: 60_000,
  steadyAfterMs: 2000,
  connectLimitMs: 10_000,
  silenceLimitMs: 3000,
  lingerMs: 20_000,
  crowdedPauseMs: 30_000,
  drainLimitMs: 7000,
};

/**
 * The pause before the next try after `failures` failures in a row. `chance` (0 to 1) spreads it, so that
 * many connections that broke together do not come back together.
 */
export function pauseAfter(failures: number, timing: LineTiming, chance: number): number {
  const full = timing.firstPauseMs * 2 ** Math.min(failures, 20);
  return Math.round(Math.min(full, timing.longestPauseMs) * (0.5 + chance / 2));
}

/** Why the line is parked and what the operator does about it. `code` is Slack's own word. */
export function parkedSentence(code: string): string {
  if (code === 'missing_scope')
    return 'Slack refuses the app-level token (missing_scope). Give it the scope connections:write.';
  if (code === 'link_disabled')
    return 'Socket Mode is switched off for this Slack app (link_disabled). Switch it on in the app settings.';
  return `Slack refuses the app-level token (${code}). Make a new one in the app settings, put it into SLACK_APP_TOKEN and start again.`;
}
