/** What the release manager does with a draft: adds words, chooses a colour, holds it, posts it now. */
import { isCalendarDate } from '../../base/time.ts';
import { SlipwayError } from '../../base/errors.ts';
import { clip } from '../../base/text.ts';
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import { otherName } from '../../release/people.ts';
import type { FormValues } from '../../slack/form-values.ts';
import type { Press, Submission } from '../../slack/arrivals.ts';
import { sentence } from '../../slack/blocks.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import type { Db, Tx } from '../../store/db.ts';
import { editModal, holdModal, LONGEST_WORDS } from './draft-blocks.ts';
import { emptyEdit, markOf, type ReportEdit } from './edit.ts';
import { findSubject, peopleOf, reportToShow, type Subject } from './gather.ts';
import { postDigest } from './post-digest.ts';
import { prepareDraft, refuseStrangers } from './send-draft.ts';
import { digestTimes } from './schedule.ts';
import { findEdit, reportOfWeek, saveEdit } from './store.ts';

/** A draft that somebody acts on: the release, its project, and the week. */
interface Draft extends Subject {
  readonly week: string;
  /** How the edit looked when a window was opened on it; empty elsewhere. */
  readonly seen: string;
}

/** Opens the modal behind "Add words". */
export async function openEdit(ctx: Context, press: Press): Promise<void> {
  const opened = await ctx.desk.openModal(
    press.triggerId,
    loadingModal('Add to the digest', 'Reading the draft…'),
  );
  const draft = await draftOf(ctx, String(press.value), press.userId);
  if (await isPosted(ctx, draft)) {
    await ctx.desk.updateModal(opened.id, tellingModal('Add to the digest', POSTED));
    return;
  }
  const report = await reportToShow(ctx, draft, draft.week);
  const people = await peopleOf(ctx, draft.project, report);
  const edit = await findEdit(ctx.db, draft.release.id, draft.week);
  await ctx.desk.updateModal(opened.id, editModal(report, people, edit));
}

const POSTED =
  'This digest is posted; posted words stay. What you know now goes into the next one.';

/** A colour that is not the rule's needs a reason, for it is printed. */
export async function answerEdit(ctx: Context, submission: Submission): Promise<ViewAnswer> {
  const { values } = submission;
  const draft = await draftOf(ctx, submission.privateMetadata, submission.userId);
  if (await isPosted(ctx, draft)) return { kind: 'errors', errors: { words: POSTED } };
  const errors: Record<string, string> = {};
  if (colourOf(values) !== null && text(values, 'colour_reason') === '')
    errors['colour_reason'] = 'Say why in a few words: the reason is printed with the colour.';
  if (text(values, 'words').length > LONGEST_WORDS)
    errors['words'] = `At most ${LONGEST_WORDS} characters.`;
  if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
  const standing = await findEdit(ctx.db, draft.release.id, draft.week);
  if (draft.seen === markOf(standing)) return { kind: 'close' };
  const report = await reportToShow(ctx, draft, draft.week);
  const people = await peopleOf(ctx, draft.project, report);
  const typed = { ...emptyEdit(submission.userId), ...typedIn(values) };
  if (markOf(typed) === markOf(standing)) return { kind: 'close' };
  return { kind: 'update', view: editModal(report, people, standing, typed) };
}

/** Keeps the words and shows them in the draft. Does nothing when the window came back. */
export async function keepEdit(ctx: Context, submission: Submission): Promise<void> {
  const { values, userId } = submission;
  const draft = await draftOf(ctx, submission.privateMetadata, userId);
  const typed = typedIn(values);
  await changeEdit(ctx, draft, userId, (before) => {
    const isSame = markOf({ ...emptyEdit(userId), ...typed }) === markOf(before);
    return draft.seen === markOf(before) || isSame ? { ...before, ...typed } : null;
  });
}

function typedIn(values: FormValues) {
  const chosen = values['highlights'];
  return {
    words: text(values, 'words'),
    highlights: Array.isArray(chosen) ? chosen : [],
    colour: colourOf(values),
    colourReason: colourOf(values) === null ? '' : text(values, 'colour_reason'),
  };
}

/** Opens the modal that asks why a digest is held. */
export async function openHold(ctx: Context, press: Press): Promise<void> {
  const opened = await ctx.desk.openModal(
    press.triggerId,
    loadingModal('Hold the digest', 'One moment…'),
  );
  const draft = await draftOf(ctx, String(press.value), press.userId);
  const modal = (await isPosted(ctx, draft))
    ? tellingModal('Hold the digest', POSTED)
    : holdModal({
        releaseId: draft.release.id,
        week: draft.week,
        name: `${draft.project.name} ${draft.release.version}`,
      });
  await ctx.desk.updateModal(opened.id, modal);
}

/** Refuses a hold that comes too late, or over somebody else's. */
export async function answerHold(ctx: Context, submission: Submission): Promise<ViewAnswer> {
  const draft = await draftOf(ctx, submission.privateMetadata, submission.userId);
  if (await isPosted(ctx, draft)) return { kind: 'errors', errors: { reason: POSTED } };
  const edit = await findEdit(ctx.db, draft.release.id, draft.week);
  const held = await heldByOther(ctx, ctx.db, edit, submission.userId);
  return held === null ? { kind: 'close' } : { kind: 'errors', errors: { reason: held } };
}

