import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  featuresDone,
  paceOfWeek,
  pointsDone,
  progressAgainstTime,
  weekNumber,
  type Span,
} from '../../../src/features/report/definitions.ts';
import type { ScopeItem } from '../../../src/release/items.ts';
import { aDoneItem, anItem } from '../../support/builders.ts';

const DONE_AT = '2026-11-18T10:00:00.000Z';
const items = (done: number, open: number): readonly ScopeItem[] => [
  ...Array.from({ length: done }, () => aDoneItem(DONE_AT)),
  ...Array.from({ length: open }, () => anItem()),
];

/** Five weeks, Monday 16 November to Friday 18 December: 24 working days after the first. */
const span: Span = {
  plannedOn: '2026-11-16',
  targetDate: '2026-12-18',
  daysOff: new Set(),
};

describe('features done', () => {
  test.each([
    [0, 0, 0],
    [0, 5, 0],
    [14, 5, 74],
    [199, 1, 99],
    [1, 999, 1],
    [3, 0, 100],
  ])('%i done and %i open is %i %%', (done, open, percent) => {
    expect(featuresDone(items(done, open))).toEqual({ done, of: done + open, percent });
  });

  test('100 % only when nothing is left, 0 % only when nothing is done', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (done, open) => {
        const { percent } = featuresDone(items(done, open));
        expect(percent === 100).toBe(open === 0 && done > 0);
        expect(percent === 0).toBe(done === 0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('points done', () => {
  test('is not known when no item has points', () => {
    expect(pointsDone([anItem({ points: null })])).toBeNull();
  });

  test('counts what has points and says how many have none', () => {
    const scope = [
      aDoneItem(DONE_AT, { points: 5 }),
      anItem({ points: 3 }),
      anItem({ points: null }),
    ];
    expect(pointsDone(scope)).toEqual({ done: 5, of: 8, percent: 63, withoutPoints: 1 });
  });
});

describe('the pace of a week', () => {
  const weekAgo = { instant: '2026-11-20T14:00:00.000Z', date: '2026-11-20' };
  const pace = (done: number, open: number) =>
    paceOfWeek(
      [
        ...Array.from({ length: done }, () => aDoneItem('2026-11-25T10:00:00.000Z')),
        ...Array.from({ length: open }, () => anItem()),
      ],
      span,
      weekAgo,
      '2026-11-27',
    );

  test('is not known in the first week', () => {
    const before = { instant: '2026-11-13T14:00:00.000Z', date: '2026-11-13' };
    expect(paceOfWeek(items(1, 1), span, before, '2026-11-20')).toBeNull();
  });

  test('is not known when the target is behind', () => {
    const late = { instant: '2026-12-18T14:00:00.000Z', date: '2026-12-18' };
    expect(paceOfWeek(items(1, 1), span, late, '2026-12-25')).toBeNull();
  });

  // Seven days ago 20 working days were left; 20 open items needed 5 in a week of five working days.
  test.each([
    [5, 15, 'at'],
    [6, 14, 'above'],
    [4, 16, 'below'],
  ])('%i of 20 done is %s target', (done, open, trend) => {
    expect(pace(done, open)).toEqual({ doneThisWeek: done, needed: 5, trend });
  });

  test('an item done before the week does not count into it', () => {
    const old = aDoneItem('2026-11-19T10:00:00.000Z');
    expect(paceOfWeek([old, anItem()], span, weekAgo, '2026-11-27')?.doneThisWeek).toBe(0);
  });

  test('idle days of the week need nothing', () => {
    const rested = {
      ...span,
      daysOff: new Set(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']),
    };
    expect(paceOfWeek(items(0, 15), rested, weekAgo, '2026-11-27')).toEqual({
      doneThisWeek: 0,
      needed: 0,
      trend: 'at',
    });
  });
});

describe('work against time', () => {
  test.each([
    ['nothing done on the first day', 0, 10, '2026-11-16', 0],
    ['half done at half time', 5, 5, '2026-12-02', 0],
    ['half done after a week', 5, 5, '2026-11-23', 7],
    ['nothing done after a week', 0, 10, '2026-11-23', -5],
    ['all done on the target', 10, 0, '2026-12-18', 0],
    ['all done and not shipped on the Tuesday after', 10, 0, '2026-12-22', -2],
    ['half done on the Tuesday after', 5, 5, '2026-12-22', -14],
  ])('%s', (_, done, open, today, daysAhead) => {
    expect(progressAgainstTime(items(done, open), span, today)?.daysAhead).toBe(daysAhead);
  });

  test('is not known without items', () => {
    expect(progressAgainstTime([], span, '2026-11-20')).toBeNull();
  });

  test('more done is never further behind', () => {
    const day = fc
      .integer({ min: 0, max: 32 })
      .map((n) => `2026-1${n < 15 ? 1 : 2}-${String(n < 15 ? 16 + n : n - 14).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.nat(20), day, (done, today) => {
        const less = progressAgainstTime(items(done, 21 - done), span, today);
        const more = progressAgainstTime(items(done + 1, 20 - done), span, today);
        expect(more?.daysAhead).toBeGreaterThanOrEqual(less?.daysAhead ?? Number.NaN);
      }),
      { numRuns: 50 },
    );
  });
});

test.each([
  ['2026-11-16', '2026-11-16', 1],
  ['2026-11-20', '2026-11-20', 1],
  ['2026-11-20', '2026-11-23', 2],
  ['2026-11-16', '2026-12-18', 5],
])('planned %s, it is week number on %s: %i', (plannedOn, today, week) => {
  expect(weekNumber(plannedOn, today)).toBe(week);
});
