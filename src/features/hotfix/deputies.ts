/** `/hotfix deputies`: who decides for a role when its holders are away. */
import { typed } from '../../base/command-names.ts';
import { deputiesOf, nameDeputies } from '../../authority/deputies-store.ts';
import { permit } from '../../authority/permit.ts';
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import { findProject, projectOfChannel, type Project } from '../../release/projects.ts';
import type { Role } from '../../release/tables.ts';
import type { Command, Submission } from '../../slack/arrivals.ts';
import { line, lines, type ModalView } from '../../slack/blocks.ts';
import { loadingModal, peopleInput, tellingModal } from '../../slack/inputs.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import { showNext, showOutcome } from '../../slack/show.ts';
import type { Db, Tx } from '../../store/db.ts';
import { APPROVERS, roleWords } from './seats.ts';

const TITLE = 'Deputies';
const MOST = 5;
const WHAT_THEY_DO =
  'They decide about hotfixes when nobody holds the role, or its holder has not decided for a while.';
const LABELS: Readonly<Record<(typeof APPROVERS)[number], string>> = {
  technical_lead: 'For the technical lead',
  product_owner: 'For the product owner',
};

/** `/hotfix deputies`, in the channel of the project. */
export async function deputiesByCommand(ctx: Context, command: Command): Promise<void> {
  const { id } = await ctx.desk.openModal(command.triggerId, loadingModal(TITLE, 'One moment…'));
  const project = await projectOfChannel(ctx.db, ctx.workspace.id, command.channelId);
  const no =
    project === undefined
      ? `No project lives in this channel. Type ${typed('/hotfix')} deputies in the channel of one.`
      : await mayNot(ctx, ctx.db, project, command.userId);
  await showNext(
    ctx,
    id,
    project === undefined || no !== null
      ? tellingModal(TITLE, no ?? '')
      : deputiesForm(project, await deputiesOf(ctx.db, project.id)),
  );
}

function mayNot(ctx: Context, db: Db, project: Project, userId: string): Promise<string | null> {
  return permit(ctx, db, 'hotfix.set_up', userId, { name: project.name, project });
}

type Deputies = Awaited<ReturnType<typeof deputiesOf>>;

function deputiesForm(project: Project, deputies: Deputies): ModalView {
  return {
    type: 'modal',
    callbackId: 'hotfix.deputies',
    title: TITLE,
    submit: 'Save',
    close: 'Cancel',
    privateMetadata: JSON.stringify({ projectId: project.id, was: fingerprint(deputies) }),
    blocks: [
      lines([line(WHAT_THEY_DO)]),
      ...APPROVERS.map((role) =>
        peopleInput(
          { name: role, label: LABELS[role], optional: true },
          deputies.filter((one) => one.role === role).map(({ userId }) => userId),
          MOST,
        ),
      ),
    ],
  };
}

function fingerprint(deputies: Deputies): string {
  return deputies
    .map(({ role, userId }) => `${role}:${userId}`)
    .toSorted()
    .join(' ');
}

/** The deputies were chosen. */
export const deputiesSubmitted = {
  answer: (): Promise<ViewAnswer> =>
    Promise.resolve({ kind: 'update', view: loadingModal(TITLE, 'One moment…') }),
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const { projectId, was } = JSON.parse(submission.privateMetadata) as Readonly<
      Record<string, unknown>
    >;
    const said = await ctx.transact(async (tx): Promise<string> => {
      const project = await findProject(tx.db, String(projectId));
      if (project === undefined || project.workspaceId !== ctx.workspace.id)
        return 'This project is not there any more.';
      const no = await mayNot(ctx, tx.db, project, submission.userId);
      if (no !== null) return no;
      if (fingerprint(await deputiesOf(tx.db, project.id)) !== was)
        return `Someone else changed the deputies meanwhile, so nothing was written over. Type ${typed('/hotfix')} deputies again.`;
      await save(tx, project, submission);
      return `✓ Saved for ${project.name}.`;
    });
    await showOutcome(ctx, submission.viewId, tellingModal(TITLE, said));
  },
};

async function save(tx: Tx, project: Project, { userId, values }: Submission): Promise<void> {
  for (const role of APPROVERS) {
    const chosen = values[role];
    await nameDeputies(tx, project.id, role, Array.isArray(chosen) ? chosen : [], userId);
  }
  await note(tx, {
    workspaceId: project.workspaceId,
    projectId: project.id,
    actor: userId,
    event: 'project.deputies_named',
    detail: { roles: APPROVERS.map((role: Role) => roleWords(role)).join(', ') },
  });
}
