/** Reads points out of GitHub Projects, for projects that keep them there. */
import { GitHubTrouble, type ItemFieldPoints } from '../../github/port.ts';
import { candidates, wholeScope } from '../../release/items.ts';
import type { Project } from '../../release/projects.ts';
import { releasesOf } from '../../release/releases.ts';
import { pointsDue, pointsTrouble } from './points-rules.ts';
import { knownPoints, savePoints, savePointsTrouble } from './points-store.ts';
import type { ReadContext } from './read-repository.ts';
import { saveProgress } from './store.ts';

/** GitHub takes no more ids in a question. */
const AT_ONCE = 100;

/**
 * Asks for the items of releases under way, by id: all of them once an hour, between that only those that
 * changed. A field that is not there, or that may not be read, leaves the points as known, with a sentence in
 * the project; a GitHub that fails leaves everything for the next look.
 */
export async function readPoints(ctx: ReadContext, project: Project): Promise<void> {
  const field = project.pointsField;
  const [repository] = project.repositories;
  if (field === null || repository === undefined) return;
  const items = await itemsUnderWay(ctx, project);
  const due = pointsDue(items, await knownPoints(ctx.db, project.id, field), ctx.now);
  if (due.ids.length === 0) return;
  const said: ItemFieldPoints[] = [];
  try {
    for (let at = 0; at < due.ids.length; at += AT_ONCE) {
      const part = due.ids.slice(at, at + AT_ONCE);
      const answer = await ctx.github.fieldPoints(part, field);
      said.push(...answer.items);
      await ctx.aside(async (tx) => {
        await savePoints(tx, project.id, field, answer.items, items);
        await saveProgress(tx, repository.id, {}, answer.points.cost);
      });
    }
  } catch (error) {
    if (!(error instanceof GitHubTrouble)) throw error;
    ctx.log.trouble('sync.points_failed', error, { project: project.id, kind: error.kind });
    if (error.kind === 'refused') await saveTrouble(ctx, project, notReadable(field));
    return;
  }
  const trouble = pointsTrouble(field, said, due.isAll);
  if (trouble !== undefined) await saveTrouble(ctx, project, trouble);
}

/** By item id: when GitHub says that the item itself changed last. */
async function itemsUnderWay(
  ctx: ReadContext,
  project: Project,
): Promise<ReadonlyMap<string, string>> {
  const items = new Map<string, string>();
  for (const release of await releasesOf(ctx.db, project.id, 'active')) {
    const wanted = await candidates(ctx.db, project, release.source, ctx.now);
    const inScope = await wholeScope(ctx.db, release.id);
    for (const item of [...wanted, ...inScope.filter(({ removedAt }) => removedAt === null)])
      items.set(item.id, item.updatedAt);
  }
  return items;
}

async function saveTrouble(
  ctx: ReadContext,
  project: Project,
  trouble: string | null,
): Promise<void> {
  if (trouble === project.pointsTrouble) return;
  await ctx.aside((tx) => savePointsTrouble(tx, project.id, trouble));
}

function notReadable(field: string): string {
  return `The field “${field}” of GitHub Projects may not be read; points are as last known. Give Slipway's GitHub token or app the permission Projects: read.`;
}
