import { plusMilliseconds } from '../base/time.ts';
import type { Claimant } from './message-writes.ts';
import type { OutboxTools } from './outbox-tools.ts';
import type { MessageRow } from './tables.ts';

/**
 * Takes over what a dead sender had in hand, releases messages whose instant has come, and skips those
 * that are out of date: before anything is posted, so that none of them slips through. A request of
 * the dead may still be on its way: it settles, counted from when it was begun. Ours whose record could
 * not be saved is treated alike.
 */
export async function recoverDead(
  tools: OutboxTools,
  dead: readonly MessageRow[],
  by: Claimant,
): Promise<void> {
  const { store, writes, looks, settings, log, gate } = tools;
  const at = tools.moment();
  const outOfDate = await store.atomically(() => {
    const skipped = writes.skipOutOfDate(
      at.now,
      plusMilliseconds(at.wall, settings.secondLookMs),
      gate.refusedWith(),
    );
    writes.releaseDue(at.now);
    for (const row of dead) {
      const begun = row.last_attempt_wall ?? at.wall;
      looks.presume(row, plusMilliseconds(begun, settings.settleMs), by, at);
    }
    return skipped;
  });
  for (const message of outOfDate) log.warn('outbox.out_of_date', { message });
  for (const row of dead)
    log.warn('outbox.sender_died', { message: row.key, attempts: row.attempts });
}
