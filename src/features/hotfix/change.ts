/** Changes what a hotfix is about or who leads it. Approvals that were bound to something else are voided. */
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import type { Project } from '../../release/projects.ts';
import { changeSource } from '../../release/releases.ts';
import type { Press, Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import {
  loadingModal,
  personInput,
  selectInput,
  tellingModal,
  textInput,
} from '../../slack/inputs.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import { showNext, showOutcome } from '../../slack/show.ts';
import type { Db, Tx } from '../../store/db.ts';
import { CRITERIA, criterionOf, type Criterion } from './criteria.ts';
import { voidTouched } from './decide.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { LONGEST_ISSUE } from './form.ts';
import { saveFix } from './fix-store.ts';
import { findIssue, issueMistake, issueLink, mayBeNew, readIssue } from './issue.ts';
import { gone, mayNot, openLoading, withHotfix } from './reach.ts';
import { mayCancel, stepName } from './road.ts';
import { roomFor } from './room-facts.ts';
import { sayAll } from './say-all.ts';
import { renewNews } from './say-update.ts';
import { addPerson, changeHotfix } from './store.ts';
import type { HotfixRow } from './tables.ts';

const TITLE = 'Change the hotfix';

/** What can be changed. */
type Changeable = Pick<HotfixRow, 'criterion' | 'issue' | 'lead_id'>;

/** “Change it…” of the alert's menu. */
export async function changePressed(ctx: Context, press: Press, hotfixId: string): Promise<void> {
  const viewId = await openLoading(ctx, press, TITLE);
  await showNext(ctx, viewId, await formOf(ctx, hotfixId, press.userId));
}

async function formOf(ctx: Context, hotfixId: string, userId: string): Promise<ModalView> {
  const found = await foundHotfix(ctx.db, ctx.workspace.id, hotfixId);
  if (found === undefined) return tellingModal(TITLE, gone());
  const no = (await mayNot(ctx, ctx.db, 'hotfix.change', found, userId)) ?? tooLate(found);
  if (no !== null) return tellingModal(TITLE, no);
  const { hotfix, project } = found;
  return {
    type: 'modal',
    callbackId: 'hotfix.change',
    title: TITLE,
    submit: 'Change it',
    close: 'Back',
    privateMetadata: JSON.stringify({ hotfixId, projectId: project.id, ...changeable(hotfix) }),
    blocks: [
      selectInput(
        {
          name: 'criterion',
          label: 'What is it?',
          hint: 'Who approved is asked again when this or the issue changes.',
        },
        CRITERIA.map(({ id, name, meaning }) => ({ text: name, value: id, description: meaning })),
        hotfix.criterion,
      ),
      textInput(
        { name: 'issue', label: 'GitHub issue', optional: true },
        LONGEST_ISSUE,
        (await issueLink(ctx.db, project, hotfix.issue))?.words ?? '',
        { placeholder: '#123' },
      ),
      personInput({ name: 'lead', label: 'Who leads?', optional: true }, hotfix.lead_id),
    ],
  };
}

function changeable({ criterion, issue, lead_id }: Changeable): Changeable {
  return { criterion, issue, lead_id };
}

function tooLate({ hotfix }: FoundHotfix): string | null {
  return mayCancel(hotfix.step)
    ? null
    : `This cannot be changed any more: the hotfix is at ${stepName(hotfix.step)}.`;
}

/** The form was handed in. */
export const changeSubmitted = {
  async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const found = await foundHotfix(ctx.db, ctx.workspace.id, before(submission).hotfixId);
    if (found === undefined) return { kind: 'update', view: tellingModal(TITLE, gone()) };
    const read = await readChange(ctx.db, found.project, submission);
    return typeof read === 'string' && !(await isPerhapsNew(ctx.db, found.project, submission))
      ? { kind: 'errors', errors: { issue: read } }
      : { kind: 'update', view: loadingModal(TITLE, 'One moment…') };
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const { hotfixId, ...was } = before(submission);
    await readNews(ctx, hotfixId, submission);
    const wish = { hotfixId, action: 'hotfix.change', userId: submission.userId } as const;
    const no = await withHotfix(ctx, wish, async (tx, found) => {
      const to = await readChange(tx.db, found.project, submission);
      if (typeof to === 'string') return to;
      return (
        tooLate(found) ??
        overtaken(found.hotfix, was) ??
        (await change(ctx, tx, found, to, submission.userId))
      );
    });
    const view =
      no === null ? await roomFor(ctx, hotfixId, submission.userId) : tellingModal(TITLE, no);
    await showOutcome(ctx, submission.viewId, view);
  },
};

