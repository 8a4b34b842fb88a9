/** Reads the second step, shows it page by page, and writes what was chosen. */
import { createHash } from 'node:crypto';
import { typed } from '../../base/command-names.ts';
import { SlipwayError } from '../../base/errors.ts';
import type { Context } from '../../feature.ts';
import { confirmedLinks, findPeople, setLogin, type Person } from '../../release/people.ts';
import { askedPeople, findProject, type LabelRule, type Project } from '../../release/projects.ts';
import type { Submission } from '../../slack/arrivals.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import type { Db, Tx } from '../../store/db.ts';
import { labelsOf, loginsOf } from './ask-github.ts';
import { draftOf } from './draft.ts';
import { warningsFor } from './fill-form.ts';
import { titleOf } from './form-modal.ts';
import { labelText, parseLabelText, sameRules } from './label-text.ts';
import { guessLogin } from './login-guess.ts';
import { loginMistakes, loginsIn } from './login-rules.ts';
import { packPeople, unpackPeople, type People } from './metadata.ts';
import { MOST_LOGINS, peopleModal, type Unlinked } from './people-modal.ts';
import { refusal } from './rights.ts';
import { saveLabelRules } from './save.ts';
import { showNext } from '../../slack/show.ts';

/** A hundred choices a person make a view heavy: Slack takes a quarter of a megabyte. */
const PEOPLE_A_PAGE = 15;

/** Shows the page that begins with the person at position `from`. */
export async function showPeople(
  ctx: Context,
  viewId: string,
  project: Project,
  from: number,
  { isNew }: { readonly isNew: boolean },
): Promise<void> {
  const page = await readPage(ctx.db, project, from);
  const isFirst = from === 0;
  const links = await confirmedLinks(ctx.db, ctx.workspace.id);
  const free = (await loginsOf(ctx, project.repositories))?.filter(
    (login) => !links.has(login.toLowerCase()),
  );
  const labels = isFirst ? await labelsOf(ctx, project.repositories) : null;
  const view = peopleModal({
    projectName: project.name,
    isNew,
    warnings: isFirst
      ? await warningsFor(
          ctx,
          draftOf(project, () => false),
        )
      : [],
    people: page.people.map((person) => unlinked(person, free ?? [], page.people)),
    logins: free !== undefined && free.length <= MOST_LOGINS ? free : null,
    labels: isFirst
      ? { text: labelText(project.labelRules), unused: unusedLabels(project, labels ?? []) }
      : null,
    isLast: page.next === null,
    metadata: packPeople({
      projectId: project.id,
      from,
      isNew,
      labels: isFirst ? labelMark(project) : null,
    }),
  });
  await showNext(ctx, viewId, view);
}

/** What was chosen on one page. */
export const peopleSubmitted = {
  async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const { project, from, isNew, labels } = await subjectOf(ctx.db, submission);
    const no = await refusal(ctx, ctx.db, project, submission.userId);
    if (no !== null) return { kind: 'update', view: tellingModal(titleOf(isNew), no) };
    const links = await confirmedLinks(ctx.db, ctx.workspace.id);
    const rules = parseLabelText(textOf(submission, 'labels'));
    const errors = {
      ...loginMistakes(loginsIn(submission.values), links),
      ...(typeof rules === 'string' ? { labels: rules } : {}),
      ...(isOvertaken(project, submission, labels) ? { labels: LABELS_CHANGED } : {}),
    };
    if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
    const { next } = await readPage(ctx.db, project, from);
    return next === null
      ? { kind: 'close' }
      : { kind: 'update', view: loadingModal(titleOf(isNew), 'Saving…') };
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const { project, from, isNew } = await subjectOf(ctx.db, submission);
    if ((await refusal(ctx, ctx.db, project, submission.userId)) !== null) return;
    const { next } = await readPage(ctx.db, project, from);
    const hasNewRules = await ctx.transact((tx) => write(ctx, tx, submission));
    if (next !== null) await showPeople(ctx, submission.viewId, project, next, { isNew });
    if (hasNewRules) await readAnew(ctx, project.id);
  },
};

/** Writes the logins and, when they changed, the meanings of labels: then it is true. */
async function write(ctx: Context, tx: Tx, submission: Submission): Promise<boolean> {
  const { project, labels } = await subjectOf(tx.db, submission);
  const no = await refusal(ctx, tx.db, project, submission.userId);
  if (no !== null) throw new SlipwayError('not_allowed', no);
  if (isOvertaken(project, submission, labels)) throw new SlipwayError('conflict', LABELS_CHANGED);
  await proposeLogins(ctx, tx, project, submission);
  const rules = newRules(project, submission);
  if (rules === null) return false;
  await saveLabelRules(ctx, tx, project, rules, submission.userId);
  return true;
}

