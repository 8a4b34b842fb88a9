/** The buttons of a request for support, and who may press them. */
import { permit } from '../../authority/permit.ts';
import { SlipwayError } from '../../base/errors.ts';
import type { Context } from '../../feature.ts';
import { byOther } from '../../release/people.ts';
import { holders } from '../../release/projects.ts';
import type { Press } from '../../slack/arrivals.ts';
import type { Db, Tx } from '../../store/db.ts';
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
    const request = await openRequest(tx, ctx, String(press.value), press.userId);
    await refuseOthers(ctx, tx.db, 'checkin.settle', request, press.userId);
    await end(ctx, tx, request, 'done', press.userId);
    await tellAsker(ctx, tx, request);
  });
}

/** *Not me*: goes back to the release manager, or to who asked when there is nobody else. */
export async function supportNotMe(ctx: Context, press: Press): Promise<void> {
  await ctx.transact(async (tx) => {
    const request = await openRequest(tx, ctx, String(press.value), press.userId);
    await refuseOthers(ctx, tx.db, 'checkin.decline', request, press.userId);
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
  const request = await openRequest(tx, ctx, requestId, by);
  await refuseOthers(ctx, tx.db, 'checkin.settle', request, by);
  if (request.to_user_id !== null)
    throw new SlipwayError('conflict', 'This request is with someone else by now.');
  await changeRequest(tx, request.id, { to_user_id: to, returned_by: null });
  await handOn(ctx, tx, request.id, to);
  await tellAsker(ctx, tx, request);
}

async function openRequest(tx: Tx, ctx: Context, id: string, userId: string): Promise<SupportRow> {
  const request = await findRequest(tx.db, id);
  const isOurs = request?.workspace_id === ctx.workspace.id;
  if (isOurs && request.state === 'open') return request;
  const closer = isOurs ? request.closed_by : null;
  const by = await byOther(tx.db, ctx.workspace.id, closer, userId);
  throw new SlipwayError(
    'conflict',
    `This request is settled already${by}. Nothing is left to do.`,
  );
}

/** Refuses everybody who has nothing to do with a request. Only who has it now can give it back. */
export async function refuseOthers(
  ctx: Context,
  db: Db,
  action: 'checkin.settle' | 'checkin.decline',
  request: SupportRow,
  userId: string,
): Promise<void> {
  const notices = await noticesOf(db, request.id);
  const own =
    action === 'checkin.decline'
      ? notices.filter(({ outcome }) => outcome === 'open')
      : [...notices, { user_id: request.from_user_id }, { user_id: request.to_user_id }];
  const track = await findTrack(db, ctx.workspace.id, request.release_id);
  const no = await permit(ctx, db, action, userId, {
    name: 'this request',
    project: track?.project ?? null,
    own: own.flatMap(({ user_id }) => user_id ?? []),
  });
  if (no !== null) throw new SlipwayError('not_allowed', no);
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
