/** Posts the digest: the week's, and the last one of a release. */
import type { CalendarDate } from '../../base/time.ts';
import type { Context, Deeds } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { note } from '../../release/journal.ts';
import type { Project } from '../../release/projects.ts';
import { ACTIVE_STAGES } from '../../release/releases.ts';
import type { Tx } from '../../store/db.ts';
import type { StatusReport } from './compose.ts';
import { countItems } from './counted-items.ts';
import type { ReportAsked } from './gather-facts.ts';
import {
  asReadableNow,
  findSubject,
  findSubjects,
  peopleOf,
  peopleOfAll,
  privacySince,
  readReports,
  reportNow,
  type ReadReport,
  type Subject,
} from './gather.ts';
import { readPayload } from './payload.ts';
import { promiseWeeks, weeksAhead } from './plan-weeks.ts';
import { sayDigests, type Due, type Speakable } from './say-digest.ts';
import { digestWeekOf } from './schedule.ts';
import { readDrafts, sayPosted, type DraftFacts } from './send-draft.ts';
import { findEdit, findEdits, insertReports, postedAlready, wasPosted } from './store.ts';
import { nameOf } from './words.ts';

/** Keeps the promise of a week's digest. Held or ended: nothing is posted, and the ledger says why. */
export async function keepDigest(ctx: Context, due: DuePromise): Promise<Kept> {
  const { releaseId, week } = readPayload(due);
  const subject = await findSubject(ctx, releaseId);
  if (subject === undefined || week === null) return skipped('the release is gone');
  if (!ACTIVE_STAGES.includes(subject.release.stage)) return skipped('the release has ended');
  if (await wasPosted(ctx.db, releaseId, week)) return skipped('it was posted before its time');
  const held = await heldWords(ctx, subject, week);
  if (held !== null) {
    await ctx.aside((tx) => promiseWeeks(ctx, tx, subject.project, subject.release));
    return skipped(held);
  }
  await ctx.offers.refreshProject(ctx, subject.project);
  await postDigest(ctx, releaseId, week, due);
  return { kind: 'done' };
}

/**
 * Reads for many digests at once what posting them takes; those that are to be skipped are left out, and those that
 * would be too much at once.
 */
export async function prepareDigests(ctx: Context, due: readonly DuePromise[]): Promise<Deeds> {
  const { wanted, projects } = await toPost(ctx, due);
  if (projects.length > 0) await ctx.offers.refreshProjects(ctx, projects);
  const digests = await weeksDigests(ctx, wanted);
  const ready = new Set(digests.map(({ release }) => release.id));
  return {
    keys: new Set(
      wanted.flatMap(({ releaseId, due: { key } }) => (ready.has(releaseId) ? key : [])),
    ),
    doAll: (tx) => postAll(ctx, tx, digests),
  };
}

/** A week's digest that is to be posted. */
interface Wanted<D extends Due = Due> {
  readonly releaseId: string;
  readonly week: CalendarDate;
  readonly due: D;
}

/** Those that are neither gone, nor ended, nor posted, nor held, and can be posted at once; and their projects. */
async function toPost(
  ctx: Context,
  due: readonly DuePromise[],
): Promise<{ readonly wanted: readonly Wanted<DuePromise>[]; readonly projects: Project[] }> {
  const named = due.flatMap((one) => {
    const { releaseId, week } = readPayload(one);
    return week === null ? [] : [{ releaseId, week, due: one }];
  });
  const ids = named.map(({ releaseId }) => releaseId);
  const subjects = await findSubjects(ctx, ids);
  const posted = await postedAlready(ctx.db, named);
  const edits = await findEdits(ctx.db, named);
  const isPlain = ({ releaseId }: Wanted): boolean => {
    const stage = subjects.get(releaseId)?.release.stage;
    const isHeld = (edits.get(releaseId)?.heldBy ?? null) !== null;
    return (
      stage !== undefined && ACTIVE_STAGES.includes(stage) && !posted.has(releaseId) && !isHeld
    );
  };
  const wanted = atOnce(named.filter(isPlain), await countItems(ctx.db, ids));
  const projects = wanted.flatMap(({ releaseId }) => subjects.get(releaseId)?.project ?? []);
  return { wanted, projects: [...new Map(projects.map((one) => [one.id, one])).values()] };
}

// So many items take some tens of milliseconds, in which nobody else is heard.
const MOST_ITEMS = 2_000;

/** As many as have few enough items together. The others are posted each by itself. */
function atOnce<D extends Due>(
  wanted: readonly Wanted<D>[],
  counts: ReadonlyMap<string, number>,
): readonly Wanted<D>[] {
  let items = 0;
  return wanted.filter(({ releaseId }) => {
    const own = counts.get(releaseId) ?? 0;
    const fits = items + own <= MOST_ITEMS;
    if (fits) items += own;
    return fits;
  });
}

