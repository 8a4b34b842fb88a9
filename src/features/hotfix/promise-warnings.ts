/** Promises what a hotfix says by itself: the warnings of a clock, and the reminder to say how it goes. */
import { plusMinutes, type Instant } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { Tx } from '../../store/db.ts';
import { WARNINGS, warnsAt, type Clock, type Warning } from './clocks.ts';
import type { HotfixRow } from './tables.ts';

/** A clock that ran out, and news that are due, are told also after a weekend without Slipway. */
const USEFUL_MINUTES = 7 * 24 * 60;

/** A warning is history once the next one is due: of those that were missed only the last one is given. */
function usefulUntil(clock: Clock, warning: Warning): Instant {
  const next = WARNINGS[WARNINGS.indexOf(warning) + 1];
  return next === undefined
    ? plusMinutes(warnsAt(clock, warning), USEFUL_MINUTES)
    : warnsAt(clock, next);
}

/** Promises the warnings of a clock that begins to run. */
export async function promiseWarnings(
  ctx: Context,
  tx: Tx,
  hotfix: HotfixRow,
  clock: Clock,
): Promise<void> {
  await ctx.promise(
    tx,
    ...WARNINGS.map((warning) => ({
      key: `hotfix.clock:${hotfix.id}:${clock.clock}:${clock.attempt}:${warning}`,
      workspaceId: hotfix.workspace_id,
      kind: 'hotfix.clock',
      dueAt: warnsAt(clock, warning),
      usefulUntil: usefulUntil(clock, warning),
      payload: { hotfixId: hotfix.id, clock: clock.clock, attempt: clock.attempt, warning },
      releaseId: hotfix.release_id,
    })),
  );
}

/** Promises to remind the lead when news are due, at `next_update_at`. */
export async function promiseUpdate(ctx: Context, tx: Tx, hotfix: HotfixRow): Promise<void> {
  const { next_update_at: dueAt } = hotfix;
  if (dueAt === null) return;
  await ctx.promise(tx, {
    key: `hotfix.update:${hotfix.id}:${dueAt}`,
    workspaceId: hotfix.workspace_id,
    kind: 'hotfix.update',
    dueAt,
    usefulUntil: plusMinutes(dueAt, USEFUL_MINUTES),
    payload: { hotfixId: hotfix.id, at: dueAt },
    releaseId: hotfix.release_id,
  });
}
