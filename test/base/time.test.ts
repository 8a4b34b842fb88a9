import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ANYWHERE_ON_EARTH,
  dateIn,
  dateLabel,
  daysBetween,
  endOfDay,
  epochSeconds,
  instantAt,
  isCalendarDate,
  isLocalTime,
  isZone,
  millisecondsBetween,
  plusDays,
  plusMilliseconds,
  plusMinutes,
  timeIn,
  usableZone,
  weekdayLabel,
  weekdayOf,
  weekOf,
  zoneOfOffset,
} from '../../src/base/time.ts';
import { firstMomentAt, wallAt, zones } from './wall-clock.ts';

describe('what is a zone, a date, a time', () => {
  test.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+12', 'Etc/GMT-14'])(
    '%s is a zone',
    (zone) => expect(isZone(zone)).toBe(true),
  );

  test.each([
    '',
    'Asia/Nowhere',
    '+02:00',
    '+0530',
    'Z',
    '2026-01-01T00:00Z',
    'T10[Europe/Berlin]',
  ])('“%s” is no zone', (text) => expect(isZone(text)).toBe(false));

  test('every zone that the runtime lists is one', () => {
    expect(zones.filter((zone) => !isZone(zone))).toEqual([]);
  });

  test.each([
    ['2026-12-12', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-1-1', false],
    ['2026-12-12T10:00', false],
    ['', false],
  ])('“%s” as a date: %s', (text, expected) => expect(isCalendarDate(text)).toBe(expected));

  test.each([
    ['00:00', true],
    ['23:59', true],
    ['24:00', false],
    ['9:00', false],
    ['09:60', false],
    ['09:00:00', false],
  ])('“%s” as a time: %s', (text, expected) => expect(isLocalTime(text)).toBe(expected));
});

describe('case 26: zones from elsewhere', () => {
  test('one that this runtime knows is used as it is, another one counts as UTC', () => {
    expect(['Asia/Kolkata', 'US/Pacific', 'Mars/Olympus', '+02:00'].map(usableZone)).toEqual([
      'Asia/Kolkata',
      'US/Pacific',
      'UTC',
      'UTC',
    ]);
  });

  test.each([...Array(27).keys()].map((index) => index - 12))('%i hours ahead of UTC', (hours) => {
    const zone = zoneOfOffset(hours * 3600) ?? '';
    const expected = new Date(Date.UTC(2026, 10, 20, 12 + hours)).toISOString();
    expect(wallAt(zone, Date.UTC(2026, 10, 20, 12))).toBe(expected.slice(0, 16).replace('T', ' '));
  });

  test.each([1800, 15 * 3600, -13 * 3600, Number.NaN])('no whole hours: %s', (seconds) => {
    expect(zoneOfOffset(seconds)).toBeNull();
  });
});

