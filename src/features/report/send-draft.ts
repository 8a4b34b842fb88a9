/** The draft: the release manager sees the digest before the channel does, and may add to it. */
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept, Saying } from '../../jobs/contract.ts';
import { holders, type Project } from '../../release/projects.ts';
import { ACTIVE_STAGES } from '../../release/releases.ts';
import { permit } from '../../authority/permit.ts';
import { SlipwayError } from '../../base/errors.ts';
import type { Tx } from '../../store/db.ts';
import { plusMinutes, type CalendarDate } from '../../base/time.ts';
import type { StatusReport } from './compose.ts';
import type { DigestPeople } from './digest-blocks.ts';
import { draftMessage, type DraftState } from './draft-blocks.ts';
import { lookAtDraft, lookAtDrafts } from './draft-store.ts';
import { askedWeek } from './gather-facts.ts';
import { asReadable, findSubject, peopleOf, reportToShow, type Subject } from './gather.ts';
import { outcomeOf } from './outcome.ts';
import { readPayload } from './payload.ts';
import { digestTimes } from './schedule.ts';
import { findEdits, reportOfWeek } from './store.ts';

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

/** What a draft holds beside its report. */
export type DraftFacts = Pick<DraftState, 'edit' | 'unreached'>;

/** The same for the drafts of several releases, each of its own week; by release id. */
export async function readDrafts(
  ctx: Context,
  of: readonly (Subject & { readonly week: CalendarDate })[],
): Promise<ReadonlyMap<string, DraftFacts>> {
  const named = of.map(({ release, week }) => ({ releaseId: release.id, week }));
  const edits = await findEdits(ctx.db, named);
  const unreached = await unreachedIn(ctx, of);
  return new Map(
    named.map(({ releaseId }) => [
      releaseId,
      { edit: edits.get(releaseId), unreached: unreached.get(releaseId) ?? [] },
    ]),
  );
}

/** A draft whose digest is written. */
export interface PostedDraft extends Subject {
  readonly report: StatusReport;
  readonly people: DigestPeople;
  readonly draft: DraftFacts;
}

/**
 * The digests are written: their drafts say so, for their buttons lead nowhere now, and soon look whether Slack
 * took them. After downtime perhaps no draft was ever sent, and one that only tells that would be noise.
 */
export async function sayPosted(
  ctx: Context,
  tx: Tx,
  posted: readonly PostedDraft[],
): Promise<void> {
  const keyOf = ({ release, report }: PostedDraft): string => draftKey(release.id, report.week);
  const sent = await ctx.channels.saidAny(tx.db, posted.map(keyOf));
  const drafts = posted.filter((one) => sent.has(keyOf(one)));
  const outcome = { kind: 'under-way' } as const;
  const sayings = drafts.map(({ report, people, draft, ...subject }) =>
    draftSaying(ctx, subject, report, people, { ...draft, outcome }),
  );
  await ctx.say(tx, ...sayings);
  const looked = drafts.map(({ release, report }) => ({
    releaseId: release.id,
    week: report.week,
  }));
  await lookAtDrafts(tx, looked, plusMinutes(tx.now, 1));
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
  const { id } = subject.release;
  const draft = (await readDrafts(ctx, [{ ...subject, week }])).get(id);
  const posted = await reportOfWeek(ctx.db, id, week);
  const report =
    posted === undefined
      ? await reportToShow(ctx, subject, week)
      : await asReadable(ctx, subject.project, posted.report);
  const people = await peopleOf(ctx, subject.project, report);
  const outcome = await outcomeOf(ctx, id, week);
  const state = { edit: draft?.edit, unreached: draft?.unreached ?? [], outcome };
  return (tx) => ctx.say(tx, draftSaying(ctx, subject, report, people, state));
}

function unreachedIn(ctx: Context, of: readonly (Subject & { readonly week: CalendarDate })[]) {
  return ctx.offers.unreached(
    ctx,
    of.map(({ project, release, week }) => ({
      project,
      release,
      week: askedWeek(project, week),
    })),
  );
}

function draftSaying(
  ctx: Context,
  { project, release }: Subject,
  report: StatusReport,
  people: DigestPeople,
  state: Pick<DraftState, 'edit' | 'outcome' | 'unreached'>,
): Saying {
  const { digestAt } = digestTimes(project, report.week);
  return {
    key: draftKey(release.id, report.week),
    workspaceId: ctx.workspace.id,
    to: draftReader(project),
    releaseId: release.id,
    message: draftMessage(report, people, { ...state, digestAt, channelId: project.channelId }),
    // Then there is nothing left to add to.
    usefulUntil: digestAt,
  };
}

/** Who gets the draft: the first release manager, else who set the project up. */
export function draftReader(project: Project): string {
  return holders(project, 'release_manager')[0] ?? project.setUpBy;
}

/** Refuses who may not speak for the release, with a sentence that says who may. */
export async function refuseStrangers(
  ctx: Context,
  project: Project,
  userId: string,
): Promise<void> {
  const no = await permit(ctx, ctx.db, 'report.edit', userId, { name: project.name, project });
  if (no !== null) throw new SlipwayError('not_allowed', no);
}
