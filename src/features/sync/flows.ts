/** Reads GitHub's news into the mirror, and the mirror into the scope of every active release. */
import { plusMinutes, type Instant } from '../../base/time.ts';
import type { Context, Refreshed } from '../../feature.ts';
import { GitHubTrouble } from '../../github/port.ts';
import { addToScope, candidates, removeFromScope, wholeScope } from '../../release/items.ts';
import type { ScopeItem } from '../../release/items.ts';
import { note, type JournalEvent } from '../../release/journal.ts';
import { findProject, type Project } from '../../release/projects.ts';
import { releasesOf, type Release } from '../../release/releases.ts';
import type { RepositoryTable } from '../../release/tables.ts';
import type { Tx } from '../../store/db.ts';
import { readRepository } from './read-repository.ts';
import { scopeChanges } from './rules.ts';
import { projectsDue, repositoryRow, saveProgress } from './store.ts';

/** Reads every project that is due; called at each heartbeat. */
export async function readWhatIsDue(ctx: Context): Promise<void> {
  for (const projectId of await projectsDue(ctx.db, ctx.workspace.id, ctx.now)) {
    const project = await findProject(ctx.db, projectId);
    if (project !== undefined) await refreshProject(ctx, project);
  }
}

/**
 * Reads a project's repositories now and brings its releases' scope up to date. A failing GitHub
 * leaves everything as last known; `trouble` then says so in one sentence.
 */
export async function refreshProject(ctx: Context, project: Project): Promise<Refreshed> {
  let trouble: string | null = null;
  let changed = false;
  for (const { id } of project.repositories) {
    const row = await repositoryRow(ctx.db, id);
    if (row === undefined) continue;
    const problem = await readOrTrouble(ctx, row);
    changed ||= problem !== row.trouble || row.last_read_at === null;
    trouble ??= problem;
  }
  await ctx.aside((tx) => refreshScopes(ctx, tx, project, changed));
  const oldest = await oldestRead(ctx, project);
  return { readAt: oldest, trouble };
}

/** When the repository whose news is oldest was last read; null while one never was. */
async function oldestRead(ctx: Context, project: Project): Promise<Instant | null> {
  const current = await findProject(ctx.db, project.id);
  const ages = (current?.repositories ?? []).map(({ last_read_at }) => last_read_at);
  if (ages.some((at) => at === null)) return null;
  return ages.reduce(
    (least, at) => (least !== null && at !== null && at < least ? at : least),
    ages[0] ?? null,
  );
}

/** The sentence of what went wrong, or null. Progress up to the trouble is kept. */
async function readOrTrouble(ctx: Context, row: RepositoryTable): Promise<string | null> {
  const next = plusMinutes(ctx.now, ctx.syncMinutes);
  try {
    await readRepository(ctx, row);
    await ctx.aside((tx) =>
      saveProgress(tx, row.id, {
        last_read_at: tx.now,
        trouble: null,
        trouble_since: null,
        next_try_at: next,
      }),
    );
    return null;
  } catch (error) {
    if (!(error instanceof GitHubTrouble)) throw error;
    ctx.log.trouble('sync.failed', error, { repository: row.id, kind: error.kind });
    await ctx.aside((tx) =>
      saveProgress(tx, row.id, {
        trouble: error.sentence,
        trouble_since: row.trouble_since ?? tx.now,
        next_try_at: error.retryAt !== null && error.retryAt > next ? error.retryAt : next,
      }),
    );
    return error.sentence;
  }
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
  const whole = await wholeScope(tx.db, release.id);
  const wanted = await candidates(tx.db, project, release.source, tx.now);
  const { added, removed, reread } = scopeChanges(whole, wanted);
  await addToScope(tx, release, added, false);
  await addToScope(tx, release, reread, false);
  for (const item of removed) await removeFromScope(tx, release.id, item.id);
  for (const item of added) await noteScope(tx, release, 'scope.added', item);
  for (const item of removed) await noteScope(tx, release, 'scope.removed', item);
  return added.length + removed.length + reread.length > 0;
}

async function noteScope(
  tx: Tx,
  release: Release,
  event: Extract<JournalEvent, 'scope.added' | 'scope.removed'>,
  item: ScopeItem,
): Promise<void> {
  await note(tx, {
    workspaceId: release.workspaceId,
    projectId: release.projectId,
    releaseId: release.id,
    actor: 'github',
    event,
    detail: { itemId: item.id, number: item.number, title: item.title },
  });
}