describe('instants', () => {
  test('keep three decimals, so that they compare as strings', () => {
    expect(plusMinutes('2026-11-20T10:31:36.000Z', 30)).toBe('2026-11-20T11:01:36.000Z');
    expect(plusMilliseconds('2026-11-20T10:31:36.000Z', -1)).toBe('2026-11-20T10:31:35.999Z');
    expect(millisecondsBetween('2026-11-20T10:00:00.000Z', '2026-11-20T09:59:59.000Z')).toBe(-1000);
    expect(epochSeconds('1970-01-01T00:01:00.999Z')).toBe(60);
  });

  test('an unreadable instant is an error, not a wrong date', () => {
    expect(() => plusMinutes('yesterday', 1)).toThrow(RangeError);
    expect(() => instantAt('Europe/Berlin', '2026-02-30', '10:00')).toThrow(RangeError);
  });

  test.each([
    ['plain', 'Europe/Berlin', '2026-11-20', '10:00', '2026-11-20T09:00:00.000Z'],
    ['far east', 'Pacific/Auckland', '2026-11-19', '10:00', '2026-11-18T21:00:00.000Z'],
    ['far west', 'Pacific/Honolulu', '2026-11-19', '10:00', '2026-11-19T20:00:00.000Z'],
    ['gap of an hour', 'Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00:00.000Z'],
    ['end of that gap', 'Europe/Berlin', '2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
    [
      'gap of half an hour',
      'Australia/Lord_Howe',
      '2026-10-04',
      '02:15',
      '2026-10-03T15:30:00.000Z',
    ],
    ['gap of two hours', 'Antarctica/Troll', '2026-03-29', '01:15', '2026-03-29T01:00:00.000Z'],
    ['gap at midnight', 'Africa/Cairo', '2026-04-24', '00:00', '2026-04-23T22:00:00.000Z'],
    ['a day left out', 'Pacific/Apia', '2011-12-30', '10:00', '2011-12-30T10:00:00.000Z'],
    ['fold', 'Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['fold at midnight', 'America/Havana', '2026-11-01', '00:30', '2026-11-01T04:30:00.000Z'],
  ])('%s: %s, %s %s', (_name, zone, date, time, expected) => {
    expect(instantAt(zone, date, time)).toBe(expected);
  });

  test('a wall time is reached at the first moment that shows it or more, in any zone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyDate, anyTime, (zone, date, time) => {
        expect(instantAt(zone, date, time)).toBe(firstMomentAt(zone, date, time));
      }),
      { numRuns: 400 },
    );
  });

  test('outside gaps, date and time are read back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyDate, anyTime, (zone, date, time) => {
        const instant = instantAt(zone, date, time);
        const read = `${dateIn(zone, instant)} ${timeIn(zone, instant)}`;
        expect(read >= `${date} ${time}`).toBe(true);
        const minuteBefore = plusMinutes(instant, -1);
        const before = `${dateIn(zone, minuteBefore)} ${timeIn(zone, minuteBefore)}`;
        expect(read === `${date} ${time}` || before < `${date} ${time}`).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the end of a day', () => {
  test('is the first moment of the next', () => {
    expect(endOfDay('Europe/Berlin', '2026-12-12')).toBe('2026-12-12T23:00:00.000Z');
    expect(endOfDay('Africa/Cairo', '2026-04-23')).toBe('2026-04-23T22:00:00.000Z');
  });

  test('anywhere on Earth is noon UTC of the next day, as Kubernetes 1.35 announced its freezes', () => {
    expect(endOfDay(ANYWHERE_ON_EARTH, '2025-11-06')).toBe('2025-11-07T12:00:00.000Z');
  });

  test('anywhere on Earth is never before the end of the day in a zone', () => {
    for (const zone of zones) {
      expect(endOfDay(zone, '2026-12-12') <= endOfDay(ANYWHERE_ON_EARTH, '2026-12-12')).toBe(true);
    }
  });
});

describe('calendar dates', () => {
  test('count days over months, years and leap days', () => {
    expect(plusDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(plusDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-12-12', '2026-12-05')).toBe(-7);
    expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365);
  });

  test('know their weekday and their week', () => {
    expect([weekdayOf('2026-11-16'), weekdayOf('2026-11-22')]).toEqual([1, 7]);
    expect([weekOf('2026-11-16'), weekOf('2026-11-22')]).toEqual(['2026-11-16', '2026-11-16']);
    expect(weekOf('2027-01-01')).toBe('2026-12-28');
  });

  test('read the same for everyone, with the year only when it is another', () => {
    expect(dateLabel('2025-12-12')).toBe('Fri 12 Dec');
    expect(dateLabel('2025-12-12', '2025-11-20')).toBe('Fri 12 Dec');
    expect(dateLabel('2026-01-02', '2025-11-20')).toBe('Fri 2 Jan 2026');
    expect(weekdayLabel(4)).toBe('Thu');
  });

  test('agree with the clock of the runtime', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -900, max: 900 }), (date, days) => {
        const moved = new Date(Date.parse(date) + days * 86_400_000);
        expect(plusDays(date, days)).toBe(moved.toISOString().slice(0, 10));
        expect(daysBetween(date, plusDays(date, days))).toBe(days);
        expect(weekdayOf(date) % 7).toBe(new Date(date).getUTCDay());
      }),
    );
  });
});

const anyDate = fc
  .integer({ min: 0, max: 6209 })
  .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10));
const anyTime = fc
  .integer({ min: 0, max: 1439 })
  .map((minutes) => new Date(minutes * 60_000).toISOString().slice(11, 16));
