/** Shows something in a modal that is open, or was: a person may have closed it meanwhile. */
import type { Context } from '../../feature.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { SlackRefusal } from '../../slack/port.ts';

const GONE: ReadonlySet<string> = new Set(['not_found', 'view_not_found']);

/** On the way to a deed. A modal that was closed is left closed: the person does not want it any more. */
export async function showNext(ctx: Context, viewId: string, view: ModalView): Promise<void> {
  try {
    await ctx.desk.updateModal(viewId, view);
  } catch (error) {
    if (!(error instanceof SlackRefusal) || !GONE.has(error.code)) throw error;
    ctx.log.info('plan.modal_closed', { view: view.callbackId });
  }
}

/** After a deed: it stands, whether or not its outcome can be shown, so nothing is thrown any more. */
export async function showOutcome(ctx: Context, viewId: string, view: ModalView): Promise<void> {
  try {
    await ctx.desk.updateModal(viewId, view);
  } catch (error) {
    ctx.log.trouble('plan.outcome_unseen', error, { view: view.callbackId });
  }
}
