/** Shows something in a modal that is open, or was: a person may have closed it meanwhile. */
import type { Context } from '../../feature.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { SlackRefusal } from '../../slack/port.ts';

/** A modal that was closed is left closed. */
export async function showNext(ctx: Context, viewId: string, view: ModalView): Promise<void> {
  try {
    await ctx.desk.updateModal(viewId, view);
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    ctx.log.info('setup.modal_closed', { view: view.callbackId, code: error.code });
  }
}
