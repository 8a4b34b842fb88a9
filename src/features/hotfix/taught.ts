/** The last two steps end by what was written down: the cause, and the retrospective. */
import type { Context } from '../../feature.ts';
import type { Db, Tx } from '../../store/db.ts';
import { foundHotfix, standingAt } from './facts.ts';
import { findingsOf } from './findings-store.ts';
import { owesMain } from './fix-rules.ts';
import { fixOf } from './fix-store.ts';
import { debtObstacle } from './fix-words.ts';
import { goOn } from './move.ts';
import { findRetro } from './retro-store.ts';
import { obstacleOf } from './road.ts';
import type { HotfixRow } from './tables.ts';

/** Why a hotfix cannot go on from where it stands, as one sentence; null when it can. */
export async function obstacleNow(
  db: Db,
  hotfix: Pick<HotfixRow, 'id' | 'step'>,
): Promise<string | null> {
  const { verdict } = await standingAt(db, hotfix.id);
  const obstacle = obstacleOf(hotfix.step, verdict === 'approved');
  if (obstacle !== null) return obstacle;
  if (hotfix.step === 'root_cause' && !(await hasCause(db, hotfix.id)))
    return 'Somebody has to write down the root cause first.';
  if (hotfix.step === 'improvement' && ((await findRetro(db, hotfix.id))?.held_at ?? null) === null)
    return 'The retrospective has to be held and written down first.';
  return hotfix.step === 'improvement' ? debtOf(db, hotfix) : null;
}

/** The next release would bring the fault back while the default branch lacks the fix. */
async function debtOf(
  db: Db,
  { id, step }: Pick<HotfixRow, 'id' | 'step'>,
): Promise<string | null> {
  const fix = await fixOf(db, id);
  return owesMain(step, fix) ? debtObstacle(fix) : null;
}

async function hasCause(db: Db, hotfixId: string): Promise<boolean> {
  return (await findingsOf(db, hotfixId)).some(({ kind }) => kind === 'cause');
}

/** Ends the last steps whose words are written; in whatever order that happened. */
export async function goOnIfTaught(
  ctx: Context,
  tx: Tx,
  hotfixId: string,
  by: string,
): Promise<void> {
  for (const step of ['root_cause', 'improvement'] as const) {
    const found = await foundHotfix(tx.db, ctx.workspace.id, hotfixId);
    if (found === undefined || found.hotfix.step !== step) continue;
    if ((await obstacleNow(tx.db, found.hotfix)) !== null) return;
    await goOn(ctx, tx, found, { by, remark: '' });
  }
}
