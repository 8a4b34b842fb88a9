import { schedule, type ScheduledTask } from 'node-cron';
import type { Log } from '../base/log.ts';

/** A beat once a minute; it knows nothing of what is due. */
export interface Heartbeat {
  stop(): void;
}

// A minute and a half: the next full minute is never farther away than one.
const WATCH_MS = 90_000;

/**
 * Beats at every full minute until stopped, never twice at once. A beat that a busy process missed by
 * less than a minute comes late; node-cron's own tolerance of one second would drop it.
 *
 * node-cron waits for an instant of the machine's clock. When that clock is set back by a day, the instant
 * is a day away. So a timer, which does not look at the clock, watches that beats come and begins anew.
 */
export function startHeartbeat(beat: () => Promise<void>, log: Log): Heartbeat {
  let inHand = false;
  let hasBeaten = false;
  async function once(): Promise<void> {
    if (inHand) return;
    inHand = true;
    hasBeaten = true;
    await beat().finally(() => (inHand = false));
  }
  let task = everyMinute(once, log);
  const watch = setInterval(() => {
    if (!hasBeaten && !inHand) {
      log.warn('heartbeat.restarted', { reason: 'no beat came; was the clock set back?' });
      void task.destroy();
      task = everyMinute(once, log);
      once().catch((error: unknown) => log.trouble('heartbeat', error));
    }
    hasBeaten = false;
  }, WATCH_MS).unref();
  return {
    stop() {
      clearInterval(watch);
      void task.destroy();
    },
  };
}

function everyMinute(beat: () => Promise<void>, log: Log): ScheduledTask {
  return schedule('* * * * *', () => beat(), {
    name: 'heartbeat',
    timezone: 'UTC',
    noOverlap: true,
    missedExecutionTolerance: 60_000,
    unref: true,
    logger: {
      info: (message) => log.debug('heartbeat', { message }),
      warn: (message) => log.warn('heartbeat', { message }),
      error: (message, error) => log.trouble('heartbeat', error ?? message),
      debug: () => undefined,
    },
  });
}
