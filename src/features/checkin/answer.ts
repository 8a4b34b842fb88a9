/** A tap is an answer; a second one changes it. */
import { permit } from '../../authority/permit.ts';
import { typed } from '../../base/command-names.ts';
import { SlipwayError } from '../../base/errors.ts';
import type { CalendarDate } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { findPerson } from '../../release/people.ts';
import { askedPeople, type Project } from '../../release/projects.ts';
import { sentence } from '../../slack/blocks.ts';
import type { Press } from '../../slack/arrivals.ts';
import { findAsk } from './ask-store.ts';
import type { Db, Tx } from '../../store/db.ts';
import { recordAnswer, type Answer, type Whose } from './record.ts';
import { findTrack, isAsked, ownWork } from './roster.ts';
import { isWeek, weekNow } from './rules.ts';
import { sayStanding } from './standing.ts';
import { findCheckIn } from './store.ts';
import { prefilledDone } from './prefill.ts';
import { releaseName } from './words.ts';

const stale = (): SlipwayError =>
  new SlipwayError(
    'not_found',
    `This button is out of date and changed nothing. ${typed('/checkin')} opens your check-in.`,
  );

/** Records the confidence of a pressed button at once. */
export async function tap(ctx: Context, press: Press): Promise<void> {
  const [releaseId = '', week = '', confidence = ''] = String(press.value).split('|');
  if (!/^[1-5]$/.test(confidence)) throw stale();
  const words = await ctx.transact(async (tx) => {
    const whose = await whoseAnswer(ctx, tx.db, press.userId, releaseId, week);
    const recorded = await recordAnswer(
      ctx,
      tx,
      whose,
      await tapped(ctx, tx, whose, confidence),
      'tap',
    );
    await sayStanding(ctx, tx, press.userId, week);
    return remark(whose, recorded.late);
  });
  if (words !== null && press.responseUrl !== undefined)
    await ctx.desk.reply({ responseUrl: press.responseUrl }, sentence(words));
}

/** Shows the five answers again, beside what was recorded. Nothing is lost by leaving it so. */
export async function change(ctx: Context, press: Press): Promise<void> {
  const [releaseId = '', week = ''] = String(press.value).split('|');
  await ctx.transact(async (tx) => {
    await whoseAnswer(ctx, tx.db, press.userId, releaseId, week);
    // After a copy was put back its message is not known any more, and cannot be edited.
    if ((await findAsk(tx.db, ctx.workspace.id, press.userId, week)) === undefined) throw stale();
    await sayStanding(ctx, tx, press.userId, week, releaseId);
  });
}

/**
 * Whose answer a button stands for. Throws SlipwayError when it is out of date, or the person is neither
 * on the project's list nor was asked in that week.
 */
export async function whoseAnswer(
  ctx: Context,
  db: Db,
  userId: string,
  releaseId: string,
  week: CalendarDate,
): Promise<Whose> {
  const track = await findTrack(db, ctx.workspace.id, releaseId);
  if (track === undefined || !isWeek(week)) throw stale();
  const row = await findCheckIn(db, releaseId, userId, week);
  await mayAnswer(ctx, db, userId, track.project, row !== undefined);
  if (row === undefined) await refuseEarly(ctx, db, userId, track.project, week);
  return { ...track, userId, week };
}

/** Refuses who is not on the list of a release's project; what is gone refuses nobody. */
export async function refuseUnlisted(
  ctx: Context,
  userId: string,
  releaseId: string,
  week: CalendarDate,
): Promise<void> {
  const track = await findTrack(ctx.db, ctx.workspace.id, releaseId);
  if (track === undefined) return;
  const row = await findCheckIn(ctx.db, releaseId, userId, week);
  await mayAnswer(ctx, ctx.db, userId, track.project, row !== undefined);
}

async function mayAnswer(
  ctx: Context,
  db: Db,
  userId: string,
  project: Project,
  wasAsked: boolean,
): Promise<void> {
  const own = [...askedPeople(project), ...(wasAsked ? [userId] : [])];
  const thing = { name: project.name, project, own };
  const no = await permit(ctx, db, 'checkin.answer', userId, thing);
  if (no !== null) throw new SlipwayError('not_allowed', no);
}

async function refuseEarly(
  ctx: Context,
  db: Db,
  userId: string,
  project: Project,
  week: CalendarDate,
): Promise<void> {
  const person = await findPerson(db, ctx.workspace.id, userId);
  const current = weekNow(project, person?.zone ?? project.zone, ctx.now);
  if (week > current) throw stale();
}

/** A first tap also keeps what GitHub showed beside the buttons; later ones leave the texts alone. */
async function tapped(ctx: Context, tx: Tx, whose: Whose, confidence: string): Promise<Answer> {
  const old = await findCheckIn(tx.db, whose.release.id, whose.userId, whose.week);
  const answer = { confidence: Number(confidence), items: [] };
  if (old !== undefined && old.answered_at !== null) return answer;
  const person = await findPerson(tx.db, ctx.workspace.id, whose.userId);
  const { closed } = await ownWork(tx.db, person, whose, whose.week);
  const texts = {
    accomplishments: prefilledDone(closed, whose.project),
    risks: '',
    mitigation: '',
    focus: '',
  };
  return { ...answer, texts, items: closed };
}

function remark({ project, release }: Whose, late: boolean): string | null {
  const name = releaseName(project, release);
  if (!isAsked(release))
    return `${name} is no longer on its way; your answer is kept all the same.`;
  if (late)
    return `This week's digest of ${name} is out already. Your answer is kept, marked late.`;
  return null;
}