/** Posts a week's digest now and promises the next. Reads everything anew: GitHub may have news. */
export async function postDigest(
  ctx: Context,
  releaseId: string,
  week: string,
  due: Due,
): Promise<void> {
  const digests = await weeksDigests(ctx, [{ releaseId, week, due }]);
  if (digests.length > 0) await ctx.transact((tx) => postAll(ctx, tx, digests));
}

/** A week's digest that is to be posted, and what its draft says then. */
interface WeeksDigest extends Posting {
  /** The report as the channel's readers may see it. */
  readonly shown: StatusReport;
  readonly draft: DraftFacts | undefined;
}

/** Digests of releases, each of its own week; without those that are gone. */
async function weeksDigests(
  ctx: Context,
  wanted: readonly Wanted[],
): Promise<readonly WeeksDigest[]> {
  const subjects = await findSubjects(
    ctx,
    wanted.map(({ releaseId }) => releaseId),
  );
  const known = wanted.flatMap(({ releaseId, week, due }) => {
    const subject = subjects.get(releaseId);
    return subject === undefined ? [] : [{ ...subject, kind: 'weekly' as const, week, due }];
  });
  const postings = await composeAll(ctx, known);
  const drafts = await readDrafts(ctx, known);
  return Promise.all(
    postings.map(async (one) => ({
      ...one,
      shown: await asReadableNow(ctx, one.project, one.report),
      draft: drafts.get(one.release.id),
    })),
  );
}

/** Posts digests and promises the next. Read inside is only what stands in Slack, and what is private by now. */
async function postAll(ctx: Context, tx: Tx, digests: readonly WeeksDigest[]): Promise<void> {
  await sayReports(ctx, tx, digests);
  await sayPosted(
    ctx,
    tx,
    digests.flatMap(({ draft, shown, ...one }) =>
      draft === undefined ? [] : { ...one, report: shown, draft },
    ),
  );
  const promised = digests.flatMap(({ project, release, week }) =>
    weeksAhead(ctx, project, release, week, tx.now),
  );
  await ctx.promise(tx, ...promised);
}

/** Keeps the promise of the last digest, after a release was shipped or cancelled. */
export async function keepLast(ctx: Context, due: DuePromise): Promise<Kept> {
  const subject = await findSubject(ctx, readPayload(due).releaseId);
  if (subject === undefined) return skipped('the release is gone');
  const week = digestWeekOf(subject.project, ctx.now);
  const postings = await composeAll(ctx, [{ ...subject, kind: 'last', week, due }]);
  await ctx.transact((tx) => sayReports(ctx, tx, postings));
  return { kind: 'done' };
}

/** A report that is to be posted, with the names in it. */
type Posting = ReportAsked & Speakable & ReadReport;

async function composeAll(
  ctx: Context,
  asked: readonly (ReportAsked & Pick<Posting, 'due'>)[],
): Promise<readonly Posting[]> {
  const reports = await readReports(ctx, asked);
  const reported = asked.flatMap((one, at) => {
    const read = reports[at];
    return read === undefined ? [] : [{ ...one, ...read }];
  });
  const people = await peopleOfAll(ctx, reported);
  return reported.flatMap((one, at) => {
    const own = people[at];
    return own === undefined ? [] : [{ ...one, people: own }];
  });
}

async function sayReports(ctx: Context, tx: Tx, postings: readonly Posting[]): Promise<void> {
  // A repository may have become private since it was read.
  const renew = await privacySince(tx.db, postings);
  const renewed = postings.map((one) => ({ ...one, report: renew(one.report) }));
  await insertReports(
    tx,
    renewed.map(({ report, due }) => ({ report, late: due.late })),
  );
  await sayDigests(ctx, tx, renewed);
  await note(
    tx,
    ...renewed.map(({ project, release, report, due }) => ({
      workspaceId: ctx.workspace.id,
      projectId: project.id,
      releaseId: release.id,
      actor: 'slipway',
      event: 'report.posted' as const,
      detail: { week: report.week, kind: report.kind, colour: report.colour, late: due.late },
    })),
  );
}

async function heldWords(
  ctx: Context,
  { project, release }: Subject,
  week: string,
): Promise<string | null> {
  const edit = await findEdit(ctx.db, release.id, week);
  if (edit === undefined || edit.heldBy === null) return null;
  const report = await reportNow(ctx, { project, release }, 'weekly', week);
  const { names } = await peopleOf(ctx, project, report);
  return `held by ${nameOf(names, edit.heldBy)}: ${edit.heldReason}`;
}

function skipped(reason: string): Kept {
  return { kind: 'skipped', reason };
}
