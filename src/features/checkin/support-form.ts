/** Support as the form asks for it. */
import { dateIn } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { findPerson } from '../../release/people.ts';
import type { Tx } from '../../store/db.ts';
import type { Draft } from './prefill.ts';
import type { Whose } from './record.ts';
import { end, handOn, noteSupport } from './support-change.ts';
import { changeRequest, insertRequest, openRequests, requestsOfCheckIn } from './support-store.ts';
import { sayAgain, tell } from './tell.ts';

/** Brings the support asked for in a check-in in line with the form: new, changed, or taken back. */
export async function supportOfCheckIn(
  ctx: Context,
  tx: Tx,
  whose: Whose,
  checkInId: string,
  { support, supportFrom }: Pick<Draft, 'support' | 'supportFrom'>,
): Promise<void> {
  const requests = await requestsOfCheckIn(tx.db, [checkInId]);
  const open = requests.find(({ state }) => state === 'open');
  if (open === undefined) {
    // Settled by someone while the form was open: handing it in is not asking again.
    const isSettled = requests.some(({ state, text }) => state === 'done' && text === support);
    if (support !== '' && !isSettled) await askFor(ctx, tx, whose, checkInId, support, supportFrom);
    return;
  }
  if (support === '') return end(ctx, tx, open, 'withdrawn', whose.userId);
  if (support === open.text && supportFrom === open.to_user_id) return;
  const isHandedOn = supportFrom !== open.to_user_id;
  await changeRequest(tx, open.id, {
    text: support,
    to_user_id: supportFrom,
    ...(isHandedOn ? { returned_by: null } : {}),
  });
  if (isHandedOn) await handOn(ctx, tx, open.id, supportFrom);
  else await sayAgain(ctx, tx, open.id);
}

async function askFor(
  ctx: Context,
  tx: Tx,
  { project, release, userId }: Whose,
  checkInId: string,
  text: string,
  to: string | null,
): Promise<void> {
  const person = await findPerson(tx.db, ctx.workspace.id, userId);
  const request = await insertRequest(tx, {
    workspace_id: ctx.workspace.id,
    check_in_id: checkInId,
    release_id: release.id,
    from_user_id: userId,
    to_user_id: to,
    text,
    since: dateIn(person?.zone ?? project.zone, ctx.now),
  });
  await noteSupport(tx, request, 'support.asked', userId);
  if (to !== null) await tell(ctx, tx, request, to);
}

/** Closes own earlier requests that were ticked as settled. */
export async function settleEarlier(
  ctx: Context,
  tx: Tx,
  whose: Whose,
  ids: readonly string[],
): Promise<void> {
  const own = (await openRequests(tx.db, whose.release.id)).filter(
    (request) => request.from_user_id === whose.userId && ids.includes(request.id),
  );
  for (const request of own) await end(ctx, tx, request, 'done', whose.userId);
}
