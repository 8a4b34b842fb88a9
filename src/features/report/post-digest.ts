/** Posts the digest: the week's, and the last one of a release. */
import { plusMinutes } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept, Saying } from '../../jobs/contract.ts';
import { note } from '../../release/journal.ts';
import { ACTIVE_STAGES } from '../../release/releases.ts';
import type { Tx } from '../../store/db.ts';
import type { StatusReport } from './compose.ts';
import { detailsMessage } from './details-blocks.ts';
import { digestMessage, type DigestPeople } from './digest-blocks.ts';
import { digestKey } from './digest-key.ts';
import { findSubject, forOutsiders, peopleOf, reportNow, type Subject } from './gather.ts';
import { readPayload } from './payload.ts';
import { promiseWeeks } from './plan-weeks.ts';
import { GRACE_MINUTES, LATE_MINUTES } from './schedule.ts';
import { sayPosted } from './send-draft.ts';
import { findEdit, insertReport, wasPosted } from './store.ts';
import { nameOf } from './words.ts';

/** When a digest was due, and whether downtime kept it past that. */
type Due = Pick<DuePromise, 'dueAt' | 'late'>;

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
  await ctx.transact(async (tx) => {
    await sayReport(ctx, tx, subject, report, due);
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
  report: StatusReport,
  due: Due,
): Promise<void> {
  const { project, release } = subject;
  const people = await peopleOf({ ...ctx, db: tx.db }, project, report);
  const key = digestKey(report);
  const shared = {
    workspaceId: ctx.workspace.id,
    to: project.channelId,
    releaseId: release.id,
    usefulUntil: plusMinutes(due.dueAt, GRACE_MINUTES),
  };
  await insertReport(tx, report, due.late);
  const redacted = forOutsiders(project, report);
  await ctx.say(tx, { ...shared, key, ...digestWords(report, redacted, people, due) });
  await ctx.say(tx, {
    ...shared,
    key: `${key}:details`,
    threadOf: key,
    message: detailsMessage(report, people.names),
    ...(redacted === null ? {} : { redacted: detailsMessage(redacted, people.names) }),
  });
  await note(tx, {
    workspaceId: ctx.workspace.id,
    projectId: project.id,
    releaseId: release.id,
    actor: 'slipway',
    event: 'report.posted',
    detail: { week: report.week, kind: report.kind, colour: report.colour, late: due.late },
  });
  if (report.kind === 'weekly') await sayPosted(ctx, tx, subject, report, people);
}

/**
 * Both wordings are said at once and the outbox takes the one that is true when it posts: only then is it
 * known how long Slack was away, and nobody has to wait for the line to come back and ask.
 */
function digestWords(
  report: StatusReport,
  redacted: StatusReport | null,
  people: DigestPeople,
  due: Due,
): Pick<Saying, 'message' | 'redacted' | 'late'> {
  const words = (late: Parameters<typeof digestMessage>[2]) => ({
    message: digestMessage(report, people, late),
    ...(redacted === null ? {} : { redacted: digestMessage(redacted, people, late) }),
  });
  if (due.late) return words('downtime');
  return {
    ...words(null),
    late: { after: plusMinutes(due.dueAt, LATE_MINUTES), ...words('slack') },
  };
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
