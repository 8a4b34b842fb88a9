/** Reads GitHub's news into the mirror, and the mirror into the scope of every active release. */
import { plusMinutes, type Instant } from '../../base/time.ts';
import type { Context, Refreshed } from '../../feature.ts';
import { addToScope, candidates, removeFromScope, wholeScope } from '../../release/items.ts';
import type { ScopeItem } from '../../release/items.ts';
import { note, type JournalEvent } from '../../release/journal.ts';
import { findProject, findProjects, type Project } from '../../release/projects.ts';
import { activeReleasesOf, releasesOf, type Release } from '../../release/releases.ts';
import type { RepositoryTable } from '../../release/tables.ts';
import type { Db, Tx } from '../../store/db.ts';
import { readRepositories, type Ends } from './look-first.ts';
import { readPoints } from './points.ts';
import { askSearches } from './searches.ts';
import { furthestMinutes, scopeChanges, type ScopeChanges } from './rules.ts';
import { newsToCompare, saveCompared, standingsOf } from './standings.ts';
import { projectsWith, repositoriesDue, repositoryRows } from './store.ts';
import { whyLeft } from './why-left.ts';

/** Reads every repository that is due, of all projects after one look; called at each heartbeat. */
export async function readWhatIsDue(ctx: Context): Promise<void> {
  const far = plusMinutes(ctx.now, furthestMinutes(ctx.syncMinutes));
  const due = await repositoriesDue(ctx.db, ctx.workspace.id, ctx.now, far);
  if (due.length === 0) return;
  const ends = await readRepositories(ctx, due, true);
  for (const projectId of await projectsWith(ctx.db, [...ends.keys()])) {
    const project = await findProject(ctx.db, projectId);
    if (project !== undefined) await refreshReleases(ctx, [project], ends);
  }
}

/**
 * Reads a project's repositories now and brings its releases' scope up to date. A failing GitHub
 * leaves everything as last known; `trouble` then says so in one sentence.
 */
export async function refreshProject(ctx: Context, project: Project): Promise<Refreshed> {
  const refreshed = await refreshProjects(ctx, [project]);
  return refreshed.get(project.id) ?? { readAt: null, trouble: null };
}

/** The same for several projects after one look; by project id. */
export async function refreshProjects(
  ctx: Context,
  projects: readonly Project[],
): Promise<ReadonlyMap<string, Refreshed>> {
  const ids = [
    ...new Set(projects.flatMap(({ repositories }) => repositories.map(({ id }) => id))),
  ];
  const ends = await readRepositories(ctx, await repositoryRows(ctx.db, ids), false);
  await refreshReleases(ctx, projects, ends);
  const rows = new Map((await repositoryRows(ctx.db, ids)).map((row) => [row.id, row]));
  return new Map(
    projects.map((project) => {
      const own = project.repositories.flatMap(({ id }) => rows.get(id) ?? []);
      const troubles = project.repositories.map(({ id }) => ends.get(id)?.trouble ?? null);
      const trouble = troubles.find((sentence) => sentence !== null) ?? null;
      return [project.id, { readAt: oldestRead(own), trouble }];
    }),
  );
}

/** When the repository whose news is oldest was last read; null while one never was. */
function oldestRead(rows: readonly RepositoryTable[]): Instant | null {
  const ages = rows.map(({ last_read_at }) => last_read_at);
  if (ages.some((at) => at === null)) return null;
  return ages.reduce(
    (least, at) => (least !== null && at !== null && at < least ? at : least),
    ages[0] ?? null,
  );
}

/** Brings the scopes up to date with names and items as they stand after the reads. */
async function refreshReleases(
  ctx: Context,
  projects: readonly Project[],
  ends: Ends,
): Promise<void> {
  for (const [project, releases] of await underWay(ctx, projects))
    if (releases.some(({ source }) => source.kind === 'github_search'))
      await askSearches(ctx, project);
  for (const project of projects) await readPoints(ctx, project);
  const hasChanged = ({ repositories }: Project): boolean =>
    repositories.some(({ id }) => ends.get(id)?.changed === true);
  const changed = projects.filter(hasChanged);
  for (const project of changed) await ctx.aside((tx) => refreshScopes(ctx, tx, project, true));
  await followNews(
    ctx,
    projects.filter((project) => !hasChanged(project)),
  );
}

