/** The one reminder of a week, putting it off, and the quiet edit at the closing. */
import { plusMinutes, type CalendarDate, type Instant } from '../../base/time.ts';
import { SlipwayError } from '../../base/errors.ts';
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { findPerson } from '../../release/people.ts';
import type { Tx } from '../../store/db.ts';
import { isPaused, isWeek } from './rules.ts';
import { readView, sayStanding, SNOOZE_MINUTES } from './standing.ts';
import { countReminder, findAsk, type AskRow } from './ask-store.ts';

/** Who and which week a promise is about. */
export function readPayload(due: Pick<DuePromise, 'key' | 'payload'>): {
  readonly userId: string;
  readonly week: CalendarDate;
} {
  const { userId, week } = due.payload;
  if (typeof userId === 'string' && typeof week === 'string' && isWeek(week))
    return { userId, week };
  throw new Error(`the promise ${due.key} does not say who and when`);
}

/** A promise that is not kept, and why. */
export function skipped(reason: string): Kept {
  return { kind: 'skipped', reason };
}

/** Promises the reminder of a week, or moves it while it has not come. */
export async function promiseReminder(
  ctx: Context,
  tx: Tx,
  ask: Pick<AskRow, 'user_id' | 'week' | 'reminders'>,
  at: Instant,
  closesAt: Instant,
): Promise<void> {
  const again = ask.reminders > 0 ? `:${ask.reminders}` : '';
  await ctx.promise(tx, {
    key: `checkin.remind:${ask.user_id}:${ask.week}${again}`,
    workspaceId: ctx.workspace.id,
    kind: 'checkin.remind',
    dueAt: at,
    usefulUntil: closesAt,
    payload: { userId: ask.user_id, week: ask.week },
  });
}

/** Keeps the promise to remind: only who has not answered, once. */
export async function keepReminder(ctx: Context, due: DuePromise): Promise<Kept> {
  const { userId, week } = readPayload(due);
  return ctx.transact((tx) => remind(ctx, tx, userId, week));
}

async function remind(ctx: Context, tx: Tx, userId: string, week: CalendarDate): Promise<Kept> {
  const found = await findAsk(tx.db, ctx.workspace.id, userId, week);
  if (found === undefined) return skipped('never asked');
  const person = await findPerson(tx.db, ctx.workspace.id, userId);
  if (person !== undefined && isPaused(person, ctx.now)) return skipped('paused meanwhile');
  if (person?.isDeactivated === true) return skipped('their Slack account is deactivated');
  if (person?.isOutside === true) return skipped('they are of another organisation');
  const { sections } = await readView(ctx, tx, found, null, null);
  if (!sections.some(({ state }) => state.kind === 'open'))
    return skipped('nothing left to answer');
  // A reminder must notify, and Slack notifies neither of an edit nor, by default, of a reply in a
  // thread of one's own direct messages. So it is one new message with the same buttons; from then on
  // both are edited together, whichever of them is pressed.
  await countReminder(tx, found);
  await sayStanding(ctx, tx, userId, week);
  return { kind: 'done' };
}

/**
 * Puts the reminder off by two hours and tells until when; after it has come, the person gets another one because they asked
 * for it. Throws SlipwayError when the check-in closes before that.
 */
export async function snooze(ctx: Context, userId: string, week: CalendarDate): Promise<Instant> {
  return ctx.transact(async (tx) => {
    const ask = await findAsk(tx.db, ctx.workspace.id, userId, week);
    const view = ask === undefined ? undefined : await readView(ctx, tx, ask, null, null);
    if (ask === undefined || view?.maySnooze !== true || view.closesAt === null)
      throw new SlipwayError(
        'too_late',
        'The check-in closes before two hours are over, so I cannot remind you later. One tap now is a full answer.',
      );
    const at = plusMinutes(ctx.now, SNOOZE_MINUTES);
    await promiseReminder(ctx, tx, ask, at, view.closesAt);
    return at;
  });
}

/** Keeps the promise to close: the message says so; nobody is notified. */
export async function keepClose(ctx: Context, due: DuePromise): Promise<Kept> {
  const { userId, week } = readPayload(due);
  return ctx.transact(async (tx) => {
    await sayStanding(ctx, tx, userId, week);
    return { kind: 'done' };
  });
}
