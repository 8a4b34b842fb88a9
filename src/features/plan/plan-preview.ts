/** From the form to the preview: check, read the issues, show what would be posted. */
import { typed } from '../../base/command-names.ts';
import { SlipwayError } from '../../base/errors.ts';
import type { Context } from '../../feature.ts';
import { candidates } from '../../release/items.ts';
import { findProject, type Project } from '../../release/projects.ts';
import type { Press, Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import { draftFrom, packDraft, unpackDraft, type PlanDraft } from './draft.ts';
import { checkDraft, type DraftCheck } from './draft-check.ts';
import { checkFacts, itemStyle, mayNotPlan, today } from './facts.ts';
import { knownOffer, readMilestones } from './form-facts.ts';
import { PLAN_TITLE, planForm } from './form-modal.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import { searched } from './plan-search.ts';
import { previewModal } from './preview-modal.ts';
import { showNext } from '../../slack/show.ts';

/** The form was submitted: mistakes at their fields, else the issues are read and the preview comes. */
export const formSubmitted = {
  async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const { draft, project, no } = await readSubmission(ctx, submission);
    if (no !== null) return { kind: 'update', view: tellingModal(PLAN_TITLE, no) };
    const check = await checked(ctx, project, draft, submission);
    if (!check.ok) return { kind: 'errors', errors: check.mistakes };
    return {
      kind: 'update',
      view: loadingModal(PLAN_TITLE, 'Reading the issues…', packDraft(draft)),
    };
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const { draft, project, no } = await readSubmission(ctx, submission);
    if (no !== null) return;
    const news = await readMilestonesIfTyped(ctx, project, draft);
    const { trouble } = await ctx.offers.refreshProject(ctx, project);
    await showPreview(ctx, submission.viewId, draft, trouble ?? news);
  },
};

/** “Take Thu 11 Dec” in the preview: the same plan for that day. */
export async function takeDay(ctx: Context, press: Press): Promise<void> {
  const draft = press.view === undefined ? null : unpackDraft(press.view.privateMetadata);
  if (press.view === undefined || draft === null || typeof press.value !== 'string') return;
  const project = await findProject(ctx.db, draft.projectId);
  const no = project && (await mayNotPlan(ctx, project, press.userId));
  if (typeof no === 'string') return showNext(ctx, press.view.id, tellingModal(PLAN_TITLE, no));
  await showPreview(ctx, press.view.id, { ...draft, target: press.value }, null);
}

/** Shows the preview of a draft, or the form again when it no longer holds. */
async function showPreview(
  ctx: Context,
  viewId: string,
  draft: PlanDraft,
  trouble: string | null,
): Promise<void> {
  const project = await findProject(ctx.db, draft.projectId);
  if (project === undefined) return;
  const check = checkDraft(draft, await checkFacts(ctx.db, project, ctx.now), new Set());
  const found = check.ok ? await searched(ctx, project, check.plan) : check;
  const view = found.ok
    ? previewModal(found.plan, {
        projectName: project.name,
        today: today(project, ctx.now),
        items: await candidates(ctx.db, project, found.plan.source, ctx.now),
        style: await itemStyle(ctx.db, project, false),
        trouble: trouble ?? found.trouble,
      })
    : await formWith(ctx, project, draft, found);
  await showNext(ctx, viewId, view);
}

/** The form with the draft and, under their fields, the sentences of a failed check. */
export async function formWith(
  ctx: Context,
  project: Project,
  draft: PlanDraft,
  check: Extract<DraftCheck, { ok: false }>,
): Promise<ModalView> {
  return planForm(draft, await knownOffer(ctx, project), check.mistakes);
}

interface ReadSubmission {
  readonly draft: PlanDraft;
  readonly project: Project;
  /** Why this person may not plan, or null. */
  readonly no: string | null;
}

async function readSubmission(ctx: Context, submission: Submission): Promise<ReadSubmission> {
  const projectId = unpackDraft(submission.privateMetadata)?.projectId ?? '';
  const project = await findProject(ctx.db, projectId);
  if (project === undefined || project.workspaceId !== ctx.workspace.id)
    throw new SlipwayError(
      'not_found',
      `The project of this form is not set up any more. Type ${typed('/release')} plan to start again.`,
    );
  const draft = draftFrom(projectId, submission.values);
  const no = await mayNotPlan(ctx, project, submission.userId);
  return { draft, project, no };
}

async function checked(
  ctx: Context,
  project: Project,
  draft: PlanDraft,
  submission: Submission,
): Promise<DraftCheck> {
  const facts = await checkFacts(ctx.db, project, ctx.now);
  return checkDraft(draft, facts, new Set(Object.keys(submission.values)));
}

/** A typed title is looked for on GitHub once more: it may have failed only while the form opened. */
async function readMilestonesIfTyped(
  ctx: Context,
  project: Project,
  draft: PlanDraft,
): Promise<string | null> {
  return draft.milestoneTitle === '' ? null : readMilestones(ctx, project);
}
