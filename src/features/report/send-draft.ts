/** The draft: the release manager sees the digest before the channel does, and may add to it. */
import type { Context, Reaction } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { holders, type Project } from '../../release/projects.ts';
import { ACTIVE_STAGES } from '../../release/releases.ts';
import { SlipwayError } from '../../base/errors.ts';
import type { Tx } from '../../store/db.ts';
import { draftMessage } from './draft-blocks.ts';
import { askedWeek, findSubject, peopleOf, reportNow, type Subject } from './gather.ts';
import { readPayload } from './post-digest.ts';
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

/**
 * The digest is out: its draft says so, for its buttons lead nowhere now. After downtime perhaps no draft
 * was ever sent, and one that only says "posted" would be noise.
 */
export const onPosted: Reaction = async (ctx, tx, { releaseId, detail }) => {
  const { week, kind, late } = detail;
  if (releaseId === null || typeof week !== 'string' || kind !== 'weekly' || late === true) return;
  const within: Context = { ...ctx, db: tx.db };
  const subject = await findSubject(within, releaseId);
  if (subject === undefined) return;
  const { draftAt, digestAt } = digestTimes(subject.project, week);
  // Such a project gets no drafts, so there is none that could say so.
  if (draftAt >= digestAt) return;
  const say = await prepareDraft(within, subject, week);
  await say(tx);
};

/** Computes the draft as it looks now; the deed says it, or edits the one that stands. */
export async function prepareDraft(
  ctx: Context,
  subject: Subject,
  week: string,
): Promise<(tx: Tx) => Promise<void>> {
  const { project, release } = subject;
  const edit = await findEdit(ctx.db, release.id, week);
  const posted = await reportOfWeek(ctx.db, release.id, week);
  const report = posted?.report ?? (await reportNow(ctx, subject, 'weekly', week));
  const people = await peopleOf(ctx, project, report);
  const { digestAt } = digestTimes(project, week);
  const message = draftMessage(report, people, {
    edit,
    isPosted: posted !== undefined,
    digestAt,
    channelId: project.channelId,
    unreached: await ctx.offers.unreached(ctx, release, askedWeek(project, week)),
  });
  return (tx) =>
    ctx.say(tx, {
      key: `report.draft:${release.id}:${week}`,
      workspaceId: ctx.workspace.id,
      to: draftReader(project),
      releaseId: release.id,
      message,
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
