/** Reads everything a report is computed from. */
import type { CalendarDate, Instant } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { privacyOfScope, wholeScope, type ScopeItem } from '../../release/items.ts';
import { entriesOf } from '../../release/journal.ts';
import { confirmedLinks, findPeople } from '../../release/people.ts';
import { askedPeople, findProject, holders, type Project } from '../../release/projects.ts';
import { findRelease, type Release } from '../../release/releases.ts';
import { askWeek } from '../../release/recurrence.ts';
import type { Db } from '../../store/db.ts';
import { composeReport, type StatusReport } from './compose.ts';
import type { DigestPeople } from './digest-blocks.ts';
import { digestKey } from './digest-key.ts';
import { hidesSomething, redactReport, withPrivacy } from './redact.ts';
import { digestWeekOf, nextDigest } from './schedule.ts';
import { findEdit, newestPostings, reportPosted, type PostedReport } from './store.ts';

/** A release with its project. */
export interface Subject {
  readonly project: Project;
  readonly release: Release;
}

/** The release and its project, or undefined when either is gone. */
export async function findSubject(ctx: Context, releaseId: string): Promise<Subject | undefined> {
  const release = await findRelease(ctx.db, releaseId);
  if (release === undefined) return undefined;
  const project = await findProject(ctx.db, release.projectId);
  return project === undefined ? undefined : { project, release };
}

/** The report as it is now, in full, of the week that `week` names (the present one when left out). */
export async function reportNow(
  ctx: Context,
  { project, release }: Subject,
  kind: StatusReport['kind'] = 'weekly',
  week: CalendarDate = digestWeekOf(project, ctx.now),
): Promise<StatusReport> {
  const { db, now } = ctx;
  const last = await lastRead(ctx, release.id);
  const since = last?.postedAt ?? release.createdAt;
  const whole = await wholeScope(db, release.id);
  return composeReport({
    now,
    kind,
    project,
    release,
    whole,
    scope: whole.filter((item) => item.removedAt === null && item.deferredTo === null),
    week,
    since,
    isFirst: last === undefined,
    doneBefore: last === undefined ? null : doneIn(last.report),
    journal: await entriesOf(db, release.id, { events: SLIPS, after: since }),
    voice: await ctx.offers.teamVoice(db, { project, release }, askedWeek(project, week)),
    ...dataState(project, release),
    edit: await findEdit(db, release.id, week),
    ...(await ownersOf(ctx, whole)),
    nextAt: kind === 'last' ? null : nextDigest(project, week, now),
  });
}

/** The report as readers of the project's channel may see it now. Asks Slack only where that matters. */
export async function asReadable(
  ctx: Context,
  project: Project,
  report: StatusReport,
): Promise<StatusReport> {
  const now = await withPrivacyNow(ctx.db, report);
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
  const isPrivate = await privacyOfScope(db, report.releaseId);
  return withPrivacy(report, (itemId) => isPrivate.get(itemId));
}

/** Only of those who own something here: the workspace may have ten thousand people. */
async function ownersOf({ db, workspace }: Context, items: readonly ScopeItem[]) {
  const logins = new Set(items.flatMap(({ assignees }) => assignees));
  const links = await confirmedLinks(db, workspace.id, logins);
  return {
    owners: new Map([...links].map(([login, { name }]) => [login, name])),
    left: new Set([...links].flatMap(([login, one]) => (one.isDeactivated ? [login] : []))),
  };
}

// As many as a channel can have missed before somebody asks where its digests are.
const MOST_MISSED = 20;

/**
 * The last report that the channel could read. One that Slack refused, because Slipway was taken out of
 * the channel, or that was out of date when Slack came back, was seen by nobody: the next one tells of its
 * week too.
 */
async function lastRead(
  { db, ledger }: Pick<Context, 'db' | 'ledger'>,
  releaseId: string,
): Promise<PostedReport | undefined> {
  const postings = await newestPostings(db, releaseId, MOST_MISSED);
  const unread = await ledger.neverStood(db, postings.map(digestKey));
  const read = postings.find((posting) => !unread.has(digestKey(posting)));
  return read === undefined ? undefined : reportPosted(db, read);
}

function doneIn({ items }: StatusReport): ReadonlySet<string> {
  return new Set(items.filter(({ isDone }) => isDone).map(({ id }) => id));
}

const SLIPS = ['release.target_moved', 'scope.added', 'scope.removed', 'scope.deferred'] as const;

/** The week in which the team was asked for the digest of `week`. */
export function askedWeek({ rhythm }: Project, week: CalendarDate): CalendarDate {
  return askWeek(
    { weekday: rhythm.askWeekday, time: rhythm.askTime },
    { weekday: rhythm.digestWeekday, time: rhythm.digestTime },
    week,
  );
}

// Without the search itself: people of other organisations may read along.
const SEARCH_REFUSED =
  'GitHub refuses the search of this release: the issues found before stay, and none joins or leaves.';

function isRefused(source: Release['source']): boolean {
  return source.kind === 'github_search' && source.refusedSince !== undefined;
}

/** How old the oldest news is, and what keeps it from being newer. */
function dataState(
  { repositories, pointsTrouble }: Pick<Project, 'repositories' | 'pointsTrouble'>,
  { source }: Pick<Release, 'source'>,
): {
  readonly readAt: Instant | null;
  readonly trouble: string | null;
} {
  const ages = repositories.map(({ last_read_at }) => last_read_at);
  const wasRead = ages.length > 0 && ages.every((at) => at !== null);
  return {
    readAt: wasRead ? (ages.toSorted()[0] ?? null) : null,
    trouble:
      repositories.find(({ trouble }) => trouble !== null)?.trouble ??
      (isRefused(source) ? SEARCH_REFUSED : pointsTrouble),
  };
}

/** Names of all who may appear in a report, and who is asked to decide. */
export async function peopleOf(
  ctx: Context,
  project: Project,
  report: StatusReport,
): Promise<DigestPeople> {
  const ids = [
    ...askedPeople(project),
    ...report.voice.accomplishments.map(({ userId }) => userId),
    ...report.voice.support.flatMap(({ toUserId }) => (toUserId === null ? [] : [toUserId])),
    ...report.slips.targets.map(({ by }) => by),
    ...(report.override === null ? [] : [report.override.by]),
    ...(report.words === null ? [] : [report.words.by]),
  ];
  const people = await findPeople(ctx.db, ctx.workspace.id, ids);
  return {
    names: new Map([...people].map(([id, person]) => [id, person.name])),
    releaseManager: holders(project, 'release_manager')[0] ?? null,
  };
}
