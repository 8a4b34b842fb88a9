/** Declaring a hotfix: from command, shortcut or message to the alert, with one modal on the way. */
import { typed } from '../../base/command-names.ts';
import { clip, oneLine } from '../../base/text.ts';
import type { Instant } from '../../base/time.ts';
import { permit } from '../../authority/permit.ts';
import type { Context } from '../../feature.ts';
import { findProject, projectOfChannel, projectsOf, type Project } from '../../release/projects.ts';
import { releasesOf } from '../../release/releases.ts';
import type { Command, Press, Shortcut, Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { loadingModal, selectInput, tellingModal } from '../../slack/inputs.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import { showNext, showOutcome } from '../../slack/show.ts';
import { NO_CRITERION } from './criteria.ts';
import { checkDraft, readDraft, type CheckedDraft } from './draft.ts';
import { DECLARE_TITLE, declareForm, LONGEST_SEEN, patchModal } from './form.ts';
import { packWhere, unpackWhere, type Where } from './metadata.ts';
import { declaredModal, sameModal } from './same-modal.ts';
import { stepName } from './road.ts';
import type { FoundHotfix } from './facts.ts';
import { alertPlaces } from './alert-places.ts';
import { findIssue, mayBeNew } from './issue.ts';
import { hotfixesOf } from './store.ts';
import type { HotfixRow } from './tables.ts';
import { twinIn } from './twin.ts';
import { writeHotfix } from './write-hotfix.ts';

const TITLE = DECLARE_TITLE;
const noProject = (): string =>
  `No project is set up here yet. Type ${typed('/release')} setup in its channel; a hotfix needs to know whom to tell.`;

/** `/hotfix`. */
export async function declareByCommand(ctx: Context, command: Command): Promise<void> {
  const { id } = await ctx.desk.openModal(command.triggerId, loadingModal(TITLE, 'One moment…'));
  const start = { channelId: command.channelId, seen: '', since: ctx.now, messageIn: null };
  await lead(ctx, id, command.userId, start);
}

/** “Declare a hotfix” of the shortcuts, or “Make it a hotfix” of a message, whose words are taken over. */
export async function declareByShortcut(ctx: Context, shortcut: Shortcut): Promise<void> {
  const { id } = await ctx.desk.openModal(shortcut.triggerId, loadingModal(TITLE, 'One moment…'));
  const { messageText, messageTs, channelId } = shortcut;
  await lead(ctx, id, shortcut.userId, {
    channelId: channelId ?? '',
    seen: clip(oneLine(messageText ?? ''), LONGEST_SEEN),
    since: messageTs === undefined ? ctx.now : instantOf(messageTs),
    messageIn: messageTs === undefined ? null : (channelId ?? null),
  });
}

/** What is known before the form is filled in. */
interface Start {
  readonly channelId: string;
  readonly seen: string;
  readonly since: Instant;
  readonly messageIn: string | null;
}

async function lead(ctx: Context, viewId: string, userId: string, start: Start): Promise<void> {
  const here = await projectOfChannel(ctx.db, ctx.workspace.id, start.channelId);
  const all = here === undefined ? await projectsOf(ctx.db, ctx.workspace.id) : [here];
  const [only] = all;
  if (only === undefined) return showNext(ctx, viewId, tellingModal(TITLE, noProject()));
  const view =
    all.length === 1 ? await formOf(ctx, only, userId, start) : projectChoice(all, start);
  await showNext(ctx, viewId, view);
}

async function formOf(
  ctx: Context,
  project: Project,
  userId: string,
  start: Start,
): Promise<ModalView> {
  const no = await permit(ctx, ctx.db, 'hotfix.declare', userId, { name: project.name, project });
  if (no !== null) return tellingModal(TITLE, no);
  const running = await hotfixesOf(ctx.db, project.id, 'open');
  return declareForm({
    projectName: clip(oneLine(project.name), 60),
    seen: start.seen,
    since: start.since,
    affected: await newestShipped(ctx, project),
    leadId: userId,
    running: running.slice(0, 3).map((hotfix) => ({ id: hotfix.id, words: runningWords(hotfix) })),
    metadata: packWhere({
      projectId: project.id,
      messageIn: start.messageIn,
      known: running.map(({ id }) => id),
    }),
  });
}

function runningWords({ seen, step }: HotfixRow): string {
  return `${clip(oneLine(seen), 100)} (${stepName(step)})`;
}

async function newestShipped(ctx: Context, project: Project): Promise<string> {
  const releases = await releasesOf(ctx.db, project.id);
  const shipped = releases.find(({ stage }) => stage === 'released' || stage === 'closed');
  return shipped?.version ?? '';
}

function projectChoice(projects: readonly Project[], start: Start): ModalView {
  return {
    type: 'modal',
    callbackId: 'hotfix.project',
    title: TITLE,
    submit: 'Go on',
    close: 'Cancel',
    privateMetadata: JSON.stringify(start),
    blocks: [
      selectInput(
        { name: 'project', label: 'Which project is it?' },
        projects.map(({ id, name }) => ({ text: clip(oneLine(name), 60), value: id })),
        null,
      ),
    ],
  };
}

/** The project was chosen. */
export const projectChosen = {
  async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const project = await findProject(ctx.db, String(submission.values['project']));
    if (project === undefined || project.workspaceId !== ctx.workspace.id)
      return { kind: 'update', view: tellingModal(TITLE, noProject()) };
    const start = startIn(submission.privateMetadata, ctx.now);
    return { kind: 'update', view: await formOf(ctx, project, submission.userId, start) };
  },
  handle: () => Promise.resolve(),
};

