/** Posting a plan: one transaction for the release, its calendar and scope, the journal and the words. */
import { typed } from '../../base/command-names.ts';
import { sentenceOf } from '../../base/errors.ts';
import { newReference } from '../../base/id.ts';
import { newId } from '../../base/id.ts';
import type { Context } from '../../feature.ts';
import { addToScope, candidates } from '../../release/items.ts';
import { note } from '../../release/journal.ts';
import { findProject, type Project } from '../../release/projects.ts';
import { findRelease, insertRelease, type NewRelease } from '../../release/releases.ts';
import { sortKey } from '../../release/version.ts';
import type { Submission } from '../../slack/arrivals.ts';
import { channelLink, line, lines, type ModalView } from '../../slack/blocks.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import type { Tx } from '../../store/db.ts';
import { isUniqueViolation } from '../../store/sqlite-errors.ts';
import { packDraft, unpackDraft, type PlanDraft } from './draft.ts';
import { checkDraft, takenSentence, type CheckedPlan } from './draft-check.ts';
import { checkFacts, mayNotPlan, today } from './facts.ts';
import { knownOffer } from './form-facts.ts';
import { PLAN_TITLE, planForm } from './form-modal.ts';
import { loadingModal, tellingModal, wordsModal } from '../../slack/inputs.ts';
import { promiseSearch } from './find-milestone.ts';
import { formWith } from './plan-preview.ts';
import { searched } from './plan-search.ts';
import { promiseSteps, sayCard } from './say-card.ts';
import { sayPlanInFull } from './say-plan.ts';
import { milestonesAt } from './suggestions.ts';
import { showNext, showOutcome } from '../../slack/show.ts';

const lost = (): string =>
  `What you typed did not come along. Type ${typed('/release')} plan to start again.`;

/** The preview was submitted: the plan is posted, or the form comes back with what stands in the way. */
export const previewSubmitted = {
  async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const read = await readPlan(ctx, submission);
    return { kind: 'update', view: 'view' in read ? read.view : posting(read.draft) };
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const read = await readPlan(ctx, submission);
    if ('view' in read) {
      await showNext(ctx, submission.viewId, read.view);
      return;
    }
    const view = await searchAndPost(ctx, submission.userId, read).catch((error: unknown) =>
      afterFailure(ctx, read, error),
    );
    await showOutcome(ctx, submission.viewId, view);
  },
};

interface ReadyPlan {
  readonly draft: PlanDraft;
  readonly project: Project;
  readonly plan: CheckedPlan;
}

/** The plan to post, or the view that says why there is none. */
async function readPlan(
  ctx: Context,
  submission: Submission,
): Promise<ReadyPlan | { readonly view: ModalView }> {
  const draft = unpackDraft(submission.privateMetadata);
  const project = draft === null ? undefined : await findProject(ctx.db, draft.projectId);
  if (draft === null || project === undefined || project.workspaceId !== ctx.workspace.id)
    return { view: tellingModal(PLAN_TITLE, lost()) };
  const no = await mayNotPlan(ctx, project, submission.userId);
  if (no !== null) return { view: tellingModal(PLAN_TITLE, no) };
  const check = checkDraft(draft, await checkFacts(ctx.db, project, ctx.now), new Set());
  if (!check.ok) return { view: await formWith(ctx, project, draft, check) };
  return { draft, project, plan: check.plan };
}

function posting(draft: PlanDraft): ModalView {
  return loadingModal(PLAN_TITLE, 'Posting the plan…', packDraft(draft));
}

/** The form after a failure, with all that was typed. */
async function afterFailure(
  ctx: Context,
  { project, draft }: ReadyPlan,
  error: unknown,
): Promise<ModalView> {
  // Another run of the program has done this work: its own words stand.
  if (error instanceof Error && error.name === 'AlreadyHandled') throw error;
  const reference = newReference();
  ctx.log.trouble('plan.not_posted', error, { reference, projectId: project.id });
  const trouble = `The plan is not posted yet. ${sentenceOf(error, reference)}`;
  return planForm(draft, { ...(await knownOffer(ctx, project)), trouble });
}

/**
 * What a search finds is asked once more, since it is not in the modal. Without an answer nothing is posted: the
 * issues would join a moment later, and look like ones that were added to the plan.
 */
async function searchAndPost(ctx: Context, userId: string, ready: ReadyPlan): Promise<ModalView> {
  const { project, draft } = ready;
  const found = await searched(ctx, project, ready.plan);
  if (!found.ok) return formWith(ctx, project, draft, found);
  if (found.trouble === null) return post(ctx, userId, { ...ready, plan: found.plan });
  const trouble = `The plan is not posted yet. ${found.trouble} Try again in a minute, or choose a GitHub milestone or labels.`;
  return planForm(draft, { ...(await knownOffer(ctx, project)), trouble });
}

/** Writes and queues all of it; the view says how it went. A version that someone took meanwhile is told. */
async function post(ctx: Context, userId: string, ready: ReadyPlan): Promise<ModalView> {
  const { project, plan, draft } = ready;
  try {
    await ctx.transact((tx) => writePlan(ctx, tx, ready, userId));
  } catch (error) {
    if (!isUniqueViolation(error, 'release.project_id, release.version')) throw error;
    const facts = await checkFacts(ctx.db, project, ctx.now);
    const taken = takenSentence(project.name, plan.version, facts.releases, facts.today);
    return formWith(ctx, project, draft, { ok: false, mistakes: { version: taken } });
  }
  const words = line(
    `✓ ${project.name} ${plan.name} is planned. The plan goes to `,
    channelLink(project.channelId),
    ', details in its thread.',
  );
  return wordsModal(PLAN_TITLE, [lines([words])]);
}

async function writePlan(
  ctx: Context,
  tx: Tx,
  { project, plan }: ReadyPlan,
  userId: string,
): Promise<void> {
  const items = await candidates(tx.db, project, plan.source, tx.now);
  const draft = newRelease(tx, project, plan, userId);
  await insertRelease(tx, draft);
  await addToScope(tx, draft, items, true);
  await note(tx, {
    workspaceId: project.workspaceId,
    projectId: project.id,
    releaseId: draft.id,
    actor: userId,
    event: 'release.planned',
    detail: {
      version: draft.version,
      type: draft.type,
      target: draft.targetDate,
      stage: draft.stage,
      items: items.length,
    },
  });
  await sayCard(ctx, tx, draft.id);
  const release = await findRelease(tx.db, draft.id);
  if (release === undefined) return;
  await promiseSteps(ctx, tx, project, release);
  await promiseSearch(ctx, tx, release);
  await sayPlanInFull(ctx, tx, project, release, items);
}

function newRelease(tx: Tx, project: Project, plan: CheckedPlan, userId: string): NewRelease {
  const milestones = plan.calendar.steps.map(({ step, date, state, compressed }) => ({
    step,
    date,
    state,
    compressed,
  }));
  return {
    id: newId('rel', tx.now),
    workspaceId: project.workspaceId,
    projectId: project.id,
    version: plan.name,
    versionKey: sortKey(plan.version),
    type: plan.type,
    theme: plan.draft.theme,
    compatibility: plan.draft.compatibility,
    goals: plan.goals,
    targetDate: plan.draft.target,
    stage: plan.stage,
    source: plan.source,
    plannedOn: today(project, tx.now),
    plannedBy: userId,
    milestones: milestonesAt(plan.stage, milestones),
  };
}
