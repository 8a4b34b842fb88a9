/**
 * The release calendar, computed back from the target date: which day each step falls on, what is
 * skipped because it is past, and what is squeezed because there is too little time. No calendar
 * starts overdue: a step may fall on the day of planning, never before it.
 */
import { dateLabel } from '../base/time.ts';
import type { CalendarDate } from '../base/time.ts';
import {
  DEFAULT_RULES,
  compareSteps,
  placeSteps,
  rulesMistake,
  sentenceCase,
  stepLabel,
} from './calendar-steps.ts';
import type { PlacedStep, StepName, StepRule } from './calendar-steps.ts';
import type { ReleaseType } from './version.ts';
import {
  isWorkingDay,
  plusWorkingDays,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  workingDaysBetween,
} from './working-days.ts';
import type { DaysOff } from './working-days.ts';

/** A step of a plan. A skipped one keeps the day it would have had; it waits for nobody. */
export interface CalendarStep extends PlacedStep {
  readonly state: 'planned' | 'skipped';
  /** True when the step lies later than its rule says, because there is too little time. */
  readonly compressed: boolean;
}

/** Something a person should know about a calendar; `words` is one or two plain sentences. */
export type CalendarNote =
  | {
      readonly kind:
        'compressed' | 'skipped' | 'alpha-before-feature-complete' | 'beta-on-freeze-day';
      readonly words: string;
    }
  | {
      readonly kind: 'target-day-off';
      readonly words: string;
      /** A working day to take instead: the one before, or the next when that leaves no time. */
      readonly offer: CalendarDate;
    };

/** The steps in order of their days, and at most one note of each kind. */
export interface Calendar {
  readonly steps: readonly CalendarStep[];
  readonly notes: readonly CalendarNote[];
}

/** What a calendar is computed from. Dates are days of the project's zone. */
export interface CalendarQuestion {
  /** A release type for its default rules, or the project's own rules. */
  readonly plan: ReleaseType | readonly StepRule[];
  readonly target: CalendarDate;
  readonly today: CalendarDate;
  readonly daysOff: DaysOff;
  /** Steps already behind the team when a plan is moved: left out, and nothing is squeezed for them. */
  readonly done?: ReadonlySet<StepName>;
}

/** A calendar, or a sentence that says why there is none and what to choose instead. */
export type CalendarAnswer =
  | { readonly ok: true; readonly calendar: Calendar }
  | {
      readonly ok: false;
      readonly mistake: 'rules' | 'target-past' | 'no-working-day-before-target';
      readonly reason: string;
    };

const MAY_BE_SKIPPED: ReadonlySet<StepName> = new Set(['planning-complete', 'development-start']);
const NOTHING_DONE: ReadonlySet<StepName> = new Set();

/**
 * The calendar of a release. Refused when the target is past, or when steps that must come before the
 * release have no working day left before it: so a target today is for a hotfix, and for a release
 * that has its last step behind it.
 */
export function planCalendar(question: CalendarQuestion): CalendarAnswer {
  const { plan, target, today, daysOff, done = NOTHING_DONE } = question;
  const rules = typeof plan === 'string' ? DEFAULT_RULES[plan] : plan;
  const mistake = rulesMistake(rules);
  if (mistake !== null) return { ok: false, mistake: 'rules', reason: mistake };
  const all = placeSteps(rules, target, daysOff);
  const misplaced = all.find((step) => isMisplaced(step, target));
  if (misplaced !== undefined) return refusedFor(misplaced, question);
  const placed = all.filter(({ step }) => !done.has(step));
  const squeezable = placed.filter(({ step }) => isSqueezable(step));
  const fits = (date: CalendarDate): boolean =>
    date >= today && (squeezable.length === 0 || plusWorkingDays(date, -1, daysOff) >= today);
  if (!fits(target)) return refusedTarget(question);
  const steps = stepsOf(placed, squeezable, question);
  return { ok: true, calendar: { steps, notes: notesOn(steps, squeezable, fits, question) } };
}

function isSqueezable(step: StepName): boolean {
  return step !== 'release' && step !== 'end-of-support' && !MAY_BE_SKIPPED.has(step);
}

function isMisplaced({ step, date }: PlacedStep, target: CalendarDate): boolean {
  return step === 'end-of-support' ? date <= target : date > target;
}

function refusedFor(
  { step, date }: PlacedStep,
  { target, today }: CalendarQuestion,
): CalendarAnswer {
  const side = step === 'end-of-support' ? 'after' : 'before';
  const reason = `${sentenceCase(stepLabel(step))} would be on ${dateLabel(date, today)}, but belongs ${side} the release on ${dateLabel(target, today)}. Change where the calendar puts it.`;
  return { ok: false, mistake: 'rules', reason };
}

function refusedTarget({ target, today, daysOff }: CalendarQuestion): CalendarAnswer {
  const label = dateLabel(target, today);
  if (target < today) {
    const reason = `${label} is already past. Choose a later day.`;
    return { ok: false, mistake: 'target-past', reason };
  }
  const first = plusWorkingDays(workingDayOnOrAfter(today, daysOff), 1, daysOff);
  const reason = `No working day is left before ${label} for the steps that lead to the release. Choose ${dateLabel(first, today)} or later, or declare a hotfix.`;
  return { ok: false, mistake: 'no-working-day-before-target', reason };
}

function stepsOf(
  placed: readonly PlacedStep[],
  squeezable: readonly PlacedStep[],
  question: CalendarQuestion,
): CalendarStep[] {
  const { today } = question;
  const squeezed = squeeze(squeezable, question);
  return placed
    .map(({ step, date }): CalendarStep => {
      const day = squeezed.get(step) ?? date;
      const isSkipped = MAY_BE_SKIPPED.has(step) && date < today;
      return {
        step,
        date: day,
        state: isSkipped ? 'skipped' : 'planned',
        compressed: day !== date,
      };
    })
    .sort(compareSteps);
}