/** Why a digest cannot be held: somebody else holds it, and says why. Null when it can. */
async function heldByOther(
  { workspace }: Context,
  db: Db,
  edit: ReportEdit | undefined,
  userId: string,
): Promise<string | null> {
  if (edit === undefined || edit.heldBy === null || edit.heldBy === userId) return null;
  const name = await otherName(db, workspace.id, edit.heldBy, userId);
  const why = clip(edit.heldReason, 100) || 'no reason given';
  return `${name ?? 'Somebody else'} holds it already: ${why}.`;
}

/** Holds the week's digest; its draft says so. */
export async function hold(ctx: Context, submission: Submission): Promise<void> {
  const { userId, values } = submission;
  const draft = await draftOf(ctx, submission.privateMetadata, userId);
  const reason = text(values, 'reason');
  await changeEdit(
    ctx,
    draft,
    userId,
    async (before, db) => {
      const held = await heldByOther(ctx, db, before, userId);
      if (held !== null) throw new SlipwayError('conflict', held);
      return { ...before, heldBy: userId, heldReason: reason };
    },
    {
      event: 'report.held',
      reason,
    },
  );
}

/** Takes a hold back. When the digest's time has passed, it is posted at once. */
export async function release(ctx: Context, press: Press): Promise<void> {
  const draft = await draftOf(ctx, String(press.value), press.userId);
  if (await isPosted(ctx, draft)) return tell(ctx, press, POSTED);
  const isDue = digestTimes(draft.project, draft.week).digestAt <= ctx.now;
  const quicker = await ctx.aside((tx) => takeHoldBack(tx, draft, press.userId));
  if (quicker !== null) {
    const name = await otherName(ctx.db, ctx.workspace.id, quicker, press.userId);
    return tell(ctx, press, `${name ?? 'Somebody else'} was quicker: it is no longer held.`);
  }
  if (isDue) {
    await ctx.offers.refreshProject(ctx, draft.project);
    await postDigest(ctx, draft.release.id, draft.week, { dueAt: ctx.now, late: false });
  }
  await ctx.aside(await prepareDraft(ctx, draft, draft.week));
  if (!isDue) await tell(ctx, press, 'It is no longer held and goes out at its usual time.');
}

/** Null when it is done, also by this person before a crash; else who took the hold back meanwhile. */
async function takeHoldBack(tx: Tx, draft: Draft, userId: string): Promise<string | null> {
  const edit = await findEdit(tx.db, draft.release.id, draft.week);
  if (edit !== undefined && edit.heldBy === null && edit.changedBy !== userId)
    return edit.changedBy;
  await saveEdit(tx, draft.release.id, draft.week, {
    ...(edit ?? emptyEdit(userId)),
    heldBy: null,
    heldReason: '',
    changedBy: userId,
  });
  return null;
}

async function changeEdit(
  ctx: Context,
  draft: Draft,
  userId: string,
  change: (before: ReportEdit, db: Db) => ReportEdit | null | Promise<ReportEdit | null>,
  noted?: { readonly event: 'report.held'; readonly reason: string },
): Promise<void> {
  await ctx.transact(async (tx) => {
    const before = await findEdit(tx.db, draft.release.id, draft.week);
    const changed = await change(before ?? emptyEdit(userId), tx.db);
    if (changed === null || (await isPosted({ db: tx.db }, draft))) return;
    const after = { ...changed, changedBy: userId };
    await saveEdit(tx, draft.release.id, draft.week, after);
    const isOverridden = after.colour !== null && after.colour !== before?.colour;
    const events = [
      ...(noted === undefined ? [] : [noted]),
      ...(isOverridden
        ? [{ event: 'report.overridden' as const, reason: after.colourReason }]
        : []),
    ];
    for (const { event, reason } of events)
      await note(tx, {
        workspaceId: ctx.workspace.id,
        projectId: draft.project.id,
        releaseId: draft.release.id,
        actor: userId,
        event,
        detail: { week: draft.week, reason, colour: after.colour },
      });
  });
  await ctx.aside(await prepareDraft(ctx, draft, draft.week));
}

/** Reads `release/week`, with the mark of the edit in a window, and checks that this person may speak for the release. */
async function draftOf(ctx: Context, value: string, userId: string): Promise<Draft> {
  const [releaseId = '', week = '', seen = ''] = value.split('/');
  const subject = isCalendarDate(week) ? await findSubject(ctx, releaseId) : undefined;
  if (subject === undefined) throw new SlipwayError('not_found', 'This draft is no longer there.');
  await refuseStrangers(ctx, subject.project, userId);
  return { ...subject, week, seen };
}

async function isPosted(ctx: Pick<Context, 'db'>, draft: Draft): Promise<boolean> {
  return (await reportOfWeek(ctx.db, draft.release.id, draft.week)) !== undefined;
}

async function tell(ctx: Context, press: Press, words: string): Promise<void> {
  if (press.responseUrl !== undefined)
    await ctx.desk.reply({ responseUrl: press.responseUrl }, sentence(words));
}

function text(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
}

function colourOf(values: FormValues): ReportEdit['colour'] {
  const value = values['colour'];
  return value === 'green' || value === 'yellow' || value === 'red' ? value : null;
}
