import * as fc from 'fast-check';

/** The day after, without the program's own arithmetic. */
export function dayAfter(date: string): string {
  return daysOn(date, 1);
}

/** The day so many days on, without the program's own arithmetic. */
export function daysOn(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A day of 2026, so that days, targets and days off meet often. */
export const anyDate = fc.nat({ max: 364 }).map((days) => daysOn('2026-01-01', days));

/** Single days off, and sometimes weeks at a stretch. */
export const anyDaysOff = fc
  .array(fc.tuple(anyDate, fc.integer({ min: 1, max: 16 })), { maxLength: 12 })
  .map((stretches) => {
    const days = stretches.flatMap(([first, length]) =>
      Array.from({ length }, (_, index) => daysOn(first, index)),
    );
    return new Set(days);
  });
