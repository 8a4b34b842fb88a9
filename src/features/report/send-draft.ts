/** The draft: the release manager sees the digest before the channel does, and may add to it. */
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { holders, type Project } from '../../release/projects.ts';
import { ACTIVE_STAGES } from '../../release/releases.ts';
import { SlipwayError } from '../../base/errors.ts';
import type { Tx } from '../../store/db.ts';
import { plusMinutes } from '../../base/time.ts';
import type { StatusReport } from './compose.ts';
import type { DigestPeople } from './digest-blocks.ts';
import { draftMessage, type DraftState } from './draft-blocks.ts';
import { lookAtDraft } from './draft-store.ts';
import {
  asReadable,
  askedWeek,
  findSubject,
  peopleOf,
  reportToShow,
  type Subject,
} from './gather.ts';
import { outcomeOf } from './outcome.ts';
import { readPayload } from './payload.ts';
import { digestTimes } from './schedule.ts';
import { findEdit, reportOfWeek } from './store.ts';

/** Keeps the promise of a week's draft: a direct message to the release manager. */
export async function keepDraft(ctx: Context, due: DuePromise): Promise<Kept> {
  // The digest is due as well and is kept next: the outbox would not post this one any more.
  if (due.usefulUntil <= ctx.now) return { kind: 'skipped', reason: 'its digest is due' };
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
  const { digestAt } = digestTimes(fresh.project, week);
  await ctx.transact(async (tx) => {
    await say(tx);
    await lookAtDraft(tx, releaseId, week, plusMinutes(digestAt, 1));
  });
  return { kind: 'done' };
}

/**
 * The digest is written: its draft says so, for its buttons lead nowhere now, and soon looks whether Slack
 * took it. After downtime perhaps no draft was ever sent, and one that only tells that would be noise.
 */
export async function sayPosted(
  ctx: Context,
  tx: Tx,
  subject: Subject,
  report: StatusReport,
  people: DigestPeople,
): Promise<void> {
  const { id } = subject.release;
  if ((await ctx.channels.toldTo(tx.db, draftKey(id, report.week))) === null) return;
  const within: Context = { ...ctx, db: tx.db };
  await sayDraft(ctx, tx, subject, report, people, {
    edit: await findEdit(tx.db, id, report.week),
    outcome: await outcomeOf(within, id, report.week),
    unreached: await unreachedIn(within, subject, report.week),
  });
  await lookAtDraft(tx, id, report.week, plusMinutes(tx.now, 1));
}

/** The message key of a draft. */
function draftKey(releaseId: string, week: string): string {
  return `report.draft:${releaseId}:${week}`;
}

/** Computes the draft as it looks now; the deed says it, or edits the one that stands. */
export async function prepareDraft(
  ctx: Context,
  subject: Subject,
  week: string,
): Promise<(tx: Tx) => Promise<void>> {
  const edit = await findEdit(ctx.db, subject.release.id, week);
  const posted = await reportOfWeek(ctx.db, subject.release.id, week);
  const report =
    posted === undefined
      ? await reportToShow(ctx, subject, week)
      : await asReadable(ctx, subject.project, posted.report);
  const people = await peopleOf(ctx, subject.project, report);
  const outcome = await outcomeOf(ctx, subject.release.id, week);
  const unreached = await unreachedIn(ctx, subject, week);
  return (tx) => sayDraft(ctx, tx, subject, report, people, { edit, outcome, unreached });
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
  state: Pick<DraftState, 'edit' | 'outcome' | 'unreached'>,
): Promise<void> {
  const { digestAt } = digestTimes(project, report.week);
  await ctx.say(tx, {
    key: draftKey(release.id, report.week),
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
