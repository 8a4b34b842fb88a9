/** Looks at all repositories in one question, and reads those that moved. */
import { plusMinutes } from '../../base/time.ts';
import { GitHubTrouble, type GitHubRepository, type RepositoryLook } from '../../github/port.ts';
import { note } from '../../release/journal.ts';
import type { RepositoryTable } from '../../release/tables.ts';
import type { Tx } from '../../store/db.ts';
import { readRepository, type ReadContext } from './read-repository.ts';
import { ALL_MOVED, whatMoved } from './rules.ts';
import { sweepIfDue } from './sweep.ts';
import { projectsWith, saveName, saveProgress, saveRead } from './store.ts';

/** How the reads ended, by repository id; `changed` when what is shown of the reading itself changes. */
export type Ends = ReadonlyMap<
  string,
  { readonly trouble: string | null; readonly changed: boolean }
>;

// A repository that GitHub does not show any more seldom comes back within minutes.
const PARKED_MINUTES = 60;

const NOT_SHOWN =
  'GitHub no longer shows a repository of this project: it was deleted or made private, or the token lost its right to read it.';

/**
 * Reads what moved since the last read. A failing GitHub leaves everything as last known, with one
 * sentence; a repository that it does not show any more is parked the same way and asked for once an hour.
 * `maySweep` is for when nobody waits: then the night's sweep is done where it is due.
 */
export async function readRepositories(
  ctx: ReadContext,
  rows: readonly RepositoryTable[],
  maySweep: boolean,
): Promise<Ends> {
  const looks = await lookOrTrouble(ctx, rows);
  const ends = new Map<string, { readonly trouble: string | null; readonly changed: boolean }>();
  const quiet: RepositoryTable[] = [];
  for (const row of rows) {
    const look = looks instanceof GitHubTrouble ? undefined : looks.get(row.id);
    const trouble =
      looks instanceof GitHubTrouble
        ? await park(ctx, row, looks)
        : await readOrTrouble(ctx, row, look, maySweep);
    if (trouble === null && isQuiet(row, look)) quiet.push(row);
    else if (trouble === null) await ctx.aside((tx) => saveAsRead(ctx, tx, [row]));
    ends.set(row.id, {
      trouble,
      changed: trouble !== row.trouble || row.last_read_at === null,
    });
  }
  // Most of them: one transaction for all.
  if (quiet.length > 0) await ctx.aside((tx) => saveAsRead(ctx, tx, quiet));
  return ends;
}

/** Nothing was read, so nothing is lost when it is looked at once more. */
function isQuiet(row: RepositoryTable, look: RepositoryLook | undefined): boolean {
  if (look === undefined) return false;
  const { issues, pullRequests } = whatMoved(row, look);
  return !issues && !pullRequests;
}

async function saveAsRead(
  ctx: ReadContext,
  tx: Tx,
  rows: readonly RepositoryTable[],
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await saveRead(tx, ids, plusMinutes(ctx.now, ctx.syncMinutes));
}

async function lookOrTrouble(
  ctx: ReadContext,
  rows: readonly RepositoryTable[],
): Promise<ReadonlyMap<string, RepositoryLook> | GitHubTrouble> {
  try {
    const looks = await ctx.github.look(rows.map(({ id }) => id));
    return new Map(looks.map((look) => [look.id, look]));
  } catch (error) {
    if (error instanceof GitHubTrouble) return error;
    throw error;
  }
}

/** The sentence of what went wrong, or null. Progress up to the trouble is kept. */
async function readOrTrouble(
  ctx: ReadContext,
  row: RepositoryTable,
  look: RepositoryLook | undefined,
  maySweep: boolean,
): Promise<string | null> {
  try {
    // A look leaves out what failed as well as what is gone; only the question by id tells them apart.
    const seen = look ?? (await ctx.github.repositoryById(row.id));
    const current = await follow(ctx, row, seen);
    await readRepository(ctx, current, look === undefined ? ALL_MOVED : whatMoved(row, look));
    if (maySweep) await sweepIfDue(ctx, row);
  } catch (error) {
    if (error instanceof GitHubTrouble) return park(ctx, row, error);
    throw error;
  }
  return null;
}

/** A repository keeps its node id through renames, transfers and changes of who may see it. */
async function follow(
  ctx: ReadContext,
  row: RepositoryTable,
  { owner, name, isPrivate }: Pick<GitHubRepository, 'owner' | 'name' | 'isPrivate'>,
): Promise<RepositoryTable> {
  const seen = { owner, name, is_private: isPrivate ? (1 as const) : (0 as const) };
  if (row.owner === owner && row.name === name && row.is_private === seen.is_private) return row;
  await ctx.aside(async (tx) => {
    await saveName(tx, row.id, seen);
    if (row.is_private !== seen.is_private) await noteWhoSees(tx, { ...row, ...seen });
  });
  return { ...row, ...seen };
}

/** Words that are said already have to follow: what was public may not be read by outsiders any more. */
async function noteWhoSees(tx: Tx, row: RepositoryTable): Promise<void> {
  for (const projectId of await projectsWith(tx.db, [row.id]))
    await note(tx, {
      workspaceId: row.workspace_id,
      projectId,
      actor: 'github',
      event: row.is_private === 1 ? 'project.repository_hidden' : 'project.repository_opened',
      detail: { repository: `${row.owner}/${row.name}` },
    });
}

async function park(
  ctx: ReadContext,
  row: RepositoryTable,
  trouble: GitHubTrouble,
): Promise<string> {
  ctx.log.trouble('sync.failed', trouble, { repository: row.id, kind: trouble.kind });
  const isGone = trouble.kind === 'missing';
  const sentence = isGone ? NOT_SHOWN : trouble.sentence;
  const next = plusMinutes(ctx.now, Math.max(ctx.syncMinutes, isGone ? PARKED_MINUTES : 0));
  await ctx.aside((tx) =>
    saveProgress(tx, row.id, {
      trouble: sentence,
      trouble_since: row.trouble_since ?? tx.now,
      next_try_at: trouble.retryAt !== null && trouble.retryAt > next ? trouble.retryAt : next,
    }),
  );
  return sentence;
}
