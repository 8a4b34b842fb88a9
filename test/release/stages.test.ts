import { describe, expect, test } from 'vitest';
import { planCalendar } from '../../src/release/calendar.ts';
import {
  STAGES,
  asksAndDigestsRun,
  mayFollow,
  nextStages,
  stageLabel,
  stageRefusal,
  suggestedStage,
  type Stage,
} from '../../src/release/stages.ts';

describe('which stage may follow which', () => {
  /** x where the stage of the column may follow that of the row, columns in the order of the rows. */
  const TABLE: Record<Stage, string> = {
    planning: '.xxxxx.x',
    development: 'x.xxxx.x',
    'feature-complete': '.x.xxx.x',
    'code-freeze': '..x.xx.x',
    'release-candidate': '...x.x.x',
    released: '......x.',
    closed: '........',
    cancelled: '........',
  };

  test.each(STAGES)('from %s', (from) => {
    const row = STAGES.map((to) => (mayFollow(from, to) ? 'x' : '.')).join('');
    expect(row).toBe(TABLE[from]);
    expect(nextStages(from).toSorted()).toEqual(
      STAGES.filter((to) => mayFollow(from, to)).toSorted(),
    );
  });

  test('the nearest stage forward is offered first, a way back and cancelling last', () => {
    expect(nextStages('code-freeze')).toEqual([
      'release-candidate',
      'released',
      'feature-complete',
      'cancelled',
    ]);
  });

  test('a refusal exists exactly where a move does not', () => {
    for (const from of STAGES) {
      for (const to of STAGES) expect(stageRefusal(from, to) === null).toBe(mayFollow(from, to));
    }
  });

  test.each([
    ['closed', 'planning', 'The release is closed; that is final.'],
    ['released', 'planning', 'From “released” it cannot move to “planning”. Possible now: closed.'],
    ['planning', 'planning', 'The release is already in stage “planning”.'],
    [
      'release-candidate',
      'closed',
      'Only a released release can be closed. Possible now: released, code freeze, cancelled.',
    ],
  ] as const)('from %s to %s: %s', (from, to, words) => expect(stageRefusal(from, to)).toBe(words));

  test('people are asked until a release is shipped or cancelled', () => {
    expect(STAGES.filter((stage) => !asksAndDigestsRun(stage))).toEqual([
      'released',
      'closed',
      'cancelled',
    ]);
  });

  test('labels', () => {
    expect(STAGES.map(stageLabel).join(', ')).toBe(
      'planning, development, feature complete, code freeze, release candidate, released, closed, cancelled',
    );
  });
});

describe('the stage that the calendar suggests', () => {
  const answer = planCalendar({
    plan: 'minor',
    target: '2025-12-12',
    today: '2025-11-03',
    daysOff: new Set(),
  });
  const steps = answer.ok ? answer.calendar.steps : [];

  test.each([
    ['planning', '2025-11-02', null],
    ['planning', '2025-11-03', 'development'],
    ['planning', '2025-11-28', 'code-freeze'],
    ['development', '2025-11-20', null],
    ['development', '2025-11-21', 'feature-complete'],
    ['feature-complete', '2025-11-28', 'code-freeze'],
    ['code-freeze', '2025-12-04', null],
    ['code-freeze', '2025-12-05', 'release-candidate'],
    ['release-candidate', '2025-12-05', null],
    ['release-candidate', '2026-01-30', null],
    ['released', '2025-12-19', null],
    ['released', '2025-12-20', 'closed'],
    ['closed', '2026-01-30', null],
    ['cancelled', '2025-12-05', null],
  ] as const)('in %s on %s: %s', (current, today, expected) => {
    expect(suggestedStage(current, steps, today)).toBe(expected);
  });

  test('is one that may follow', () => {
    for (const current of STAGES) {
      for (const { date } of steps) {
        const suggested = suggestedStage(current, steps, date);
        expect(suggested === null || mayFollow(current, suggested)).toBe(true);
      }
    }
  });

  test('is none without steps, and none for a hotfix', () => {
    expect(suggestedStage('planning', [], '2025-12-12')).toBeNull();
    expect(
      suggestedStage('planning', [{ step: 'release', date: '2025-12-12' }], '2025-12-12'),
    ).toBeNull();
    expect(suggestedStage('released', [], '2025-12-12')).toBeNull();
  });
});
