import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isWorkingDay,
  plusWorkingDays,
  shareOfWorkingDaysGone,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  workingDaysBetween,
} from '../../src/release/working-days.ts';
import { anyDate, anyDaysOff, dayAfter } from './days.ts';

/** Thursday and Friday, and a Saturday that is off anyway. */
const off = new Set(['2026-12-24', '2026-12-25', '2026-12-26']);

describe('working days', () => {
  test.each([
    ['2026-12-23', true],
    ['2026-12-24', false],
    ['2026-12-26', false],
    ['2026-12-27', false],
    ['2026-12-28', true],
  ])('%s: %s', (date, expected) => expect(isWorkingDay(date, off)).toBe(expected));

  test.each([
    ['2026-12-23', '2026-12-23', '2026-12-23'],
    ['2026-12-24', '2026-12-23', '2026-12-28'],
    ['2026-12-27', '2026-12-23', '2026-12-28'],
    ['2026-12-19', '2026-12-18', '2026-12-21'],
  ])('around %s: %s or before, %s or after', (date, before, after) => {
    expect(workingDayOnOrBefore(date, off)).toBe(before);
    expect(workingDayOnOrAfter(date, off)).toBe(after);
  });

  test.each([
    ['2026-12-18', 1, '2026-12-21'],
    ['2026-12-18', 4, '2026-12-28'],
    ['2026-12-28', -1, '2026-12-23'],
    ['2026-12-26', 1, '2026-12-28'],
    ['2026-12-26', -1, '2026-12-23'],
    ['2026-12-26', 0, '2026-12-26'],
  ])('%s plus %i is %s', (date, count, expected) => {
    expect(plusWorkingDays(date, count, off)).toBe(expected);
  });

  test.each([
    ['2026-12-18', '2026-12-21', 1],
    ['2026-12-18', '2026-12-18', 0],
    ['2026-12-18', '2026-12-20', 0],
    ['2026-12-21', '2026-12-28', 3],
    ['2026-12-28', '2026-12-21', -3],
    ['2026-12-26', '2026-12-28', 1],
    ['2026-12-28', '2026-12-26', -1],
    ['2026-01-01', '2026-12-31', 258],
  ])('from %s (not counted) to %s (counted): %i', (from, to, expected) => {
    expect(workingDaysBetween(from, to, off)).toBe(expected);
  });

  test('agree with a walk from day to day', () => {
    fc.assert(
      fc.property(anyDate, fc.nat({ max: 60 }), anyDaysOff, (from, days, daysOff) => {
        let [to, count] = [from, 0];
        for (let left = days; left > 0; left -= 1) {
          to = dayAfter(to);
          const isWeekend = [0, 6].includes(new Date(to).getUTCDay());
          if (!isWeekend && !daysOff.has(to)) count += 1;
        }
        expect(workingDaysBetween(from, to, daysOff)).toBe(count);
        expect(workingDaysBetween(to, from, daysOff) + count).toBe(0);
        if (count > 0) {
          expect(plusWorkingDays(from, count, daysOff)).toBe(workingDayOnOrBefore(to, daysOff));
        }
      }),
    );
  });
});

describe('the share that is gone', () => {
  test.each([
    ['the start', '2026-12-14', 0],
    ['before the start', '2026-12-01', 0],
    ['Friday of the first week', '2026-12-18', 4 / 7],
    ['the Sunday after', '2026-12-20', 4 / 7],
    ['between the days off', '2026-12-25', 1],
    ['the target', '2026-12-23', 1],
    ['after the target', '2027-03-01', 1],
  ])('%s', (_name, today, expected) => {
    expect(shareOfWorkingDaysGone('2026-12-14', '2026-12-23', today, off)).toBeCloseTo(expected);
  });

  test('without a working day in between jumps on the target', () => {
    const share = (today: string): number =>
      shareOfWorkingDaysGone('2026-12-23', '2026-12-27', today, off);
    expect(['2026-12-23', '2026-12-25', '2026-12-27'].map(share)).toEqual([0, 0, 1]);
    expect(shareOfWorkingDaysGone('2026-12-23', '2026-12-23', '2026-12-22', off)).toBe(0);
  });

  test('never falls and stays between 0 and 1', () => {
    fc.assert(
      fc.property(anyDate, anyDate, anyDate, anyDaysOff, (start, target, today, daysOff) => {
        const share = shareOfWorkingDaysGone(start, target, today, daysOff);
        const later = shareOfWorkingDaysGone(start, target, dayAfter(today), daysOff);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(later).toBeGreaterThanOrEqual(share);
        expect(later).toBeLessThanOrEqual(1);
      }),
    );
  });
});
