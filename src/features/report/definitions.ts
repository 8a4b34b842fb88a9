/**
 * What Slipway means by its figures, in words and in code. Every number a person reads in a digest, in
 * `/release status` or on App Home is computed here and nowhere else. Pure.
 */
import { daysBetween, weekOf, type CalendarDate, type Instant } from '../../base/time.ts';
import { shareOf, type Share } from '../../release/items.ts';
import {
  shareOfWorkingDaysGone,
  workingDaysBetween,
  type DaysOff,
} from '../../release/working-days.ts';
import type { CountedItem } from './counted-items.ts';

/**
 * Features done: the items in scope whose issue is closed or whose pull request is merged, out of all
 * items in scope. What was removed or deferred counts on neither side; closed as not planned, as a
 * duplicate or without a merge is removed.
 */
export function featuresDone(scope: readonly CountedItem[]): Share {
  return shareOf(scope.filter((item) => item.isDone).length, scope.length);
}

/** Points done, and how many items have none. */
export interface PointsDone extends Share {
  readonly withoutPoints: number;
}

/**
 * Points done: the points of the items that are done, out of the points of all items in scope. Items
 * without points are counted apart. Null when no item has any.
 */
export function pointsDone(scope: readonly CountedItem[]): PointsDone | null {
  const pointed = scope.filter((item) => item.points !== null);
  if (pointed.length === 0) return null;
  const sum = (items: readonly CountedItem[]): number =>
    items.reduce((total, item) => total + (item.points ?? 0), 0);
  return {
    ...shareOf(sum(pointed.filter((item) => item.isDone)), sum(pointed)),
    withoutPoints: scope.length - pointed.length,
  };
}

/** The time a release has: its first day, its target, and the days nobody works. */
export interface Span {
  readonly plannedOn: CalendarDate;
  readonly targetDate: CalendarDate;
  readonly daysOff: DaysOff;
}

/** How this week's pace compares with the pace that the target needs. */
export interface Pace {
  readonly doneThisWeek: number;
  /** Items a week that would have been needed from the week's start to be done on the target. */
  readonly needed: number;
  readonly trend: 'above' | 'at' | 'below';
}

/** Within a tenth of what is needed counts as at target. */
const PACE_TOLERANCE = 0.1;

/**
 * Pace: the items in scope that were done in the last seven days, against what was needed: the items
 * open seven days ago, spread evenly over the working days from then to the target, times the working
 * days of this week. Null without items, in a release's first week, and when no working day was left seven days ago.
 */
export function paceOfWeek(
  scope: readonly CountedItem[],
  span: Span,
  weekAgo: { readonly instant: Instant; readonly date: CalendarDate },
  today: CalendarDate,
): Pace | null {
  if (scope.length === 0 || weekAgo.date < span.plannedOn) return null;
  const daysLeft = workingDaysBetween(weekAgo.date, span.targetDate, span.daysOff);
  if (daysLeft <= 0) return null;
  const doneThisWeek = scope.filter((item) => isDoneSince(item, weekAgo.instant)).length;
  const openThen = scope.filter((item) => !item.isDone).length + doneThisWeek;
  const daysThisWeek = Math.min(daysLeft, workingDaysBetween(weekAgo.date, today, span.daysOff));
  const needed = (openThen / daysLeft) * daysThisWeek;
  return { doneThisWeek, needed, trend: trendOf(doneThisWeek, needed) };
}

function trendOf(done: number, needed: number): Pace['trend'] {
  if (done > needed * (1 + PACE_TOLERANCE)) return 'above';
  return done < needed * (1 - PACE_TOLERANCE) ? 'below' : 'at';
}

/** True when the item was done at or after `instant`. */
export function isDoneSince(item: CountedItem, instant: Instant): boolean {
  return item.isDone && item.doneAt !== null && item.doneAt >= instant;
}

/** How far the work is, held against how far the time is. */
export interface Progress {
  /** Share of items done minus share of working days gone, in percent points; negative is behind. */
  readonly pointsAhead: number;
  /** The same in working days of this release, rounded; negative is behind. */
  readonly daysAhead: number;
}

/**
 * Days ahead or behind: the share of items done minus the share of working days gone at the end of
 * today, times the working days from the plan to the target. Less than one day is on track. Past the
 * target each working day counts as one more behind, also when all is done: it has not shipped. It
 * assumes that work flows evenly; the forecast will not. Null with no items.
 */
export function progressAgainstTime(
  scope: readonly CountedItem[],
  span: Span,
  today: CalendarDate,
): Progress | null {
  if (scope.length === 0) return null;
  const done = scope.filter((item) => item.isDone).length / scope.length;
  const gone = shareOfWorkingDaysGone(span.plannedOn, span.targetDate, today, span.daysOff);
  const days = workingDaysBetween(span.plannedOn, span.targetDate, span.daysOff);
  const past = Math.max(0, workingDaysBetween(span.targetDate, today, span.daysOff));
  const daysAhead = Math.trunc(round((done - gone) * days)) - past;
  const pointsAhead = (done - gone - (days === 0 ? 0 : past / days)) * 100;
  return { pointsAhead: round(pointsAhead), daysAhead: daysAhead === 0 ? 0 : daysAhead };
}

/** Share of working days gone at the end of `today`, in whole percent. */
export function timeGone(span: Span, today: CalendarDate): number {
  const { plannedOn, targetDate, daysOff } = span;
  return Math.round(shareOfWorkingDaysGone(plannedOn, targetDate, today, daysOff) * 100);
}

// Shares are quotients of small whole numbers; without rounding, 0.1 + 0.2 would cross a threshold.
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** Week number of a release: the calendar week (Monday to Sunday) it was planned in is week 1. */
export function weekNumber(plannedOn: CalendarDate, today: CalendarDate): number {
  return Math.max(1, daysBetween(weekOf(plannedOn), weekOf(today)) / 7 + 1);
}
