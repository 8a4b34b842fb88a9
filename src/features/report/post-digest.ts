/** Posts the digest: the week's, and the last one of a release. */
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { note } from '../../release/journal.ts';
import { ACTIVE_STAGES } from '../../release/releases.ts';
import type { Tx } from '../../store/db.ts';
import type { StatusReport } from './compose.ts';
import {
  asReadable,
  findSubject,
  peopleOf,
  reportNow,
  withPrivacyNow,
  type Subject,
} from './gather.ts';
import { readPayload } from './payload.ts';
import { promiseWeeks } from './plan-weeks.ts';
import { sayDigest, type Due } from './say-digest.ts';
import { sayPosted } from './send-draft.ts';
import { findEdit, insertReport, wasPosted } from './store.ts';
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

/** Posts a week's digest now and promises the next. Reads everything anew: GitHub may have news. */
export async function postDigest(
  ctx: Context,
  releaseId: string,
  week: string,
  due: Due,
): Promise<void> {
  const subject = await findSubject(ctx, releaseId);
  if (subject === undefined) return;
  const report = await reportNow(ctx, subject, 'weekly', week);
  const shown = await asReadable(ctx, subject.project, report);
  await ctx.transact(async (tx) => {
    await sayReport(ctx, tx, subject, report, due);
    const people = await peopleOf({ ...ctx, db: tx.db }, subject.project, shown);
    await sayPosted(ctx, tx, subject, shown, people);
    await promiseWeeks(ctx, tx, subject.project, subject.release, week);
  });
}

/** Keeps the promise of the last digest, after a release was shipped or cancelled. */
export async function keepLast(ctx: Context, due: DuePromise): Promise<Kept> {
  const subject = await findSubject(ctx, readPayload(due).releaseId);
  if (subject === undefined) return skipped('the release is gone');
  const report = await reportNow(ctx, subject, 'last');
  await ctx.transact((tx) => sayReport(ctx, tx, subject, report, due));
  return { kind: 'done' };
}

async function sayReport(
  ctx: Context,
  tx: Tx,
  subject: Subject,
  read: StatusReport,
  due: Due,
): Promise<void> {
  // A repository may have become private since it was read.
  const report = await withPrivacyNow(tx.db, read);
  await insertReport(tx, report, due.late);
  await sayDigest(ctx, tx, subject, report, due);
  await note(tx, {
    workspaceId: ctx.workspace.id,
    projectId: subject.project.id,
    releaseId: subject.release.id,
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
