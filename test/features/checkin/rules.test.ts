import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Weekday } from '../../../src/base/time.ts';
import {
  activitySince,
  comingWeeks,
  digestOf,
  isPaused,
  isWeek,
  weekNow,
  weekPlan,
  type Askable,
  type Track,
} from '../../../src/features/checkin/rules.ts';
import { DEFAULT_RHYTHM, type Rhythm } from '../../../src/release/projects.ts';
import { aProjectValue, aReleaseValue } from './values.ts';

const WEEK = '2026-11-16';
const BERLIN: Askable = {
  zone: 'Europe/Berlin',
  pausedUntil: null,
  isDeactivated: false,
  isOutside: false,
};

function track(
  name: string,
  rhythm: Partial<Rhythm> = {},
  idleDays: readonly string[] = [],
): Track {
  const project = aProjectValue({
    id: name,
    name,
    rhythm: { ...DEFAULT_RHYTHM, ...rhythm },
    idleDays,
  });
  return { project, releases: [aReleaseValue({ id: `${name}-1`, projectId: name })] };
}

describe('one week of one person', () => {
  test.each([
    ['Europe/Berlin', '2026-11-19T09:00', '2026-11-19T15:00', '2026-11-19T17:00'],
    ['Pacific/Auckland', '2026-11-18T21:00', '2026-11-19T03:00', '2026-11-19T05:00'],
    ['Pacific/Honolulu', '2026-11-19T20:00', '2026-11-20T02:00', '2026-11-20T04:00'],
    // One hour before Friday 15:00 in Berlin comes before 18:00 on Kiritimati's Thursday? No: far ahead of it.
    ['Pacific/Kiritimati', '2026-11-18T20:00', '2026-11-19T02:00', '2026-11-19T04:00'],
  ])('in %s is asked, reminded and closed on the own clock', (zone, asks, reminds, closes) => {
    expect(weekPlan({ ...BERLIN, zone }, [track('Atlas')], WEEK)).toMatchObject({
      kind: 'ask',
      asksAt: `${asks}:00.000Z`,
      remindsAt: `${reminds}:00.000Z`,
      closesAt: `${closes}:00.000Z`,
    });
  });

  test('closes an hour before the digest when that is earlier', () => {
    const rhythm = { digestWeekday: 4 as Weekday, digestTime: '14:00' };
    expect(weekPlan(BERLIN, [track('Atlas', rhythm)], WEEK)).toMatchObject({
      closesAt: '2026-11-19T12:00:00.000Z',
      remindsAt: '2026-11-19T11:15:00.000Z',
    });
  });

  test('is silent without a release on its way', () => {
    const { project } = track('Atlas');
    expect(weekPlan(BERLIN, [{ project, releases: [] }], WEEK)).toEqual({ kind: 'silence' });
    expect(weekPlan(BERLIN, [], WEEK)).toEqual({ kind: 'silence' });
  });

  test('with several rhythms asks once, at the earliest, and keeps each closing', () => {
    const early = track('Borealis', { askWeekday: 2, askTime: '14:00', closeTime: '19:00' });
    const plan = weekPlan(BERLIN, [track('Atlas'), early], WEEK);
    expect(plan).toMatchObject({
      kind: 'ask',
      asksAt: '2026-11-17T13:00:00.000Z',
      remindsAt: '2026-11-17T16:45:00.000Z',
      closesAt: '2026-11-17T18:00:00.000Z',
      endsAt: '2026-11-19T17:00:00.000Z',
    });
    expect(
      plan.kind === 'ask' ? plan.parts.map(({ release, closesAt }) => [release.id, closesAt]) : [],
    ).toEqual([
      ['Atlas-1', '2026-11-19T17:00:00.000Z'],
      ['Borealis-1', '2026-11-17T18:00:00.000Z'],
    ]);
  });

  test('an idle project is left out, and the others are asked at their own time', () => {
    const idle = track('Borealis', { askWeekday: 2 }, ['2026-11-17']);
    const plan = weekPlan(BERLIN, [track('Atlas'), idle], WEEK);
    expect(plan).toMatchObject({ kind: 'ask', asksAt: '2026-11-19T09:00:00.000Z' });
    expect(plan.kind === 'ask' ? plan.parts.map(({ project }) => project.name) : []).toEqual([
      'Atlas',
    ]);
  });

  test.each<[string, Partial<Askable>, Track, string]>([
    ['idle day', {}, track('Atlas', {}, ['2026-11-19']), 'Thu 19 Nov is an idle day of Atlas'],
    ['pause', { pausedUntil: '2026-12-24' }, track('Atlas'), 'paused until Thu 24 Dec'],
    ['deactivated', { isDeactivated: true }, track('Atlas'), 'their Slack account is deactivated'],
    ['outside', { isOutside: true }, track('Atlas'), 'they are of another organisation'],
    [
      'digest first',
      { zone: 'Pacific/Honolulu' },
      track('Atlas', { digestWeekday: 4, digestTime: '15:00' }),
      'the digest of Atlas comes before Thu 10:00 in their zone',
    ],
    [
      'closing first',
      {},
      track('Atlas', { closeTime: '09:00' }),
      'Atlas closes its check-in before Thu 10:00',
    ],
  ])('is skipped with the reason: %s', (_name, person, given, reason) => {
    expect(weekPlan({ ...BERLIN, ...person }, [given], WEEK)).toMatchObject({
      kind: 'skip',
      reason,
    });
  });

  test('a pause ends on its day', () => {
    const plan = (pausedUntil: string) =>
      weekPlan({ ...BERLIN, pausedUntil }, [track('Atlas')], WEEK).kind;
    expect([plan('2026-11-19'), plan('2026-11-20')]).toEqual(['ask', 'skip']);
    expect(
      isPaused({ zone: 'Europe/Berlin', pausedUntil: '2026-11-19' }, '2026-11-18T23:30:00.000Z'),
    ).toBe(false);
    expect(
      isPaused({ zone: 'Europe/Berlin', pausedUntil: '2026-11-19' }, '2026-11-18T22:30:00.000Z'),
    ).toBe(true);
  });

  test('holds its order for every rhythm and zone', () => {
    const time = fc
      .integer({ min: 0, max: 23 })
      .map((hour) => `${String(hour).padStart(2, '0')}:00`);
    const weekday = fc.integer({ min: 1, max: 7 }).map((day) => day as Weekday);
    const rhythm = fc.record({
      askWeekday: weekday,
      askTime: time,
      closeTime: time,
      digestWeekday: weekday,
      digestTime: time,
      draftTime: time,
    });
    const zone = fc.constantFrom(
      'Pacific/Apia',
      'America/St_Johns',
      'Europe/Berlin',
      'Asia/Kathmandu',
    );
    fc.assert(
      fc.property(fc.array(rhythm, { minLength: 1, maxLength: 4 }), zone, (rhythms, own) => {
        const tracks = rhythms.map((each, index) => track(`P${index}`, each));
        const plan = weekPlan({ ...BERLIN, zone: own }, tracks, WEEK);
        expect(plan.kind).not.toBe('silence');
        if (plan.kind !== 'ask') return;
        expect(plan.asksAt < plan.remindsAt && plan.remindsAt < plan.closesAt).toBe(true);
        expect(
          plan.parts.every(({ closesAt }) => closesAt >= plan.closesAt && closesAt <= plan.endsAt),
        ).toBe(true);
      }),
    );
  });
});

