import { setTimeout as pause } from 'node:timers/promises';
import type { Claimant } from './message-writes.ts';
import { countedMethods } from './method-pace.ts';
import { keepQuiet, type InHand, type Job } from './outbox-plan.ts';
import type { OutboxTools } from './outbox-tools.ts';
import { sendMessage } from './send-message.ts';

/** Nothing in hand yet. */
export function emptyHand(): InHand {
  return { keys: new Set(), targets: new Set(), quietUntil: new Map() };
}

/** Begins a job; `ended` is called when it is over, however it went. */
export function beginJob(
  tools: OutboxTools,
  hand: InHand,
  { row, work }: Job,
  by: Claimant,
  ended: () => void,
): void {
  hand.keys.add(row.key);
  hand.targets.add(row.target);
  const { wall } = tools.moment();
  if (work === sendMessage) {
    keepQuiet(hand, row.target, wall, tools.settings.spacingMs);
    for (const method of countedMethods(row)) tools.pace.began(method, wall);
  }
  void work(tools, row, by)
    .catch(async (error: unknown) => {
      tools.log.trouble('outbox.work_failed', error, { message: row.key });
      // The database cannot be written at present; the same work at once would only spin.
      await pause(tools.settings.troublePauseMs, undefined, { ref: false });
    })
    .finally(() => {
      hand.keys.delete(row.key);
      hand.targets.delete(row.target);
      ended();
    });
}
