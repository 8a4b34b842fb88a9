/**
 * The steps of a release calendar, the rules that say where each one lies, the default rules of each
 * release type, and the plain dates that rules give. What happens to dates that do not fit any more
 * is decided in `calendar.ts`.
 */
import { plusDays, weekOf } from '../base/time.ts';
import type { CalendarDate, Weekday } from '../base/time.ts';
import type { ReleaseType } from './version.ts';
import { plusWorkingDays, workingDayOnOrAfter, workingDayOnOrBefore } from './working-days.ts';
import type { DaysOff } from './working-days.ts';

const STEPS = [
  'planning-complete',
  'development-start',
  'alpha',
  'feature-complete',
  'code-freeze',
  'beta',
  'release-candidate',
  'release',
  'end-of-support',
] as const;

/** A dated step of a release calendar. */
export type StepName = (typeof STEPS)[number];

/**
 * Where a step lies, in one of three ways:
 * - `offset`: so many weeks or working days from the target (negative is before), or from the step
 *   that stands before it in the list;
 * - `duration`: the phase that the step opens lasts so many working days, its first and its last day
 *   counted, and the step that stands after it in the list is on the next working day;
 * - `week`: on a weekday of week `week`, where the target lies in week `of`. This is how calendars
 *   that count weeks from the start of a cycle read: "week 8 of 14, Thursday".
 */
export type Placement =
  | {
      readonly way: 'offset';
      readonly count: number;
      readonly unit: 'weeks' | 'working-days';
      readonly from: 'target' | 'step-before';
    }
  | { readonly way: 'duration'; readonly workingDays: number }
  | {
      readonly way: 'week';
      readonly week: number;
      readonly of: number;
      readonly weekday: Weekday;
    };

/** One line of a project's calendar. The release lies on the target and needs no placement. */
export type StepRule =
  | { readonly step: 'release' }
  | { readonly step: Exclude<StepName, 'release'>; readonly at: Placement };

/** A step and the day that its rule gives. */
export interface PlacedStep {
  readonly step: StepName;
  readonly date: CalendarDate;
}

const weeks = (count: number): Placement => ({
  way: 'offset',
  count,
  unit: 'weeks',
  from: 'target',
});
const workingDays = (count: number): Placement => ({
  way: 'offset',
  count,
  unit: 'working-days',
  from: 'target',
});
const DAY_AFTER_STEP_BEFORE: Placement = {
  way: 'offset',
  count: 1,
  unit: 'working-days',
  from: 'step-before',
};

const inWeeks = (planning: number): readonly StepRule[] => [
  { step: 'planning-complete', at: weeks(planning) },
  { step: 'development-start', at: DAY_AFTER_STEP_BEFORE },
  { step: 'alpha', at: weeks(-4) },
  { step: 'feature-complete', at: weeks(-3) },
  { step: 'code-freeze', at: weeks(-2) },
  { step: 'beta', at: weeks(-2) },
  { step: 'release-candidate', at: weeks(-1) },
  { step: 'release' },
  { step: 'end-of-support', at: weeks(1) },
];

/** The calendar that a project starts with, by release type. A hotfix runs by its own clock. */
export const DEFAULT_RULES: Readonly<Record<ReleaseType, readonly StepRule[]>> = {
  major: inWeeks(-9),
  minor: inWeeks(-6),
  patch: [
    { step: 'development-start', at: workingDays(-10) },
    { step: 'feature-complete', at: workingDays(-5) },
    { step: 'code-freeze', at: workingDays(-5) },
    { step: 'beta', at: workingDays(-3) },
    { step: 'release-candidate', at: workingDays(-2) },
    { step: 'release' },
    { step: 'end-of-support', at: workingDays(5) },
  ],
  hotfix: [{ step: 'release' }],
};

/** A step's name inside a sentence: `feature complete`, `end of support`. */
export function stepLabel(step: StepName): string {
  return step.replaceAll('-', ' ');
}

/** Sorts by date; steps of one day keep the order in which a release goes through them. */
export function compareSteps(a: PlacedStep, b: PlacedStep): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return STEPS.indexOf(a.step) - STEPS.indexOf(b.step);
}

