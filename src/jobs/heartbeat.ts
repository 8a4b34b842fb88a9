import { schedule } from 'node-cron';
import type { Log } from '../base/log.ts';

/** A beat once a minute; it knows nothing of what is due. */
export interface Heartbeat {
  stop(): void;
}

/**
 * Beats at every full minute until stopped, never twice at once. A beat that a busy process missed by
 * less than a minute comes late; node-cron's own tolerance of one second would drop it.
 */
export function startHeartbeat(beat: () => Promise<void>, log: Log): Heartbeat {
  const task = schedule('* * * * *', () => beat(), {
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
  return { stop: () => void task.destroy() };
}
