import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextWeekly, occurrence, workingMoment } from '../../src/release/recurrence.ts';
import type { Weekday } from '../../src/base/time.ts';
import { firstWeeklyAfter, transitionsOf, wallAt, zones } from '../base/wall-clock.ts';

const anyZone = fc.constantFrom(...zones);
const anyWeekday = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);
const anyTime = fc
  .nat({ max: 1439 })
  .map((minutes) => new Date(minutes * 60_000).toISOString().slice(11, 16));
const anyInstant = fc
  .integer({ min: Date.UTC(2024, 0, 1) / 1000, max: Date.UTC(2040, 11, 31) / 1000 })
  .map((seconds) => new Date(seconds * 1000).toISOString());

describe('one occurrence', () => {
  test.each([
    ['Pacific/Auckland', '2026-11-18T21:00:00.000Z'],
    ['Asia/Kolkata', '2026-11-19T04:30:00.000Z'],
    ['Europe/Berlin', '2026-11-19T09:00:00.000Z'],
    ['America/New_York', '2026-11-19T15:00:00.000Z'],
    ['Pacific/Honolulu', '2026-11-19T20:00:00.000Z'],
  ])('Thursday 10:00 in %s', (zone, expected) => {
    expect(occurrence(zone, 4, '10:00', '2026-11-16')).toBe(expected);
  });

  test('any day of the week names the week', () => {
    expect(occurrence('UTC', 1, '00:00', '2026-11-22')).toBe('2026-11-16T00:00:00.000Z');
  });
});

describe('the next one', () => {
  test.each([
    [
      'this week',
      'Europe/Berlin',
      4,
      '10:00',
      '2026-11-17T12:00:00.000Z',
      '2026-11-19T09:00:00.000Z',
    ],
    [
      'strictly after',
      'Europe/Berlin',
      4,
      '10:00',
      '2026-11-19T09:00:00.000Z',
      '2026-11-26T09:00:00.000Z',
    ],
    [
      'a moment before',
      'Europe/Berlin',
      4,
      '10:00',
      '2026-11-19T08:59:59.999Z',
      '2026-11-19T09:00:00.000Z',
    ],
    [
      'over the spring gap',
      'Europe/Berlin',
      7,
      '02:30',
      '2026-03-23T00:00:00.000Z',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'after the gap, a week on',
      'Europe/Berlin',
      7,
      '02:30',
      '2026-03-29T01:00:00.000Z',
      '2026-04-05T00:30:00.000Z',
    ],
    [
      'the first pass of a fold',
      'Europe/Berlin',
      7,
      '02:30',
      '2026-10-20T00:00:00.000Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'not its second pass',
      'Europe/Berlin',
      7,
      '02:30',
      '2026-10-25T00:30:00.000Z',
      '2026-11-01T01:30:00.000Z',
    ],
    [
      'over the year',
      'Pacific/Auckland',
      5,
      '15:00',
      '2026-12-31T12:00:00.000Z',
      '2027-01-01T02:00:00.000Z',
    ],
    // St John's set its clock back at 00:01 to 23:01 of the day before, so that this Sunday began twice.
    [
      'over a midnight that comes twice',
      'America/St_Johns',
      7,
      '00:00',
      '2010-11-07T03:00:00.000Z',
      '2010-11-14T03:30:00.000Z',
    ],
  ] as const)('%s', (_name, zone, weekday, time, after, expected) => {
    expect(nextWeekly(zone, weekday, time, after)).toBe(expected);
  });

  test('case 25: agrees with a scan of the wall clock in every zone', () => {
    for (const zone of zones) {
      fc.assert(
        fc.property(anyWeekday, anyTime, anyInstant, (weekday, time, after) => {
          expect(nextWeekly(zone, weekday, time, after)).toBe(
            firstWeeklyAfter(zone, weekday, time, after),
          );
        }),
        { numRuns: 3 },
      );
    }
  });

  test('case 25: agrees with a scan where clocks change', () => {
    const changing = fc.sample(anyZone, 60).flatMap((zone) => {
      const transitions = transitionsOf(zone);
      return transitions.length === 0 ? [] : [{ zone, transitions }];
    });
    const odd = [
      'Australia/Lord_Howe',
      'Antarctica/Troll',
      'Africa/Casablanca',
      'America/Nuuk',
    ].map((zone) => ({ zone, transitions: transitionsOf(zone) }));
    const sample = fc.record({
      place: fc.constantFrom(...odd, ...changing),
      pick: fc.nat(),
      shift: fc.integer({ min: -150, max: 150 }),
      lead: fc.nat({ max: 8 * 24 * 60 }),
    });
    fc.assert(
      fc.property(sample, ({ place, pick, shift, lead }) => {
        const { zone, transitions } = place;
        const change = transitions[pick % transitions.length] ?? 0;
        const wall = Date.parse(`${wallAt(zone, change - 60_000).replace(' ', 'T')}Z`);
        const wanted = new Date(wall + shift * 60_000);
        const weekday = ([7, 1, 2, 3, 4, 5, 6] as const)[wanted.getUTCDay()] ?? 7;
        const time = wanted.toISOString().slice(11, 16);
        const after = new Date(change + 120 * 60_000 - lead * 60_000).toISOString();
        expect(nextWeekly(zone, weekday, time, after)).toBe(
          firstWeeklyAfter(zone, weekday, time, after),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('a working moment', () => {
  const hours = { from: '09:00', until: '17:00' };
  const off = new Set(['2026-11-23']);
  test.each([
    ['inside', 'Europe/Berlin', '2026-11-20T10:31:36.000Z', '2026-11-20T10:31:36.000Z'],
    ['at the opening', 'Europe/Berlin', '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z'],
    ['just before it', 'Europe/Berlin', '2026-11-20T07:59:59.999Z', '2026-11-20T08:00:00.000Z'],
    [
      'just before closing',
      'Europe/Berlin',
      '2026-11-19T15:59:59.999Z',
      '2026-11-19T15:59:59.999Z',
    ],
    ['at closing', 'Europe/Berlin', '2026-11-19T16:00:00.000Z', '2026-11-20T08:00:00.000Z'],
    [
      'Friday evening, Monday off',
      'Europe/Berlin',
      '2026-11-20T18:00:00.000Z',
      '2026-11-24T08:00:00.000Z',
    ],
    [
      'Friday here, Saturday there',
      'Pacific/Auckland',
      '2026-11-20T12:00:00.000Z',
      '2026-11-23T20:00:00.000Z',
    ],
    [
      'Monday here, Sunday there',
      'Pacific/Honolulu',
      '2026-11-16T05:00:00.000Z',
      '2026-11-16T19:00:00.000Z',
    ],
  ])('%s', (_name, zone, instant, expected) => {
    expect(workingMoment(zone, instant, hours, off)).toBe(expected);
  });

  test('is in working hours, not before, and the first such moment', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, instant) => {
        const moment = workingMoment(zone, instant, hours, off);
        const wall = wallAt(zone, Date.parse(moment));
        expect(moment >= instant && isOpen(wall)).toBe(true);
        if (moment === instant) return;
        for (let at = Date.parse(instant); at < Date.parse(moment); at += 1_800_000) {
          expect(isOpen(wallAt(zone, at))).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });

  function isOpen(wall: string): boolean {
    const [date = '', time = ''] = wall.split(' ');
    const isWeekend = [0, 6].includes(new Date(date).getUTCDay());
    return !isWeekend && !off.has(date) && time >= '09:00' && time < '17:00';
  }
});