function startIn(metadata: string, now: Instant): Start {
  const data = JSON.parse(metadata) as Partial<Record<keyof Start, unknown>>;
  const { channelId, seen, since, messageIn } = data;
  return {
    channelId: typeof channelId === 'string' ? channelId : '',
    seen: typeof seen === 'string' ? seen : '',
    since: typeof since === 'string' ? since : now,
    messageIn: typeof messageIn === 'string' ? messageIn : null,
  };
}

/**
 * A case was chosen in the form. One that meets no criterion is offered the patch release at once, over the form:
 * whoever chose wrongly goes back to all that they typed.
 */
export async function criterionChosen(ctx: Context, press: Press): Promise<void> {
  if (press.value !== NO_CRITERION || press.view === undefined) return;
  const { id } = await ctx.desk.pushModal(press.triggerId, loadingModal(TITLE, 'One moment…'));
  const where = unpackWhere(press.view.privateMetadata);
  const project = where === null ? undefined : await findProject(ctx.db, where.projectId);
  const no =
    project === undefined || project.workspaceId !== ctx.workspace.id
      ? noProject()
      : await permit(ctx, ctx.db, 'hotfix.declare', press.userId, { name: project.name, project });
  const view =
    project === undefined || no !== null
      ? tellingModal(TITLE, no ?? '')
      : { ...patchModal(project.name, project.channelId), close: 'Back' };
  await showNext(ctx, id, view);
}

/** The form was submitted: mistakes stand at their fields, an incident declared just now is offered to join. */
export const formSubmitted = {
  async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const read = await readForm(ctx, submission);
    if (read.kind === 'told') return { kind: 'update', view: read.view };
    if (read.kind === 'mistaken') return { kind: 'errors', errors: read.errors };
    const twin = await twinOf(ctx, read.project, read.where);
    if (twin !== undefined) return { kind: 'update', view: sameModal(twin, submission, ctx.now) };
    return { kind: 'update', view: loadingModal(TITLE, 'Telling everyone…') };
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const read = await readForm(ctx, submission);
    if (read.kind !== 'fine' || (await twinOf(ctx, read.project, read.where)) !== undefined) return;
    await declare(ctx, submission, read);
  },
};

/** “No, it is another one”: declared beside the one that runs. */
export const anotherSubmitted = {
  answer: (): Promise<ViewAnswer> =>
    Promise.resolve({ kind: 'update', view: loadingModal(TITLE, 'Telling everyone…') }),
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const read = await readForm(ctx, submission);
    if (read.kind === 'fine') return declare(ctx, submission, read);
    const view =
      read.kind === 'told' ? read.view : tellingModal(TITLE, Object.values(read.errors).join(' '));
    await showOutcome(ctx, submission.viewId, view);
  },
};

/** A form that holds. */
interface ReadForm {
  readonly kind: 'fine';
  readonly project: Project;
  readonly where: Where;
  readonly draft: CheckedDraft;
}

async function readForm(
  ctx: Context,
  submission: Submission,
): Promise<
  | ReadForm
  | { readonly kind: 'told'; readonly view: ModalView }
  | { readonly kind: 'mistaken'; readonly errors: Readonly<Record<string, string>> }
> {
  const where = unpackWhere(submission.privateMetadata);
  const project = where === null ? undefined : await findProject(ctx.db, where.projectId);
  if (where === null || project === undefined)
    return { kind: 'told', view: tellingModal(TITLE, noProject()) };
  const thing = { name: project.name, project };
  const no = await permit(ctx, ctx.db, 'hotfix.declare', submission.userId, thing);
  if (no !== null) return { kind: 'told', view: tellingModal(TITLE, no) };
  const check = checkDraft(where.draft ?? readDraft(submission.values), ctx.heardAt);
  if (check.kind === 'patch')
    return { kind: 'told', view: patchModal(project.name, project.channelId) };
  if (check.kind === 'mistaken') return check;
  const issue = await findIssue(ctx.db, project, check.draft.issue);
  if (typeof issue === 'string' && !(await mayBeNew(ctx.db, project, check.draft.issue)))
    return { kind: 'mistaken', errors: { issue } };
  return { kind: 'fine', project, where, draft: check.draft };
}

/** A hotfix that was declared shortly before and that the form did not show. */
async function twinOf(
  ctx: Context,
  project: Project,
  where: Where,
): Promise<HotfixRow | undefined> {
  return twinIn(await hotfixesOf(ctx.db, project.id, 'open'), where.known, ctx.now);
}

async function declare(ctx: Context, submission: Submission, read: ReadForm): Promise<void> {
  const { project, where, draft } = read;
  const written = await writeHotfix(ctx, {
    projectId: project.id,
    draft,
    userId: submission.userId,
    declaredIn: where.messageIn,
    known: where.known,
  });
  const view =
    written.kind === 'declared'
      ? declaredModal(written.found, await toldIn(ctx, written.found))
      : written.kind === 'twin'
        ? sameModal(written.hotfix, submission, ctx.now)
        : tellingModal(TITLE, noProject());
  await showOutcome(ctx, submission.viewId, view);
}

async function toldIn(ctx: Context, found: FoundHotfix): Promise<readonly string[]> {
  return (await alertPlaces(ctx.db, found)).map(({ channelId }) => channelId);
}

/** The instant of a message's timestamp: seconds since 1970 with a counter behind the point. */
function instantOf(ts: string): Instant {
  return new Date(Math.floor(Number(ts)) * 1000).toISOString();
}
