import { describe, expect, test } from 'vitest';
import {
  DEFAULT_RULES,
  compareSteps,
  placeSteps,
  rulesMistake,
  stepLabel,
  type Placement,
  type StepName,
  type StepRule,
} from '../../src/release/calendar-steps.ts';

const NONE: ReadonlySet<string> = new Set();
const dates = (
  rules: readonly StepRule[],
  target: string,
  daysOff: ReadonlySet<string> = NONE,
): Partial<Record<StepName, string>> =>
  Object.fromEntries(placeSteps(rules, target, daysOff).map(({ step, date }) => [step, date]));
const oneStep = (at: Placement): StepRule[] => [{ step: 'alpha', at }, { step: 'release' }];

describe('default rules', () => {
  test('of a minor and a major, back from Fri 12 Dec 2025', () => {
    const shared = {
      alpha: '2025-11-14',
      'feature-complete': '2025-11-21',
      'code-freeze': '2025-11-28',
      beta: '2025-11-28',
      'release-candidate': '2025-12-05',
      release: '2025-12-12',
      'end-of-support': '2025-12-19',
    };
    expect(dates(DEFAULT_RULES.minor, '2025-12-12')).toEqual({
      'planning-complete': '2025-10-31',
      'development-start': '2025-11-03',
      ...shared,
    });
    expect(dates(DEFAULT_RULES.major, '2025-12-12')).toEqual({
      'planning-complete': '2025-10-10',
      'development-start': '2025-10-13',
      ...shared,
    });
  });

  test('of a patch count working days, also over days off', () => {
    expect(dates(DEFAULT_RULES.patch, '2025-12-12', new Set(['2025-12-10', '2025-12-15']))).toEqual(
      {
        'development-start': '2025-11-27',
        'feature-complete': '2025-12-04',
        'code-freeze': '2025-12-04',
        beta: '2025-12-08',
        'release-candidate': '2025-12-09',
        release: '2025-12-12',
        'end-of-support': '2025-12-22',
      },
    );
  });

  test('of a hotfix know the release only', () => {
    expect(dates(DEFAULT_RULES.hotfix, '2025-12-13')).toEqual({ release: '2025-12-13' });
  });

  test('have no mistakes', () => {
    expect(Object.values(DEFAULT_RULES).map(rulesMistake)).toEqual([null, null, null, null]);
  });
});

