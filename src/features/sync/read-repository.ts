/** Reads one repository's news page by page, each page saved before the next is asked for. */
import { plusMinutes, type Instant } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { GitHubItem, Page, RepositoryName } from '../../github/port.ts';
import type { RepositoryTable } from '../../release/tables.ts';
import { note } from '../../release/journal.ts';
import type { Tx } from '../../store/db.ts';
import { activeScopes, itemsBefore, saveItems, saveProgress } from './store.ts';
import { OVERLAP_MINUTES, turned, type Moved } from './rules.ts';

/** What reading needs of a piece of work. */
export type ReadContext = Pick<
  Context,
  'now' | 'workspace' | 'syncMinutes' | 'db' | 'github' | 'log' | 'aside' | 'say'
>;

/** Reads issues, then pull requests, if they moved, from where the last read ended. Throws `GitHubTrouble`. */
export async function readRepository(
  ctx: ReadContext,
  row: RepositoryTable,
  moved: Moved,
): Promise<void> {
  if (moved.issues) await readIssues(ctx, row);
  if (moved.pullRequests) await readPullRequests(ctx, row);
}

/**
 * Issues come oldest update first, so the watermark moves with every page: a read that is cut off goes
 * on from there, and what changes meanwhile moves to the end and is met again. Behind a page that lacks rows
 * it stays where it was: what came is kept, and the next look begins there again.
 */
async function readIssues(ctx: ReadContext, row: RepositoryTable): Promise<void> {
  const since = overlapped(row.issues_read_to);
  let cursor: string | null = null;
  let isWhole = true;
  do {
    const page: Page<GitHubItem> = await ctx.github.issues(nameOf(row), since, cursor);
    isWhole &&= page.isWhole;
    const readTo = newest(page.items) ?? row.issues_read_to;
    await savePage(ctx, row.id, page, isWhole ? { issues_read_to: readTo } : {});
    cursor = page.cursor;
  } while (cursor !== null);
}

/**
 * Pull requests know no `since` and come newest update first: the walk stops at the watermark, which
 * moves only when the walk reached it. A walk that was cut off goes on from its cursor, one that met a page
 * with rows missing from that page.
 */
async function readPullRequests(ctx: ReadContext, row: RepositoryTable): Promise<void> {
  const stopAt = overlapped(row.pulls_read_to);
  let cursor = row.pulls_cursor;
  let newestSeen = row.pulls_newest;
  let isWhole = true;
  for (;;) {
    const page = await ctx.github.pullRequests(nameOf(row), cursor);
    isWhole &&= page.isWhole;
    newestSeen ??= newest(page.items);
    const reached = page.items.some((item) => stopAt !== null && item.updatedAt < stopAt);
    const isEnd = reached || page.cursor === null;
    const progress = isEnd
      ? {
          pulls_read_to: newestSeen ?? row.pulls_read_to ?? ctx.now,
          pulls_cursor: null,
          pulls_newest: null,
        }
      : { pulls_cursor: page.cursor, pulls_newest: newestSeen };
    await savePage(ctx, row.id, page, isWhole ? progress : {});
    if (isEnd) return;
    cursor = page.cursor;
  }
}

async function savePage(
  ctx: ReadContext,
  repositoryId: string,
  page: Page<GitHubItem>,
  progress: Parameters<typeof saveProgress>[2],
): Promise<void> {
  await ctx.aside(async (tx) => {
    const before = await itemsBefore(
      tx.db,
      page.items.map((item) => item.id),
    );
    await saveItems(tx, repositoryId, page.items);
    await saveProgress(tx, repositoryId, progress, page.points.cost);
    const { done, reopened } = turned(before, page.items);
    await noteTurned(ctx, tx, 'item.done', done);
    await noteTurned(ctx, tx, 'item.reopened', reopened);
  });
}

async function noteTurned(
  ctx: ReadContext,
  tx: Tx,
  event: 'item.done' | 'item.reopened',
  items: readonly GitHubItem[],
): Promise<void> {
  const scopes = await activeScopes(
    tx.db,
    items.map((item) => item.id),
  );
  for (const item of items)
    for (const { releaseId, projectId } of scopes.get(item.id) ?? [])
      await note(tx, {
        workspaceId: ctx.workspace.id,
        projectId,
        releaseId,
        actor: 'github',
        event,
        detail: { itemId: item.id, number: item.number, title: item.title, at: item.closedAt },
      });
}

function nameOf(row: RepositoryTable): RepositoryName {
  return { owner: row.owner, name: row.name };
}

function newest(items: readonly GitHubItem[]): Instant | null {
  return items.reduce<Instant | null>(
    (latest, item) => (latest === null || item.updatedAt > latest ? item.updatedAt : latest),
    null,
  );
}

/**
 * GitHub's `since` and our watermark meet at one instant; an item updated in that very second could slip
 * between two reads. Reading two minutes twice costs nothing, the writes are the same again.
 */
function overlapped(watermark: Instant | null): Instant | null {
  return watermark === null ? null : plusMinutes(watermark, -OVERLAP_MINUTES);
}
