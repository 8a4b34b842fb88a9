/** Reads what reports are computed from: of many releases at once, for at a full hour many digests are due. */
import type { CalendarDate, Instant } from '../../base/time.ts';
import type { Context, Held } from '../../feature.ts';
import { entriesSince } from '../../release/journal.ts';
import { confirmedLinks } from '../../release/people.ts';
import type { Project } from '../../release/projects.ts';
import { askWeek } from '../../release/recurrence.ts';
import type { Release } from '../../release/releases.ts';
import { countedItems, type CountedItem } from './counted-items.ts';
import type { ReportFacts, StatusReport } from './compose.ts';
import { digestKey } from './digest-key.ts';
import { nextDigest } from './schedule.ts';
import { findEdits, newestPostingsOf, reportPosted, type PostedReport } from './store.ts';

/** Which report is wanted: of a release, and of the week that starts on this Monday. */
export interface ReportAsked {
  readonly project: Project;
  readonly release: Release;
  readonly kind: StatusReport['kind'];
  readonly week: CalendarDate;
}

/** The facts of reports, in the order of what is asked for; each release once. */
export async function gatherFacts(
  ctx: Context,
  asked: readonly ReportAsked[],
): Promise<readonly ReportFacts[]> {
  const { db } = ctx;
  const ids = asked.map(({ release }) => release.id);
  const lasts = await lastRead(ctx, ids);
  const since = new Map(
    asked.map(({ release }) => [release.id, lasts.get(release.id)?.postedAt ?? release.createdAt]),
  );
  const scopes = await countedItems(db, ids);
  const gathered = {
    now: ctx.now,
    lasts,
    since,
    scopes,
    journal: await slipsSince(db, since),
    voices: await ctx.offers.teamVoices(
      db,
      asked.map(({ project, release, week }) => ({
        project,
        release,
        week: askedWeek(project, week),
      })),
    ),
    edits: await findEdits(
      db,
      asked.map(({ release, week }) => ({ releaseId: release.id, week })),
    ),
    held: await ctx.offers.heldBy(
      db,
      asked.map(({ release }) => release),
    ),
    debts: await ctx.offers.openDebts(
      db,
      asked.map(({ release }) => release),
    ),
    actions: await ctx.offers.retroActions(
      db,
      asked.map(({ project }) => project.id),
    ),
    ...(await ownersOf(ctx, [...scopes.values()].flat())),
  };
  return asked.map((one) => factsOf(one, gathered));
}

/** By release id, `actions` by project id; `owners` and `left` are of all of them. */
interface Gathered extends Pick<ReportFacts, 'now' | 'owners'> {
  readonly left: ReadonlySet<string>;
  readonly lasts: ReadonlyMap<string, PostedReport>;
  readonly since: ReadonlyMap<string, Instant>;
  readonly scopes: ReadonlyMap<string, readonly CountedItem[]>;
  readonly journal: ReadonlyMap<string, ReportFacts['journal']>;
  readonly voices: ReadonlyMap<string, ReportFacts['voice']>;
  readonly edits: ReadonlyMap<string, NonNullable<ReportFacts['edit']>>;
  readonly held: ReadonlyMap<string, Held>;
  readonly debts: ReadonlyMap<string, readonly string[]>;
  readonly actions: ReadonlyMap<string, NonNullable<ReportFacts['actions']>>;
}

function factsOf({ project, release, kind, week }: ReportAsked, gathered: Gathered): ReportFacts {
  const { now, owners, left } = gathered;
  const last = gathered.lasts.get(release.id);
  const whole = gathered.scopes.get(release.id) ?? [];
  const voice = gathered.voices.get(release.id);
  if (voice === undefined) throw new Error(`nobody was heard for ${release.id}`);
  return {
    now,
    kind,
    project,
    release,
    whole,
    scope: whole.filter((item) => item.removedAt === null && item.deferredTo === null),
    week,
    since: gathered.since.get(release.id) ?? release.createdAt,
    isFirst: last === undefined,
    doneBefore: last === undefined ? null : doneIn(last.report),
    journal: gathered.journal.get(release.id) ?? [],
    voice,
    ...dataState(project, release),
    edit: gathered.edits.get(release.id),
    heldBy: gathered.held.get(release.id)?.name ?? null,
    debts: gathered.debts.get(release.id) ?? [],
    actions: gathered.actions.get(project.id) ?? [],
    owners,
    left,
    nextAt: kind === 'last' ? null : nextDigest(project, week, now),
  };
}

/** Only of those who own something here: the workspace may have ten thousand people. */
async function ownersOf(
  { db, workspace }: Context,
  items: readonly CountedItem[],
): Promise<{ readonly owners: ReadonlyMap<string, string>; readonly left: ReadonlySet<string> }> {
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
 * By release id, the last report that the channel could read. One that Slack refused, because Slipway was taken
 * out of the channel, or that was out of date when Slack came back, was seen by nobody: the next one tells of its
 * week too.
 */
async function lastRead(
  { db, ledger }: Pick<Context, 'db' | 'ledger'>,
  releaseIds: readonly string[],
): Promise<ReadonlyMap<string, PostedReport>> {
  const postings = await newestPostingsOf(db, releaseIds, MOST_MISSED);
  const unread = await ledger.neverStood(db, [...postings.values()].flat().map(digestKey));
  const lasts = new Map<string, PostedReport>();
  for (const [releaseId, own] of postings) {
    const read = own.find((posting) => !unread.has(digestKey(posting)));
    const report = read === undefined ? undefined : await reportPosted(db, read);
    if (report !== undefined) lasts.set(releaseId, report);
  }
  return lasts;
}

function doneIn({ items }: StatusReport): ReadonlySet<string> {
  return new Set(items.filter(({ isDone }) => isDone).map(({ id }) => id));
}

const slipsSince = entriesSince([
  'release.target_moved',
  'release.source_changed',
  'scope.added',
  'scope.removed',
  'scope.deferred',
]);

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
): Pick<ReportFacts, 'readAt' | 'trouble'> {
  const ages = repositories.map(({ last_read_at }) => last_read_at);
  const wasRead = ages.length > 0 && ages.every((at) => at !== null);
  return {
    readAt: wasRead ? (ages.toSorted()[0] ?? null) : null,
    trouble:
      repositories.find(({ trouble }) => trouble !== null)?.trouble ??
      (isRefused(source) ? SEARCH_REFUSED : pointsTrouble),
  };
}