/**
 * The day of each step by its rule alone, in the order of `rules`. A day off gives way to the working
 * day before; only the target stays where a person put it, and support never ends before it began.
 * Expects rules without mistakes (see {@link rulesMistake}).
 */
export function placeSteps(
  rules: readonly StepRule[],
  target: CalendarDate,
  daysOff: DaysOff,
): PlacedStep[] {
  return rules.map(({ step }, index) => ({ step, date: dateOf(rules, index, target, daysOff) }));
}

function dateOf(
  rules: readonly StepRule[],
  index: number,
  target: CalendarDate,
  daysOff: DaysOff,
): CalendarDate {
  const rule = rules[index];
  if (rule === undefined || rule.step === 'release') return target;
  const neighbour = (distance: 1 | -1) => dateOf(rules, index + distance, target, daysOff);
  const own = placed(rule.at, target, neighbour, daysOff);
  const day = mayOvertake(rule, rules[index + 1]) ? earlier(own, neighbour(1)) : own;
  const before = workingDayOnOrBefore(day, daysOff);
  return day > target && before <= target ? workingDayOnOrAfter(day, daysOff) : before;
}

/**
 * A step placed by the one before it must not pass the one after it. It would when weeks off push
 * both its neighbours back onto one day: then development starts on the day of alpha, not after it.
 */
function mayOvertake(rule: StepRule, after: StepRule | undefined): boolean {
  return leansBack(rule) && after !== undefined && !leansBack(after);
}

function earlier(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a < b ? a : b;
}

function placed(
  at: Placement,
  target: CalendarDate,
  neighbour: (distance: 1 | -1) => CalendarDate,
  daysOff: DaysOff,
): CalendarDate {
  if (at.way === 'week') return plusDays(weekOf(target), (at.week - at.of) * 7 + at.weekday - 1);
  if (at.way === 'duration') return plusWorkingDays(neighbour(1), -at.workingDays, daysOff);
  const anchor = at.from === 'target' ? target : neighbour(-1);
  return at.unit === 'weeks'
    ? plusDays(anchor, at.count * 7)
    : plusWorkingDays(anchor, at.count, daysOff);
}

/**
 * What makes a list of rules unusable whatever the target, as a sentence, or null. For the settings
 * and for rules that were stored by an older program.
 */
export function rulesMistake(rules: readonly StepRule[]): string | null {
  const names = rules.map((rule) => rule.step);
  const twice = names.find((step, index) => names.indexOf(step) !== index);
  if (twice !== undefined) return `The calendar has “${stepLabel(twice)}” twice; leave one.`;
  const release = names.indexOf('release');
  if (release < 0) return 'The calendar has no release; add it after the last step of the work.';
  for (const [index, rule] of rules.entries()) {
    if (rule.step === 'release') continue;
    const mistake = ruleMistake(rule.at, rules[index - 1], rules[index + 1]);
    if (mistake !== null) return `${sentenceCase(stepLabel(rule.step))} ${mistake}.`;
    if ((rule.step === 'end-of-support') !== index > release) {
      return `${sentenceCase(stepLabel(rule.step))} stands on the wrong side of the release: only end of support comes after it.`;
    }
  }
  return null;
}

function ruleMistake(
  at: Placement,
  before: StepRule | undefined,
  after: StepRule | undefined,
): string | null {
  if (at.way === 'week') {
    return isCount(at.week) && isCount(at.of) ? null : 'needs week numbers from 1';
  }
  if (at.way === 'duration') {
    if (!isCount(at.workingDays)) return 'needs a duration of at least one whole working day';
    if (after === undefined) return 'has a duration but no step after it';
    return leansBack(after) ? `and ${stepLabel(after.step)} are each placed by the other` : null;
  }
  if (!Number.isInteger(at.count)) return 'needs a whole number of weeks or working days';
  return at.from === 'step-before' && before === undefined
    ? 'is placed by the step before it, but is the first'
    : null;
}

function leansBack(rule: StepRule): boolean {
  return rule.step !== 'release' && rule.at.way === 'offset' && rule.at.from === 'step-before';
}

function isCount(number: number): boolean {
  return Number.isInteger(number) && number >= 1;
}

/** A step's name, or any words, as a sentence starts: `Feature complete`. */
export function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
