/** What happens to a request for support, whoever causes it. */
import type { Context } from '../../feature.ts';
import { note, type JournalEvent } from '../../release/journal.ts';
import { findRelease } from '../../release/releases.ts';
import type { Tx } from '../../store/db.ts';
import { findAsk } from './ask-store.ts';
import { sayStanding } from './standing.ts';
import { checkInById } from './store.ts';
import { changeRequest, closeNotices, findRequest, type SupportRow } from './support-store.ts';
import { supportSentence } from './support-words.ts';
import { sayAgain, sayOutcome, tell } from './tell.ts';

/** Gives a request to someone else, or to nobody in particular. */
export async function handOn(
  ctx: Context,
  tx: Tx,
  requestId: string,
  to: string | null,
): Promise<void> {
  await closeNotices(tx, requestId, 'handed');
  const request = await findRequest(tx.db, requestId);
  if (to !== null && request !== undefined) await tell(ctx, tx, request, to);
  await sayAgain(ctx, tx, requestId);
}

/** Ends an open request, in every message in which it stands; nothing when it ended meanwhile. */
export async function end(
  ctx: Context,
  tx: Tx,
  request: SupportRow,
  how: 'done' | 'withdrawn',
  by: string,
): Promise<void> {
  const closed = { state: how, closed_by: by, closed_at: ctx.now };
  if (!(await changeRequest(tx, request.id, closed))) return;
  await closeNotices(tx, request.id, how);
  await sayAgain(ctx, tx, request.id);
  if (how === 'done') await noteSupport(tx, request, 'support.done', by);
}

/**
 * The person who asked learns the outcome by an edit of their check-in message: it can wait for them.
 * Without such a message, because they answered unasked, they get one of their own in working hours.
 */
export async function tellAsker(ctx: Context, tx: Tx, request: SupportRow): Promise<void> {
  const row = await checkInById(tx.db, request.check_in_id);
  if (row === undefined) return;
  if ((await findAsk(tx.db, ctx.workspace.id, row.user_id, row.week)) !== undefined)
    return sayStanding(ctx, tx, row.user_id, row.week);
  const words = await supportSentence(tx.db, ctx.workspace.id, row.id);
  if (words !== null) await sayOutcome(ctx, tx, request, words);
}

/** Notes that support was asked for, given, or declined. */
export async function noteSupport(
  tx: Tx,
  request: SupportRow,
  event: Extract<JournalEvent, `support.${string}`>,
  actor: string,
): Promise<void> {
  const release = await findRelease(tx.db, request.release_id);
  await note(tx, {
    workspaceId: request.workspace_id,
    projectId: release?.projectId ?? null,
    releaseId: request.release_id,
    actor,
    event,
    detail: { requestId: request.id, from: request.from_user_id, to: request.to_user_id },
  });
}
