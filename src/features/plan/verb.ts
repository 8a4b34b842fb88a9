/** A deed for one release, such as moving its target: from command, button or menu to its modal. */
import { needsThing, type ActionName } from '../../authority/actions.ts';
import { permit } from '../../authority/permit.ts';
import { typed } from '../../base/command-names.ts';
import type { Context } from '../../feature.ts';
import {
  findProject,
  mayManage,
  projectOfChannel,
  projectsOf,
  type Project,
} from '../../release/projects.ts';
import { releasesOf, type Release } from '../../release/releases.ts';
import type { Command, Press, Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import { unpack } from './draft.ts';
import { loadingModal, selectInput, tellingModal } from '../../slack/inputs.ts';
import { releaseName } from '../../release/names.ts';
import { pickRelease } from '../../release/pick-release.ts';
import { releaseInProject } from './say-card.ts';
import { showNext } from '../../slack/show.ts';

/** A release with its project and the project's day. */
export interface Found {
  readonly release: Release;
  readonly project: Project;
  readonly today: string;
}

/** `Atlas 0.7.0`. */
export function nameIn({ project, release }: Found): string {
  return releaseName(project, release);
}

/** What makes one deed different from another. */
export interface Verb {
  readonly name: string;
  /** Title of its modals, 24 characters at most. */
  readonly title: string;
  readonly action: ActionName;
  /** Which releases it is for when none is named. */
  readonly fits: (release: Release) => boolean;
  /** Said when there is none of those. */
  readonly none: string;
  /** Why it cannot be done with this release, as a sentence; null when it can. */
  readonly refuses: (found: Found) => string | null;
  /** True for what has to wait while a hotfix runs. */
  readonly waits?: true;
  readonly show: (ctx: Context, found: Found, userId: string) => Promise<ModalView>;
}

/** `/release <verb> [version]`. */
export function byCommand(verb: Verb) {
  return async (ctx: Context, command: Command, rest: string): Promise<void> => {
    const loading = loadingModal(verb.title, 'Reading the release…');
    const { id } = await ctx.desk.openModal(command.triggerId, loading);
    const releases = await releasesHere(ctx, command.channelId, command.userId);
    const fits = (release: Release): boolean => isNotHotfix(release) && verb.fits(release);
    const picked = pickRelease(releases, rest, fits, verb.none);
    const view =
      picked.kind === 'none'
        ? tellingModal(verb.title, picked.sentence)
        : picked.kind === 'one'
          ? await verbModal(ctx, verb, picked.release.id, command.userId)
          : await choiceModal(ctx, verb, picked.releases);
    await showNext(ctx, id, view);
  };
}

/** A button for one release: its value is the release's id. Inside a modal the next one lies on top. */
export function byPress(verb: Verb) {
  return (ctx: Context, press: Press): Promise<void> =>
    pressed(ctx, press, verb, typeof press.value === 'string' ? press.value : '');
}

/** Opens a verb's modal for a release, from a press anywhere. */
export async function pressed(
  ctx: Context,
  press: Press,
  verb: Verb,
  releaseId: string,
): Promise<void> {
  const loading = loadingModal(verb.title, 'Reading the release…');
  const isInModal = press.view?.type === 'modal';
  const { id } = isInModal
    ? await ctx.desk.pushModal(press.triggerId, loading)
    : await ctx.desk.openModal(press.triggerId, loading);
  await showNext(ctx, id, await verbModal(ctx, verb, releaseId, press.userId));
}

/** One of several releases was chosen; `verbs` by name. */
export function releaseChosen(verbs: ReadonlyMap<string, Verb>) {
  return {
    async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
      const verb = verbs.get(String(unpack(submission.privateMetadata)['verb']));
      const releaseId = submission.values['release'];
      if (verb === undefined || typeof releaseId !== 'string') return { kind: 'close' };
      return { kind: 'update', view: await verbModal(ctx, verb, releaseId, submission.userId) };
    },
    handle: () => Promise.resolve(),
  };
}