describe('the week an answer belongs to', () => {
  const fridays = track('Atlas').project;
  const mondays = track('Atlas', { digestWeekday: 1, digestTime: '15:00' }).project;
  test.each([
    ['early', fridays, '2026-11-16T09:00:00.000Z', '2026-11-16'],
    ['in the window', fridays, '2026-11-19T12:00:00.000Z', '2026-11-16'],
    ['late', fridays, '2026-11-21T12:00:00.000Z', '2026-11-16'],
    ['the next Monday', fridays, '2026-11-22T23:30:00.000Z', '2026-11-23'],
    [
      'asked Thursday, digest Monday, on the weekend',
      mondays,
      '2026-11-21T12:00:00.000Z',
      '2026-11-16',
    ],
    ['asked Thursday, digest Monday, before it', mondays, '2026-11-23T13:59:00.000Z', '2026-11-16'],
    ['asked Thursday, digest Monday, after it', mondays, '2026-11-23T14:00:00.000Z', '2026-11-23'],
  ])('%s', (_name, project, now, week) => {
    expect(weekNow(project, 'Europe/Berlin', now)).toBe(week);
  });

  test('its digest and its activity', () => {
    expect(digestOf(fridays, WEEK)).toBe('2026-11-20T14:00:00.000Z');
    expect(digestOf(mondays, WEEK)).toBe('2026-11-23T14:00:00.000Z');
    expect(activitySince(fridays, 'Europe/Berlin', WEEK)).toBe('2026-11-12T09:00:00.000Z');
  });

  test.each([
    ['2026-11-16', true],
    ['2026-11-17', false],
    ['2026-13-45', false],
    ['', false],
  ])('%s names a week: %s', (text, is) => expect(isWeek(text)).toBe(is));
});

test('the coming weeks are those whose ask lies ahead', () => {
  const weeks = (now: string) =>
    comingWeeks(BERLIN, [track('Atlas')], now, 2).map(({ week }) => week);
  expect(weeks('2026-11-19T08:59:00.000Z')).toEqual(['2026-11-16', '2026-11-23']);
  expect(weeks('2026-11-19T09:00:00.000Z')).toEqual(['2026-11-23', '2026-11-30']);
});

test('who joins between two projects’ asks is asked at the second', () => {
  const tracks = [track('Atlas'), track('Borealis', { askWeekday: 2 })];
  const [first] = comingWeeks(BERLIN, tracks, '2026-11-18T08:00:00.000Z', 2);
  expect(first).toMatchObject({ week: WEEK, plan: { asksAt: '2026-11-19T09:00:00.000Z' } });
});
