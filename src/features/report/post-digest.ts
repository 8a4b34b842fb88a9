/** Posts the digest: the week's, and the last one of a release. */
import type { CalendarDate } from '../../base/time.ts';
import type { Context, Deeds } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { note } from '../../release/journal.ts';
import { ACTIVE_STAGES, findReleases } from '../../release/releases.ts';
import type { Tx } from '../../store/db.ts';
import type { ReportAsked } from './gather-facts.ts';
import {
  asReadableNow,
  findSubject,
  findSubjects,
  peopleOf,
  peopleOfAll,
  reportNow,
  reportsNow,
  withPrivacyNow,
  type Subject,
} from './gather.ts';
import { readPayload } from './payload.ts';
import { promiseWeeks } from './plan-weeks.ts';
import { sayDigest, type Due, type Speakable } from './say-digest.ts';
import { digestWeekOf } from './schedule.ts';
import { readDrafts, sayPosted } from './send-draft.ts';
import { findEdit, findEdits, insertReport, postedAlready, wasPosted } from './store.ts';
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

/** Reads for many digests at once what posting them takes; those that are to be skipped are left out. */
export async function prepareDigests(ctx: Context, due: readonly DuePromise[]): Promise<Deeds> {
  const wanted = await toPost(ctx, due);
  if (wanted.size === 0) return new Map();
  const subjects = await findSubjects(ctx, [...wanted.keys()]);
  const projects = new Map([...subjects.values()].map(({ project }) => [project.id, project]));
  await ctx.offers.refreshProjects(ctx, [...projects.values()]);
  const deeds = await digestDeeds(ctx, [...wanted.values()]);
  return new Map(
    [...wanted].flatMap(
      ([
        releaseId,
        {
          due: { key },
        },
      ]) => {
        const deed = deeds.get(releaseId);
        return deed === undefined ? [] : [[key, deed]];
      },
    ),
  );
}

/** A week's digest that is to be posted. */
interface Wanted<D extends Due = Due> {
  readonly releaseId: string;
  readonly week: CalendarDate;
  readonly due: D;
}

/** By release id: neither gone, nor ended, nor posted, nor held. */
async function toPost(
  ctx: Context,
  due: readonly DuePromise[],
): Promise<ReadonlyMap<string, Wanted<DuePromise>>> {
  const named = due.flatMap((one) => {
    const { releaseId, week } = readPayload(one);
    return week === null ? [] : [{ releaseId, week, due: one }];
  });
  const releases = await findReleases(
    ctx.db,
    named.map(({ releaseId }) => releaseId),
  );
  const posted = await postedAlready(ctx.db, named);
  const edits = await findEdits(ctx.db, named);
  const isPlain = ({ releaseId }: Wanted): boolean => {
    const release = releases.get(releaseId);
    const isHeld = (edits.get(releaseId)?.heldBy ?? null) !== null;
    const isActive = release !== undefined && ACTIVE_STAGES.includes(release.stage);
    return isActive && !posted.has(releaseId) && !isHeld;
  };
  return new Map(named.filter(isPlain).map((one) => [one.releaseId, one]));
}

/** Posts a week's digest now and promises the next. Reads everything anew: GitHub may have news. */
export async function postDigest(
  ctx: Context,
  releaseId: string,
  week: string,
  due: Due,
): Promise<void> {
  const deed = (await digestDeeds(ctx, [{ releaseId, week, due }])).get(releaseId);
  if (deed !== undefined) await ctx.transact(deed);
}

type Deed = (tx: Tx) => Promise<void>;

/** What posts each digest and promises the next, by release id. Nothing is read inside but what stands in Slack. */
async function digestDeeds(
  ctx: Context,
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<string, Deed>> {
  const subjects = await findSubjects(
    ctx,
    wanted.map(({ releaseId }) => releaseId),
  );
  const known = wanted.flatMap((one) => {
    const subject = subjects.get(one.releaseId);
    return subject === undefined ? [] : [{ ...one, ...subject }];
  });
  const kind = 'weekly';
  const composed = await composeAll(
    ctx,
    known.map((one) => ({ ...one, kind })),
  );
  const ready = await Promise.all(
    composed.map(async (one) => ({
      ...one,
      shown: await asReadableNow(ctx, one.project, one.report),
    })),
  );
  const drafts = await readDrafts(ctx, known);
  return new Map(
    ready.map(({ shown, ...posting }) => {
      const { release, project, week } = posting;
      const deed: Deed = async (tx) => {
        await sayReport(ctx, tx, posting);
        const draft = drafts.get(release.id);
        if (draft !== undefined) await sayPosted(ctx, tx, { ...posting, report: shown }, draft);
        await promiseWeeks(ctx, tx, project, release, week);
      };
      return [release.id, deed];
    }),
  );
}

/** Keeps the promise of the last digest, after a release was shipped or cancelled. */
export async function keepLast(ctx: Context, due: DuePromise): Promise<Kept> {
  const subject = await findSubject(ctx, readPayload(due).releaseId);
  if (subject === undefined) return skipped('the release is gone');
  const week = digestWeekOf(subject.project, ctx.now);
  const [posting] = await composeAll(ctx, [{ ...subject, kind: 'last', week, due }]);
  if (posting !== undefined) await ctx.transact((tx) => sayReport(ctx, tx, posting));
  return { kind: 'done' };
}

/** A report that is to be posted, with the names in it. */
type Posting = ReportAsked & Speakable;

async function composeAll(
  ctx: Context,
  asked: readonly (ReportAsked & Pick<Posting, 'due'>)[],
): Promise<readonly Posting[]> {
  const reports = await reportsNow(ctx, asked);
  const reported = asked.flatMap((one, at) => {
    const report = reports[at];
    return report === undefined ? [] : [{ ...one, report }];
  });
  const people = await peopleOfAll(ctx, reported);
  return reported.flatMap((one, at) => {
    const own = people[at];
    return own === undefined ? [] : [{ ...one, people: own }];
  });
}

async function sayReport(ctx: Context, tx: Tx, posting: Posting): Promise<void> {
  // A repository may have become private since it was read.
  const report = await withPrivacyNow(tx.db, posting.report);
  const { project, release, due } = posting;
  await insertReport(tx, report, due.late);
  await sayDigest(ctx, tx, { ...posting, report });
  await note(tx, {
    workspaceId: ctx.workspace.id,
    projectId: project.id,
    releaseId: release.id,
    actor: 'slipway',
    event: 'report.posted',
    detail: { week: report.week, kind: report.kind, colour: report.colour, late: due.late },
  });
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
