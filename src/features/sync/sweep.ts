/** Once a night: which items of a repository GitHub has no more. No list of changes ever shows those. */
import type { RepositoryTable } from '../../release/tables.ts';
import type { ReadContext } from './read-repository.ts';
import { isSweepDue } from './rules.ts';
import { markGone, mirroredIds, saveProgress, zoneOf } from './store.ts';

// GitHub takes a hundred ids in a question; the repository's own is among them.
const ITEMS_AT_ONCE = 99;

/** Sweeps when the night has come: one point for each 99 items. Throws `GitHubTrouble`; then it is due again. */
export async function sweepIfDue(ctx: ReadContext, row: RepositoryTable): Promise<void> {
  const zone = await zoneOf(ctx.db, row.id);
  if (!isSweepDue(row.swept_at, zone, ctx.now)) return;
  const ids = await mirroredIds(ctx.db, row.id);
  for (let at = 0; at < ids.length; at += ITEMS_AT_ONCE) {
    const part = ids.slice(at, at + ITEMS_AT_ONCE);
    const { gone, points } = await ctx.github.gone(row.id, part);
    await ctx.aside(async (tx) => {
      await markGone(tx, row.id, part, gone);
      await saveProgress(tx, row.id, {}, points.cost);
    });
  }
  ctx.log.info('sync.swept', { repository: row.id, items: ids.length });
  await ctx.aside((tx) => saveProgress(tx, row.id, { swept_at: tx.now }));
}
