/** Once a night: what is older than the operator wants to keep is forgotten, a few rows at a time. */
import { setImmediate as letOthersIn } from 'node:timers/promises';
import type { Log } from '../base/log.ts';
import { dateIn, plusMinutes, type CalendarDate, type Instant } from '../base/time.ts';
import type { Transact } from '../store/db.ts';
import { BrokenOff } from './breakable.ts';
import { forgetArrivals, forgetMessages, forgetPromises, type Forget } from './forget.ts';

/** `keepDays` is null to keep everything for ever, but for arrivals, which go after thirty days. */
export interface RetentionOptions {
  readonly log: Log;
  readonly keepDays: number | null;
  /** What the features forget, beside the words of messages and the promises. */
  readonly forgets: readonly Forget[];
}

/** Forgets through `transact` what is due at `now`. */
export type Retention = (transact: Transact, now: Instant) => Promise<void>;

/** Night by the hour of UTC: at three most of the world's offices are closed. */
const NIGHT_HOUR = 3;
const DAY_MINUTES = 24 * 60;
const FOR_EVER: Instant = '0000-01-01T00:00:00.000Z';

/**
 * The work of one beat. It does something at the first beat of a program's life and then once after three
 * in each night. A step that fails is logged and tried again in the next night; the other steps go on. Throws
 * `BrokenOff` when the program stops: the next one forgets the rest.
 */
export function createRetention(options: RetentionOptions): Retention {
  let night: CalendarDate | null = null;
  return async (transact, now) => {
    const present = dateIn('UTC', plusMinutes(now, -NIGHT_HOUR * 60));
    if (night !== null && present <= night) return;
    night = present;
    const before = beginning(options.keepDays, now);
    const ours = [forgetArrivals, forgetPromises, forgetMessages()];
    const due = options.keepDays === null ? [forgetArrivals] : [...options.forgets, ...ours];
    for (const forget of due)
      await forgetAll(transact, forget, before, now).catch((error: unknown) => {
        if (error instanceof BrokenOff) throw error;
        options.log.trouble('retention.failed', error);
      });
  };
}

function beginning(keepDays: number | null, now: Instant): Instant {
  return keepDays === null ? FOR_EVER : plusMinutes(now, -keepDays * DAY_MINUTES);
}

async function forgetAll(
  transact: Transact,
  forget: Forget,
  before: Instant,
  now: Instant,
): Promise<void> {
  while (await transact(now, (tx) => forget(tx, before))) await letOthersIn();
}
