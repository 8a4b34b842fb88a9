/** The message that stands in a person's direct messages: read from the rows, said again when they change. */
import { dateIn, plusMinutes, weekOf, type CalendarDate, type Instant } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { findPerson, type Person } from '../../release/people.ts';
import type { Tx } from '../../store/db.ts';
import { checkinMessage } from './blocks.ts';
import type { CheckinView, Section, SectionState } from './message-words.ts';
import { findTrack, isAsked, ownWork } from './roster.ts';
import { findAsk, type AskRow } from './ask-store.ts';
import { askedSince, checkInsOf, type CheckInRow } from './store.ts';
import { supportSentence } from './support-words.ts';
import { readWelcome } from './welcome.ts';

/** Key of a week's message, and of its reminders by number. */
export function messageKey(
  ask: Pick<AskRow, 'user_id' | 'week'>,
  reminder: number | null = null,
): string {
  const week = `${ask.user_id}:${ask.week}`;
  if (reminder === null) return `checkin.ask:${week}`;
  return reminder === 0 ? `checkin.remind:${week}` : `checkin.remind:${week}:${reminder}`;
}

/** How long a snooze lasts. */
export const SNOOZE_MINUTES = 120;

/** Says a person's message of a week as its rows stand now, and its reminder when that went out. */
export async function sayStanding(
  ctx: Context,
  tx: Tx,
  userId: string,
  week: CalendarDate,
  choosing: string | null = null,
): Promise<void> {
  const ask = await findAsk(tx.db, ctx.workspace.id, userId, week);
  if (ask === undefined) return;
  await say(ctx, tx, ask, null, choosing);
  for (let reminder = 0; reminder < ask.reminders; reminder += 1)
    await say(ctx, tx, ask, reminder, choosing);
}

/** Brings this week's messages up to date of everyone who was asked about a release. */
export async function refreshStanding(ctx: Context, tx: Tx, releaseId: string): Promise<void> {
  const since = weekOf(dateIn('UTC', ctx.now));
  for (const { user_id, week } of await askedSince(tx.db, releaseId, since))
    await sayStanding(ctx, tx, user_id, week);
}

/** Says the message of a week, or one of its reminders. */
async function say(
  ctx: Context,
  tx: Tx,
  ask: AskRow,
  reminder: number | null,
  choosing: string | null,
): Promise<void> {
  const view = await readView(ctx, tx, ask, reminder, choosing);
  if (view.sections.length === 0) return;
  await ctx.say(tx, {
    key: messageKey(ask, reminder),
    workspaceId: ctx.workspace.id,
    to: ask.user_id,
    message: checkinMessage(view),
    usefulUntil: await usefulUntil(ctx, tx, ask, view),
  });
}

/** While something is open, the last closing. What asks nothing any more is an edit or nothing at all. */
async function usefulUntil(
  ctx: Context,
  tx: Tx,
  { user_id: userId, week }: AskRow,
  { sections }: CheckinView,
): Promise<Instant> {
  if (!sections.some(({ state }) => state.kind === 'open')) return ctx.now;
  const rows = await checkInsOf(tx.db, ctx.workspace.id, userId, week);
  return (
    rows
      .flatMap(({ closes_at }) => closes_at ?? [])
      .sort()
      .at(-1) ?? ctx.now
  );
}

/** Reads everything that a person's message of a week shows, or its reminder of that number. */
export async function readView(
  ctx: Context,
  tx: Pick<Tx, 'db'>,
  ask: AskRow,
  reminder: number | null,
  choosing: string | null,
): Promise<CheckinView> {
  const { user_id: userId, week } = ask;
  const person = await findPerson(tx.db, ctx.workspace.id, userId);
  const rows = (await checkInsOf(tx.db, ctx.workspace.id, userId, week)).filter(
    (row) => row.asked_at !== null,
  );
  const purpose = reminder === null ? 'ask' : 'remind';
  const closesAt = nextClosing(rows, ctx.now);
  const hasNewer = (reminder ?? -1) + 1 < ask.reminders;
  const isQuiet = hasNewer && closesAt === null;
  const sections = await Promise.all(
    rows.map((row) => readSection(ctx, tx, row, person, isQuiet ? null : choosing)),
  );
  const found = sections.filter((section) => section !== undefined);
  const isAnswered = rows.some(({ confidence }) => confidence !== null);
  const welcomes = ask.is_first === 1 && purpose === 'ask' && !isAnswered;
  // A quiet message has no buttons, so the question about the login moves to the newest.
  const asksLogin = closesAt === null ? !hasNewer : purpose === 'ask';
  return {
    purpose,
    week,
    today: dateIn(person?.zone ?? 'UTC', ctx.now),
    sections: found.sort((a, b) => a.release.targetDate.localeCompare(b.release.targetDate)),
    closesAt,
    maySnooze: maySnooze(ctx, found, closesAt),
    isQuiet,
    welcome: welcomes ? await readWelcome(tx.db, userId, found) : null,
    proposedLogin: asksLogin && person?.loginState === 'proposed' ? person.proposedLogin : null,
  };
}

/** When the next of a message's releases closes; null when all have. */
function nextClosing(rows: readonly CheckInRow[], now: Instant): Instant | null {
  const ahead = rows.flatMap(({ closes_at }) =>
    closes_at !== null && closes_at > now ? [closes_at] : [],
  );
  return ahead.sort()[0] ?? null;
}

function maySnooze(ctx: Context, sections: readonly Section[], closesAt: string | null): boolean {
  const isOpen = sections.some(({ state }) => state.kind === 'open');
  return isOpen && closesAt !== null && plusMinutes(ctx.now, SNOOZE_MINUTES) < closesAt;
}

async function readSection(
  ctx: Context,
  tx: Pick<Tx, 'db'>,
  row: CheckInRow,
  person: Person | undefined,
  choosing: string | null,
): Promise<Section | undefined> {
  const track = await findTrack(tx.db, ctx.workspace.id, row.release_id);
  if (track === undefined) return undefined;
  const state = stateOf(ctx, row, track.release, choosing);
  const asks = state.kind === 'open';
  return {
    ...track,
    state,
    closed: asks ? (await ownWork(tx.db, person, track, row.week)).closed : [],
    support: await supportSentence(tx.db, ctx.workspace.id, row.id),
  };
}

function stateOf(
  ctx: Context,
  row: CheckInRow,
  release: Section['release'],
  choosing: string | null,
): SectionState {
  const { confidence } = row;
  if (!isAsked(release)) return { kind: 'over', confidence, how: howItEnded(release) };
  if (confidence !== null) {
    if (choosing === release.id) return { kind: 'choosing', confidence };
    return { kind: 'recorded', confidence, late: row.late === 1 };
  }
  const isClosed = row.closes_at === null || row.closes_at <= ctx.now;
  return isClosed ? { kind: 'closed' } : { kind: 'open' };
}

function howItEnded({ stage }: Section['release']): string {
  return stage === 'cancelled' ? 'was cancelled' : 'has shipped';
}
