/** What follows the fire: each step that begins brings its list, its booking or its report with it. */
import type { Reaction } from '../../feature.ts';
import { openChecks, sayChecks } from './check-flow.ts';
import { foundHotfix } from './facts.ts';
import { sayReport } from './report-facts.ts';
import { bookFor } from './retro-flow.ts';
import { goOnIfTaught } from './taught.ts';

/** A step began: a fix that is out is checked, a validated one is talked about. */
export const onMoved: Reaction = async (ctx, tx, { detail }) => {
  const found = await foundHotfix(tx.db, ctx.workspace.id, String(detail['hotfixId']));
  if (found === undefined) return;
  if (found.hotfix.step === 'validation') await openChecks(ctx, tx, found);
  if (found.hotfix.step === 'root_cause') await bookFor(ctx, tx, found);
};

/** The fix failed: the checks of the try that ended say that they do not count. */
export const onFailed: Reaction = async (ctx, tx, { detail }) => {
  const found = await foundHotfix(tx.db, ctx.workspace.id, String(detail['hotfixId']));
  if (found !== undefined) await sayChecks(ctx, tx, found, found.hotfix.attempt - 1);
};

/** Something was written down: the report in the thread says it too. */
export const onTaught: Reaction = async (ctx, tx, { detail }) => {
  const found = await foundHotfix(tx.db, ctx.workspace.id, String(detail['hotfixId']));
  if (found !== undefined) await sayReport(ctx, tx, found);
};

/** The fix is where it was owed, or need not be: a hotfix that waited for nothing else ends. */
export const onFixTurned: Reaction = async (ctx, tx, { actor, detail }) => {
  await goOnIfTaught(ctx, tx, String(detail['hotfixId']), actor);
};
