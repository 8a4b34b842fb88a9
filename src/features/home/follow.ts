/** What happens is followed to the homes that show it. */
import type { Context } from '../../feature.ts';
import { emittedEntries, type JournalEntry, type JournalEvent } from '../../release/journal.ts';
import type { Tx } from '../../store/db.ts';
import { drawSoon } from './publish.ts';
import { wantHomes } from './store.ts';

/** Everything that can be seen on somebody's Home. */
export const FOLLOWED: readonly JournalEvent[] = [
  'project.set_up',
  'project.changed',
  'release.planned',
  'release.stage_moved',
  'release.step_done',
  'release.target_moved',
  'release.shipped',
  'release.cancelled',
  'release.closed',
  'scope.added',
  'scope.removed',
  'scope.deferred',
  'item.done',
  'item.reopened',
  'sync.finished',
  'checkin.answered',
  'support.asked',
  'support.done',
  'support.declined',
  'person.paused',
  'person.resumed',
  'report.overridden',
  'release.held',
  'release.let_go',
  'hotfix.declared',
  'hotfix.changed',
  'hotfix.moved',
  'hotfix.failed',
  'hotfix.approved',
  'hotfix.declined',
  'hotfix.glass_broken',
  'hotfix.approval_voided',
  'hotfix.cancelled',
  'hotfix.closed',
  'hotfix.action_given',
  'hotfix.action_done',
];

/** Of many entries about one project by one person in a transaction the first one is enough. */
export async function follow(ctx: Context, tx: Tx, entry: JournalEntry): Promise<void> {
  const { projectId, actor } = entry;
  const first = emittedEntries(tx).find(
    (other) =>
      other.projectId === projectId && other.actor === actor && FOLLOWED.includes(other.event),
  );
  if (first?.id !== entry.id) return;
  await wantHomes(tx, ctx.workspace.id, { projectId, userId: actor });
  // Whoever acts is looking. The others see it with the next beat. GitHub and Slipway have no Home.
  if (/^[UW]/.test(actor)) tx.afterCommit(() => void drawSoon(ctx, actor));
}
