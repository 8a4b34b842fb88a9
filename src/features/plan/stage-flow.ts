/** Moving a release to another stage and ticking off a step; each is one entry in the journal. */
import type { Context } from '../../feature.ts';
import { entriesOf, lastActor, note } from '../../release/journal.ts';
import { byOther, otherName } from '../../release/people.ts';
import { findRelease, moveStage, replaceMilestones } from '../../release/releases.ts';
import { stageLabel, stageRefusal, type Stage } from '../../release/stages.ts';
import { sentenceCase, stepLabel } from '../../release/calendar-steps.ts';
import type { Press } from '../../slack/arrivals.ts';
import { sentence } from '../../slack/blocks.ts';
import type { Tx } from '../../store/db.ts';
import { tellingModal, toppedModal } from '../../slack/inputs.ts';
import { isReachedByMoving, openVerb, showPlan } from './open-plan.ts';
import { milestonesAt, withStepDone } from './suggestions.ts';
import { allowed, type Found } from './verb.ts';
import { showNext, showOutcome } from '../../slack/show.ts';

/** “Move to code freeze”: the value is the release's id and the stage. */
export async function stagePressed(ctx: Context, press: Press): Promise<void> {
  const { releaseId, word } = target(press);
  if (!isReachedByMoving(word)) return;
  const found = await allowed(ctx, MOVE, releaseId, press.userId);
  if (typeof found === 'string') return tell(ctx, press, found);
  const late = stageRefusal(found.release.stage, word);
  if (late !== null) return tell(ctx, press, `${late}${await movedBy(ctx, found, press.userId)}`);
  const isMoved = await ctx.transact((tx) => move(tx, found, word, press.userId));
  if (!isMoved) {
    const by = await movedBy(ctx, found, press.userId);
    return tell(ctx, press, `Someone else has just moved it to another stage.${by}`);
  }
  await refresh(ctx, press, found, `it is in stage ${stageLabel(word)} now`);
}

/** “Mark alpha done”: the value is the release's id and the step. */
export async function stepPressed(ctx: Context, press: Press): Promise<void> {
  const { releaseId, word } = target(press);
  const found = await allowed(ctx, STEP, releaseId, press.userId);
  if (typeof found === 'string') return tell(ctx, press, found);
  const isTicked = await ctx.transact((tx) => tick(tx, found, word, press.userId));
  if (!isTicked) return tell(ctx, press, await tickedAlready(ctx, found, word, press.userId));
  await refresh(ctx, press, found, `${word.replaceAll('-', ' ')} is done`);
}

const MOVE = { action: 'plan.move', refuses: () => null } as const;
const STEP = { action: 'plan.step', refuses: () => null } as const;

/** ` Ines moved it.`, or nothing when the reader did. */
async function movedBy({ db }: Context, { release }: Found, userId: string): Promise<string> {
  const actor = await lastActor(db, release.id, MOVES);
  const name = await otherName(db, release.workspaceId, actor, userId);
  return name === null ? '' : ` ${name} moved it.`;
}

const MOVES = [
  'release.stage_moved',
  'release.shipped',
  'release.cancelled',
  'release.closed',
] as const;

async function tickedAlready(
  { db }: Context,
  { release }: Found,
  step: string,
  userId: string,
): Promise<string> {
  const now = await findRelease(db, release.id);
  const known = now?.milestones.find((milestone) => milestone.step === step);
  if (known?.state !== 'done') return 'This step is not part of the calendar any more.';
  const entries = await entriesOf(db, release.id, { events: ['release.step_done'] });
  const actor = entries.findLast(({ detail }) => detail['step'] === step)?.actor;
  const by = await byOther(db, release.workspaceId, actor, userId);
  return `${sentenceCase(stepLabel(known.step))} is ticked off already${by}.`;
}

/** False when the release left its stage meanwhile; then nothing is written. */
async function move(tx: Tx, { release }: Found, to: Stage, userId: string): Promise<boolean> {
  if (!(await moveStage(tx, release.id, release.stage, to))) return false;
  await replaceMilestones(tx, release.id, milestonesAt(to, release.milestones));
  await note(tx, {
    workspaceId: release.workspaceId,
    projectId: release.projectId,
    releaseId: release.id,
    actor: userId,
    event: 'release.stage_moved',
    detail: { from: release.stage, to },
  });
  return true;
}

/** False when it is ticked off already, or gone from the calendar; then nothing is written. */
async function tick(tx: Tx, found: Found, step: string, userId: string): Promise<boolean> {
  const release = await findRelease(tx.db, found.release.id);
  const milestones = release === undefined ? null : withStepDone(release.milestones, step);
  if (release === undefined || milestones === null) return false;
  await replaceMilestones(tx, release.id, milestones);
  await note(tx, {
    workspaceId: release.workspaceId,
    projectId: release.projectId,
    releaseId: release.id,
    actor: userId,
    event: 'release.step_done',
    detail: { step },
  });
  return true;
}

function target(press: Press): { readonly releaseId: string; readonly word: string } {
  const [releaseId = '', word = ''] = typeof press.value === 'string' ? press.value.split('/') : [];
  return { releaseId, word };
}

/** In the modal the plan is shown as it now is; in the channel the card itself changes; in Home it is said. */
async function refresh(ctx: Context, press: Press, { release, project }: Found, done: string) {
  const words = `✓ ${project.name} ${release.version}: ${done}.`;
  if (press.view === undefined) return;
  if (press.view.type !== 'modal') {
    await ctx.desk.openModal(press.triggerId, tellingModal(openVerb.title, words));
    return;
  }
  const now = await allowed(ctx, openVerb, release.id, press.userId);
  const view =
    typeof now === 'string'
      ? tellingModal(openVerb.title, now)
      : await showPlan(ctx, now, press.userId);
  await showOutcome(ctx, press.view.id, view);
}

/**
 * Tells only the person who pressed, where they pressed: in the open plan above what it says by now, in Home a small
 * modal opens.
 */
async function tell(ctx: Context, press: Press, words: string): Promise<void> {
  if (press.view?.type === 'modal') {
    const now = await allowed(ctx, openVerb, target(press).releaseId, press.userId);
    const view =
      typeof now === 'string'
        ? tellingModal(openVerb.title, words)
        : toppedModal(await showPlan(ctx, now, press.userId), words);
    await showNext(ctx, press.view.id, view);
  } else if (press.responseUrl !== undefined)
    await ctx.desk.reply({ responseUrl: press.responseUrl }, sentence(words));
  else await ctx.desk.openModal(press.triggerId, tellingModal(openVerb.title, words));
}
