/** Promises what a hotfix says by itself: the warnings of a clock, and the reminder to say how it goes. */
import { plusMinutes, type Instant } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { Tx } from '../../store/db.ts';
import { WARNINGS, warnsAt, type Clock, type Warning } from './clocks.ts';
import type { Ask } from './news.ts';
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

/** Promises to ask for the news that are due at `next_update_at`: then, or again at `dueAt`. */
export async function promiseUpdate(
  ctx: Context,
  tx: Tx,
  hotfix: HotfixRow,
  again?: { readonly ask: Ask; readonly dueAt: Instant },
): Promise<void> {
  const { next_update_at: at } = hotfix;
  if (at === null) return;
  const { ask, dueAt } = again ?? { ask: 0, dueAt: at };
  await ctx.promise(tx, {
    key: `hotfix.update:${hotfix.id}:${at}${ask === 0 ? '' : `:${ask}`}`,
    workspaceId: hotfix.workspace_id,
    kind: 'hotfix.update',
    dueAt,
    usefulUntil: plusMinutes(dueAt, USEFUL_MINUTES),
    payload: { hotfixId: hotfix.id, at, ask },
    releaseId: hotfix.release_id,
  });
}
