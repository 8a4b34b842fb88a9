/** The form was submitted: mistakes at their fields, else people and repositories are looked up and it is saved. */
import { SlipwayError, withReference } from '../../base/errors.ts';
import { newReference } from '../../base/id.ts';
import type { Context } from '../../feature.ts';
import { findProject, type Project } from '../../release/projects.ts';
import type { Submission } from '../../slack/arrivals.ts';
import { sentence, type Message, type ModalView } from '../../slack/blocks.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import { SlackRefusal, type ViewAnswer } from '../../slack/port.ts';
import { findRepositories, labelsOf, type FoundRepository } from './ask-github.ts';
import { askPeople, homeChannel, type AskedPeople } from './ask-slack.ts';
import { checkDraft, type CheckedTexts, type Mistakes } from './check-draft.ts';
import { draftFrom, namedPeople, type SetupDraft } from './draft.ts';
import { formFor } from './fill-form.ts';
import { SETTINGS_TITLE, titleOf } from './form-modal.ts';
import { USUAL_LABELS } from './label-text.ts';
import { unpackWhere, type Where } from './metadata.ts';
import { peopleMistakes } from './people-mistakes.ts';
import { showPeople } from './people-step.ts';
import { refusal } from './rights.ts';
import { saveSetup, type Saved, type Saving } from './save.ts';
import { showNext } from '../../slack/show.ts';
import { countItems } from './store.ts';
import { lookWords, readyMessage } from './words.ts';

const CHECKING = 'Looking at the repositories and people…';
const SLACK_AWAY =
  'Slack did not answer just now and nothing was saved. All you typed is here: please press Save again in a minute.';
const MY_FAULT =
  'Something went wrong on my side and nothing was saved. All you typed is here: please press Save again.';

/** The form of a project. */
export const formSubmitted = {
  async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const where = whereOf(submission);
    const no = await refusalNow(ctx, where, submission.userId);
    if (no !== null) return { kind: 'update', view: tellingModal(SETTINGS_TITLE, no) };
    const check = checkDraft(draftFrom(submission.values, where.channelId));
    if (!check.ok) return { kind: 'errors', errors: check.mistakes };
    const title = titleOf(where.projectId === null);
    return { kind: 'update', view: loadingModal(title, CHECKING) };
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const where = whereOf(submission);
    const draft = draftFrom(submission.values, where.channelId);
    const check = checkDraft(draft);
    if (!check.ok || (await refusalNow(ctx, where, submission.userId)) !== null) return;
    const project = await projectOf(ctx, where);
    const again = (more: Parameters<typeof formFor>[3]): Promise<void> =>
      showForm(ctx, submission.viewId, draft, project, more);
    const found = await lookUp(ctx, { ...submission, where, draft, texts: check.texts }, project);
    if (!('saving' in found)) return again(found);
    const saved = await saveOrNotice(ctx, found.saving);
    if ('notice' in saved) return again({ notices: [saved.notice] });
    await tellSaved(ctx, submission, draft, project, saved, found.added);
  },
};

type LookedUp =
  | { readonly saving: Saving; readonly added: readonly FoundRepository[] }
  | { readonly mistakes: Mistakes; readonly notices: readonly string[] };

interface Asked {
  readonly where: Where;
  readonly userId: string;
  readonly draft: SetupDraft;
  readonly texts: CheckedTexts;
}

/** Everything that has to be asked elsewhere before something is written. */
async function lookUp(ctx: Context, asked: Asked, project: Project | undefined): Promise<LookedUp> {
  const { draft, texts, userId } = asked;
  try {
    const people = await askPeople(ctx, [...namedPeople(draft), userId]);
    const isMoved = draft.channelId !== project?.channelId;
    const channel = isMoved ? await homeChannel(ctx, draft.channelId) : null;
    const found = await findRepositories(ctx, texts.repositories, project);
    const mistakes = {
      ...peopleMistakes(draft, people),
      ...(found.ok ? {} : { repositories: found.sentence }),
    };
    // The form of a new project has no field for its channel.
    const away = typeof channel === 'string' ? [channel] : [];
    if (!found.ok || Object.keys(mistakes).length > 0 || away.length > 0)
      return project === undefined
        ? { mistakes, notices: away }
        : { mistakes: { ...mistakes, ...withField('channel', away) }, notices: [] };
    const labels = await labelsToMean(ctx, found.added, project === undefined);
    const known = knownPeople(people);
    const saving = { ...asked, repositories: found.all, labels, people: known };
    return { saving, added: found.added };
  } catch (error) {
    const reference = newReference();
    ctx.log.trouble('setup.look_up_failed', error, { reference });
    const sentence = error instanceof SlackRefusal ? SLACK_AWAY : MY_FAULT;
    return { mistakes: {}, notices: [withReference(sentence, reference)] };
  }
}

