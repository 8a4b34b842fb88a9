import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Weekday } from '../../src/base/time.ts';
import {
  askWeek,
  checkinWindow,
  occurrence,
  type CheckinQuestion,
} from '../../src/release/recurrence.ts';
import { wallAt, zones } from '../base/wall-clock.ts';

const anyZone = fc.constantFrom(...zones);
const anyWeekday = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);
const anyTime = fc
  .nat({ max: 1439 })
  .map((minutes) => new Date(minutes * 60_000).toISOString().slice(11, 16));

describe('the week of the ask', () => {
  test.each([
    ['Thursday for Friday', 4, '10:00', 5, '15:00', '2026-11-16'],
    ['earlier on the same day', 5, '09:00', 5, '15:00', '2026-11-16'],
    ['Thursday for Monday', 4, '10:00', 1, '09:00', '2026-11-09'],
    ['later on the same day', 5, '16:00', 5, '15:00', '2026-11-09'],
    ['at the same time', 5, '15:00', 5, '15:00', '2026-11-09'],
  ] as const)('%s', (_name, askDay, askTime, digestDay, digestTime, expected) => {
    const ask = { weekday: askDay, time: askTime };
    expect(askWeek(ask, { weekday: digestDay, time: digestTime }, '2026-11-20')).toBe(expected);
  });
});

describe('a check-in window', () => {
  /** Asked Thursday 10:00, open until 18:00, in the week of Mon 16 Nov 2026. */
  const window = (zone: string, digestInstant: string, more: Partial<CheckinQuestion> = {}) =>
    checkinWindow({
      zone,
      week: '2026-11-16',
      askWeekday: 4,
      askTime: '10:00',
      closeTime: '18:00',
      digestInstant,
      ...more,
    });
  const berlin = occurrence('Europe/Berlin', 5, '15:00', '2026-11-16');
  const auckland = occurrence('Pacific/Auckland', 5, '15:00', '2026-11-16');

  test.each([
    [
      'Europe/Berlin',
      '2026-11-19T09:00:00.000Z',
      '2026-11-19T15:00:00.000Z',
      '2026-11-19T17:00:00.000Z',
    ],
    [
      'Pacific/Auckland',
      '2026-11-18T21:00:00.000Z',
      '2026-11-19T03:00:00.000Z',
      '2026-11-19T05:00:00.000Z',
    ],
    [
      'Pacific/Kiritimati',
      '2026-11-18T20:00:00.000Z',
      '2026-11-19T02:00:00.000Z',
      '2026-11-19T04:00:00.000Z',
    ],
    [
      'Pacific/Honolulu',
      '2026-11-19T20:00:00.000Z',
      '2026-11-20T02:00:00.000Z',
      '2026-11-20T04:00:00.000Z',
    ],
    [
      'Pacific/Pago_Pago',
      '2026-11-19T21:00:00.000Z',
      '2026-11-20T03:00:00.000Z',
      '2026-11-20T05:00:00.000Z',
    ],
  ])('in %s before a digest in Berlin is the whole one', (zone, asksAt, remindsAt, closesAt) => {
    expect(window(zone, berlin)).toEqual({ kind: 'open', asksAt, remindsAt, closesAt });
  });

  test('in Honolulu closes an hour before a digest in Auckland', () => {
    expect(window('Pacific/Honolulu', auckland)).toEqual({
      kind: 'open',
      asksAt: '2026-11-19T20:00:00.000Z',
      remindsAt: '2026-11-19T23:45:00.000Z',
      closesAt: '2026-11-20T01:00:00.000Z',
    });
  });

  test('is empty where the digest comes first', () => {
    const thursday = occurrence('Pacific/Auckland', 4, '15:00', '2026-11-16');
    expect(window('Pacific/Auckland', thursday)).toMatchObject({ kind: 'open' });
    expect(window('Pacific/Honolulu', thursday)).toEqual({
      kind: 'empty',
      why: 'digest-before-ask',
      asksAt: '2026-11-19T20:00:00.000Z',
    });
  });

  test('is empty when its last hour begins with the ask, and has a minute when one later', () => {
    const closeTo = (digest: string) => window('UTC', `2026-11-19T${digest}:00.000Z`);
    expect(closeTo('11:00')).toMatchObject({ kind: 'empty', why: 'digest-before-ask' });
    expect(closeTo('11:01')).toEqual({
      kind: 'open',
      asksAt: '2026-11-19T10:00:00.000Z',
      remindsAt: '2026-11-19T10:00:45.000Z',
      closesAt: '2026-11-19T10:01:00.000Z',
    });
  });

  test.each(['10:00', '09:00'])('is empty when it closes at %s', (closeTime) => {
    expect(window('UTC', berlin, { closeTime })).toMatchObject({
      kind: 'empty',
      why: 'closing-before-ask',
    });
  });

  test('that lies in a gap altogether is empty', () => {
    const inGap = {
      week: '2026-03-23',
      askWeekday: 7,
      askTime: '02:10',
      closeTime: '02:50',
    } as const;
    expect(window('Europe/Berlin', '2026-03-30T12:00:00.000Z', inGap)).toMatchObject({
      kind: 'empty',
      asksAt: '2026-03-29T01:00:00.000Z',
    });
  });

  test('asks, then reminds, then closes an hour or more before the digest, in any zone', () => {
    fc.assert(
      fc.property(anyZone, anyZone, anyWeekday, anyTime, (zone, project, weekday, time) => {
        const digest = occurrence(project, weekday, time, '2026-11-16');
        const result = window(zone, digest);
        const hourBefore = new Date(Date.parse(digest) - 3_600_000).toISOString();
        if (result.kind === 'empty') {
          expect(hourBefore <= result.asksAt).toBe(true);
          return;
        }
        const { asksAt, remindsAt, closesAt } = result;
        expect(asksAt < remindsAt && remindsAt < closesAt && closesAt <= hourBefore).toBe(true);
        expect(wallAt(zone, Date.parse(asksAt))).toBe('2026-11-19 10:00');
        expect(
          closesAt === hourBefore || wallAt(zone, Date.parse(closesAt)).endsWith('18:00'),
        ).toBe(true);
      }),
    );
  });
});
