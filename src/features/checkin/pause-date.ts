/** Understands until when someone wants to rest. Pure. */
import { typed } from '../../base/command-names.ts';
import {
  daysBetween,
  isCalendarDate,
  plusDays,
  weekdayOf,
  weekOf,
  type CalendarDate,
} from '../../base/time.ts';

/** The day on which someone is asked again; or what to type instead. */
export type PauseDate =
  | { readonly kind: 'until'; readonly date: CalendarDate }
  | { readonly kind: 'unclear'; readonly sentence: string };

const how = (): string =>
  `Try “${typed('/checkin')} pause until 2026-12-24”, “24 Dec”, “friday”, “next monday”, “2 weeks” or “tomorrow”.`;
const MOST_DAYS = 366;

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * Reads what follows `/checkin pause`. `today` is the person's own day. A weekday alone is the next one
 * to come; `next` before it means the one of next week. A day without a year is the next such day.
 */
export function readPauseDate(text: string, today: CalendarDate): PauseDate {
  const words = text
    .toLowerCase()
    .replace(/[.,]+(?=\s|$)/g, '')
    .trim()
    .replace(/\s+/gu, ' ')
    .replace(/^((until|till|to|for|in) )?(the )?/u, '');
  const date = readers(today)
    .map((read) => read(words))
    .filter((found) => found !== null)[0];
  if (date === undefined) return unclear('I did not understand until when.');
  if (date <= today) return unclear(`${date} is not ahead.`);
  if (daysBetween(today, date) > MOST_DAYS) return unclear(`${date} is more than a year ahead.`);
  return { kind: 'until', date };
}

function unclear(what: string): PauseDate {
  return { kind: 'unclear', sentence: `${what} ${how()}` };
}

type Reader = (words: string) => CalendarDate | null;

function readers(today: CalendarDate): readonly Reader[] {
  return [
    (words) => (isCalendarDate(words) ? words : null),
    (words) => dayAndMonth(words, today),
    (words) => weekday(words, today),
    (words) => span(words, today),
    (words) => plain(words, today),
  ];
}

/** `24 Dec`, `Dec 24`, `24th of December 2026`. */
function dayAndMonth(words: string, today: CalendarDate): CalendarDate | null {
  const found =
    /^(?<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<month>[a-z]{3,9})(?: (?<year>\d{4}))?$/.exec(
      words,
    ) ?? /^(?<month>[a-z]{3,9}) (?<day>\d{1,2})(?:st|nd|rd|th)?(?: (?<year>\d{4}))?$/.exec(words);
  const { day = '', month = '', year } = found?.groups ?? {};
  const index = MONTHS.findIndex((name) => name === month || name.slice(0, 3) === month);
  const sept = month === 'sept' ? 8 : index;
  if (sept < 0) return null;
  const of = (y: number): CalendarDate | null => {
    const date = `${y}-${String(sept + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isCalendarDate(date) ? date : null;
  };
  if (year !== undefined) return of(Number(year));
  const thisYear = Number(today.slice(0, 4));
  // Up to four years, for a 29 February that is not this year's; a year too far is refused later.
  const coming = [0, 1, 2, 3, 4].map((ahead) => of(thisYear + ahead));
  return coming.find((date) => date !== null && date > today) ?? null;
}

/** `friday`, `next fri`. */
function weekday(words: string, today: CalendarDate): CalendarDate | null {
  const isNext = words.startsWith('next ');
  const word = words.replace(/^(next|this|on|coming) /u, '');
  const index = WEEKDAYS.findIndex((name) => word.length >= 3 && name.startsWith(word));
  if (index < 0) return null;
  if (isNext) return plusDays(weekOf(today), 7 + index);
  const ahead = (index + 1 - weekdayOf(today) + 7) % 7;
  return plusDays(today, ahead === 0 ? 7 : ahead);
}

/** `2 weeks`, `10 days`, `a month`. */
function span(words: string, today: CalendarDate): CalendarDate | null {
  const found = /^(?<count>\d{1,3}|an?|one|two|three|four) (?<unit>day|week|month)s?$/.exec(words);
  const { count = '', unit } = found?.groups ?? {};
  if (found === null) return null;
  const named = ['', 'one', 'two', 'three', 'four'].indexOf(count);
  const many = /^an?$/.test(count) ? 1 : named > 0 ? named : Number(count);
  if (unit === 'month') return plusMonths(today, many);
  return plusDays(today, unit === 'week' ? many * 7 : many);
}

/** The same day of a later month, or that month's last when it is shorter. */
function plusMonths(today: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const at = year * 12 + (month - 1) + months;
  const prefix = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  const days = [day, 30, 29, 28].filter((candidate) => candidate <= day);
  const fits = days.map((d) => `${prefix}-${String(d).padStart(2, '0')}`).find(isCalendarDate);
  return fits ?? today;
}

function plain(words: string, today: CalendarDate): CalendarDate | null {
  if (words === 'tomorrow') return plusDays(today, 1);
  return words === 'next week' ? plusDays(weekOf(today), 7) : null;
}
