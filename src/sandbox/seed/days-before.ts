import type { CalendarDate, Instant } from '../../base/time.ts';
import { daysBetween, plusDays, weekOf } from '../../base/time.ts';

/** A working hour of the day `days` before `start`, spread by `number` so that no two fall together. */
export function daysBefore(start: Instant, days: number, number: number): Instant {
  const hour = String(8 + (number % 9)).padStart(2, '0');
  const minute = String((number * 7) % 60).padStart(2, '0');
  return `${plusDays(start.slice(0, 10), -days)}T${hour}:${minute}:00.000Z`;
}

/** The last Friday within five weeks of `start`: for a Monday that is the end of the fifth week. */
export function fridayInFiveWeeks(start: Instant): CalendarDate {
  const limit = plusDays(start.slice(0, 10), 35);
  const friday = plusDays(weekOf(limit), 4);
  return daysBetween(limit, friday) > 0 ? plusDays(friday, -7) : friday;
}
