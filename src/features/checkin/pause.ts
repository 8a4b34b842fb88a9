/** Pauses and resumes a person's check-ins. */
import { typed } from '../../base/command-names.ts';
import { SlipwayError } from '../../base/errors.ts';
import { dateIn, dateLabel, type CalendarDate } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import { findPerson, setPause, type Person } from '../../release/people.ts';
import type { Command, Press, Submission } from '../../slack/arrivals.ts';
import { sentence, type Message } from '../../slack/blocks.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import type { Tx } from '../../store/db.ts';
import { lookUp } from './look-up.ts';
import { readPauseDate } from './pause-date.ts';
import { notListed } from './words.ts';
import { tracksOf } from './roster.ts';
import { pausedMessage, pauseModal, PAUSE_FIELD } from './pause-blocks.ts';

/** `/checkin pause until <date>`; without a date it asks for one. */
export async function pauseByCommand(ctx: Context, command: Command, rest: string): Promise<void> {
  if ((await tracksOf(ctx.db, ctx.workspace.id, command.userId)).length === 0)
    return reply(ctx, command, sentence(notListed()));
  if (rest === '') return openPause(ctx, command.triggerId, command.userId);
  const person = await knownPerson(ctx, command.userId);
  const read = readPauseDate(rest, dateIn(person.zone, ctx.now));
  if (read.kind === 'unclear') return reply(ctx, command, sentence(read.sentence));
  await ctx.transact((tx) => pause(ctx, tx, command.userId, read.date));
  await reply(ctx, command, pausedMessage(read.date, dateIn(person.zone, ctx.now)));
}

/** Asks for the day in a small window, from the menu of a message or from Home. */
export async function openPause(ctx: Context, triggerId: string, userId: string): Promise<void> {
  const { id } = await ctx.desk.openModal(triggerId, pauseModal(null));
  const person = await findPerson(ctx.db, ctx.workspace.id, userId);
  const until = person?.pausedUntil ?? null;
  if (until !== null) await ctx.desk.updateModal(id, pauseModal(until));
}

/** Checks the day that was chosen. */
export async function answerPause(ctx: Context, submission: Submission): Promise<ViewAnswer> {
  const person = await findPerson(ctx.db, ctx.workspace.id, submission.userId);
  const today = dateIn(person?.zone ?? 'UTC', ctx.now);
  const chosen = submission.values[PAUSE_FIELD];
  const read = readPauseDate(typeof chosen === 'string' ? chosen : '', today);
  if (read.kind === 'until') return { kind: 'close' };
  return {
    kind: 'errors',
    errors: { [PAUSE_FIELD]: 'Choose a day ahead, at most a year from now.' },
  };
}

/** Pauses until the day that was chosen. */
export async function handlePause(ctx: Context, submission: Submission): Promise<void> {
  const chosen = submission.values[PAUSE_FIELD];
  if (typeof chosen !== 'string') throw new Error('the pause came without its day');
  await knownPerson(ctx, submission.userId);
  await ctx.transact((tx) => pause(ctx, tx, submission.userId, chosen));
}

/** `/checkin resume`. */
export async function resumeByCommand(ctx: Context, command: Command): Promise<void> {
  const wasPaused = await resume(ctx, command.userId);
  const words = wasPaused
    ? `Your check-ins go on. I ask you at the next usual time; ${typed('/checkin')} lets you answer now.`
    : `Your check-ins are not paused. ${typed('/checkin')} lets you answer now.`;
  await reply(ctx, command, sentence(words));
}

/** *Resume* on Home or under the word that pausing worked. */
export async function resumeByPress(ctx: Context, press: Press): Promise<void> {
  await resume(ctx, press.userId);
  if (press.responseUrl !== undefined)
    await ctx.desk.reply({ responseUrl: press.responseUrl }, sentence('Your check-ins go on.'));
}

async function pause(ctx: Context, tx: Tx, userId: string, until: CalendarDate): Promise<void> {
  await setPause(tx, ctx.workspace.id, userId, until);
  await note(tx, {
    workspaceId: ctx.workspace.id,
    actor: userId,
    event: 'person.paused',
    detail: { until },
  });
}

async function resume(ctx: Context, userId: string): Promise<boolean> {
  return ctx.transact(async (tx) => {
    const person = await findPerson(tx.db, ctx.workspace.id, userId);
    if ((person?.pausedUntil ?? null) === null) return false;
    await setPause(tx, ctx.workspace.id, userId, null);
    await note(tx, { workspaceId: ctx.workspace.id, actor: userId, event: 'person.resumed' });
    return true;
  });
}

/** The person, looked up in Slack when never seen. Throws SlipwayError when Slack does not answer. */
async function knownPerson(ctx: Context, userId: string): Promise<Person> {
  const known = await findPerson(ctx.db, ctx.workspace.id, userId);
  if (known !== undefined) return known;
  await lookUp(ctx, userId);
  const found = await findPerson(ctx.db, ctx.workspace.id, userId);
  if (found !== undefined) return found;
  throw new SlipwayError(
    'unavailable',
    'Slack did not tell me your time zone, so nothing was changed. Please try again in a minute.',
  );
}

async function reply(ctx: Context, command: Command, message: Message): Promise<void> {
  await ctx.desk.reply({ responseUrl: command.responseUrl }, message);
}

/** Words for a pause: `Paused until Thu 24 Dec`; null when not paused. */
export function pauseWords(
  person: Pick<Person, 'pausedUntil'>,
  today: CalendarDate,
): string | null {
  if (person.pausedUntil === null || person.pausedUntil <= today) return null;
  return `Your check-ins are paused until ${dateLabel(person.pausedUntil, today)}`;
}
