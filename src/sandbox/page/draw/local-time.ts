/**
 * Dates and times as Slack's English client words them, in one reader's zone. Slack asks each person
 * for a 12 or 24 hour clock; the sandbox's people have no such setting, so their continent decides.
 */
import type { CalendarDate, Instant, Zone } from '../../../base/time.ts';
import { dateIn, daysBetween } from '../../../base/time.ts';

const TWELVE_HOURS = /^(America|Australia)\/|^Asia\/(Kolkata|Manila|Karachi)$|^Pacific\//;

function parts(instant: Instant, zone: Zone, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone })
    .format(new Date(instant))
    .replaceAll('\u202f', ' ');
}

/** True where people read a 12-hour clock. */
export function usesTwelveHours(zone: Zone): boolean {
  return TWELVE_HOURS.test(zone);
}

/** `10:31 AM` or `15:00`; with seconds when asked. */
export function clockTime(
  instant: Instant,
  zone: Zone,
  seconds = false,
  twelve = usesTwelveHours(zone),
): string {
  return parts(instant, zone, {
    hour: twelve ? 'numeric' : '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' as const } : {}),
    hourCycle: twelve ? 'h12' : 'h23',
  });
}

/** `20th`, `21st`. */
function ordinal(day: number): string {
  const tens = day % 100;
  if (tens >= 11 && tens <= 13) return `${day}th`;
  return `${day}${['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'}`;
}

function dayOf(instant: Instant, zone: Zone): number {
  return Number(dateIn(zone, instant).slice(8));
}

/** `November 20th, 2026`. */
export function longDate(instant: Instant, zone: Zone): string {
  const month = parts(instant, zone, { month: 'long' });
  return `${month} ${ordinal(dayOf(instant, zone))}, ${parts(instant, zone, { year: 'numeric' })}`;
}

/** `Nov 20, 2026`. */
export function shortDate(instant: Instant, zone: Zone): string {
  return parts(instant, zone, { month: 'short', day: 'numeric', year: 'numeric' });
}

/** `Friday`. */
export function weekday(instant: Instant, zone: Zone): string {
  return parts(instant, zone, { weekday: 'long' });
}

/** `today`, `yesterday`, `tomorrow`, or null for any other day. */
export function nearDay(instant: Instant, now: Instant, zone: Zone): string | null {
  const days = daysBetween(dateIn(zone, now), dateIn(zone, instant));
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(days)] ?? null;
}

/** The words on a day divider: `Today`, `Yesterday`, `Friday, November 20th`, with another year named. */
export function dayDivider(instant: Instant, now: Instant, zone: Zone): string {
  const near = nearDay(instant, now, zone);
  if (near !== null) return capital(near);
  const words = `${weekday(instant, zone)}, ${longDate(instant, zone)}`;
  const sameYear = dateIn(zone, instant).slice(0, 4) === dateIn(zone, now).slice(0, 4);
  return sameYear ? words.replace(/, \d{4}$/, '') : words;
}

/** A calendar date as a picker shows it: `Nov 20, 2026`. */
export function pickedDate(date: CalendarDate): string {
  return shortDate(`${date}T12:00:00.000Z`, 'UTC');
}

/** `text` with a capital first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
