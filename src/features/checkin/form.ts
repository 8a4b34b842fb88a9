/** Opens the form: from the message, by command, by shortcut. */
import { typed } from '../../base/command-names.ts';
import type { CalendarDate } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { Command, Press, Shortcut } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { readForm, targetsNow, targetsOfWeek } from './form-read.ts';
import { loadingModal, sentenceModal } from './modals.ts';
import { isWeek } from './rules.ts';
import { notListed } from './words.ts';

/** `/checkin`: answer now, early or late. */
export async function answerNow(ctx: Context, from: Command | Shortcut): Promise<void> {
  const { id } = await ctx.desk.openModal(from.triggerId, loadingModal);
  await ctx.desk.updateModal(id, await formNow(ctx, from.userId));
}

/** *Add details* on a message of some week. */
export async function addDetails(ctx: Context, press: Press): Promise<void> {
  const { id } = await ctx.desk.openModal(press.triggerId, loadingModal);
  await ctx.desk.updateModal(id, await formOf(ctx, press.userId, String(press.value)));
}

async function formNow(ctx: Context, userId: string): Promise<ModalView> {
  const { onAnyList, targets } = await targetsNow(ctx, userId);
  if (!onAnyList) return sentenceModal(notListed());
  if (targets.length === 0)
    return sentenceModal(
      'No release of your projects is on its way, so there is nothing to answer. I ask you again when one is planned.',
    );
  return readForm(ctx, userId, targets);
}

async function formOf(ctx: Context, userId: string, week: CalendarDate): Promise<ModalView> {
  const targets = isWeek(week) ? await targetsOfWeek(ctx, userId, week) : [];
  if (targets.length > 0) return readForm(ctx, userId, targets);
  return sentenceModal(
    `The releases of that week are no longer on their way. ${typed('/checkin')} shows what is.`,
  );
}
