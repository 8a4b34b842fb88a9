/** “Change the goals” in the open plan: a quiet edit by those who run the release, kept in the journal. */
import { createHash } from 'node:crypto';
import { SlipwayError } from '../../base/errors.ts';
import type { Context } from '../../feature.ts';
import { scopeOf } from '../../release/items.ts';
import { note } from '../../release/journal.ts';
import { changeGoals, type Release } from '../../release/releases.ts';
import { stageLabel } from '../../release/stages.ts';
import type { Press, Submission } from '../../slack/arrivals.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import type { Tx } from '../../store/db.ts';
import { isUnderWay } from './card.ts';
import { unpack } from './draft.ts';
import { goalsMistake, typedGoals } from './goals.ts';
import { GOALS_TITLE, goalsModal } from './goals-modal.ts';
import { openVerb, showPlan } from './open-plan.ts';
import { sayPlanInFull } from './say-plan.ts';
import { showNext, showOutcome } from '../../slack/show.ts';
import { allowed, nameIn, type Found, type Verb } from './verb.ts';

/** Who may, and until when. */
const goalsVerb: Pick<Verb, 'action' | 'refuses'> = {
  action: 'plan.goals',
  refuses: ({ release }) =>
    isUnderWay(release.stage)
      ? null
      : `${release.version} is ${stageLabel(release.stage)}; its goals do not change any more.`,
};

const CHANGED_MEANWHILE =
  'Someone else changed the goals while this was open. Theirs stand; close this and open it again to see them.';

/** The button in the open plan: the modal lies on top of it. */
export async function goalsPressed(ctx: Context, press: Press): Promise<void> {
  if (press.view === undefined) return;
  const loading = loadingModal(GOALS_TITLE, 'Reading the release…');
  const { id } = await ctx.desk.pushModal(press.triggerId, loading);
  const found = await allowed(ctx, goalsVerb, String(press.value), press.userId);
  const view =
    typeof found === 'string'
      ? tellingModal(GOALS_TITLE, found)
      : goalsModal(nameIn(found), found.release, markOf(found.release), press.view.id);
  await showNext(ctx, id, view);
}

/** The modal was submitted. What cannot be kept is said under the field; what others changed is not overwritten. */
export const goalsSubmitted = {
  async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const { mark } = unpack(submission.privateMetadata);
    const found = await readFound(ctx, submission);
    if (typeof found === 'string')
      return { kind: 'update', view: tellingModal(GOALS_TITLE, found) };
    const wanted = wantedGoals(submission);
    const mistake = goalsMistake(wanted);
    if (mistake !== null) return { kind: 'errors', errors: { goals: mistake } };
    if (mark !== markOf(found.release) && !areSame(wanted, found.release.goals))
      return { kind: 'errors', errors: { goals: CHANGED_MEANWHILE } };
    return { kind: 'close' };
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const { planView } = unpack(submission.privateMetadata);
    const found = await readFound(ctx, submission);
    if (typeof found === 'string') return;
    const wanted = wantedGoals(submission);
    if (!areSame(wanted, found.release.goals))
      await ctx.transact((tx) => writeGoals(ctx, tx, found, wanted, submission.userId));
    const now = await allowed(ctx, openVerb, found.release.id, submission.userId);
    if (typeof now !== 'string')
      await showOutcome(ctx, String(planView), await showPlan(ctx, now, submission.userId));
  },
};

async function writeGoals(
  ctx: Context,
  tx: Tx,
  { release, project }: Found,
  goals: readonly string[],
  userId: string,
): Promise<void> {
  if (!(await changeGoals(tx, release.id, release.goals, goals)))
    throw new SlipwayError('conflict', CHANGED_MEANWHILE);
  await note(tx, {
    workspaceId: release.workspaceId,
    projectId: release.projectId,
    releaseId: release.id,
    actor: userId,
    event: 'release.goals_changed',
    detail: {
      added: goals.filter((goal) => !release.goals.includes(goal)).join('; '),
      dropped: release.goals.filter((goal) => !goals.includes(goal)).join('; '),
    },
  });
  const items = await scopeOf(tx.db, release.id);
  await sayPlanInFull(ctx, tx, project, { ...release, goals }, items);
}

function readFound(ctx: Context, submission: Submission): Promise<Found | string> {
  const { releaseId } = unpack(submission.privateMetadata);
  return allowed(ctx, goalsVerb, String(releaseId), submission.userId);
}

function wantedGoals({ values }: Submission): readonly string[] {
  const text = values['goals'];
  return typedGoals(typeof text === 'string' ? text : '');
}

/** Tells whether the goals are still those that the modal showed; short, for Slack keeps little with a modal. */
function markOf({ goals }: Release): string {
  return createHash('sha256').update(JSON.stringify(goals)).digest('hex').slice(0, 16);
}

function areSame(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
