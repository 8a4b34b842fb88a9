/** The clock of a crash run: quick, the same for everybody, slower where things are due. */
import { expect, test } from 'vitest';
import { plusMilliseconds, type Instant } from '../../src/base/time.ts';
import { quickWeeks, type Pace } from './quick-weeks.ts';

const BEGUN: Instant = '2030-01-01T00:00:00.000Z';
const pace: Pace = {
  start: '2026-11-16T08:00:00.000Z',
  begun: BEGUN,
  weekMs: 10_000,
  until: null,
};

const after = (ms: number, more: Partial<Pace> = {}): Instant =>
  quickWeeks({ ...pace, ...more }, { now: () => plusMilliseconds(BEGUN, ms) }).now();

test.each([
  [0, '2026-11-16T08:00:00.000Z'],
  [500, '2026-11-17T18:00:00.000Z'],
  [1_000, '2026-11-19T04:00:00.000Z'],
  [5_000, '2026-11-19T22:00:00.000Z'],
  [9_000, '2026-11-20T16:00:00.000Z'],
  [10_000, '2026-11-23T08:00:00.000Z'],
  [25_000, '2026-12-03T22:00:00.000Z'],
])('after %i ms of a week in ten seconds it is %s', (ms, instant) => {
  expect(after(ms)).toBe(instant);
});

test('it never goes back', () => {
  const instants = Array.from({ length: 3_000 }, (_, step) => after(step * 11));
  expect(instants.toSorted()).toEqual(instants);
});

test('it stands still from an instant on, not before', () => {
  const until = '2026-11-22T12:00:00.000Z';
  expect(after(9_000, { until })).toBe('2026-11-20T16:00:00.000Z');
  expect(after(10_000, { until })).toBe(until);
});
