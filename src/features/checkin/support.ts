/** The buttons of a request for support, and who may press them. */
import { SlipwayError } from '../../base/errors.ts';
import type { Context } from '../../feature.ts';
import { holders } from '../../release/projects.ts';
import type { Press } from '../../slack/arrivals.ts';
import type { Tx } from '../../store/db.ts';
import { findTrack } from './roster.ts';
import { end, handOn, noteSupport, tellAsker } from './support-change.ts';
import {
  changeRequest,
  closeNotices,
  findRequest,
  noticesOf,
  type SupportRow,
} from './support-store.ts';
import { sayAgain, tell } from './tell.ts';

/** *Done*: by whoever has it, was named, asked for it, or leads the release. */
export async function supportDone(ctx: Context, press: Press): Promise<void> {
  await ctx.transact(async (tx) => {
    const request = await openRequest(tx, ctx, String(press.value));
    if (!(await mayClose(tx, ctx, request, press.userId)))
      throw new SlipwayError('not_allowed', 'Only the people concerned can settle this request.');
    await end(ctx, tx, request, 'done', press.userId);
    await tellAsker(ctx, tx, request);
  });
}

/** *Not me*: goes back to the release manager, or to who asked when there is nobody else. */
export async function supportNotMe(ctx: Context, press: Press): Promise<void> {
  await ctx.transact(async (tx) => {
    const request = await openRequest(tx, ctx, String(press.value));
    const own = (await noticesOf(tx.db, request.id)).find(
      ({ user_id, outcome }) => user_id === press.userId && outcome === 'open',
    );
    if (own === undefined)
      throw new SlipwayError('not_allowed', 'This request is with someone else by now.');
    await changeRequest(tx, request.id, { to_user_id: null, returned_by: press.userId });
    await closeNotices(tx, request.id, 'declined');
    await noteSupport(tx, request, 'support.declined', press.userId);
    const next = await whoNext(tx, ctx, request, press.userId);
    const now = await findRequest(tx.db, request.id);
    if (now !== undefined) await tell(ctx, tx, now, next);
    await sayAgain(ctx, tx, request.id);
    await tellAsker(ctx, tx, request);
  });
}

/**
 * Names someone for an open request that nobody has, by who asked or leads the release. Throws `SlipwayError`
 * when somebody was named meanwhile: their message went out.
 */
export async function handTo(
  ctx: Context,
  tx: Tx,
  requestId: string,
  by: string,
  to: string,
): Promise<void> {
  const request = await openRequest(tx, ctx, requestId);
  if (request.to_user_id !== null || !(await mayClose(tx, ctx, request, by)))
    throw new SlipwayError('conflict', 'This request is with someone else by now.');
  await changeRequest(tx, request.id, { to_user_id: to, returned_by: null });
  await handOn(ctx, tx, request.id, to);
  await tellAsker(ctx, tx, request);
}

async function openRequest(tx: Tx, ctx: Context, id: string): Promise<SupportRow> {
  const request = await findRequest(tx.db, id);
  if (request?.workspace_id !== ctx.workspace.id || request.state !== 'open')
    throw new SlipwayError('conflict', 'This request is settled already. Nothing is left to do.');
  return request;
}

async function mayClose(
  tx: Tx,
  ctx: Context,
  request: SupportRow,
  userId: string,
): Promise<boolean> {
  if (request.from_user_id === userId || request.to_user_id === userId) return true;
  if ((await noticesOf(tx.db, request.id)).some(({ user_id }) => user_id === userId)) return true;
  return (await managers(tx, ctx, request)).includes(userId);
}

async function managers(tx: Tx, ctx: Context, request: SupportRow): Promise<readonly string[]> {
  const track = await findTrack(tx.db, ctx.workspace.id, request.release_id);
  return track === undefined ? [] : holders(track.project, 'release_manager');
}

async function whoNext(
  tx: Tx,
  ctx: Context,
  request: SupportRow,
  declinedBy: string,
): Promise<string> {
  const lead = (await managers(tx, ctx, request)).find((userId) => userId !== declinedBy);
  return lead ?? request.from_user_id;
}
