/**
 * What comes back every week at a wall-clock time, and the window in which a check-in is open. Each
 * instant is computed from wall time and zone when it is needed, so that a changed daylight-saving
 * rule is followed. A time that a change skips becomes the first moment after the gap; a time that a
 * change repeats means its first pass.
 */
import {
  dateIn,
  instantAt,
  millisecondsBetween,
  plusDays,
  plusMilliseconds,
  plusMinutes,
  weekOf,
} from '../base/time.ts';
import type { CalendarDate, Instant, LocalTime, Weekday, Zone } from '../base/time.ts';
import { isWorkingDay, workingDayOnOrAfter } from './working-days.ts';
import type { DaysOff } from './working-days.ts';

const CLOSES_BEFORE_DIGEST_MINUTES = 60;
const REMINDER_SHARE = 0.75;

/** The instant of a weekly time in one week, which is named by its Monday (any of its days will do). */
export function occurrence(
  zone: Zone,
  weekday: Weekday,
  time: LocalTime,
  week: CalendarDate,
): Instant {
  return instantAt(zone, plusDays(weekOf(week), weekday - 1), time);
}

/** The first occurrence of a weekly time strictly after `after`. */
export function nextWeekly(zone: Zone, weekday: Weekday, time: LocalTime, after: Instant): Instant {
  let week = weekOf(dateIn(zone, after));
  let next = occurrence(zone, weekday, time, week);
  // More than once only if clocks are set back over midnight from a Monday into the Sunday before.
  while (next <= after) {
    week = plusDays(week, 7);
    next = occurrence(zone, weekday, time, week);
  }
  return next;
}

/** A weekly wall-clock time, of a zone that is known from elsewhere. */
export interface WeeklyTime {
  readonly weekday: Weekday;
  readonly time: LocalTime;
}

/**
 * The week in which members are asked for the digest of `digestWeek`: the same one, or the one before
 * when the digest comes earlier in the week than the ask (asked on Thursdays, digest on Mondays).
 * Compared on the wall clock, so it is one week for all members, wherever they are.
 */
export function askWeek(
  ask: WeeklyTime,
  digest: WeeklyTime,
  digestWeek: CalendarDate,
): CalendarDate {
  const isAskFirst = `${ask.weekday} ${ask.time}` < `${digest.weekday} ${digest.time}`;
  return plusDays(weekOf(digestWeek), isAskFirst ? 0 : -7);
}

/** What one member's window is computed from. Times are on the member's wall clock. */
export interface CheckinQuestion {
  /** The member's own zone. */
  readonly zone: Zone;
  /** The week of the ask (see {@link askWeek}). */
  readonly week: CalendarDate;
  readonly askWeekday: Weekday;
  readonly askTime: LocalTime;
  /** On the day of the ask. */
  readonly closeTime: LocalTime;
  readonly digestInstant: Instant;
}

/**
 * When a member is asked, reminded and no longer waited for; or that there is no such window, because
 * the digest's last hour begins before the ask does in the member's zone, or because the closing time
 * is not after the time of the ask. `asksAt` is told in every case.
 */
export type CheckinWindow =
  | {
      readonly kind: 'open';
      readonly asksAt: Instant;
      readonly remindsAt: Instant;
      readonly closesAt: Instant;
    }
  | {
      readonly kind: 'empty';
      readonly why: 'digest-before-ask' | 'closing-before-ask';
      readonly asksAt: Instant;
    };

/**
 * One member's check-in window: from the ask to the closing time or to one hour before the digest,
 * whichever comes first; one reminder when three quarters of it are gone.
 */
export function checkinWindow(question: CheckinQuestion): CheckinWindow {
  const { zone, week, askWeekday, askTime, closeTime, digestInstant } = question;
  const asksAt = occurrence(zone, askWeekday, askTime, week);
  const closing = occurrence(zone, askWeekday, closeTime, week);
  const lastHour = plusMinutes(digestInstant, -CLOSES_BEFORE_DIGEST_MINUTES);
  if (closing <= asksAt) return { kind: 'empty', why: 'closing-before-ask', asksAt };
  if (lastHour <= asksAt) return { kind: 'empty', why: 'digest-before-ask', asksAt };
  const closesAt = closing < lastHour ? closing : lastHour;
  const length = millisecondsBetween(asksAt, closesAt);
  const remindsAt = plusMilliseconds(asksAt, length * REMINDER_SHARE);
  return { kind: 'open', asksAt, remindsAt, closesAt };
}

/** Working hours on a wall clock, from the first minute to just before `until`; of one and the same day. */
export interface WorkingHours {
  readonly from: LocalTime;
  readonly until: LocalTime;
}

/**
 * When something that can wait may reach a person: `instant` itself inside working hours, else the
 * next opening. Working hours are on working days only (Monday to Friday less `daysOff`).
 */
export function workingMoment(
  zone: Zone,
  instant: Instant,
  hours: WorkingHours,
  daysOff: DaysOff,
): Instant {
  const today = dateIn(zone, instant);
  if (isWorkingDay(today, daysOff)) {
    const opens = instantAt(zone, today, hours.from);
    if (instant < opens) return opens;
    if (instant < instantAt(zone, today, hours.until)) return instant;
  }
  return instantAt(zone, workingDayOnOrAfter(plusDays(today, 1), daysOff), hours.from);
}