/** Compares the scopes of those of which anything was written since they were last compared. */
async function followNews(ctx: Context, projects: readonly Project[]): Promise<void> {
  const ids = projects.map(({ id }) => id);
  // Before anything that is compared is read: what is written meanwhile is compared the next time.
  const news = await newsToCompare(ctx.db, ids);
  if (news.size === 0) return;
  const written = [...(await findProjects(ctx.db, [...news.keys()])).values()];
  const active = await underWay(ctx, written);
  const standings = await standingsOf(
    ctx.db,
    [...active.values()].flatMap((releases) => releases.map(({ id }) => id)),
  );
  const fitting: Project[] = [];
  for (const [project, releases] of active)
    if (await hasMoved(ctx, project, releases, standings))
      await ctx.aside((tx) => refreshScopes(ctx, tx, project, false));
    else fitting.push(project);
  if (fitting.length > 0)
    await ctx.aside(async (tx) => {
      for (const { id } of fitting) await saveCompared(tx, id, news.get(id) ?? 0);
    });
}

/** The active releases of each project. */
async function underWay(
  { db }: Pick<Context, 'db'>,
  projects: readonly Project[],
): Promise<ReadonlyMap<Project, readonly Release[]>> {
  const byId = await activeReleasesOf(
    db,
    projects.map(({ id }) => id),
  );
  return new Map(projects.map((project) => [project, byId.get(project.id) ?? []]));
}

/** Mostly what was written moves nothing; reading that is cheaper than a transaction. */
async function hasMoved(
  ctx: Context,
  project: Project,
  releases: readonly Release[],
  standings: Awaited<ReturnType<typeof standingsOf>>,
): Promise<boolean> {
  for (const { id, source } of releases) {
    const wanted = await candidates(ctx.db, project, source, ctx.now);
    const { added, removed, reread } = scopeChanges(standings.get(id) ?? [], wanted);
    if (added.length + removed.length + reread.length > 0) return true;
  }
  return false;
}

async function changesOf(
  db: Db,
  project: Project,
  { id, source }: Release,
  now: Instant,
): Promise<ScopeChanges> {
  const standings = (await standingsOf(db, [id])).get(id) ?? [];
  return scopeChanges(standings, await candidates(db, project, source, now));
}

async function refreshScopes(
  ctx: Context,
  tx: Tx,
  project: Project,
  changed: boolean,
): Promise<void> {
  for (const release of await releasesOf(tx.db, project.id, 'active')) {
    const moved = await refreshScope(tx, project, release);
    if (!moved && !changed) continue;
    await note(tx, {
      workspaceId: ctx.workspace.id,
      projectId: project.id,
      releaseId: release.id,
      actor: 'github',
      event: 'sync.finished',
    });
  }
}

/** True when anything in the scope changed. */
async function refreshScope(tx: Tx, project: Project, release: Release): Promise<boolean> {
  const { added, removed, reread } = await changesOf(tx.db, project, release, tx.now);
  await addToScope(tx, release, added, false);
  await addToScope(tx, release, reread, false);
  const whole = removed.length === 0 ? [] : await wholeScope(tx.db, release.id);
  const leaving = whole.filter(({ id }) => removed.includes(id));
  for (const id of removed) await removeFromScope(tx, release.id, id);
  for (const item of added) await noteScope(tx, release, 'scope.added', item);
  for (const item of leaving) {
    const reason = await whyLeft(tx.db, project, release, item);
    await noteScope(tx, release, 'scope.removed', item, reason);
  }
  return added.length + removed.length + reread.length > 0;
}

async function noteScope(
  tx: Tx,
  release: Release,
  event: Extract<JournalEvent, 'scope.added' | 'scope.removed'>,
  item: ScopeItem,
  reason?: string,
): Promise<void> {
  await note(tx, {
    workspaceId: release.workspaceId,
    projectId: release.projectId,
    releaseId: release.id,
    actor: 'github',
    event,
    detail: {
      itemId: item.id,
      number: item.number,
      title: item.title,
      ...(reason !== undefined && { reason }),
    },
  });
}
