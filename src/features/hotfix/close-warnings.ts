/** A clock has stopped: the warnings that it gave say so, for nobody waits any more. */
import type { Context } from '../../feature.ts';
import { entriesOf } from '../../release/journal.ts';
import type { Tx } from '../../store/db.ts';
import { WARNINGS, type ClockName } from './clocks.ts';
import type { FoundHotfix } from './facts.ts';
import { warnedKey } from './names.ts';
import { warningOver } from './warn-words.ts';

/** Edits the warnings of these clocks that stand; one that was not posted yet stays unposted. */
export async function closeWarnings(
  ctx: Context,
  tx: Tx,
  { hotfix, name }: FoundHotfix,
  clocks: readonly ClockName[],
): Promise<void> {
  if (clocks.length === 0) return;
  for (const { detail } of await entriesOf(tx.db, hotfix.release_id, {
    events: ['hotfix.warned'],
  })) {
    const clock = clocks.find((one) => one === detail['clock']);
    const warning = WARNINGS.find((one) => one === detail['share']);
    if (clock === undefined || warning === undefined || detail['attempt'] !== hotfix.attempt)
      continue;
    for (const userId of String(detail['told']).split(' ').filter(Boolean)) {
      const key = warnedKey(hotfix.id, { clock, attempt: hotfix.attempt }, warning, userId);
      // Whoever was erased meanwhile has no message any more, and gets no new one.
      if ((await ctx.ledger.fateOf(tx.db, 'message', key)) === null) continue;
      await ctx.say(tx, {
        key,
        workspaceId: hotfix.workspace_id,
        to: userId,
        message: warningOver(name, clock),
        releaseId: hotfix.release_id,
        usefulUntil: tx.now,
      });
    }
  }
}
