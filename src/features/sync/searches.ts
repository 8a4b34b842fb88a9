/** Asks the searches of releases whose scope is what GitHub's search finds. */
import type { Instant } from '../../base/time.ts';
import { GitHubTrouble, type SearchFindings } from '../../github/port.ts';
import type { Project } from '../../release/projects.ts';
import { changeSource, findRelease, releasesOf, type Release } from '../../release/releases.ts';
import { shared, type FoundBySearch, type TrackedItemTable } from '../../release/tables.ts';
import type { Db } from '../../store/db.ts';
import type { ReadContext } from './read-repository.ts';
import { afterSearch, doubtful, isSearchDue } from './search-rules.ts';
import { itemsBefore, markGone, saveProgress } from './store.ts';

// GitHub takes a hundred ids in a question; the repository's own is among them.
const IDS_AT_ONCE = 99;

/**
 * Asks those that are due: when something moved, while something is missed, else once an hour. What GitHub refuses
 * or fails at leaves the release as it is. The scope itself follows when it is next read from its source.
 */
export async function askSearches(ctx: ReadContext, project: Project): Promise<void> {
  const releases = await releasesOf(ctx.db, project.id, 'active');
  const searching = releases.filter(({ source }) => source.kind === 'github_search');
  if (searching.length === 0) return;
  const newest = await newestChange(ctx.db, project);
  for (const release of searching) {
    const { source } = release;
    if (source.kind !== 'github_search' || !isSearchDue(source, newest, ctx.now)) continue;
    try {
      await ask(ctx, project, release, source);
    } catch (error) {
      if (!(error instanceof GitHubTrouble)) throw error;
      ctx.log.trouble('sync.search_failed', error, { release: release.id, kind: error.kind });
      if (error.kind === 'limited') return;
    }
  }
}

async function ask(
  ctx: ReadContext,
  project: Project,
  release: Release,
  source: FoundBySearch,
): Promise<void> {
  const findings = await ctx.github.search(project.repositories, source.query);
  const mirror = await itemsBefore(ctx.db, source.found);
  await lookForGone(ctx, mirror, doubtful(source, findings, mirror, ctx.now));
  await save(ctx, project, release.id, source, findings, mirror);
}

/** A deleted item leaves with its own reason, and at once: no list of changes shows it. */
async function lookForGone(
  ctx: ReadContext,
  mirror: ReadonlyMap<string, TrackedItemTable>,
  ids: readonly string[],
): Promise<void> {
  const byRepository = Map.groupBy(ids, (id) => mirror.get(id)?.repository_id ?? '');
  for (const [repositoryId, items] of byRepository)
    for (let at = 0; at < items.length; at += IDS_AT_ONCE) {
      const part = items.slice(at, at + IDS_AT_ONCE);
      const { gone, points } = await ctx.github.gone(repositoryId, part);
      await ctx.aside(async (tx) => {
        await markGone(tx, part, gone);
        await saveProgress(tx, repositoryId, {}, points.cost);
      });
    }
}

async function save(
  ctx: ReadContext,
  project: Project,
  releaseId: string,
  asked: FoundBySearch,
  findings: SearchFindings,
  mirror: ReadonlyMap<string, TrackedItemTable>,
): Promise<void> {
  const [repository] = project.repositories;
  await ctx.aside(async (tx) => {
    if (repository !== undefined) await saveProgress(tx, repository.id, {}, findings.cost);
    const current = (await findRelease(tx.db, releaseId))?.source;
    // Somebody may have named another source while GitHub was asked.
    if (current?.kind !== 'github_search' || current.query !== asked.query) return;
    await changeSource(tx, releaseId, afterSearch(current, findings, mirror, tx.now));
  });
}

async function newestChange(db: Db, project: Project): Promise<Instant | null> {
  if (project.repositories.length === 0) return null;
  const row = await shared(db)
    .selectFrom('tracked_item')
    .select((by) => by.fn.max('updated_at').as('newest'))
    .where(
      'repository_id',
      'in',
      project.repositories.map(({ id }) => id),
    )
    .executeTakeFirst();
  return row?.newest ?? null;
}
