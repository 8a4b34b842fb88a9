/** Asks the searches of releases whose scope is what GitHub's search finds. */
import type { Instant } from '../../base/time.ts';
import { GitHubTrouble, type SearchFindings } from '../../github/port.ts';
import { releaseName } from '../../release/names.ts';
import { holders, type Project } from '../../release/projects.ts';
import { changeSource, findRelease, releasesOf, type Release } from '../../release/releases.ts';
import { shared, type FoundBySearch, type TrackedItemTable } from '../../release/tables.ts';
import type { Db, Tx } from '../../store/db.ts';
import type { ReadContext } from './read-repository.ts';
import { searchRefusedMessage } from './refused-words.ts';
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
      if (error.kind === 'misput')
        await tellOfRefusal(ctx, project, release, source, error.sentence);
      if (error.kind === 'limited') return;
    }
  }
}

/**
 * GitHub took it once, and will go on refusing it until somebody does something: the release manager reads it once,
 * everybody in the digest and the status.
 */
async function tellOfRefusal(
  ctx: ReadContext,
  project: Project,
  release: Release,
  asked: FoundBySearch,
  because: string,
): Promise<void> {
  if (asked.refusedSince !== undefined) return;
  const [reader = release.plannedBy] = holders(project, 'release_manager');
  const name = releaseName(project, release);
  await ctx.aside(async (tx) => {
    const current = await searchNow(tx, release.id, asked);
    if (current === null) return;
    await changeSource(tx, release.id, { ...current, refusedSince: tx.now });
    await ctx.say(tx, {
      key: `sync.search_refused:${release.id}:${tx.now}`,
      workspaceId: ctx.workspace.id,
      to: reader,
      releaseId: release.id,
      message: searchRefusedMessage(name, release.id, asked.query, because),
    });
  });
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
        await markGone(tx, repositoryId, part, gone);
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
    const current = await searchNow(tx, releaseId, asked);
    if (current === null) return;
    const { refusedSince: _, ...taken } = current;
    await changeSource(tx, releaseId, afterSearch(taken, findings, mirror, tx.now));
  });
}

/** The source as it stands; null when somebody named another one while GitHub was asked. */
async function searchNow(
  tx: Tx,
  releaseId: string,
  asked: FoundBySearch,
): Promise<FoundBySearch | null> {
  const current = (await findRelease(tx.db, releaseId))?.source;
  return current?.kind === 'github_search' && current.query === asked.query ? current : null;
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
