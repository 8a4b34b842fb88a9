/** Who sees the ledger, and what it says at this instant. */
import type { Instant } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { Person } from '../../release/people.ts';
import { findPeople } from '../../release/people.ts';
import type { Project } from '../../release/projects.ts';
import { findRelease } from '../../release/releases.ts';
import type { AdminFacts, PromiseRow, RepositoryState } from './ledger-blocks.ts';

type Row = Awaited<ReturnType<Context['ledger']['newest']>>[number];

/** The states of the ledger, in the order in which they are shown. */
export type State = Row['state'];

const FAILED_AT_HOME = 3;
const SKIPPED_AT_HOME = 2;
const NEXT_AT_HOME = 3;

/** Slack's admins and owners, those whom the operator named, and who set a project up. */
export function isAdmin(
  ctx: Pick<Context, 'admins'>,
  person: Person | undefined,
  projects: readonly Project[],
  userId: string,
): boolean {
  return runsAll(ctx, person, userId) || projects.some(({ setUpBy }) => setUpBy === userId);
}

/** The ledger in short, and how the reading of each repository stands. */
export async function readAdminFacts(
  ctx: Context,
  projects: readonly Project[],
  person: Person | undefined,
  userId: string,
): Promise<AdminFacts> {
  const seen = seenProjects(ctx, projects, person, userId);
  return {
    counts: await ctx.ledger.counts(ctx.db),
    failed: await rowsIn(ctx, seen, 'failed', 0, FAILED_AT_HOME),
    skipped: await rowsIn(ctx, seen, 'skipped', 0, SKIPPED_AT_HOME),
    next: await rowsIn(ctx, seen, 'due', 0, NEXT_AT_HOME),
    repositories: repositoryStates(seen),
  };
}

/** Rows of the ledger from a position on, the newest first; of what is due the ones that come next. */
export async function rowsIn(
  ctx: Context,
  seen: readonly Project[],
  state: State,
  from: number,
  count: number,
): Promise<readonly PromiseRow[]> {
  const rows = (await ctx.ledger.newest(ctx.db, state, from + count)).slice(from);
  const names = await releaseNames(ctx, seen, rows);
  const people = await peopleIn(ctx, rows);
  return rows.map((row) => ({
    key: row.what,
    of: row.of,
    at: row.at,
    state: row.state,
    reason: row.reason,
    release: row.releaseId === null ? null : (names.get(row.releaseId) ?? null),
    person: personIn(row.what, people),
  }));
}

/** Projects whose names and repositories this person may read: admins all, others their own. */
export function seenProjects(
  ctx: Pick<Context, 'admins'>,
  projects: readonly Project[],
  person: Person | undefined,
  userId: string,
): readonly Project[] {
  return runsAll(ctx, person, userId)
    ? projects
    : projects.filter(({ setUpBy }) => setUpBy === userId);
}

function runsAll(
  ctx: Pick<Context, 'admins'>,
  person: Person | undefined,
  userId: string,
): boolean {
  return person?.isAdmin === true || ctx.admins.includes(userId);
}

async function releaseNames(
  ctx: Context,
  seen: readonly Project[],
  rows: readonly Row[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(rows.flatMap(({ releaseId }) => releaseId ?? []))) {
    const release = await findRelease(ctx.db, id);
    const project = seen.find((each) => each.id === release?.projectId);
    if (release !== undefined && project !== undefined)
      names.set(id, `${project.name} ${release.version}`);
  }
  return names;
}

/** Keys carry ids with colons between; those that are people's become names. */
async function peopleIn(ctx: Context, rows: readonly Row[]): Promise<ReadonlyMap<string, Person>> {
  return findPeople(
    ctx.db,
    ctx.workspace.id,
    rows.flatMap(({ what }) => what.split(':')),
  );
}

function personIn(key: string, people: ReadonlyMap<string, Person>): string | null {
  const id = key.split(':').find((part) => people.has(part));
  return id === undefined ? null : (people.get(id)?.name ?? null);
}

function repositoryStates(projects: readonly Project[]): readonly RepositoryState[] {
  const all = projects.flatMap(({ repositories }) => repositories);
  const each = new Map(all.map((repository) => [repository.id, repository]));
  return [...each.values()].map((row) => ({
    name: `${row.owner}/${row.name}`,
    readAt: row.last_read_at,
    trouble: row.trouble,
    troubleSince: row.trouble_since,
    nextTryAt: nextTry(row.trouble, row.next_try_at),
    points: row.points_spent,
  }));
}

function nextTry(trouble: string | null, at: Instant | null): Instant | null {
  return trouble === null ? null : at;
}
