/** Days on which a project rests, as people type them. Pure. */
import { clip } from '../../base/text.ts';
import { daysBetween, isCalendarDate, plusDays, type CalendarDate } from '../../base/time.ts';

/** A year of rest is a mistake. */
const MOST_DAYS = 366;
const ENTRY = /^(\d{4}-\d{2}-\d{2})(?:\s*(?:to|until|till|–|—|-|\.\.)\s*(\d{4}-\d{2}-\d{2}))?$/i;

/**
 * Reads days and ranges with commas or line breaks between: `2026-12-24 to 2027-01-02`. Sorted, each
 * once. A string is what is wrong, for the person.
 */
export function parseIdleDays(text: string): readonly CalendarDate[] | string {
  const days = new Set<CalendarDate>();
  for (const entry of entriesIn(text)) {
    const read = parseEntry(entry);
    if (typeof read === 'string') return read;
    for (const day of read) days.add(day);
  }
  if (days.size > MOST_DAYS) return `These are ${days.size} days; ${MOST_DAYS} is the most.`;
  return [...days].sort();
}

/** The days as text that reads back the same: three and more in a row become a range. */
export function idleDaysText(days: readonly CalendarDate[]): string {
  const runs: CalendarDate[][] = [];
  for (const day of [...new Set(days)].sort()) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && plusDays(last, 1) === day) run.push(day);
    else runs.push([day]);
  }
  return runs.map(runText).join('\n');
}

function entriesIn(text: string): readonly string[] {
  return text
    .split(/[,;\n]/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function parseEntry(entry: string): readonly CalendarDate[] | string {
  const [, from = '', until = from] = ENTRY.exec(entry) ?? [];
  if (!isCalendarDate(from) || !isCalendarDate(until))
    return `I cannot read “${clip(entry, 40)}”. Write a day as 2026-12-24, or 2026-12-24 to 2027-01-02.`;
  const length = daysBetween(from, until);
  if (length < 0) return `${until} is before ${from}. Write the earlier day first.`;
  if (length >= MOST_DAYS) return `${from} to ${until} is longer than a year.`;
  return Array.from({ length: length + 1 }, (_, index) => plusDays(from, index));
}

function runText(run: readonly CalendarDate[]): string {
  return run.length > 2 ? `${run[0]} to ${run.at(-1)}` : run.join('\n');
}