/**
 * New days for all steps before the release once one of them would be past: each keeps its share of
 * the way from the earliest step to the release, counted in working days and rounded away from the
 * release, so that what came before it still does. Empty when everything fits.
 */
function squeeze(
  steps: readonly PlacedStep[],
  { target, today, daysOff }: CalendarQuestion,
): ReadonlyMap<StepName, CalendarDate> {
  if (steps.every(({ date }) => date >= today)) return new Map();
  const end = workingDayOnOrBefore(target, daysOff);
  const ahead = (date: CalendarDate): number => workingDaysBetween(date, end, daysOff);
  const left = ahead(workingDayOnOrAfter(today, daysOff));
  const whole = Math.max(...steps.map(({ date }) => ahead(date)));
  return new Map(
    steps.map(({ step, date }) => {
      const share = Math.ceil((ahead(date) * left) / whole);
      return [step, plusWorkingDays(end, -share, daysOff)];
    }),
  );
}

function notesOn(
  steps: readonly CalendarStep[],
  unsqueezed: readonly PlacedStep[],
  fits: (date: CalendarDate) => boolean,
  question: CalendarQuestion,
): CalendarNote[] {
  const { today } = question;
  const late = unsqueezed.filter(({ date }) => date < today);
  const skipped = steps.filter(({ state }) => state === 'skipped');
  const notes: (CalendarNote | null)[] = [
    dayOffNote(fits, question),
    late.length === 0 ? null : compressedNote(late, question),
    skipped.length === 0 ? null : skippedNote(skipped, today),
    alphaNote(steps, today),
    betaNote(steps, today),
  ];
  return notes.filter((note) => note !== null);
}

function dayOffNote(
  fits: (date: CalendarDate) => boolean,
  { target, today, daysOff }: CalendarQuestion,
): CalendarNote | null {
  if (isWorkingDay(target, daysOff)) return null;
  const before = workingDayOnOrBefore(target, daysOff);
  const offer = fits(before) ? before : workingDayOnOrAfter(target, daysOff);
  const which = offer === before ? 'The working day before' : 'The next working day';
  const words = `${dateLabel(target, today)} is a day off. ${which} is ${dateLabel(offer, today)}.`;
  return { kind: 'target-day-off', words, offer };
}

function compressedNote(
  late: readonly PlacedStep[],
  { target, today, daysOff }: CalendarQuestion,
): CalendarNote {
  const first = workingDayOnOrAfter(today, daysOff);
  const last = workingDayOnOrBefore(target, daysOff);
  const days = workingDaysBetween(first, last, daysOff) + 1;
  const room =
    days === 1
      ? `squeezed into one day, ${dateLabel(first, today)}`
      : `compressed into the ${days} working days from ${dateLabel(first, today)} to ${dateLabel(last, today)}`;
  const past = listed([...late].sort(compareSteps).map(({ step }) => stepLabel(step)));
  const words = `${sentenceCase(past)} would already be past, so all steps up to the release are ${room}.`;
  return { kind: 'compressed', words };
}

function skippedNote(skipped: readonly CalendarStep[], today: CalendarDate): CalendarNote {
  const named = skipped.map(({ step, date }) => `${stepLabel(step)} (${dateLabel(date, today)})`);
  const are = skipped.length === 1 ? 'is already past and is' : 'are already past and are';
  return { kind: 'skipped', words: `${sentenceCase(listed(named))} ${are} skipped.` };
}

function alphaNote(steps: readonly CalendarStep[], today: CalendarDate): CalendarNote | null {
  const alpha = dateOf(steps, 'alpha');
  const complete = dateOf(steps, 'feature-complete');
  if (alpha === undefined || complete === undefined || alpha >= complete) return null;
  const words = `Alpha (${dateLabel(alpha, today)}) comes before feature complete (${dateLabel(complete, today)}): it tests what is ready by then.`;
  return { kind: 'alpha-before-feature-complete', words };
}

function betaNote(steps: readonly CalendarStep[], today: CalendarDate): CalendarNote | null {
  const beta = dateOf(steps, 'beta');
  if (beta === undefined || beta !== dateOf(steps, 'code-freeze')) return null;
  const words = `Beta is on the day of the code freeze (${dateLabel(beta, today)}), so it starts with code that had no time to settle.`;
  return { kind: 'beta-on-freeze-day', words };
}

function dateOf(steps: readonly CalendarStep[], name: StepName): CalendarDate | undefined {
  return steps.find(({ step }) => step === name)?.date;
}

function listed(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** What is needed of a step to know whether it is still to come. */
type WaitingStep = Pick<CalendarStep, 'step' | 'date' | 'state'>;

/** The first planned step from `today` on that is not done, or null when none is left. */
export function nextStep<Step extends WaitingStep>(
  steps: readonly Step[],
  today: CalendarDate,
  done: ReadonlySet<StepName> = NOTHING_DONE,
): Step | null {
  return waiting(steps, done).find(({ date }) => date >= today) ?? null;
}

/** Planned steps that are not done although their day is over, the oldest first; today's is not. */
export function overdueSteps<Step extends WaitingStep>(
  steps: readonly Step[],
  done: ReadonlySet<StepName>,
  today: CalendarDate,
): Step[] {
  return waiting(steps, done).filter(({ date }) => date < today);
}

function waiting<Step extends WaitingStep>(
  steps: readonly Step[],
  done: ReadonlySet<StepName>,
): Step[] {
  return steps
    .filter(({ step, state }) => state === 'planned' && !done.has(step))
    .sort(compareSteps);
}
