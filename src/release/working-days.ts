/**
 * Working days: Monday to Friday less a set of days off. A project's idle days come through that set,
 * and public holidays come through it too: this file does not know why a day is off.
 */
import { daysBetween, plusDays, weekdayOf } from '../base/time.ts';
import type { CalendarDate } from '../base/time.ts';

/** Days on which nobody works, beside Saturdays and Sundays. A weekend day in it changes nothing. */
export type DaysOff = ReadonlySet<CalendarDate>;

const SATURDAY = 6;

/** True from Monday to Friday, unless the day is off. */
export function isWorkingDay(date: CalendarDate, daysOff: DaysOff): boolean {
  return weekdayOf(date) < SATURDAY && !daysOff.has(date);
}

/** The day itself when it is a working day, else the last one before it. */
export function workingDayOnOrBefore(date: CalendarDate, daysOff: DaysOff): CalendarDate {
  return isWorkingDay(date, daysOff) ? date : plusWorkingDays(date, -1, daysOff);
}

/** The day itself when it is a working day, else the first one after it. */
export function workingDayOnOrAfter(date: CalendarDate, daysOff: DaysOff): CalendarDate {
  return isWorkingDay(date, daysOff) ? date : plusWorkingDays(date, 1, daysOff);
}

/**
 * The `count`-th working day after `date`, or before it when `count` is negative; `date` itself is
 * never counted. 0 gives `date` back, also when it is a day off.
 */
export function plusWorkingDays(date: CalendarDate, count: number, daysOff: DaysOff): CalendarDate {
  const step = Math.sign(count);
  let day = date;
  for (let left = Math.abs(count); left > 0;) {
    day = plusDays(day, step);
    if (isWorkingDay(day, daysOff)) left -= 1;
  }
  return day;
}

/**
 * Working days after `from` up to and including `to`: `from` does not count, `to` does when it is a
 * working day. From a Friday to the next Monday it is 1. When `to` is earlier, the same count from
 * `to` to `from`, negative.
 */
export function workingDaysBetween(from: CalendarDate, to: CalendarDate, daysOff: DaysOff): number {
  if (to < from) return -workingDaysBetween(to, from, daysOff) || 0;
  let off = 0;
  for (const day of daysOff) {
    if (day > from && day <= to && weekdayOf(day) < SATURDAY) off += 1;
  }
  return weekdaysBetween(from, to) - off;
}

/** Mondays to Fridays after `from` up to and including `to`, without walking through whole weeks. */
function weekdaysBetween(from: CalendarDate, to: CalendarDate): number {
  const days = daysBetween(from, to);
  let count = Math.floor(days / 7) * 5;
  for (let rest = days % 7, day = weekdayOf(from) % 7; rest > 0; rest -= 1) {
    day += 1;
    if (day % 7 !== 0 && day % 7 !== SATURDAY) count += 1;
  }
  return count;
}

/**
 * How much of the working time from `start` to `target` is gone at the end of `today`, 0 to 1. The
 * start day counts as day zero, so it is 0 on `start` and 1 from `target` on. With no working day
 * between them it jumps from 0 to 1 on `target`.
 */
export function shareOfWorkingDaysGone(
  start: CalendarDate,
  target: CalendarDate,
  today: CalendarDate,
  daysOff: DaysOff,
): number {
  if (today >= target) return 1;
  if (today <= start) return 0;
  const all = workingDaysBetween(start, target, daysOff);
  return all === 0 ? 0 : workingDaysBetween(start, today, daysOff) / all;
}
