/** The room of a hotfix after something was pressed in it. */
import type { Context } from '../../feature.ts';
import type { Press } from '../../slack/arrivals.ts';
import { toppedModal } from '../../slack/inputs.ts';
import { showNext } from '../../slack/show.ts';
import { gone, openLoading, ROOM_TITLE, tell } from './reach.ts';
import { roomFor } from './room-facts.ts';

/**
 * The room as it stands now. When the press did nothing, `no` says why: above the room where that is open, for what was
 * pressed may be out of date, else for this person's eyes only.
 */
export async function showRoom(
  ctx: Context,
  press: Press,
  hotfixId: string,
  no: string | null,
): Promise<void> {
  const isInModal = press.view?.type === 'modal';
  if (no !== null && (!isInModal || no === gone())) return tell(ctx, press, no);
  const viewId = isInModal ? press.view.id : await openLoading(ctx, press, ROOM_TITLE);
  const room = await roomFor(ctx, hotfixId, press.userId);
  await showNext(ctx, viewId, no === null ? room : toppedModal(room, no));
}

/** The same for a button that stands on messages too, where it says nothing when all went well. */
export async function showRoomOrTell(
  ctx: Context,
  press: Press,
  hotfixId: string,
  no: string | null,
): Promise<void> {
  if (no !== null || press.view?.type === 'modal') await showRoom(ctx, press, hotfixId, no);
}
