import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysBetween, isCalendarDate } from '../../../src/base/time.ts';
import { readPauseDate } from '../../../src/features/checkin/pause-date.ts';

// A Thursday.
const TODAY = '2026-11-19';

describe('until when', () => {
  test.each([
    ['2026-12-24', '2026-12-24'],
    ['until 2026-12-24', '2026-12-24'],
    ['Until 24 Dec', '2026-12-24'],
    ['24 december', '2026-12-24'],
    ['24. Dec.', '2026-12-24'],
    ['the 24th of December', '2026-12-24'],
    ['Dec 24', '2026-12-24'],
    ['December 24th, 2026', '2026-12-24'],
    ['5 Jan', '2027-01-05'],
    ['1 sept', '2027-09-01'],
    ['19 Nov', '2027-11-19'],
    ['tomorrow', '2026-11-20'],
    ['friday', '2026-11-20'],
    ['until fri', '2026-11-20'],
    ['thursday', '2026-11-26'],
    ['monday', '2026-11-23'],
    ['next monday', '2026-11-23'],
    ['next friday', '2026-11-27'],
    ['next week', '2026-11-23'],
    ['2 weeks', '2026-12-03'],
    ['for two weeks', '2026-12-03'],
    ['in 10 days', '2026-11-29'],
    ['a month', '2026-12-19'],
    ['3 months', '2027-02-19'],
    ['  until   next  MONDAY  ', '2026-11-23'],
  ])('%s', (text, date) => {
    expect(readPauseDate(text, TODAY)).toEqual({ kind: 'until', date });
  });

  test('a month from the last of January ends in February', () => {
    expect(readPauseDate('1 month', '2027-01-31')).toEqual({ kind: 'until', date: '2027-02-28' });
    expect(readPauseDate('1 month', '2028-01-31')).toEqual({ kind: 'until', date: '2028-02-29' });
  });

  test.each([
    ['', 'I did not understand until when.'],
    ['christmas', 'I did not understand until when.'],
    ['12/24', 'I did not understand until when.'],
    ['31 Feb', 'I did not understand until when.'],
    ['2026-02-30', 'I did not understand until when.'],
    ['mo', 'I did not understand until when.'],
    ['2026-11-19', '2026-11-19 is not ahead.'],
    ['2025-12-24', '2025-12-24 is not ahead.'],
    ['0 days', '2026-11-19 is not ahead.'],
    ['2028-01-01', '2028-01-01 is more than a year ahead.'],
    ['29 Feb', '2028-02-29 is more than a year ahead.'],
    ['99 weeks', '2028-10-12 is more than a year ahead.'],
  ])('unclear and says how: “%s”', (text, beginning) => {
    const read = readPauseDate(text, TODAY);
    expect(read.kind).toBe('unclear');
    const sentence = read.kind === 'unclear' ? read.sentence : '';
    expect(sentence.startsWith(beginning)).toBe(true);
    expect(sentence).toContain('/checkin pause until 2026-12-24');
  });

  test('whatever is typed: a day ahead within a year, or a sentence', () => {
    const word = fc.constantFrom(
      'next',
      'until',
      '24',
      'dec',
      'friday',
      '2',
      'weeks',
      '9999-99-99',
      '0',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(word).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const read = readPauseDate(typed, TODAY);
        if (read.kind === 'unclear') return;
        expect(isCalendarDate(read.date)).toBe(true);
        expect(daysBetween(TODAY, read.date)).toBeGreaterThan(0);
        expect(daysBetween(TODAY, read.date)).toBeLessThanOrEqual(366);
      }),
    );
  });
});
