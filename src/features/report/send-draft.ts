/** The draft: the release manager sees the digest before the channel does, and may add to it. */
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { holders, type Project } from '../../release/projects.ts';
import { ACTIVE_STAGES } from '../../release/releases.ts';
import { SlipwayError } from '../../base/errors.ts';
import type { Tx } from '../../store/db.ts';
import type { StatusReport } from './compose.ts';
import type { DigestPeople } from './digest-blocks.ts';
import { draftMessage, type DraftState } from './draft-blocks.ts';
import { askedWeek, findSubject, peopleOf, reportNow, type Subject } from './gather.ts';
import { readPayload } from './payload.ts';
import { digestTimes } from './schedule.ts';
import { findEdit, reportOfWeek } from './store.ts';

/** Keeps the promise of a week's draft: a direct message to the release manager. */
export async function keepDraft(ctx: Context, due: DuePromise): Promise<Kept> {
  const { releaseId, week } = readPayload(due);
  const subject = await findSubject(ctx, releaseId);
  if (subject === undefined || week === null)
    return { kind: 'skipped', reason: 'the release is gone' };
  if (!ACTIVE_STAGES.includes(subject.release.stage))
    return { kind: 'skipped', reason: 'the release has ended' };
  await ctx.offers.refreshProject(ctx, subject.project);
  const fresh = await findSubject(ctx, releaseId);
  if (fresh === undefined) return { kind: 'skipped', reason: 'the release is gone' };
  const say = await prepareDraft(ctx, fresh, week);
  await ctx.transact(say);
  return { kind: 'done' };
}

/** The digest is out: its draft says so, for its buttons lead nowhere now. */
export async function sayPosted(
  ctx: Context,
  tx: Tx,
  subject: Subject,
  report: StatusReport,
  people: DigestPeople,
): Promise<void> {
  const { draftAt, digestAt } = digestTimes(subject.project, report.week);
  // Such a project gets no drafts, so there is none that could say so.
  if (draftAt >= digestAt) return;
  const edit = await findEdit(tx.db, subject.release.id, report.week);
  const unreached = await unreachedIn({ ...ctx, db: tx.db }, subject, report.week);
  await sayDraft(ctx, tx, subject, report, people, { edit, isPosted: true, unreached });
}

/** Computes the draft as it looks now; the deed says it, or edits the one that stands. */
export async function prepareDraft(
  ctx: Context,
  subject: Subject,
  week: string,
): Promise<(tx: Tx) => Promise<void>> {
  const edit = await findEdit(ctx.db, subject.release.id, week);
  const posted = await reportOfWeek(ctx.db, subject.release.id, week);
  const report = posted?.report ?? (await reportNow(ctx, subject, 'weekly', week));
  const people = await peopleOf(ctx, subject.project, report);
  const isPosted = posted !== undefined;
  const unreached = await unreachedIn(ctx, subject, week);
  return (tx) => sayDraft(ctx, tx, subject, report, people, { edit, isPosted, unreached });
}

function unreachedIn(ctx: Context, { project, release }: Subject, week: string) {
  return ctx.offers.unreached(ctx, release, askedWeek(project, week));
}

async function sayDraft(
  ctx: Context,
  tx: Tx,
  { project, release }: Subject,
  report: StatusReport,
  people: DigestPeople,
  state: Pick<DraftState, 'edit' | 'isPosted' | 'unreached'>,
): Promise<void> {
  const { digestAt } = digestTimes(project, report.week);
  await ctx.say(tx, {
    key: `report.draft:${release.id}:${report.week}`,
    workspaceId: ctx.workspace.id,
    to: draftReader(project),
    releaseId: release.id,
    message: draftMessage(report, people, { ...state, digestAt, channelId: project.channelId }),
    // Then there is nothing left to add to.
    usefulUntil: digestAt,
  });
}

/** Who gets the draft: the first release manager, else who set the project up. */
export function draftReader(project: Project): string {
  return holders(project, 'release_manager')[0] ?? project.setUpBy;
}

/** Refuses who may not speak for the release; the sentence says who may. */
export function refuseStrangers(project: Project, userId: string): void {
  const allowed = [...holders(project, 'release_manager'), project.setUpBy];
  if (allowed.includes(userId)) return;
  throw new SlipwayError(
    'not_allowed',
    `Only the release manager of ${project.name} can change the digest. Tell them what is missing, or answer your check-in.`,
  );
}
