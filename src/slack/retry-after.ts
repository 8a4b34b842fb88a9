/** How long Slack wants to be left alone. */

/** Seconds we wait when Slack throttles without a usable Retry-After. */
const DEFAULT_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 300;

/** Sensible seconds for the Retry-After of a 429, whatever stands in it; null for none. */
export function waitSeconds(header: string | null): number {
  const seconds = header === null ? Number.NaN : Number.parseInt(header, 10);
  if (Number.isNaN(seconds)) return DEFAULT_WAIT_SECONDS;
  return Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS);
}
