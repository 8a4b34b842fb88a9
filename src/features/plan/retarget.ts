/** A new target date for a release under way, and the calendar that comes of it. Pure. */
import { isCalendarDate, type CalendarDate } from '../../base/time.ts';
import { planCalendar, type CalendarNote } from '../../release/calendar.ts';
import type { Milestone, Release } from '../../release/releases.ts';
import type { DaysOff } from '../../release/working-days.ts';
import { milestonesAt, stepsBehind } from './suggestions.ts';

/** Longest reason that is kept, in UTF-16 units. */
export const LONGEST_REASON = 300;

/** What was asked for: a day and why. */
export interface Wish {
  readonly target: string;
  readonly reason: string;
}

/** A move that can be made: the steps as they will be, and what should be said about them. */
export interface Move {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly reason: string;
  readonly milestones: readonly Milestone[];
  readonly notes: readonly CalendarNote[];
}

/**
 * The move, or sentences by field (`target`, `reason`). Steps that are done keep their day, and so do
 * skipped ones that the stage has left behind: a tick on a day to come would be a lie.
 */
export function checkMove(
  release: Release,
  wish: Wish,
  today: CalendarDate,
  daysOff: DaysOff,
):
  | { readonly ok: true; readonly move: Move }
  | { readonly ok: false; readonly mistakes: Readonly<Record<string, string>> } {
  const mistakes: Record<string, string> = {};
  const reason = wish.reason.trim();
  const noReason = reasonMistake(reason);
  if (noReason !== null) mistakes['reason'] = noReason;
  const passed = stepsBehind(release.stage);
  const behind = release.milestones.filter(
    ({ step, state }) => state === 'done' || (state === 'skipped' && passed.has(step)),
  );
  const answer = planCalendar({
    plan: release.type,
    target: isCalendarDate(wish.target) ? wish.target : release.targetDate,
    today,
    daysOff,
    done: new Set(behind.map(({ step }) => step)),
  });
  if (!isCalendarDate(wish.target)) mistakes['target'] = 'Choose the new day of the release.';
  else if (wish.target === release.targetDate) mistakes['target'] = 'That is the target already.';
  else if (!answer.ok) mistakes['target'] = answer.reason;
  if (!answer.ok || Object.keys(mistakes).length > 0) return { ok: false, mistakes };
  const milestones = milestonesAt(release.stage, [...behind, ...answer.calendar.steps]);
  const move: Move = {
    from: release.targetDate,
    to: wish.target,
    reason,
    milestones,
    notes: answer.calendar.notes.filter(isNews),
  };
  return { ok: true, move };
}

/** What is wrong with a reason, as a sentence for its field; null for a good one. */
export function reasonMistake(reason: string): string | null {
  if (reason === '') return 'Say why in a few words: everyone will read it.';
  return reason.length > LONGEST_REASON
    ? `This has ${reason.length} characters; ${LONGEST_REASON} is the most I can keep.`
    : null;
}

/** What the plan pointed out already, or the steps themselves say, is not said again. */
function isNews(note: CalendarNote): boolean {
  return note.kind === 'compressed' || note.kind === 'target-day-off';
}
