/** Ticks off checks of a fix that is out, and takes ticks back. */
import {
  checklistOf,
  tick,
  untick,
  type ChecklistItemRow,
} from '../../authority/checklists-store.ts';
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import { byOther } from '../../release/people.ts';
import type { Press } from '../../slack/arrivals.ts';
import type { Tx } from '../../store/db.ts';
import { sayChecks } from './check-flow.ts';
import { checksSubject } from './checks.ts';
import { withHotfix } from './reach.ts';
import { isOpen } from './road.ts';
import { showRoomOrTell } from './show-room.ts';
import type { HotfixRow } from './tables.ts';

/** “Tick off” and its way back: the value is the hotfix's id, the check's, and the deed. */
export async function tickPressed(ctx: Context, press: Press): Promise<void> {
  const [hotfixId = '', id = '', deed = ''] = String(press.value).split('/');
  const wish = { hotfixId, action: 'hotfix.check', userId: press.userId } as const;
  const no = await withHotfix(ctx, wish, async (tx, found) => {
    const { hotfix } = found;
    if (!isOpen(hotfix.step)) return 'This hotfix has ended, and its checks stay as they are.';
    const subject = checksSubject(hotfix.id, hotfix.attempt);
    const item = (await checklistOf(tx.db, subject)).find((one) => one.id === id);
    if (item === undefined) return 'The fix failed meanwhile, so this check does not count.';
    const isNew =
      deed === 'tick'
        ? await tick(tx, { subject, id }, press.userId, null)
        : await untick(tx, { subject, id });
    if (!isNew) {
      const by = await byOther(tx.db, hotfix.workspace_id, item.ticked_by, press.userId);
      // A window is drawn anew and shows who did; on a message that has to be said.
      const isShown = press.view !== undefined || deed !== 'tick' || by === '';
      return isShown ? null : `This is ticked off already${by}.`;
    }
    await noteCheck(tx, hotfix, press.userId, item, deed === 'tick');
    await sayChecks(ctx, tx, found, hotfix.attempt);
    return null;
  });
  await showRoomOrTell(ctx, press, hotfixId, no);
}

async function noteCheck(
  tx: Tx,
  hotfix: HotfixRow,
  userId: string,
  { text }: ChecklistItemRow,
  isTick: boolean,
): Promise<void> {
  await note(tx, {
    workspaceId: hotfix.workspace_id,
    projectId: hotfix.project_id,
    releaseId: hotfix.release_id,
    actor: userId,
    event: isTick ? 'hotfix.checked' : 'hotfix.unchecked',
    detail: { hotfixId: hotfix.id, check: text },
  });
}
