/** `/release timeline`: the target moves with a reason, and the move stays in the journal. */
import { typed } from '../../base/command-names.ts';
import { sentenceOf } from '../../base/errors.ts';
import { newReference } from '../../base/id.ts';
import type { Context } from '../../feature.ts';
import { stageLabel } from '../../release/stages.ts';
import type { Press, Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import { isUnderWay } from './card.ts';
import { unpack } from './draft.ts';
import { nameOf } from './facts.ts';
import { loadingModal, tellingModal, wordsModal } from '../../slack/inputs.ts';
import { writeMove } from './move-target.ts';
import { openVerb, showPlan } from './open-plan.ts';
import { checkMove, type Move, type Wish } from './retarget.ts';
import { movedWords, TIMELINE_TITLE, timelineForm, timelinePreview } from './timeline-modals.ts';
import { allowed, nameIn, type Found, type Verb } from './verb.ts';
import { showNext, showOutcome } from '../../slack/show.ts';

/** The verb; only who runs the release may. */
export const timelineVerb: Verb = {
  name: 'timeline',
  title: TIMELINE_TITLE,
  action: 'plan.retarget',
  fits: (release) => isUnderWay(release.stage),
  get none() {
    return `No release is under way here. Plan one with ${typed('/release')} plan.`;
  },
  refuses: ({ release }) =>
    isUnderWay(release.stage)
      ? null
      : `${release.version} is ${stageLabel(release.stage)}; its target does not move any more.`,
  show: (_ctx, found) => Promise.resolve(firstForm(found, null)),
};

/** “Move the target” in the open plan: the form lies on top of it, and the plan behind it follows. */
export async function timelinePressed(ctx: Context, press: Press): Promise<void> {
  if (press.view === undefined) return;
  const loading = loadingModal(TIMELINE_TITLE, 'Reading the release…');
  const { id } = await ctx.desk.pushModal(press.triggerId, loading);
  const found = await allowed(ctx, timelineVerb, String(press.value), press.userId);
  const view =
    typeof found === 'string'
      ? tellingModal(TIMELINE_TITLE, found)
      : firstForm(found, press.view.id);
  await showNext(ctx, id, view);
}

/** The form was submitted: the preview comes right away, nothing is read from outside. */
export const timelineSubmitted = {
  async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const found = await readFound(ctx, submission.privateMetadata, submission.userId);
    if (typeof found === 'string') return told(found);
    const check = checked(found, wishFrom(submission.values));
    if (!check.ok) return { kind: 'errors', errors: check.mistakes };
    const view = preview(found, check.move, planViewIn(submission.privateMetadata));
    return { kind: 'update', view };
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
    const planView = planViewIn(submission.privateMetadata);
    if (planView !== null && typeof found !== 'string')
      await redrawPlan(ctx, planView, found.release.id, submission.userId);
  },
};

/** The plan behind the outcome as it now is. */
async function redrawPlan(
  ctx: Context,
  planView: string,
  releaseId: string,
  userId: string,
): Promise<void> {
  const found = await allowed(ctx, openVerb, releaseId, userId);
  if (typeof found === 'string') return;
  await showOutcome(ctx, planView, await showPlan(ctx, found, userId));
}

/** Back to the form, with what was typed. */
export async function timelineBack(ctx: Context, press: Press): Promise<void> {
  await redraw(ctx, press, (found, wish, planView) => form(found, wish, planView));
}

/** “Take Thu 11 Dec”: the same move to that day. */
export async function timelineTake(ctx: Context, press: Press): Promise<void> {
  await redraw(ctx, press, (found, wish, planView) => {
    const other = { ...wish, target: String(press.value) };
    const check = checked(found, other);
    return check.ok
      ? preview(found, check.move, planView)
      : form(found, other, planView, Object.values(check.mistakes).join(' '));
  });
}

async function redraw(
  ctx: Context,
  press: Press,
  draw: (found: Found, wish: Wish, planView: string | null) => ModalView,
): Promise<void> {
  if (press.view === undefined) return;
  const metadata = press.view.privateMetadata;
  const found = await readFound(ctx, metadata, press.userId);
  const view =
    typeof found === 'string'
      ? tellingModal(TIMELINE_TITLE, found)
      : draw(found, wishFrom(unpack(metadata)), planViewIn(metadata));
  await showNext(ctx, press.view.id, view);
}

async function makeMove(ctx: Context, found: Found, submission: Submission): Promise<ModalView> {
  const data = unpack(submission.privateMetadata);
  const wish = wishFrom(data);
  const again = (trouble: string): ModalView =>
    form(found, wish, planViewIn(submission.privateMetadata), trouble);
  const check = checked(found, wish);
  if (!check.ok) return again(Object.values(check.mistakes).join(' '));
  if (data['from'] !== found.release.targetDate) return again(MOVED_MEANWHILE);
  try {
    const name = await nameOf(ctx.db, ctx.workspace.id, submission.userId);
    const by = name ?? 'the release manager';
    const isMoved = await ctx.transact((tx) =>
      writeMove(ctx, tx, found, check.move, { id: submission.userId, name: by }),
    );
    if (!isMoved) return again(MOVED_MEANWHILE);
  } catch (error) {
    if (error instanceof Error && error.name === 'AlreadyHandled') throw error;
    const reference = newReference();
    ctx.log.trouble('plan.not_moved', error, { reference });
    return again(sentenceOf(error, reference));
  }
  return wordsModal(TIMELINE_TITLE, [movedWords(nameIn(found), check.move, found.today)]);
}

const MOVED_MEANWHILE =
  'Someone else moved the target while this was open. Above is what stands now; look again before you move it.';

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

/** Id of the open plan that the form lies on; null when it stands alone. */
function planViewIn(metadata: string): string | null {
  const id = unpack(metadata)['planView'];
  return typeof id === 'string' ? id : null;
}

function firstForm(found: Found, planView: string | null): ModalView {
  return form(found, { target: found.release.targetDate, reason: '' }, planView);
}

function form(
  found: Found,
  wish: Wish,
  planView: string | null,
  trouble: string | null = null,
): ModalView {
  return timelineForm(nameIn(found), found.release, wish, found.today, trouble, planView);
}

function preview(found: Found, move: Move, planView: string | null): ModalView {
  return timelinePreview(nameIn(found), found.release, move, found.today, planView);
}

function told(sentence: string): ViewAnswer {
  return { kind: 'update', view: tellingModal(TIMELINE_TITLE, sentence) };
}