const LABELS_CHANGED =
  'Somebody else changed these meanings meanwhile. Copy what you typed, close this window and open the settings again.';

/** Saving would put older meanings of labels in place of newer ones. */
function isOvertaken(project: Project, submission: Submission, seen: string | null): boolean {
  return seen !== null && seen !== labelMark(project) && newRules(project, submission) !== null;
}

function labelMark({ labelRules }: Project): string {
  return createHash('sha256').update(labelText(labelRules)).digest('base64url').slice(0, 12);
}

function newRules(project: Project, submission: Submission): readonly LabelRule[] | null {
  if (!('labels' in submission.values)) return null;
  const rules = parseLabelText(textOf(submission, 'labels'));
  return typeof rules === 'string' || sameRules(rules, project.labelRules) ? null : rules;
}

/** A login stays a proposal until the person confirms it; one’s own is confirmed by choosing it. */
async function proposeLogins(
  ctx: Context,
  tx: Tx,
  project: Project,
  submission: Submission,
): Promise<void> {
  const asked = askedPeople(project);
  const chosen = loginsIn(submission.values).filter(({ userId }) => asked.includes(userId));
  const people = await findPeople(tx.db, ctx.workspace.id, asked);
  const links = await confirmedLinks(tx.db, ctx.workspace.id);
  for (const { userId, login } of chosen) {
    const person = people.get(userId);
    if (person === undefined || person.loginState === 'confirmed') continue;
    if (login === null) {
      if (person.loginState === 'proposed')
        await setLogin(tx, ctx.workspace.id, userId, null, 'none');
      continue;
    }
    const isFree = !links.has(login.toLowerCase());
    const isOwn = userId === submission.userId;
    if (isFree)
      await setLogin(tx, ctx.workspace.id, userId, login, isOwn ? 'confirmed' : 'proposed');
  }
}

/** Priorities, tiers and kinds follow the new meanings at once. */
async function readAnew(ctx: Context, projectId: string): Promise<void> {
  const project = await findProject(ctx.db, projectId);
  if (project !== undefined) await ctx.offers.refreshProject(ctx, project);
}

interface Page {
  readonly people: readonly Person[];
  /** Position at which the next page begins; null when this is the last. */
  readonly next: number | null;
}

/** The next people without a confirmed login, from a position in the list of all who are asked. */
async function readPage(db: Db, project: Project, from: number): Promise<Page> {
  const asked = askedPeople(project);
  const known = await findPeople(db, project.workspaceId, asked);
  const open = asked.flatMap((id, at) => {
    const person = known.get(id);
    const isOpen = person !== undefined && person.login === null && !isAway(person);
    return at >= from && isOpen ? [{ at, person }] : [];
  });
  return {
    people: open.slice(0, PEOPLE_A_PAGE).map(({ person }) => person),
    next: open[PEOPLE_A_PAGE]?.at ?? null,
  };
}

/** Who is not asked is not asked who they are on GitHub either. */
function isAway({ isDeactivated, isOutside }: Person): boolean {
  return isDeactivated || isOutside;
}

function unlinked(person: Person, logins: readonly string[], others: readonly Person[]): Unlinked {
  const names = others.map(({ name }) => name);
  const isDenied = person.loginState === 'denied';
  const guess = isDenied ? null : guessLogin(person.name, logins, names);
  const { id: userId, name, proposedLogin } = person;
  return { userId, name, login: proposedLogin ?? guess, isDenied };
}

function unusedLabels(project: Project, labels: readonly string[]): readonly string[] {
  const used = new Set(project.labelRules.map(({ label }) => label));
  return labels.filter((label) => !used.has(label.toLowerCase()));
}

async function subjectOf(
  db: Db,
  submission: Submission,
): Promise<Pick<People, 'from' | 'isNew' | 'labels'> & { readonly project: Project }> {
  const where = unpackPeople(submission.privateMetadata);
  const project = where === null ? undefined : await findProject(db, where.projectId);
  if (where === null || project === undefined)
    throw new SlipwayError(
      'not_found',
      `This project is gone. Type ${typed('/release')} setup to begin anew.`,
    );
  return { project, from: where.from, isNew: where.isNew, labels: where.labels };
}

function textOf(submission: Submission, field: string): string {
  const value = submission.values[field];
  return typeof value === 'string' ? value : '';
}
