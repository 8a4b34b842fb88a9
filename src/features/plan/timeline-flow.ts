/** `/release timeline`: the target moves with a reason, and the move stays in the journal. */
import { sentenceOf } from '../../base/errors.ts';
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import { moveTarget, replaceMilestones, type Release } from '../../release/releases.ts';
import { stageLabel } from '../../release/stages.ts';
import { daysBetween } from '../../base/time.ts';
import type { Press, Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import type { Tx } from '../../store/db.ts';
import { isUnderWay } from './card.ts';
import { unpack } from './draft.ts';
import { nameOf } from './facts.ts';
import { loadingModal, tellingModal, wordsModal } from '../../slack/inputs.ts';
import { checkMove, type Move, type Wish } from './retarget.ts';
import { promiseSteps, replyInThread, sayCard, withdrawSteps } from './say-card.ts';
import { movedReply } from './thread.ts';
import { movedWords, TIMELINE_TITLE, timelineForm, timelinePreview } from './timeline-modals.ts';
import { allowed, nameIn, type Found, type Verb } from './verb.ts';
import { showNext, showOutcome } from './show.ts';

/** The verb; only who runs the release may. */
export const timelineVerb: Verb = {
  name: 'timeline',
  title: TIMELINE_TITLE,
  deed: (name) => `move the target of ${name}`,
  fits: (release) => isUnderWay(release.stage),
  none: 'No release is under way here. Plan one with /release plan.',
  refuses: ({ release }) =>
    isUnderWay(release.stage)
      ? null
      : `${release.version} is ${stageLabel(release.stage)}; its target does not move any more.`,
  show: (_ctx, found) =>
    Promise.resolve(form(found, { target: found.release.targetDate, reason: '' })),
};

/** The form was submitted: the preview comes right away, nothing is read from outside. */
export const timelineSubmitted = {
  async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const found = await readFound(ctx, submission.privateMetadata, submission.userId);
    if (typeof found === 'string') return told(found);
    const check = checked(found, wishFrom(submission.values));
    if (!check.ok) return { kind: 'errors', errors: check.mistakes };
    return { kind: 'update', view: preview(found, check.move) };
  },
  handle: () => Promise.resolve(),
};

/** The preview was submitted: the target moves, unless someone moved it meanwhile. */
export const timelineConfirmed = {
  async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const found = await readFound(ctx, submission.privateMetadata, submission.userId);
    if (typeof found === 'string') return told(found);
    const view = loadingModal(TIMELINE_TITLE, 'Moving the target…', submission.privateMetadata);
    return { kind: 'update', view };
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const found = await readFound(ctx, submission.privateMetadata, submission.userId);
    const view =
      typeof found === 'string'
        ? tellingModal(TIMELINE_TITLE, found)
        : await makeMove(ctx, found, submission);
    await showOutcome(ctx, submission.viewId, view);
  },
};

/** Back to the form, with what was typed. */
export async function timelineBack(ctx: Context, press: Press): Promise<void> {
  await redraw(ctx, press, (found, wish) => form(found, wish));
}

/** “Take Thu 11 Dec”: the same move to that day. */
export async function timelineTake(ctx: Context, press: Press): Promise<void> {
  await redraw(ctx, press, (found, wish) => {
    const other = { ...wish, target: String(press.value) };
    const check = checked(found, other);
    return check.ok
      ? preview(found, check.move)
      : form(found, other, Object.values(check.mistakes).join(' '));
  });
}

async function redraw(
  ctx: Context,
  press: Press,
  draw: (found: Found, wish: Wish) => ModalView,
): Promise<void> {
  if (press.view === undefined) return;
  const metadata = press.view.privateMetadata;
  const found = await readFound(ctx, metadata, press.userId);
  const view =
    typeof found === 'string'
      ? tellingModal(TIMELINE_TITLE, found)
      : draw(found, wishFrom(unpack(metadata)));
  await showNext(ctx, press.view.id, view);
}

async function makeMove(ctx: Context, found: Found, submission: Submission): Promise<ModalView> {
  const data = unpack(submission.privateMetadata);
  const wish = wishFrom(data);
  const check = checked(found, wish);
  if (!check.ok) return form(found, wish, Object.values(check.mistakes).join(' '));
  if (data['from'] !== found.release.targetDate) return form(found, wish, MOVED_MEANWHILE);
  try {
    const name = await nameOf(ctx.db, ctx.workspace.id, submission.userId);
    const by = name ?? 'the release manager';
    const isMoved = await ctx.transact((tx) =>
      writeMove(ctx, tx, found, check.move, { id: submission.userId, name: by }),
    );
    if (!isMoved) return form(found, wish, MOVED_MEANWHILE);
  } catch (error) {
    if (error instanceof Error && error.name === 'AlreadyHandled') throw error;
    ctx.log.trouble('plan.not_moved', error, { reference: submission.viewId });
    return form(found, wish, sentenceOf(error, submission.viewId));
  }
  return wordsModal(TIMELINE_TITLE, [movedWords(nameIn(found), check.move, found.today)]);
}

const MOVED_MEANWHILE =
  'Someone else moved the target while this was open. Above is what stands now; look again before you move it.';

async function writeMove(
  ctx: Context,
  tx: Tx,
  { release, project, today }: Found,
  move: Move,
  by: { readonly id: string; readonly name: string },
): Promise<boolean> {
  if (!(await moveTarget(tx, release.id, move.from, move.to))) return false;
  await replaceMilestones(tx, release.id, move.milestones);
  await noteMove(tx, release, move, by.id);
  const moved: Release = { ...release, targetDate: move.to, milestones: move.milestones };
  await withdrawSteps(ctx, tx, release.id, 'the target moved');
  await promiseSteps(ctx, tx, project, moved);
  await sayCard(ctx, tx, release.id);
  const words = movedReply(moved, move, by.name, move.reason, today);
  await replyInThread(ctx, tx, project, moved, `moved:${tx.now}`, words);
  return true;
}

async function noteMove(tx: Tx, release: Release, move: Move, actor: string): Promise<void> {
  const { from, to, reason } = move;
  await note(tx, {
    workspaceId: release.workspaceId,
    projectId: release.projectId,
    releaseId: release.id,
    actor,
    event: 'release.target_moved',
    detail: { from, to, reason, by: actor, days: daysBetween(from, to) },
  });
}

async function readFound(ctx: Context, metadata: string, userId: string): Promise<Found | string> {
  return allowed(ctx, timelineVerb, String(unpack(metadata)['releaseId']), userId);
}

function wishFrom(values: Readonly<Record<string, unknown>>): Wish {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { target: text(values['target']), reason: text(values['reason']) };
}

function checked({ release, project, today }: Found, wish: Wish) {
  return checkMove(release, wish, today, new Set(project.idleDays));
}

function form(found: Found, wish: Wish, trouble: string | null = null): ModalView {
  return timelineForm(nameIn(found), found.release, wish, found.today, trouble);
}

function preview(found: Found, move: Move): ModalView {
  return timelinePreview(nameIn(found), found.release, move, found.today);
}

function told(sentence: string): ViewAnswer {
  return { kind: 'update', view: tellingModal(TIMELINE_TITLE, sentence) };
}
