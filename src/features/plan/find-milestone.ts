/** Looks for a GitHub milestone that a plan names by its title, until GitHub shows it. */
import { plusMinutes } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { changeSource, type Release } from '../../release/releases.ts';
import type { Source } from '../../release/tables.ts';
import type { Tx } from '../../store/db.ts';
import { isUnderWay } from './card.ts';
import { checkFacts } from './facts.ts';
import { readMilestones } from './form-facts.ts';
import { choiceTitled, sourceOf } from './github-milestones.ts';
import { releaseInProject } from './say-card.ts';

const HOUR = 60;
const DAY = 24 * HOUR;
/** So often it is looked for every hour, then once a day. */
const HOURLY_TRIES = 24;
const USEFUL_DAYS = 7;

/** Promises to look, when the release's GitHub milestone is known by its title only. */
export async function promiseSearch(
  ctx: Context,
  tx: Tx,
  release: Pick<Release, 'id' | 'workspaceId' | 'source'>,
  tries = 0,
): Promise<void> {
  if (!isUnfound(release.source)) return;
  const dueAt = plusMinutes(tx.now, tries < HOURLY_TRIES ? HOUR : DAY);
  await ctx.promise(tx, {
    key: `plan.find_milestone:${release.id}:${tries}`,
    workspaceId: release.workspaceId,
    kind: 'plan.find_milestone',
    dueAt,
    usefulUntil: plusMinutes(dueAt, USEFUL_DAYS * DAY),
    payload: { releaseId: release.id, tries },
    releaseId: release.id,
  });
}

/** Looks once: found, the scope is read from it; else the next look is promised. */
export async function keepSearch(ctx: Context, due: DuePromise): Promise<Kept> {
  const found = await releaseInProject(ctx, String(due.payload['releaseId']));
  if (found === undefined || !isUnderWay(found.release.stage) || !isUnfound(found.release.source))
    return { kind: 'skipped', reason: 'nobody looks for this GitHub milestone any more' };
  const { release, project } = found;
  await readMilestones(ctx, project);
  const { choices } = await checkFacts(ctx.db, project, ctx.now);
  const choice = choiceTitled(choices, titleOf(release.source));
  await ctx.transact((tx) =>
    choice === undefined
      ? promiseSearch(ctx, tx, release, Number(due.payload['tries']) + 1)
      : changeSource(tx, release.id, sourceOf(choice)),
  );
  if (choice !== undefined) await ctx.offers.refreshProject(ctx, project);
  return { kind: 'done' };
}

function isUnfound(source: Source): boolean {
  return source.kind === 'github_milestone' && source.milestones.length === 0;
}

function titleOf(source: Source): string {
  return source.kind === 'github_milestone' ? source.title : '';
}
