/** The ways into setting a project up: a loading modal at once, then the form, or why not. */
import type { Context } from '../../feature.ts';
import { projectOfChannel } from '../../release/projects.ts';
import type { Command, Press, Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import type { SlackChannel, ViewAnswer } from '../../slack/port.ts';
import { askableMembers, askPeople, homeChannel, MOST_FILLED_IN } from './ask-slack.ts';
import { freshDraft } from './draft.ts';
import { formFor, standingForm } from './fill-form.ts';
import { channelChoice, SETTINGS_TITLE, SETUP_TITLE } from './form-modal.ts';
import { refusal } from './rights.ts';

const READING = 'Looking at this channel…';

/** With what setting up by command begins. */
export const SETUP_READING = loadingModal(SETUP_TITLE, READING);

/** `/release setup`. */
export async function setupByCommand(ctx: Context, command: Command): Promise<void> {
  const { id } = await ctx.desk.openModal(command.triggerId, SETUP_READING);
  await offerSetup(ctx, command.channelId, command.userId, id);
}

/** The buttons “Set up” and “Settings”: the value is the channel; without one the channel is asked for. */
export async function setupByPress(ctx: Context, press: Press): Promise<void> {
  const channelId = typeof press.value === 'string' ? press.value : '';
  if (!/^[CG]/.test(channelId)) {
    await ctx.desk.openModal(press.triggerId, channelChoice());
    return;
  }
  const title = press.actionId === 'setup.open:settings' ? SETTINGS_TITLE : SETUP_TITLE;
  const { id } = await ctx.desk.openModal(press.triggerId, loadingModal(title, READING));
  await offerSetup(ctx, channelId, press.userId, id);
}

/** The channel was chosen. */
export const channelChosen = {
  answer: (_ctx: Context, _submission: Submission): Promise<ViewAnswer> =>
    Promise.resolve({ kind: 'update', view: loadingModal(SETUP_TITLE, READING) }),
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const { channel } = submission.values;
    const channelId = typeof channel === 'string' ? channel : '';
    await offerSetup(ctx, channelId, submission.userId, submission.viewId);
  },
};

/** Turns a loading modal that is open into the setup of a channel, or says why not. */
export async function offerSetup(
  ctx: Context,
  channelId: string,
  userId: string,
  viewId: string,
): Promise<void> {
  const project = await projectOfChannel(ctx.db, ctx.workspace.id, channelId);
  const no = await refusal(ctx, ctx.db, project, userId);
  const view =
    no !== null
      ? tellingModal(project === undefined ? SETUP_TITLE : SETTINGS_TITLE, no)
      : project === undefined
        ? await newProject(ctx, channelId, userId)
        : await standingForm(ctx, project);
  await ctx.desk.updateModal(viewId, view);
}

async function newProject(ctx: Context, channelId: string, userId: string): Promise<ModalView> {
  const channel = await homeChannel(ctx, channelId);
  if (typeof channel === 'string') return tellingModal(SETUP_TITLE, channel);
  const person = (await askPeople(ctx, [userId])).get(userId);
  return freshForm(ctx, channel, userId, person?.zone ?? 'UTC');
}

async function freshForm(
  ctx: Context,
  channel: SlackChannel,
  userId: string,
  zone: string,
): Promise<ModalView> {
  const members = await askableMembers(ctx, channel.id);
  const draft = freshDraft({
    channelId: channel.id,
    channelName: channel.name,
    userId,
    zone,
    people: (members ?? []).map(({ id }) => id),
  });
  const notices =
    members === null
      ? [`#${channel.name} has more than ${MOST_FILLED_IN} people: choose the members yourself.`]
      : [];
  return formFor(ctx, draft, undefined, { notices });
}
