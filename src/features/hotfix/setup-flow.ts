/** `/hotfix setup`: which channels are told of hotfixes, which user group is called, how long clocks run. */
import { typed } from '../../base/command-names.ts';
import { permit } from '../../authority/permit.ts';
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import { findProject, projectOfChannel, type Project } from '../../release/projects.ts';
import type { Command, HappenedEvent, Submission } from '../../slack/arrivals.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import { SlackRefusal, type SlackGroup, type ViewAnswer } from '../../slack/port.ts';
import { showNext, showOutcome } from '../../slack/show.ts';
import type { Db, Tx } from '../../store/db.ts';
import { changedMinutes } from './minutes.ts';
import { parseMinutes } from './minutes-text.ts';
import { sayAll } from './say-all.ts';
import {
  groupMistake,
  noProjectHere,
  SETUP_TITLE,
  setupDone,
  setupForm,
  setupPrint,
  toldPrint,
} from './setup-form.ts';
import { renameChannel, saveSetup, setupOf, type HotfixSetup } from './setup-store.ts';
import { hotfixesOf } from './store.ts';

/** In the channel of the project. */
export async function setupByCommand(ctx: Context, command: Command): Promise<void> {
  const loading = loadingModal(SETUP_TITLE, 'One moment…');
  const { id } = await ctx.desk.openModal(command.triggerId, loading);
  const project = await projectOfChannel(ctx.db, ctx.workspace.id, command.channelId);
  const no =
    project === undefined ? noProjectHere() : await mayNot(ctx, ctx.db, project, command.userId);
  await showNext(
    ctx,
    id,
    project === undefined || no !== null
      ? tellingModal(SETUP_TITLE, no ?? '')
      : setupForm(project, await setupOf(ctx.db, project.id), await groupsIn(ctx)),
  );
}

function mayNot(ctx: Context, db: Db, project: Project, userId: string): Promise<string | null> {
  return permit(ctx, db, 'hotfix.set_up', userId, { name: project.name, project });
}

/** The user groups; null where the scope was not granted, the plan has none, or Slack does not answer. */
async function groupsIn({ desk }: Context): Promise<readonly SlackGroup[] | null> {
  try {
    return await desk.userGroups();
  } catch (error) {
    if (error instanceof SlackRefusal) return null;
    throw error;
  }
}

/** The settings were chosen: a channel that Slipway cannot post in is named at its field. */
export const setupSubmitted = {
  async answer(ctx: Context, { values }: Submission): Promise<ViewAnswer> {
    const group = groupMistake(groupIn(values));
    const channels = await channelMistake(ctx, channelsIn(values));
    const clocks = parseMinutes(clocksIn(values));
    if (group === null && channels === null && typeof clocks !== 'string')
      return { kind: 'update', view: loadingModal(SETUP_TITLE, 'One moment…') };
    return {
      kind: 'errors',
      errors: {
        ...(group === null ? {} : { group }),
        ...(channels === null ? {} : { channels }),
        ...(typeof clocks === 'string' ? { clocks } : {}),
      },
    };
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const wanted = await wantedSetup(ctx, submission);
    const view =
      typeof wanted === 'string'
        ? tellingModal(SETUP_TITLE, wanted)
        : await save(ctx, submission, wanted);
    await showOutcome(ctx, submission.viewId, view);
  },
};

function groupIn(values: Submission['values']): string {
  const group = values['group'];
  return typeof group === 'string' ? group.trim() : '';
}

function clocksIn(values: Submission['values']): string {
  const clocks = values['clocks'];
  return typeof clocks === 'string' ? clocks : '';
}

function channelsIn(values: Submission['values']): readonly string[] {
  const channels = values['channels'];
  return Array.isArray(channels) ? channels : [];
}

async function channelMistake(ctx: Context, ids: readonly string[]): Promise<string | null> {
  const mistakes = await Promise.all(ids.map((id) => mistakeOf(ctx, id)));
  return mistakes.find((mistake) => mistake !== null) ?? null;
}

async function mistakeOf({ desk }: Context, channelId: string): Promise<string | null> {
  try {
    const { name, isArchived, isMember } = await desk.channel(channelId);
    if (isArchived) return `#${name} is archived.`;
    return isMember ? null : `Slipway is not in #${name}. Invite it there, then save again.`;
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    return error.code === 'channel_not_found'
      ? 'Slipway is not in one of these channels. Invite it there, then save again.'
      : `Slack did not say whether Slipway is in these channels (${error.code}). Save again in a moment.`;
  }
}

/** What was submitted; a string is what is wrong with it by now. */
async function wantedSetup(ctx: Context, { values }: Submission): Promise<HotfixSetup | string> {
  const minutes = parseMinutes(clocksIn(values));
  if (typeof minutes === 'string') return minutes;
  const id = groupIn(values);
  const groups = id === '' ? null : await groupsIn(ctx);
  const name = groups?.find((group) => group.id === id)?.handle ?? '';
  const group = id === '' ? null : { id, name };
  return { channels: [...new Set(channelsIn(values))], group, minutes };
}

function save(ctx: Context, { privateMetadata, userId }: Submission, wanted: HotfixSetup) {
  const { projectId, was } = JSON.parse(privateMetadata) as Readonly<Record<string, unknown>>;
  return ctx.transact(async (tx) => {
    const project = await findProject(tx.db, String(projectId));
    if (project === undefined || project.workspaceId !== ctx.workspace.id)
      return tellingModal(SETUP_TITLE, 'This project is not there any more.');
    const no = await mayNot(ctx, tx.db, project, userId);
    if (no !== null) return tellingModal(SETUP_TITLE, no);
    const before = await setupOf(tx.db, project.id);
    if (setupPrint(before) !== was)
      return tellingModal(
        SETUP_TITLE,
        `Someone else changed this meanwhile, so nothing was written over. Type ${typed('/hotfix')} setup again.`,
      );
    const channels = wanted.channels.filter((id) => id !== project.channelId);
    const setup = { ...wanted, channels };
    await saveSetup(tx, project.id, setup, userId);
    await noteSetup(tx, project, userId, before, setup);
    // A channel that is new here reads of what runs.
    for (const { id } of await hotfixesOf(tx.db, project.id, 'open')) await sayAll(ctx, tx, id);
    return setupDone(project, setup);
  });
}

/** What was changed is noted; nothing for a form that was sent as it came. */
async function noteSetup(
  tx: Tx,
  { id: projectId, workspaceId }: Project,
  actor: string,
  before: HotfixSetup,
  after: HotfixSetup,
): Promise<void> {
  const whose = { workspaceId, projectId, actor };
  if (toldPrint(before) !== toldPrint(after))
    await note(tx, {
      ...whose,
      event: 'project.hotfixes_set_up',
      detail: { channels: after.channels.length, group: after.group?.id ?? null },
    });
  const changed = changedMinutes(before.minutes, after.minutes);
  if (changed !== '')
    await note(tx, { ...whose, event: 'project.hotfix_clocks_set', detail: { changed } });
}

/** A channel has another id, such as after a move to Enterprise. */
export async function channelRenumbered(ctx: Context, { raw }: HappenedEvent): Promise<void> {
  const { old_channel_id: from, new_channel_id: to } = raw;
  if (typeof from !== 'string' || typeof to !== 'string') return;
  // Left open: others handle the same event, and doing this twice does no harm.
  await ctx.aside((tx) => renameChannel(tx, from, to));
}
