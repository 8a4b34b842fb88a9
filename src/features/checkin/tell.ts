/** Tells a person what support is needed of them: in their working hours, one message a day. */
import { dateIn, endOfDay, plusMinutes, type CalendarDate, type Instant } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { findPeople, findPerson } from '../../release/people.ts';
import { workingMoment } from '../../release/recurrence.ts';
import type { Tx } from '../../store/db.ts';
import { findTrack } from './roster.ts';
import { outcomeMessage, supportMessage, type SupportLine } from './support-blocks.ts';
import {
  markTold,
  noticesOf,
  saveNotice,
  toldOn,
  type SupportRow,
  type ToldRequest,
} from './support-store.ts';
import { releaseName } from './words.ts';

const WORKING_HOURS = { from: '09:00', until: '17:00' } as const;
const TWO_WEEKS_MINUTES = 14 * 24 * 60;

/**
 * Puts a request into a person's next message: now in their working hours, else at the next opening. A
 * second message on one day would break the quiet, and an edit notifies nobody, so what comes after
 * the day's message waits for the next working day. Home shows it at once.
 */
export async function tell(
  ctx: Context,
  tx: Tx,
  request: SupportRow,
  userId: string,
): Promise<void> {
  const person = await findPerson(tx.db, ctx.workspace.id, userId);
  const track = await findTrack(tx.db, ctx.workspace.id, request.release_id);
  const zone = person?.zone ?? track?.project.zone ?? 'UTC';
  const daysOff = new Set(track?.project.idleDays ?? []);
  let moment = workingMoment(zone, ctx.now, WORKING_HOURS, daysOff);
  const today = await toldOn(tx.db, ctx.workspace.id, userId, dateIn(zone, moment));
  if (today.some(({ told_at }) => told_at !== null))
    moment = workingMoment(zone, endOfDay(zone, dateIn(zone, moment)), WORKING_HOURS, daysOff);
  const day = dateIn(zone, moment);
  await saveNotice(tx, {
    request_id: request.id,
    user_id: userId,
    day,
    told_at: null,
    outcome: 'open',
  });
  if (moment === ctx.now) await sayDay(ctx, tx, userId, day);
  else await promiseDay(ctx, tx, userId, day, moment);
}

async function promiseDay(
  ctx: Context,
  tx: Tx,
  userId: string,
  day: CalendarDate,
  at: Instant,
): Promise<void> {
  await ctx.promise(tx, {
    key: dayKey(userId, day),
    workspaceId: ctx.workspace.id,
    kind: 'checkin.support',
    dueAt: at,
    usefulUntil: plusMinutes(at, TWO_WEEKS_MINUTES),
    payload: { userId, day },
  });
}

function dayKey(userId: string, day: CalendarDate): string {
  return `checkin.support:${userId}:${day}`;
}

/** Keeps the promise to tell a person in their working hours. */
export async function keepSupport(ctx: Context, due: DuePromise): Promise<Kept> {
  const { userId, day } = due.payload;
  if (typeof userId !== 'string' || typeof day !== 'string')
    throw new Error(`the promise ${due.key} does not say who and when`);
  return ctx.transact(async (tx) => {
    const told = await toldOn(tx.db, ctx.workspace.id, userId, day);
    if (!told.some(({ outcome }) => outcome === 'open'))
      return { kind: 'skipped', reason: 'settled before it was told' };
    await sayDay(ctx, tx, userId, day);
    return { kind: 'done' };
  });
}

/** Says again every message in which a request stands and that went out. */
export async function sayAgain(ctx: Context, tx: Tx, requestId: string): Promise<void> {
  for (const notice of await noticesOf(tx.db, requestId))
    if (notice.told_at !== null) await sayDay(ctx, tx, notice.user_id, notice.day);
}

async function sayDay(ctx: Context, tx: Tx, userId: string, day: CalendarDate): Promise<void> {
  const told = await toldOn(tx.db, ctx.workspace.id, userId, day);
  if (told.length === 0) return;
  await ctx.say(tx, {
    key: dayKey(userId, day),
    workspaceId: ctx.workspace.id,
    to: userId,
    message: supportMessage(await supportLines(ctx, tx, told, userId)),
  });
  await markTold(tx, userId, day);
}

/** Tells who asked how it ended, in their working hours. */
export async function sayOutcome(
  ctx: Context,
  tx: Tx,
  request: SupportRow,
  words: string,
): Promise<void> {
  const person = await findPerson(tx.db, ctx.workspace.id, request.from_user_id);
  const zone = person?.zone ?? 'UTC';
  await ctx.say(tx, {
    key: `checkin.outcome:${request.id}`,
    workspaceId: ctx.workspace.id,
    to: request.from_user_id,
    message: outcomeMessage(words, request.text),
    releaseId: request.release_id,
    notBefore: workingMoment(zone, ctx.now, WORKING_HOURS, new Set()),
  });
}

/** The same requests as a person reads them. */
export async function supportLines(
  ctx: Context,
  tx: Pick<Tx, 'db'>,
  told: readonly ToldRequest[],
  userId: string,
): Promise<readonly SupportLine[]> {
  const names = await findPeople(
    tx.db,
    ctx.workspace.id,
    told.flatMap(({ from_user_id, returned_by }) => [from_user_id, returned_by ?? from_user_id]),
  );
  const name = (id: string): string => names.get(id)?.name ?? 'someone';
  return Promise.all(
    told.map(async (request) => {
      const track = await findTrack(tx.db, ctx.workspace.id, request.release_id);
      return {
        id: request.id,
        text: request.text,
        release: track === undefined ? 'a release' : releaseName(track.project, track.release),
        from: request.from_user_id === userId ? null : name(request.from_user_id),
        returnedBy: request.returned_by === null ? null : name(request.returned_by),
        isNamed: request.to_user_id === userId,
        outcome: request.outcome,
      };
    }),
  );
}
