/** Promises of drafts and digests: made when a release is planned, moved with the project, taken back at its end. */
import { plusDays, plusMinutes, type CalendarDate, type Instant } from '../../base/time.ts';
import type { Context, Reaction } from '../../feature.ts';
import type { Promised } from '../../jobs/contract.ts';
import type { JournalEntry } from '../../release/journal.ts';
import { findProject, type Project } from '../../release/projects.ts';
import { activeReleases, findRelease, releasesOf, type Release } from '../../release/releases.ts';
import type { Db, Tx } from '../../store/db.ts';
import { lookAtDraftsOf } from './draft-store.ts';
import { digestTimes, digestWeekOf, firstDigestWeek, GRACE_MINUTES } from './schedule.ts';
import { newestPostingsOf } from './store.ts';

/** Weeks promised ahead: when one is skipped unseen, such as while a laptop slept, the next stands already. */
const WEEKS_AHEAD = 2;

/** Promises the digests to come of one release. Saying it again changes nothing. */
export async function promiseWeeks(
  ctx: Context,
  tx: Tx,
  project: Project,
  release: Release,
): Promise<void> {
  const last = await lastWeek(tx.db, release.id);
  await ctx.promise(tx, ...weeksAhead(ctx, project, release, last, tx.now));
}

/** What is promised of one release; `posted` is the week that was posted last, if any was. */
export function weeksAhead(
  ctx: Pick<Context, 'workspace'>,
  project: Project,
  release: Release,
  posted: CalendarDate | undefined,
  now: Instant,
): readonly Promised[] {
  const first = nextWeek(project, release, posted, now);
  const weeks = Array.from({ length: WEEKS_AHEAD }, (_, ahead) => plusDays(first, ahead * 7));
  return weeks.flatMap((week) => promisesOf(ctx, project, release, week));
}

async function lastWeek(db: Db, releaseId: string): Promise<CalendarDate | undefined> {
  return (await newestPostingsOf(db, [releaseId], 1)).get(releaseId)?.[0]?.week;
}

/** The first week that is neither over, nor before the release's first, nor posted already. */
function nextWeek(
  project: Project,
  release: Release,
  posted: CalendarDate | undefined,
  now: Instant,
): CalendarDate {
  const candidates = [
    firstDigestWeek(project, release.createdAt),
    digestWeekOf(project, now),
    ...(posted === undefined ? [] : [plusDays(posted, 7)]),
  ];
  return candidates.reduce((latest, week) => (week > latest ? week : latest));
}

function promisesOf(
  { workspace }: Pick<Context, 'workspace'>,
  project: Project,
  { id }: Release,
  week: CalendarDate,
): readonly Promised[] {
  const { draftAt, digestAt, usefulUntil } = digestTimes(project, week);
  const shared = {
    workspaceId: workspace.id,
    releaseId: id,
    payload: { releaseId: id, week },
  };
  const draft = {
    ...shared,
    key: `report.draft:${id}:${week}`,
    kind: 'report.draft',
    dueAt: draftAt,
    usefulUntil: digestAt,
  };
  const digest = {
    ...shared,
    key: `report.digest:${id}:${week}`,
    kind: 'report.digest',
    dueAt: digestAt,
    usefulUntil,
  };
  return draftAt < digestAt ? [draft, digest] : [digest];
}

/** At every start: what downtime swallowed is promised anew from the present week on. */
export async function promiseAll(ctx: Context): Promise<void> {
  await ctx.transact(async (tx) => {
    for (const release of await activeReleases(tx.db, ctx.workspace.id)) {
      const project = await findProject(tx.db, release.projectId);
      if (project !== undefined) await promiseWeeks(ctx, tx, project, release);
    }
  });
}

/** A release was planned: its digests begin. */
export const onPlanned: Reaction = async (ctx, tx, entry) => {
  const subject = await subjectOf(tx.db, entry);
  if (subject !== null) await promiseWeeks(ctx, tx, subject.project, subject.release);
};

/** The project's rhythm or idle days changed: what still waits moves. */
export const onProjectChanged: Reaction = async (ctx, tx, entry) => {
  const project = entry.projectId === null ? undefined : await findProject(tx.db, entry.projectId);
  if (project === undefined) return;
  for (const release of await releasesOf(tx.db, project.id, 'active'))
    await promiseWeeks(ctx, tx, project, release);
};

/** Shipped or cancelled: one last digest, then silence. */
export const onEnded: Reaction = async (ctx, tx, entry) => {
  const { releaseId } = entry;
  if (releaseId === null) return;
  const reason =
    entry.event === 'release.shipped' ? 'the release is shipped' : 'the release is cancelled';
  await ctx.withdraw(tx, { releaseId, kind: 'report.draft' }, reason);
  await ctx.withdraw(tx, { releaseId, kind: 'report.digest' }, reason);
  await lookAtDraftsOf(tx, releaseId, tx.now);
  await ctx.promise(tx, {
    key: `report.last:${releaseId}`,
    workspaceId: ctx.workspace.id,
    kind: 'report.last',
    dueAt: tx.now,
    usefulUntil: plusMinutes(tx.now, GRACE_MINUTES),
    payload: { releaseId },
    releaseId,
  });
};

async function subjectOf(
  db: Db,
  { releaseId }: JournalEntry,
): Promise<{ project: Project; release: Release } | null> {
  const release = releaseId === null ? undefined : await findRelease(db, releaseId);
  const project = release === undefined ? undefined : await findProject(db, release.projectId);
  return release === undefined || project === undefined ? null : { project, release };
}
