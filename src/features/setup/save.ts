/** Writes a project as it was filled in: new, or in place of what stood there. */
import { typed } from '../../base/command-names.ts';
import { newId } from '../../base/id.ts';
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import { rememberPerson, type KnownPerson } from '../../release/people.ts';
import {
  findProject,
  projectOfChannel,
  type LabelRule,
  type Project,
} from '../../release/projects.ts';
import { saveProject, type ProjectDraft } from '../../release/save-project.ts';
import type { Tx } from '../../store/db.ts';
import type { FoundRepository } from './ask-github.ts';
import type { CheckedTexts, Mistakes } from './check-draft.ts';
import { repositoriesText, type SetupDraft } from './draft.ts';
import { fingerprint, fingerprintOf } from './fill-form.ts';
import { idleDaysText } from './idle-days.ts';
import { withUsual } from './label-text.ts';
import type { Where } from './metadata.ts';
import { refusal } from './rights.ts';
import { roleEntries } from './roles.ts';
import { thresholdTexts } from './thresholds.ts';

/** All that is known when a form is saved. */
export interface Saving {
  readonly where: Where;
  readonly userId: string;
  readonly draft: SetupDraft;
  readonly texts: CheckedTexts;
  readonly repositories: readonly FoundRepository[];
  /** Labels whose usual meaning is taken over, unless they have one. */
  readonly labels: readonly string[];
  readonly people: readonly KnownPerson[];
}

/** How saving ended. Only `saved` has written anything. */
export type Saved =
  | { readonly kind: 'saved'; readonly project: Project; readonly isNew: boolean }
  /** It stands already, word for word: saved twice, as by a double click. */
  | { readonly kind: 'same'; readonly project: Project }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'mistaken'; readonly mistakes: Mistakes }
  /** Somebody else saved since the form was opened; this is what stands now. */
  | { readonly kind: 'overtaken'; readonly project: Project };

/** Decides and writes in one transaction: of two setups in one channel the second finds the first. */
export async function saveSetup(ctx: Context, saving: Saving): Promise<Saved> {
  return ctx.transact(async (tx): Promise<Saved> => {
    const { where, draft, userId } = saving;
    const here = await projectOfChannel(tx.db, ctx.workspace.id, draft.channelId);
    if (where.projectId === null && here === undefined) {
      const no = await refusal(ctx, tx.db, undefined, userId);
      if (no !== null) return { kind: 'refused', sentence: no };
      return { kind: 'saved', project: await write(ctx, tx, saving, undefined), isNew: true };
    }
    const standing = where.projectId === null ? here : await findProject(tx.db, where.projectId);
    if (standing === undefined || standing.workspaceId !== ctx.workspace.id)
      return {
        kind: 'refused',
        sentence: `This project is gone. Type ${typed('/release')} setup to begin anew.`,
      };
    const no = await refusal(ctx, tx.db, standing, userId);
    const isLost = where.projectId === null;
    const meanwhile = isLost ? `${standing.name} was set up here meanwhile. ` : '';
    if (no !== null) return { kind: 'refused', sentence: `${meanwhile}${no}` };
    if (fingerprint(standing) === wanted(saving, standing))
      return { kind: 'same', project: standing };
    if (fingerprint(standing) !== where.seen) return { kind: 'overtaken', project: standing };
    if (here !== undefined && here.id !== standing.id)
      return { kind: 'mistaken', mistakes: { channel: taken(here) } };
    return { kind: 'saved', project: await write(ctx, tx, saving, standing), isNew: false };
  });
}

/** Replaces the meanings of labels. Only inside a transaction that has checked who asks. */
export async function saveLabelRules(
  ctx: Context,
  tx: Tx,
  project: Project,
  labelRules: readonly LabelRule[],
  userId: string,
): Promise<void> {
  await saveProject(tx, { ...toDraft(project), labelRules }, userId);
  await note(tx, {
    workspaceId: ctx.workspace.id,
    projectId: project.id,
    actor: userId,
    event: 'project.changed',
    detail: { what: 'labels' },
  });
}

async function write(
  ctx: Context,
  tx: Tx,
  saving: Saving,
  standing: Project | undefined,
): Promise<Project> {
  const { draft, userId } = saving;
  const id = standing?.id ?? newId('prj', tx.now);
  for (const person of saving.people) await rememberPerson(tx, ctx.workspace.id, person);
  const { name, channelId, zone, rhythm, members } = draft;
  const project: ProjectDraft = {
    id,
    workspaceId: ctx.workspace.id,
    name,
    channelId,
    zone,
    rhythm,
    thresholds: saving.texts.thresholds,
    roles: roleEntries(draft.roles),
    members,
    labelRules: withUsual(standing?.labelRules ?? [], saving.labels),
    repositories: saving.repositories,
    idleDays: saving.texts.idleDays,
    pointsField: draft.pointsField === '' ? null : draft.pointsField,
    showsPrivate: showsPrivate(saving, standing),
  };
  await saveProject(tx, project, userId);
  await followPrivateTitles(ctx, tx, project, standing, userId);
  await note(tx, {
    workspaceId: ctx.workspace.id,
    projectId: id,
    actor: userId,
    event: standing === undefined ? 'project.set_up' : 'project.changed',
    detail: standing === undefined ? { name } : { what: 'settings' },
  });
  const saved = await findProject(tx.db, id);
  if (saved === undefined) throw new Error(`project ${id} was written and is not there`);
  return saved;
}

/** Said for one channel and its readers: another channel has others, and somebody has to think of them. */
function showsPrivate({ draft }: Saving, standing: Project | undefined): boolean {
  return draft.showsPrivate && standing?.channelId === draft.channelId;
}

/** Somebody decided that outsiders may read titles of private repositories, or may not any more. */
async function followPrivateTitles(
  ctx: Context,
  tx: Tx,
  { id, channelId, showsPrivate: shown = false }: ProjectDraft,
  standing: Project | undefined,
  userId: string,
): Promise<void> {
  if (standing === undefined || standing.showsPrivate === shown) return;
  await note(tx, {
    workspaceId: ctx.workspace.id,
    projectId: id,
    actor: userId,
    event: shown ? 'project.private_titles_shown' : 'project.private_titles_hidden',
    detail: { channel: standing.channelId },
  });
  if (shown) await ctx.channels.reveal(tx, channelId);
  else await ctx.channels.redact(tx, standing.channelId);
}

/** How the project would look once this is saved. */
function wanted(saving: Saving, standing: Project): string {
  const { draft, repositories, texts } = saving;
  return fingerprintOf({
    ...draft,
    showsPrivate: showsPrivate(saving, standing),
    repositories: repositoriesText(repositories),
    idleDays: idleDaysText(texts.idleDays),
    thresholds: thresholdTexts(texts.thresholds),
  });
}

function toDraft(project: Project): ProjectDraft {
  return {
    ...project,
    repositories: project.repositories.map(({ id, owner, name, is_private }) => ({
      id,
      owner,
      name,
      isPrivate: is_private === 1,
    })),
  };
}

function taken(other: Project): string {
  return `This channel is the home of ${other.name} already. Choose another one.`;
}
