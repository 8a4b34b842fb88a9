/** When a retrospective is booked: by table, and by property over zones, weekends and changed clocks. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bookRetro,
  inHoursOf,
  RETRO_MINUTES,
  type RetroPerson,
} from '../../../src/features/hotfix/book-retro.ts';
import { dateIn, plusMinutes, timeIn, weekdayOf, type Zone } from '../../../src/base/time.ts';

const ZONES: readonly Zone[] = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'Africa/Casablanca',
];

const people = (...zones: readonly Zone[]): readonly RetroPerson[] =>
  zones.map((zone, rank) => ({ id: `U${rank}`, zone, rank }));
const NONE = new Set<string>();

describe('a retrospective is booked', () => {
  it.each([
    [
      'at once in working hours',
      ['Europe/Berlin'],
      '2026-11-16T08:00',
      '2026-11-16T08:30',
      'everybody',
    ],
    [
      'on a quarter of an hour',
      ['Europe/Berlin'],
      '2026-11-16T08:01',
      '2026-11-16T08:45',
      'everybody',
    ],
    ['the next morning', ['Europe/Berlin'], '2026-11-16T15:30', '2026-11-17T08:00', 'everybody'],
    [
      'where two zones meet',
      ['Europe/Berlin', 'America/New_York'],
      '2026-11-16T08:00',
      '2026-11-16T14:00',
      'everybody',
    ],
    [
      'in the last week of October, when Berlin’s clock is back and New York’s is not',
      ['Europe/Berlin', 'America/New_York'],
      '2026-10-26T08:00',
      '2026-10-26T13:00',
      'everybody',
    ],
    [
      'after the weekend, when it is all that 48 hours hold',
      ['Europe/Berlin', 'Europe/Lisbon'],
      '2026-11-20T16:30',
      '2026-11-23T09:00',
      'later',
    ],
    [
      'on the Monday after the clock changed in the night to Sunday',
      ['Europe/Berlin', 'Europe/Berlin'],
      '2026-03-27T16:00',
      '2026-03-30T07:00',
      'later',
    ],
    [
      'with most, the lead among them, where nobody’s day is everybody’s',
      ['Europe/Berlin', 'America/Los_Angeles', 'Europe/Berlin'],
      '2026-11-16T08:00',
      '2026-11-16T08:30',
      'most',
    ],
    [
      'in the lead’s hours, where two never meet',
      ['Europe/Berlin', 'America/Los_Angeles'],
      '2026-11-16T18:00',
      '2026-11-17T08:00',
      'alone',
    ],
  ])('%s', (_, zones, now, startsAt, remark) => {
    const booked = bookRetro(people(...zones), `${now}:00.000Z`, NONE);
    expect(booked).toMatchObject({ startsAt: `${startsAt}:00.000Z`, remark });
  });

  it('with the lead and the technical lead rather than with as many others', () => {
    const four = people('Europe/Berlin', 'Europe/Berlin', 'Pacific/Auckland', 'Pacific/Auckland');
    const evening = bookRetro(four, '2026-11-16T18:00:00.000Z', NONE);
    expect(evening).toMatchObject({ who: ['U0', 'U1'], missing: ['U2', 'U3'], remark: 'most' });
    expect(evening.startsAt).toBe('2026-11-17T08:00:00.000Z');
  });

  it('not on idle days of the project', () => {
    const idle = new Set(['2026-11-17', '2026-11-18']);
    const booked = bookRetro(
      people('Europe/Berlin', 'Europe/Rome'),
      '2026-11-16T16:00:00.000Z',
      idle,
    );
    expect(booked).toMatchObject({ startsAt: '2026-11-19T08:00:00.000Z', remark: 'later' });
  });
});

describe('whoever they are, and whenever it is', () => {
  const crowd = fc
    .array(fc.constantFrom(...ZONES), { minLength: 1, maxLength: 6 })
    .map((zones) => people(...zones));
  const now = fc
    .date({
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2029-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString());

  it('those who are said to be there are within 09:00 and 17:00 on a working day of their own', () => {
    fc.assert(
      fc.property(crowd, now, (all, at) => {
        const { startsAt, who, missing } = bookRetro(all, at, NONE);
        expect([...who, ...missing].toSorted()).toEqual(all.map(({ id }) => id).toSorted());
        expect(inHoursOf(all, startsAt, NONE)).toEqual(who);
        for (const { zone } of all.filter(({ id }) => who.includes(id))) {
          const day = dateIn(zone, startsAt);
          expect(weekdayOf(day)).toBeLessThanOrEqual(5);
          expect(timeIn(zone, startsAt) >= '09:00').toBe(true);
          expect(timeIn(zone, plusMinutes(startsAt, RETRO_MINUTES)) <= '17:00').toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('it is on time unless it says so, and nothing better comes earlier', () => {
    fc.assert(
      fc.property(crowd, now, (all, at) => {
        const { startsAt, who, remark } = bookRetro(all, at, NONE);
        const isSoon = plusMinutes(startsAt, RETRO_MINUTES) <= plusMinutes(at, 48 * 60);
        if (remark === 'everybody' || remark === 'most') expect(isSoon).toBe(true);
        if (remark === 'everybody') expect(who).toHaveLength(all.length);
        if (remark === 'later') expect(isSoon && who.length >= 2).toBe(false);
        const first = plusMinutes(startsAt, -24 * 60) > at ? plusMinutes(startsAt, -24 * 60) : at;
        for (let one = plusMinutes(first, 30); one < startsAt; one = plusMinutes(one, 15)) {
          const quarter = `${one.slice(0, 14)}${one.slice(14, 16) < '30' ? '15' : '45'}:00.000Z`;
          if (quarter >= startsAt || quarter < plusMinutes(at, 30)) continue;
          expect(inHoursOf(all, quarter, NONE).length).toBeLessThanOrEqual(who.length);
        }
      }),
      { numRuns: 60 },
    );
  });
});
