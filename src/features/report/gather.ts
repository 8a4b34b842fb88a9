/** Reports as they stand now, and what goes with them. */
import type { CalendarDate } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { findPeople } from '../../release/people.ts';
import {
  askedPeople,
  findProjects,
  holders,
  privacyOfRepositories,
  privacyOfScopes,
  type Project,
} from '../../release/projects.ts';
import { findReleases, type Release } from '../../release/releases.ts';
import type { Db } from '../../store/db.ts';
import type { CountedItem } from './counted-items.ts';
import { composeReport, type StatusReport } from './compose.ts';
import type { DigestPeople } from './digest-blocks.ts';
import { gatherFacts, type ReportAsked } from './gather-facts.ts';
import { hidesSomething, redactReport, withPrivacy } from './redact.ts';
import { digestWeekOf } from './schedule.ts';

/** A release with its project. */
export interface Subject {
  readonly project: Project;
  readonly release: Release;
}

/** The release and its project, or undefined when either is gone. */
export async function findSubject(ctx: Context, releaseId: string): Promise<Subject | undefined> {
  return (await findSubjects(ctx, [releaseId])).get(releaseId);
}

/** Releases with their projects, by release id; those of which either is gone are left out. */
export async function findSubjects(
  { db }: Pick<Context, 'db'>,
  releaseIds: readonly string[],
): Promise<ReadonlyMap<string, Subject>> {
  const releases = [...(await findReleases(db, releaseIds)).values()];
  const projectIds = releases.map(({ projectId }) => projectId);
  const projects = await findProjects(db, projectIds);
  return new Map(
    releases.flatMap((release) => {
      const project = projects.get(release.projectId);
      return project === undefined ? [] : [[release.id, { project, release }]];
    }),
  );
}

/** The report as it is now, in full, of the week that `week` names (the present one when left out). */
export async function reportNow(
  ctx: Context,
  { project, release }: Subject,
  kind: StatusReport['kind'] = 'weekly',
  week: CalendarDate = digestWeekOf(project, ctx.now),
): Promise<StatusReport> {
  const [report] = await reportsNow(ctx, [{ project, release, kind, week }]);
  if (report === undefined) throw new Error(`no report of ${release.id}`);
  return report;
}

/** Reports as they are now, in full, in the order of what is asked for; each release once. */
export async function reportsNow(
  ctx: Context,
  asked: readonly ReportAsked[],
): Promise<readonly StatusReport[]> {
  return (await readReports(ctx, asked)).map(({ report }) => report);
}

/** A report as it was just read. */
export interface ReadReport {
  readonly report: StatusReport;
  /** Of each repository with items in it, by id: whether it was private then. */
  readonly wasPrivate: ReadonlyMap<string, boolean>;
}

/** The same, with what tells later whether others may see of it what they might then. */
export async function readReports(
  ctx: Context,
  asked: readonly ReportAsked[],
): Promise<readonly ReadReport[]> {
  return (await gatherFacts(ctx, asked)).map((facts) => ({
    report: composeReport(facts),
    wasPrivate: privacyIn(facts.whole),
  }));
}

function privacyIn(items: readonly CountedItem[]): ReadonlyMap<string, boolean> {
  const known = new Map<string, boolean>();
  for (const { repositoryId, isPrivate } of items) known.set(repositoryId, isPrivate);
  return known;
}

/** The report as readers of the project's channel may see it now. Asks Slack only where that matters. */
export async function asReadable(
  ctx: Context,
  project: Project,
  report: StatusReport,
): Promise<StatusReport> {
  const now = await withPrivacyNow(ctx.db, report);
  return asReadableNow(ctx, project, now);
}

/** The same where the report knows already what is private now. */
export async function asReadableNow(
  ctx: Pick<Context, 'hidesPrivate'>,
  project: Project,
  now: StatusReport,
): Promise<StatusReport> {
  const redacted = forOutsiders(now);
  return redacted !== null && (await ctx.hidesPrivate(project)) ? redacted : now;
}

/** The report as it is now, as readers of the project's channel may see it. */
export async function reportToShow(
  ctx: Context,
  subject: Subject,
  week?: CalendarDate,
): Promise<StatusReport> {
  return asReadable(ctx, subject.project, await reportNow(ctx, subject, 'weekly', week));
}

/** The same report for readers of another organisation; null when it is that already, or hides nothing. */
export function forOutsiders(report: StatusReport): StatusReport | null {
  return report.hidesPrivate || !hidesSomething(report) ? null : redactReport(report);
}

/** A stored report with what is known by now: a repository may have become private, or public, since. */
export async function withPrivacyNow(db: Db, report: StatusReport): Promise<StatusReport> {
  const renew = await privacyNow(db, [report.releaseId]);
  return renew(report);
}

/**
 * Reads what is private now, and gives back what tells it to these reports. Mostly no repository changed since they
 * were read; then their items are not looked at.
 */
export async function privacySince(
  db: Db,
  reports: readonly ReadReport[],
): Promise<(report: StatusReport) => StatusReport> {
  const now = await privacyOfRepositories(
    db,
    reports.flatMap(({ wasPrivate }) => [...wasPrivate.keys()]),
  );
  const hasChanged = ({ wasPrivate }: ReadReport): boolean =>
    [...wasPrivate].some(([id, was]) => now.get(id) !== was);
  const changed = reports.filter(hasChanged).map(({ report }) => report.releaseId);
  if (changed.length === 0) return (report) => report;
  return privacyNow(db, changed);
}

async function privacyNow(
  db: Db,
  releaseIds: readonly string[],
): Promise<(report: StatusReport) => StatusReport> {
  const isPrivate = await privacyOfScopes(db, releaseIds);
  return (report) => withPrivacy(report, (itemId) => isPrivate.get(itemId));
}

/** Names of all who may appear in a report, and who is asked to decide. */
export async function peopleOf(
  ctx: Context,
  project: Project,
  report: StatusReport,
): Promise<DigestPeople> {
  const [people] = await peopleOfAll(ctx, [{ project, report }]);
  if (people === undefined) throw new Error(`no people of ${project.id}`);
  return people;
}

/** The same for several reports, in their order. */
export async function peopleOfAll(
  ctx: Context,
  of: readonly { readonly project: Project; readonly report: StatusReport }[],
): Promise<readonly DigestPeople[]> {
  const listed = of.map(({ project, report }) => peopleIn(project, report));
  const people = await findPeople(ctx.db, ctx.workspace.id, listed.flat());
  return of.map(({ project }, at) => ({
    names: new Map(
      (listed[at] ?? []).flatMap((id) => {
        const name = people.get(id)?.name;
        return name === undefined ? [] : [[id, name]];
      }),
    ),
    releaseManager: holders(project, 'release_manager')[0] ?? null,
  }));
}

function peopleIn(project: Project, report: StatusReport): readonly string[] {
  return [
    ...askedPeople(project),
    ...report.voice.accomplishments.map(({ userId }) => userId),
    ...report.voice.support.flatMap(({ toUserId }) => (toUserId === null ? [] : [toUserId])),
    ...report.slips.targets.map(({ by }) => by),
    ...(report.slips.sources ?? []).map(({ by }) => by),
    ...(report.override === null ? [] : [report.override.by]),
    ...(report.words === null ? [] : [report.words.by]),
  ];
}