describe('where a step lies', () => {
  test.each([
    [
      'weeks from the target',
      { way: 'offset', count: -2, unit: 'weeks', from: 'target' },
      '2025-11-28',
    ],
    [
      'working days from the target',
      { way: 'offset', count: -6, unit: 'working-days', from: 'target' },
      '2025-12-04',
    ],
    ['on the target', { way: 'offset', count: 0, unit: 'weeks', from: 'target' }, '2025-12-12'],
    ['a phase of one day', { way: 'duration', workingDays: 1 }, '2025-12-11'],
    ['a phase of a week', { way: 'duration', workingDays: 5 }, '2025-12-05'],
    [
      'Tuesday of the week of the target',
      { way: 'week', week: 14, of: 14, weekday: 2 },
      '2025-12-09',
    ],
    ['Thursday six weeks before', { way: 'week', week: 8, of: 14, weekday: 4 }, '2025-10-30'],
    ['a Sunday, so the Friday', { way: 'week', week: 13, of: 14, weekday: 7 }, '2025-12-05'],
  ] satisfies [string, Placement, string][])('%s', (_name, at, expected) => {
    expect(dates(oneStep(at), '2025-12-12').alpha).toBe(expected);
  });

  test('durations follow one another, first and last day counted', () => {
    const rules: StepRule[] = [
      { step: 'development-start', at: { way: 'duration', workingDays: 10 } },
      { step: 'code-freeze', at: { way: 'duration', workingDays: 3 } },
      { step: 'release-candidate', at: { way: 'duration', workingDays: 2 } },
      { step: 'release' },
    ];
    expect(dates(rules, '2025-12-12', new Set(['2025-12-11', '2025-12-08']))).toEqual({
      'development-start': '2025-11-19',
      'code-freeze': '2025-12-03',
      'release-candidate': '2025-12-09',
      release: '2025-12-12',
    });
  });

  test('a day off gives way to the working day before, over days off in a row', () => {
    const daysOff = new Set(['2025-11-28', '2025-11-27', '2025-10-31']);
    const placed = dates(DEFAULT_RULES.minor, '2025-12-12', daysOff);
    expect([placed['code-freeze'], placed.beta]).toEqual(['2025-11-26', '2025-11-26']);
    expect(placed['planning-complete']).toBe('2025-10-30');
    expect(placed['development-start']).toBe('2025-11-03');
  });

  test('development never starts after alpha, also when two closed weeks lie between', () => {
    const closed = new Set(Array.from({ length: 14 }, (_, day) => `2026-11-${String(day + 14)}`));
    const placed = dates(DEFAULT_RULES.minor, '2026-12-25', closed);
    expect(placed['planning-complete']).toBe('2026-11-13');
    expect([placed['development-start'], placed.alpha]).toEqual(['2026-11-13', '2026-11-13']);
    const oneDayLess = new Set([...closed].filter((day) => day !== '2026-11-27'));
    expect(dates(DEFAULT_RULES.minor, '2026-12-25', oneDayLess)).toMatchObject({
      'planning-complete': '2026-11-13',
      'development-start': '2026-11-27',
      alpha: '2026-11-27',
    });
  });

  test('steps may follow one another from the step before, up to the next fixed one', () => {
    const dayAfter = {
      way: 'offset',
      count: 1,
      unit: 'working-days',
      from: 'step-before',
    } as const;
    const rules: StepRule[] = [
      { step: 'planning-complete', at: { way: 'week', week: 1, of: 2, weekday: 5 } },
      { step: 'development-start', at: dayAfter },
      { step: 'alpha', at: dayAfter },
      { step: 'feature-complete', at: { ...dayAfter, count: 9 } },
      { step: 'release' },
    ];
    expect(Object.values(dates(rules, '2025-12-12'))).toEqual([
      '2025-12-05',
      '2025-12-08',
      '2025-12-09',
      '2025-12-12',
      '2025-12-12',
    ]);
  });

  test('support that would end in a closed week ends after it, not before it began', () => {
    const closed = new Set(['22', '23', '24', '25', '26'].map((day) => `2025-12-${day}`));
    expect(dates(DEFAULT_RULES.minor, '2025-12-19', closed)['end-of-support']).toBe('2025-12-29');
    expect(dates(DEFAULT_RULES.minor, '2025-12-20', closed)['end-of-support']).toBe('2025-12-29');
  });

  test('weeks of a cycle give the real dates of Kubernetes 1.35', () => {
    const inWeek = (
      step: Exclude<StepName, 'release'>,
      week: number,
      weekday: 1 | 2 | 3 | 4 | 5,
    ): StepRule => ({
      step,
      at: { way: 'week', week, of: 14, weekday },
    });
    // Source: kubernetes/sig-release, releases/release-1.35/README.md (Apache-2.0).
    const rules = [
      inWeek('planning-complete', 1, 5),
      inWeek('development-start', 2, 1),
      inWeek('alpha', 4, 3),
      inWeek('feature-complete', 8, 3),
      inWeek('code-freeze', 8, 4),
      inWeek('beta', 10, 3),
      inWeek('release-candidate', 12, 2),
      { step: 'release' } as const,
    ];
    expect(rulesMistake(rules)).toBeNull();
    expect(Object.values(dates(rules, '2025-12-17'))).toEqual([
      '2025-09-19',
      '2025-09-22',
      '2025-10-08',
      '2025-11-05',
      '2025-11-06',
      '2025-11-19',
      '2025-12-02',
      '2025-12-17',
    ]);
  });
});

describe('mistakes in rules', () => {
  const week = { way: 'offset', count: -1, unit: 'weeks', from: 'target' } as const;
  const afterBefore = { ...week, count: 1, from: 'step-before' } as const;
  const release = { step: 'release' } as const;
  test.each([
    ['no release', [{ step: 'alpha', at: week }], 'has no release'],
    [
      'a step twice',
      [{ step: 'alpha', at: week }, { step: 'alpha', at: week }, release],
      '“alpha” twice',
    ],
    [
      'a step behind the release',
      [release, { step: 'beta', at: week }],
      'Beta stands on the wrong side',
    ],
    [
      'support before it',
      [{ step: 'end-of-support', at: week }, release],
      'End of support stands on',
    ],
    [
      'no step before',
      [{ step: 'alpha', at: afterBefore }, release],
      'Alpha is placed by the step before it',
    ],
    [
      'no step after',
      [release, { step: 'end-of-support', at: { way: 'duration', workingDays: 2 } }],
      'no step after it',
    ],
    [
      'a circle',
      [
        { step: 'alpha', at: { way: 'duration', workingDays: 2 } },
        { step: 'beta', at: afterBefore },
        release,
      ],
      'Alpha and beta are each placed by the other',
    ],
    [
      'a duration of nothing',
      oneStep({ way: 'duration', workingDays: 0 }),
      'at least one whole working day',
    ],
    ['half a week', oneStep({ ...week, count: -0.5 }), 'whole number'],
    ['not a number', oneStep({ ...week, count: Number.NaN }), 'whole number'],
    ['week zero', oneStep({ way: 'week', week: 0, of: 4, weekday: 1 }), 'week numbers from 1'],
  ] satisfies [string, StepRule[], string][])('%s', (_name, rules, words) => {
    expect(rulesMistake(rules)).toContain(words);
  });
});

test('steps of one day stand in the order of the work', () => {
  const names = DEFAULT_RULES.major.map(({ step }) => step);
  const sameDay = names.toReversed().map((step) => ({ step, date: '2025-12-12' }));
  expect(sameDay.sort(compareSteps).map(({ step }) => step)).toEqual(names);
  expect(names.map(stepLabel).join(', ')).toBe(
    'planning complete, development start, alpha, feature complete, code freeze, beta, release candidate, release, end of support',
  );
});