/** Where GitHub does not tell, a new project takes the usual names: they harm nothing where there are none. */
async function labelsToMean(
  ctx: Context,
  added: readonly FoundRepository[],
  isNew: boolean,
): Promise<readonly string[]> {
  return (await labelsOf(ctx, added)) ?? (isNew ? USUAL_LABELS : []);
}

function withField(field: string, sentences: readonly string[]): Mistakes {
  const [first] = sentences;
  return first === undefined ? {} : { [field]: first };
}

function knownPeople(people: AskedPeople): Saving['people'] {
  return [...people.values()]
    .filter((person) => person !== undefined)
    .filter(({ isBot }) => !isBot);
}

/** A full disk and its like: nothing is written and the form comes back. */
async function saveOrNotice(
  ctx: Context,
  saving: Saving,
): Promise<Saved | { readonly notice: string }> {
  try {
    return await saveSetup(ctx, saving);
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error;
    return { notice: error.sentence };
  }
}

async function tellSaved(
  ctx: Context,
  submission: Submission,
  draft: SetupDraft,
  before: Project | undefined,
  saved: Saved,
  added: readonly FoundRepository[],
): Promise<void> {
  const { viewId, userId } = submission;
  switch (saved.kind) {
    case 'refused':
      return showNext(ctx, viewId, tellingModal(SETTINGS_TITLE, saved.sentence));
    case 'mistaken':
      return showForm(ctx, viewId, draft, before, { mistakes: saved.mistakes });
    case 'overtaken':
      return showForm(ctx, viewId, draft, saved.project, { notices: [overtaken(saved.project)] });
    case 'same':
      return showPeople(ctx, viewId, saved.project, 0, { isNew: false });
    case 'saved':
      await showPeople(ctx, viewId, saved.project, 0, { isNew: saved.isNew });
      if (saved.isNew || added.length > 0) await firstLook(ctx, saved.project, saved.isNew, userId);
  }
}

/** Reads GitHub and says how it went, to the person only. */
async function firstLook(
  ctx: Context,
  project: Project,
  isNew: boolean,
  userId: string,
): Promise<void> {
  const { trouble } = await ctx.offers.refreshProject(ctx, project);
  const items = await countItems(ctx.db, project.id);
  const look = { items, trouble, syncMinutes: ctx.syncMinutes };
  const message: Message = isNew ? readyMessage(project, look) : sentence(lookWords(project, look));
  await ctx.desk
    .reply({ channelId: project.channelId, userId }, message)
    // The project stands, whether or not this can be shown.
    .catch((error: unknown) => ctx.log.trouble('setup.ready_unseen', error));
}

async function showForm(
  ctx: Context,
  viewId: string,
  draft: SetupDraft,
  project: Project | undefined,
  more: Parameters<typeof formFor>[3],
): Promise<void> {
  const view: ModalView = await formFor(ctx, draft, project, more);
  await showNext(ctx, viewId, view);
}

function overtaken(project: Project): string {
  return `${project.name} was saved by somebody else meanwhile. Here is what you typed: Save puts it in place of theirs.`;
}

function whereOf(submission: Submission): Where {
  const where = unpackWhere(submission.privateMetadata);
  if (where === null) throw new Error('the form of setup came without its channel');
  return where;
}

async function projectOf(ctx: Context, where: Where): Promise<Project | undefined> {
  return where.projectId === null ? undefined : findProject(ctx.db, where.projectId);
}

async function refusalNow(ctx: Context, where: Where, userId: string): Promise<string | null> {
  const project = await projectOf(ctx, where);
  return refusal(ctx, ctx.db, project, userId);
}
