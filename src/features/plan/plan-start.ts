/** The way into planning: a loading modal at once, then the form, or what must come before it. */
import { typed } from '../../base/command-names.ts';
import type { Context } from '../../feature.ts';
import {
  findProject,
  mayManage,
  projectOfChannel,
  projectsOf,
  type Project,
} from '../../release/projects.ts';
import type { Command, Press, Shortcut, Submission } from '../../slack/arrivals.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import { unpack, unpackDraft } from './draft.ts';
import { mayNotPlan } from './facts.ts';
import { freshForm, knownOffer, readMilestones } from './form-facts.ts';
import { PLAN_TITLE, planForm, projectChoiceModal } from './form-modal.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import { showNext } from '../../slack/show.ts';

const READING = 'Reading the project and its GitHub milestones…';
/** With what every way into planning begins. */
export const PLAN_READING = loadingModal(PLAN_TITLE, READING);
const projectGone = (): string =>
  `This project is not set up any more. Type ${typed('/release')} setup in its channel.`;

/** `/release plan [version]`. */
export async function planByCommand(ctx: Context, command: Command, rest: string): Promise<void> {
  const { id } = await ctx.desk.openModal(command.triggerId, PLAN_READING);
  await lead(ctx, id, command.channelId, command.userId, rest.trim());
}

/** The global shortcut: no channel, so a single project is taken and several are offered. */
export async function planByShortcut(ctx: Context, shortcut: Shortcut): Promise<void> {
  const { id } = await ctx.desk.openModal(shortcut.triggerId, PLAN_READING);
  const projects = await projectsRunBy(ctx, shortcut.userId);
  const only = projects.length === 1 ? projects[0] : undefined;
  if (only === undefined) await lead(ctx, id, shortcut.channelId ?? '', shortcut.userId, '');
  else await showForm(ctx, id, only, shortcut.userId, '');
}

/** The button “Plan a release”: its value is the channel it was offered for. */
export async function planByPress(ctx: Context, press: Press): Promise<void> {
  const { id } = await ctx.desk.openModal(press.triggerId, PLAN_READING);
  const channelId = typeof press.value === 'string' ? press.value : (press.channelId ?? '');
  await lead(ctx, id, channelId, press.userId, '');
}

/** A project was chosen. */
export const projectChosen = {
  answer: async (_ctx: Context, submission: Submission): Promise<ViewAnswer> => ({
    kind: 'update',
    view: loadingModal(PLAN_TITLE, READING, submission.privateMetadata),
  }),
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const project = await findProject(ctx.db, String(submission.values['project']));
    const version = unpack(submission.privateMetadata)['version'];
    if (project === undefined || project.workspaceId !== ctx.workspace.id)
      await showNext(ctx, submission.viewId, tellingModal(PLAN_TITLE, projectGone()));
    else
      await showForm(
        ctx,
        submission.viewId,
        project,
        submission.userId,
        typeof version === 'string' ? version : '',
      );
  },
};

/** Back from the preview: the form with all that was typed. */
export async function backToForm(ctx: Context, press: Press): Promise<void> {
  if (press.view === undefined) return;
  const draft = unpackDraft(press.view.privateMetadata);
  const project = draft === null ? undefined : await findProject(ctx.db, draft.projectId);
  const no = project === undefined ? projectGone() : await mayNotPlan(ctx, project, press.userId);
  const view =
    draft === null || project === undefined || no !== null
      ? tellingModal(PLAN_TITLE, no ?? projectGone())
      : planForm(draft, await knownOffer(ctx, project));
  await showNext(ctx, press.view.id, view);
}

/** To the form of the channel's project, else to the choice of one, else to setting one up. */
async function lead(
  ctx: Context,
  viewId: string,
  channelId: string,
  userId: string,
  version: string,
): Promise<void> {
  const project = await projectOfChannel(ctx.db, ctx.workspace.id, channelId);
  if (project !== undefined) return showForm(ctx, viewId, project, userId, version);
  const projects = await projectsRunBy(ctx, userId);
  if (projects.length === 0) return ctx.offers.offerSetup(ctx, channelId, userId, viewId);
  await showNext(ctx, viewId, projectChoiceModal(projects, version));
}

/** Projects of other channels stay unseen by those who do not run them: such a channel may be private. */
async function projectsRunBy(ctx: Context, userId: string): Promise<readonly Project[]> {
  const projects = await projectsOf(ctx.db, ctx.workspace.id);
  return projects.filter((project) => mayManage(project, userId));
}

async function showForm(
  ctx: Context,
  viewId: string,
  project: Project,
  userId: string,
  version: string,
): Promise<void> {
  const no = await mayNotPlan(ctx, project, userId);
  if (no !== null) {
    await showNext(ctx, viewId, tellingModal(PLAN_TITLE, no));
    return;
  }
  const trouble = await readMilestones(ctx, project);
  const { draft, offer } = await freshForm(ctx, project, version, trouble);
  await showNext(ctx, viewId, planForm(draft, offer));
}
