/** Shows something in a modal that is open, or was: a person may have closed it meanwhile. */
import type { Log } from '../base/log.ts';
import type { ModalView } from './blocks.ts';
import { type SlackDesk, SlackRefusal } from './port.ts';

const GONE: ReadonlySet<string> = new Set(['not_found', 'view_not_found']);

/** What showing needs. */
export interface ShowTools {
  readonly desk: Pick<SlackDesk, 'updateModal'>;
  readonly log: Log;
}

/** On the way to a deed. A modal that was closed is left closed: the person does not want it any more. */
export async function showNext(
  { desk, log }: ShowTools,
  viewId: string,
  view: ModalView,
): Promise<void> {
  try {
    await desk.updateModal(viewId, view);
  } catch (error) {
    if (!(error instanceof SlackRefusal) || !GONE.has(error.code)) throw error;
    log.info('modal.closed', { view: view.callbackId });
  }
}

/** After a deed: it stands, whether or not its outcome can be shown, so nothing is thrown any more. */
export async function showOutcome(
  { desk, log }: ShowTools,
  viewId: string,
  view: ModalView,
): Promise<void> {
  try {
    await desk.updateModal(viewId, view);
  } catch (error) {
    log.trouble('modal.outcome_unseen', error, { view: view.callbackId });
  }
}
