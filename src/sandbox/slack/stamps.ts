import type { Instant } from '../../base/time.ts';

/** Gives message timestamps: `seconds.micro`, unique and rising in a channel even when the clock stands still. */
export interface Stamps {
  next(channel: string, now: Instant): string;
  /** For a press or an event: unique in the workspace, because apps tell two presses apart by it. */
  deed(now: Instant): string;
}

/** Microseconds as Slack writes them: `1595926230.009600`. */
function stampOf(micros: number): string {
  const digits = String(micros).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** The stamp an instant has when nothing else happened then. */
export function stampAt(now: Instant): string {
  return stampOf(Date.parse(now) * 1000);
}

/** Timestamps for one workspace, 100 microseconds apart where the clock does not move. */
export function createStamps(): Stamps {
  const last = new Map<string, number>();
  const next = (channel: string, now: Instant): string => {
    const micros = Math.max(Date.parse(now) * 1000, (last.get(channel) ?? 0) + 100);
    last.set(channel, micros);
    return stampOf(micros);
  };
  return { next, deed: (now) => next('', now) };
}