/** The verb's own modal, or one that says why not. */
async function verbModal(
  ctx: Context,
  verb: Verb,
  releaseId: string,
  userId: string,
): Promise<ModalView> {
  const found = await allowed(ctx, verb, releaseId, userId);
  return typeof found === 'string'
    ? tellingModal(verb.title, found)
    : verb.show(ctx, found, userId);
}

/** The release that a person may do this with; else a sentence. Read anew for every press and submission. */
export async function allowed(
  ctx: Context,
  verb: Pick<Verb, 'action' | 'refuses' | 'waits'>,
  releaseId: string,
  userId: string,
): Promise<Found | string> {
  const found = await releaseInProject(ctx, releaseId);
  if (found === undefined || found.release.workspaceId !== ctx.workspace.id)
    return `I do not find this release any more. Type ${typed('/release')} to see where things stand.`;
  const { project } = found;
  const thing = { name: nameIn(found), project };
  const no = needsThing(verb.action) ? await permit(ctx, ctx.db, verb.action, userId, thing) : null;
  const sentence = no ?? hotfixRefusal(verb, found) ?? verb.refuses(found);
  return sentence ?? (await heldRefusal(ctx, verb, found)) ?? found;
}

/** A hotfix runs in a lane of its own: its history may be read here, and nothing else be done with it. */
function hotfixRefusal({ action }: Pick<Verb, 'action'>, found: Found): string | null {
  return !needsThing(action) || isNotHotfix(found.release)
    ? null
    : `${nameIn(found)} is a hotfix. Type ${typed('/hotfix')} status to go on with it.`;
}

/** Shipping waits for a hotfix, unless those who answer for the release say otherwise. */
async function heldRefusal(
  { db, offers }: Context,
  { waits }: Pick<Verb, 'waits'>,
  found: Found,
): Promise<string | null> {
  const { release } = found;
  const held = waits === true ? (await offers.heldBy(db, [release])).get(release.id) : undefined;
  return held === undefined
    ? null
    : `${nameIn(found)} is held while ${held.name} runs. Choose “Let it go on” in the menu of its plan card first; release manager and technical lead may.`;
}

function isNotHotfix({ type }: Release): boolean {
  return type !== 'hotfix';
}

/** Releases of the channel's project; elsewhere those of all projects that the person belongs to. */
async function releasesHere(
  ctx: Context,
  channelId: string,
  userId: string,
): Promise<readonly Release[]> {
  const project = await projectOfChannel(ctx.db, ctx.workspace.id, channelId);
  if (project !== undefined) return releasesOf(ctx.db, project.id);
  const all = await projectsOf(ctx.db, ctx.workspace.id);
  const own = all.filter((other) => belongsTo(other, userId));
  return (await Promise.all(own.map(({ id }) => releasesOf(ctx.db, id)))).flat();
}

function belongsTo(project: Project, userId: string): boolean {
  return (
    mayManage(project, userId) ||
    project.members.includes(userId) ||
    project.roles.some((role) => role.userId === userId)
  );
}

async function choiceModal(
  ctx: Context,
  verb: Verb,
  releases: readonly Release[],
): Promise<ModalView> {
  const names = new Map(
    await Promise.all(
      releases.map(async ({ id, projectId, version }): Promise<[string, string]> => {
        const project = await findProject(ctx.db, projectId);
        return [id, `${project?.name ?? ''} ${version}`.trim()];
      }),
    ),
  );
  return {
    type: 'modal',
    callbackId: 'plan.pick',
    title: verb.title,
    submit: 'Go on',
    close: 'Cancel',
    privateMetadata: JSON.stringify({ verb: verb.name }),
    blocks: [
      selectInput(
        { name: 'release', label: 'Release' },
        releases.map(({ id, stage }) => ({
          text: names.get(id) ?? '',
          value: id,
          description: stage.replaceAll('-', ' '),
        })),
        null,
      ),
    ],
  };
}
