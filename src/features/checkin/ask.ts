/** Asks, reminds and closes: one message per person and week. */
import { plusMinutes, type CalendarDate } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { findPerson, markWelcomed } from '../../release/people.ts';
import type { Tx } from '../../store/db.ts';
import { planPeople } from './plan-asks.ts';
import { askable, tracksOf } from './roster.ts';
import { lookUp } from './look-up.ts';
import { promiseReminder, readPayload, skipped } from './remind.ts';
import { weekPlan, type Part, type WeekPlan } from './rules.ts';
import { messageKey, sayStanding } from './standing.ts';
import { findAsk, insertAsk, welcomingAsk } from './ask-store.ts';
import { checkInsOf, saveCheckIn } from './store.ts';

const WEEK_MINUTES = 7 * 24 * 60;

/** Keeps the promise to ask one person about one week. */
export async function keepAsk(ctx: Context, due: DuePromise): Promise<Kept> {
  const { userId, week } = readPayload(due);
  await lookUp(ctx, userId);
  return ctx.transact((tx) => ask(ctx, tx, userId, week));
}

async function ask(ctx: Context, tx: Tx, userId: string, week: CalendarDate): Promise<Kept> {
  const tracks = await tracksOf(tx.db, ctx.workspace.id, userId);
  const person = await askable(tx.db, ctx.workspace.id, userId, tracks);
  await planPeople(ctx, tx, [userId], tracks);
  const plan = stillOpen(ctx, weekPlan(person, tracks, week));
  const reason = await whyNotNow(ctx, tx, userId, week, plan);
  if (reason !== null || plan.kind !== 'ask') return skipped(reason ?? 'nothing to ask');
  await writeDown(ctx, tx, userId, week, plan);
  await sayStanding(ctx, tx, userId, week);
  await promiseTheRest(ctx, tx, userId, week, plan);
  return { kind: 'done' };
}

/** After downtime some of several projects may have closed already; the others are still asked about. */
function stillOpen(ctx: Context, plan: WeekPlan): WeekPlan {
  if (plan.kind !== 'ask') return plan;
  return { ...plan, parts: plan.parts.filter(({ closesAt }) => closesAt > ctx.now) };
}

async function whyNotNow(
  ctx: Context,
  tx: Tx,
  userId: string,
  week: CalendarDate,
  plan: WeekPlan,
): Promise<string | null> {
  if (plan.kind === 'silence') return 'on no list of a release on its way';
  if (plan.kind === 'skip') return plan.reason;
  if (plan.parts.length === 0) return 'the window had closed';
  if ((await findAsk(tx.db, ctx.workspace.id, userId, week)) !== undefined) return 'asked already';
  const rows = await checkInsOf(tx.db, ctx.workspace.id, userId, week);
  const isAnswered = ({ release }: Part): boolean =>
    rows.some((row) => row.release_id === release.id && row.answered_at !== null);
  return plan.parts.every(isAnswered) ? 'answered before being asked' : null;
}

async function writeDown(
  ctx: Context,
  tx: Tx,
  userId: string,
  week: CalendarDate,
  plan: Extract<WeekPlan, { kind: 'ask' }>,
): Promise<void> {
  const key = { workspace_id: ctx.workspace.id, user_id: userId, week };
  const isFirst = await isFirstMessage(ctx, tx, userId);
  await insertAsk(tx, { ...key, closes_at: plan.closesAt, is_first: isFirst ? 1 : 0 });
  if (isFirst) await markWelcomed(tx, ctx.workspace.id, userId);
  for (const { release, closesAt } of plan.parts)
    await saveCheckIn(
      tx,
      { ...key, release_id: release.id },
      { asked_at: ctx.now, closes_at: closesAt },
    );
}

/** Also when one that was to welcome the person never came to stand: they still do not know who added them. */
async function isFirstMessage(ctx: Context, tx: Tx, userId: string): Promise<boolean> {
  const known = await findPerson(tx.db, ctx.workspace.id, userId);
  if (known === undefined || known.welcomedAt === null) return known !== undefined;
  const welcoming = await welcomingAsk(tx.db, ctx.workspace.id, userId);
  if (welcoming === undefined) return false;
  return (await ctx.ledger.neverStood(tx.db, [messageKey(welcoming)])).size > 0;
}

/** The reminder, unless its time is past already, and one edit at each closing. */
async function promiseTheRest(
  ctx: Context,
  tx: Tx,
  userId: string,
  week: CalendarDate,
  { remindsAt, closesAt, parts }: Extract<WeekPlan, { kind: 'ask' }>,
): Promise<void> {
  const asked = { user_id: userId, week, reminders: 0 };
  if (remindsAt > ctx.now) await promiseReminder(ctx, tx, asked, remindsAt, closesAt);
  for (const closing of new Set(parts.map((part) => part.closesAt)))
    await ctx.promise(tx, {
      key: `checkin.close:${userId}:${week}:${closing}`,
      workspaceId: ctx.workspace.id,
      kind: 'checkin.close',
      dueAt: closing,
      // A quiet edit is right whenever it comes; after a week the message is far up in the history.
      usefulUntil: plusMinutes(closing, WEEK_MINUTES),
      payload: { userId, week },
    });
}
