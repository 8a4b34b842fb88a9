/**
 * Instants, calendar dates and local wall times as text. They sort and compare as strings, store as
 * they are, and read well in a snapshot. Arithmetic goes through Temporal, inside this file only.
 */
import { Temporal } from 'temporal-polyfill';

/** A moment, UTC ISO 8601 with milliseconds: `2026-11-20T10:31:36.000Z`. */
export type Instant = string;
/** A day without time or zone: `2026-12-12`. */
export type CalendarDate = string;
/** A wall-clock time, 24 hours: `10:00`. */
export type LocalTime = string;
/** An IANA time zone name: `Europe/Berlin`. */
export type Zone = string;
/** A day of the week by its ISO number, Monday 1 to Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

// As many results as a busy day asks for again and again. Temporal takes twenty microseconds for some.
const REMEMBERED = 5_000;

/** The same function, which remembers what it gave for the last texts. Throws, and remembers nothing, as it does. */
function remembering<Args extends readonly (string | number)[], Result extends string | number>(
  compute: (...args: Args) => Result,
): (...args: Args) => Result {
  const known = new Map<string, Result>();
  return (...args) => {
    const key = args.join('\n');
    const before = known.get(key);
    if (before !== undefined) return before;
    const result = compute(...args);
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, result);
    return result;
  };
}

/** An ISO instant with exactly three decimals, so that instants compare as strings. */
function toInstant(value: Temporal.Instant): Instant {
  return value.toString({ smallestUnit: 'millisecond' });
}

/** The instant `minutes` later (or earlier, when negative). */
export function plusMinutes(instant: Instant, minutes: number): Instant {
  return plusMilliseconds(instant, minutes * 60_000);
}

/** The instant `milliseconds` later (or earlier, when negative). */
export function plusMilliseconds(instant: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(instant) + Math.round(milliseconds)).toISOString();
}

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export function millisecondsBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

/** Whole seconds since 1970, as Slack's date tokens want them. */
export function epochSeconds(instant: Instant): number {
  return Math.floor(Date.parse(instant) / 1000);
}

/** The zone in which a day ends last of all, for deadlines that nobody's clock has passed before. */
export const ANYWHERE_ON_EARTH: Zone = 'Etc/GMT+12';

/**
 * True when the runtime knows this IANA zone, in any case of letters. Bare offsets ("+02:00") and
 * timestamps, which Temporal would take for a zone as well, are none: they know no summer time.
 */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z][\w+\-/]*$/.test(zone)) return false;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone) !== undefined;
  } catch {
    return false;
  }
}

const usable = new Map<string, Zone>();

/**
 * A stored zone as this runtime can use it: the zone itself, or UTC when it does not know the name. A zone
 * made last year is unknown to an older Node, and the copy of a database may come to one.
 */
export function usableZone(zone: string): Zone {
  const known = usable.get(zone) ?? (isZone(zone) ? zone : 'UTC');
  usable.set(zone, known);
  return known;
}

/** The zone of whole hours that is so many seconds ahead of UTC; null when there is none. */
export function zoneOfOffset(seconds: number): Zone | null {
  const hours = seconds / 3600;
  if (!Number.isInteger(hours) || hours < -12 || hours > 14) return null;
  // The names count westwards.
  return hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

/** True for a real day written `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** True for a wall-clock time written `HH:MM`. */
export function isLocalTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** The day it is in `zone` at `instant`. */
export const dateIn: (zone: Zone, instant: Instant) => CalendarDate = remembering((zone, instant) =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString(),
);

/** The wall-clock time in `zone` at `instant`, to the minute. */
export function timeIn(zone: Zone, instant: Instant): LocalTime {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString()
    .slice(0, 5);
}

/**
 * The instant at which a zone's wall clock shows `date` and `time`. A time that a spring change skips
 * becomes the first moment after the gap; a time that an autumn change repeats means its first pass.
 */
export const instantAt: (zone: Zone, date: CalendarDate, time: LocalTime) => Instant =
  remembering(computeInstantAt);

function computeInstantAt(zone: Zone, date: CalendarDate, time: LocalTime): Instant {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  const early = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (early.toPlainDateTime().equals(wall)) return toInstant(early.toInstant());
  const gapEnd = early.getTimeZoneTransition('next');
  return toInstant((gapEnd ?? early).toInstant());
}

/** The instant at which `date` is over in `zone`: the first moment of the next day, not the last of it. */
export function endOfDay(zone: Zone, date: CalendarDate): Instant {
  return instantAt(zone, plusDays(date, 1), '00:00');
}

/** The day `days` later (or earlier, when negative). */
export const plusDays: (date: CalendarDate, days: number) => CalendarDate = remembering(
  (date, days) => Temporal.PlainDate.from(date).add({ days }).toString(),
);

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween: (from: CalendarDate, to: CalendarDate) => number = remembering(
  (from, to) =>
    Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days,
);

/** The ISO day of the week, Monday 1 to Sunday 7. */
export const weekdayOf: (date: CalendarDate) => Weekday = remembering(
  (date) => Temporal.PlainDate.from(date).dayOfWeek as Weekday,
);

/** The Monday of the ISO week that holds `date`; it names a week everywhere in the program. */
export const weekOf: (date: CalendarDate) => CalendarDate = remembering((date) =>
  plusDays(date, 1 - weekdayOf(date)),
);

/** A calendar date as every reader sees it: `Fri 12 Dec`; with the year when it differs from `today`'s. */
export function dateLabel(date: CalendarDate, today?: CalendarDate): string {
  return labelFor(date, today ?? date);
}

const labelFor: (date: CalendarDate, today: CalendarDate) => string = remembering((date, today) => {
  const { year, month, day, dayOfWeek } = Temporal.PlainDate.from(date);
  const label = `${WEEKDAYS[dayOfWeek - 1]} ${day} ${MONTHS[month - 1]}`;
  return today.startsWith(String(year)) ? label : `${label} ${year}`;
});

/** A weekday's short English name: `Thu`. */
export function weekdayLabel(weekday: Weekday): string {
  return WEEKDAYS[weekday - 1] ?? '';
}