/** A number that was not read yet is mostly newer than the last read: GitHub is read before it is refused. */
async function readNews(ctx: Context, hotfixId: string, submission: Submission): Promise<void> {
  const found = await foundHotfix(ctx.db, ctx.workspace.id, hotfixId);
  if (found !== undefined && (await isPerhapsNew(ctx.db, found.project, submission)))
    await ctx.offers.refreshProject(ctx, found.project);
}

function isPerhapsNew(db: Db, project: Project, { values }: Submission): Promise<boolean> {
  return mayBeNew(db, project, readIssue(textOf(values['issue'])) ?? null);
}

function before({ privateMetadata }: Submission): Readonly<Record<string, unknown>> & {
  readonly hotfixId: string;
} {
  const data = JSON.parse(privateMetadata) as Readonly<Record<string, unknown>>;
  return { ...data, hotfixId: String(data['hotfixId']) };
}

/** A sentence when somebody else changed it while the form was open; nothing is written over. */
function overtaken(now: Changeable, was: Readonly<Record<string, unknown>>): string | null {
  const isSame = Object.entries(changeable(now)).every(([name, value]) => was[name] === value);
  return isSame
    ? null
    : 'Someone else changed this while it was open, so nothing was written over. Open it again to see what it says now.';
}

async function readChange(
  db: Db,
  project: Project,
  { values }: Submission,
): Promise<Changeable | string> {
  const named = textOf(values['issue']);
  const issue = readIssue(named);
  if (issue === undefined) return issueMistake(named);
  const found = await findIssue(db, project, issue);
  if (typeof found === 'string') return found;
  const criterion: Criterion | undefined = criterionOf(textOf(values['criterion']))?.id;
  if (criterion === undefined) throw new Error('a select without an empty choice came back empty');
  return { criterion, issue: found.id, lead_id: textOf(values['lead']) || null };
}

function textOf(value: Submission['values'][string] | undefined): string {
  return typeof value === 'string' ? value : '';
}

async function change(
  ctx: Context,
  tx: Tx,
  { hotfix }: FoundHotfix,
  to: Changeable,
  userId: string,
): Promise<null> {
  const changed = Object.entries(changeable(hotfix))
    .filter(([name, value]) =>
      Object.entries(to).some(([other, is]) => other === name && is !== value),
    )
    .map(([name]) => (name === 'lead_id' ? 'lead' : name));
  if (changed.length === 0) return null;
  await changeHotfix(tx, hotfix, to);
  if (to.issue !== hotfix.issue) {
    const ids = to.issue === null ? [] : [to.issue];
    await changeSource(tx, hotfix.release_id, { kind: 'issue', ids });
    await saveFix(tx, hotfix.id, { named_issue: null, looked_at: null });
  }
  await renewNews(ctx, tx, hotfix, to.criterion);
  if (to.lead_id !== null) await addPerson(tx, hotfix.id, to.lead_id, 'lead');
  await note(tx, {
    workspaceId: hotfix.workspace_id,
    projectId: hotfix.project_id,
    releaseId: hotfix.release_id,
    actor: userId,
    event: 'hotfix.changed',
    detail: { hotfixId: hotfix.id, what: changed.join(', ') },
  });
  await voidTouched(tx, { ...hotfix, ...to }, userId);
  await sayAll(ctx, tx, hotfix.id);
  return null;
}
