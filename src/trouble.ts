/** Tells a person that something they did has failed: where they did it, else by direct message. */
import { againMessage } from './again.ts';
import { sentenceOf, SlipwayError } from './base/errors.ts';
import type { Context } from './feature.ts';
import type { Incoming, Press, Shortcut } from './slack/arrivals.ts';
import { line, lines, sentence, type Message, type ModalView } from './slack/blocks.ts';
import { SlackRefusal } from './slack/port.ts';

const LATE_TRIGGER = new Set([
  'exchanged_trigger_id',
  'expired_trigger_id',
  'trigger_exchanged',
  'trigger_expired',
]);

function isLate(error: unknown): boolean {
  return error instanceof SlackRefusal && LATE_TRIGGER.has(error.code);
}

/** What the person reads. Slack opens a window for three seconds only; later, one press more is all it takes. */
export function troubleWords(error: unknown, reference: string): string {
  if (isLate(error))
    return 'That took me too long and Slack no longer lets me open a window. Nothing is lost: please press again.';
  return sentenceOf(error, reference);
}

/** The same for a window that a run before this one opened: a fresh one shows what this one was for. */
export function restartedWords(error: unknown, reference: string): string {
  if (isLate(error))
    return 'I was restarted while I was reading this for you. Nothing is lost: close this window and do the same once more.';
  return sentenceOf(error, reference);
}

/** Says it in the modal that is open, by the interaction's own address, or in a direct message. */
export async function tellTrouble(
  ctx: Context,
  incoming: Incoming,
  error: unknown,
  reference: string,
): Promise<void> {
  const words = troubleWords(error, reference);
  const message = isLate(error) ? againMessage(words, incoming) : sentence(words);
  switch (incoming.kind) {
    case 'command':
      return ctx.desk.reply({ responseUrl: incoming.responseUrl }, message);
    case 'press':
      if (incoming.responseUrl !== undefined)
        return ctx.desk.reply({ responseUrl: incoming.responseUrl }, message);
      if (incoming.view?.type === 'modal')
        return inModal(ctx, incoming.view.id, incoming.userId, words, reference);
      if (isRefusal(error)) return inNewModal(ctx, incoming, words, reference);
      return directly(ctx, incoming.userId, message, reference);
    case 'submission':
      return inModal(ctx, incoming.viewId, incoming.userId, words, reference);
    case 'shortcut':
      if (isRefusal(error)) return inNewModal(ctx, incoming, words, reference);
      return directly(ctx, incoming.userId, message, reference);
    case 'closed':
    case 'event':
    case 'unreadable':
  }
}

/** Says that something they did was left after several crashes over it. */
export async function tellLeft(ctx: Context, userId: string, reference: string): Promise<void> {
  await directly(ctx, userId, sentence(leftWords(reference)), reference);
}

/** The words for what was left. */
export function leftWords(reference: string): string {
  return `I stopped several times over something you did, so I left it, and nothing of it is saved. Please do it once more; if it fails again, give your operator the reference ${reference}.`;
}

function isRefusal(error: unknown): boolean {
  return error instanceof SlipwayError && error.code === 'not_allowed';
}

/** Where nothing else can be said to one person alone; nothing was opened for them yet, so the trigger is fresh. */
async function inNewModal(
  ctx: Context,
  { triggerId, userId }: Press | Shortcut,
  words: string,
  reference: string,
): Promise<void> {
  try {
    await ctx.desk.openModal(triggerId, troubleModal(words));
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    await directly(ctx, userId, sentence(words), reference);
  }
}

async function inModal(
  ctx: Context,
  viewId: string,
  userId: string,
  words: string,
  reference: string,
): Promise<void> {
  try {
    await ctx.desk.updateModal(viewId, troubleModal(words));
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    await directly(ctx, userId, sentence(words), reference);
  }
}

async function directly(
  ctx: Context,
  userId: string,
  message: Message,
  reference: string,
): Promise<void> {
  await ctx.aside((tx) =>
    ctx.say(tx, {
      key: `trouble:${reference}`,
      workspaceId: ctx.workspace.id,
      to: userId,
      message,
    }),
  );
}

/** One sentence in place of what the window was to show. */
export function troubleModal(words: string): ModalView {
  return {
    type: 'modal',
    callbackId: 'trouble',
    title: 'That did not work',
    close: 'Close',
    blocks: [lines([line(words)])],
  };
}
