import { describe, expect, test } from 'vitest';
import {
  nextStep,
  overdueSteps,
  planCalendar,
  type Calendar,
  type CalendarNote,
  type CalendarQuestion,
} from '../../src/release/calendar.ts';
import { DEFAULT_RULES, type StepName, type StepRule } from '../../src/release/calendar-steps.ts';
import type { ReleaseType } from '../../src/release/version.ts';

const NONE: ReadonlySet<string> = new Set();
const ask = (
  plan: ReleaseType | readonly StepRule[],
  target: string,
  today: string,
  more: Partial<CalendarQuestion> = {},
) => planCalendar({ plan, target, today, daysOff: NONE, ...more });
const calendar = (...question: Parameters<typeof ask>): Calendar => {
  const answer = ask(...question);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.calendar;
};
const lines = ({ steps }: Calendar): string[] =>
  steps.map(({ step, date, state, compressed }) =>
    [date, step, state === 'skipped' && 'skipped', compressed && 'compressed']
      .filter(Boolean)
      .join(' '),
  );
const note = ({ notes }: Calendar, kind: CalendarNote['kind']): CalendarNote | undefined =>
  notes.find((one) => one.kind === kind);

describe('enough time', () => {
  test('gives the plain dates in order, and points out the odd pair', () => {
    const plan = calendar('minor', '2025-12-12', '2025-10-31');
    expect(lines(plan)).toEqual([
      '2025-10-31 planning-complete',
      '2025-11-03 development-start',
      '2025-11-14 alpha',
      '2025-11-21 feature-complete',
      '2025-11-28 code-freeze',
      '2025-11-28 beta',
      '2025-12-05 release-candidate',
      '2025-12-12 release',
      '2025-12-19 end-of-support',
    ]);
    expect(plan.notes).toEqual([
      {
        kind: 'alpha-before-feature-complete',
        words:
          'Alpha (Fri 14 Nov) comes before feature complete (Fri 21 Nov): it tests what is ready by then.',
      },
      {
        kind: 'beta-on-freeze-day',
        words:
          'Beta is on the day of the code freeze (Fri 28 Nov), so it starts with code that had no time to settle.',
      },
    ]);
  });

  test('needs no note when the order is the usual one', () => {
    expect(calendar('patch', '2025-12-12', '2025-11-28').notes).toEqual([]);
  });

  test('sorts by day whatever the order of the rules', () => {
    const late = DEFAULT_RULES.minor.map((rule): StepRule =>
      rule.step === 'alpha'
        ? { step: 'alpha', at: { way: 'offset', count: -11, unit: 'working-days', from: 'target' } }
        : rule,
    );
    const plan = calendar(late, '2025-12-12', '2025-10-31');
    expect(plan.steps.map(({ step }) => step).slice(2, 5)).toEqual([
      'feature-complete',
      'alpha',
      'code-freeze',
    ]);
    expect(plan.notes.map(({ kind }) => kind)).toEqual(['beta-on-freeze-day']);
  });
});

describe('planned late', () => {
  test('skips planning and the start of development when they are past', () => {
    const plan = calendar('major', '2025-12-12', '2025-11-14');
    expect(lines(plan).slice(0, 3)).toEqual([
      '2025-10-10 planning-complete skipped',
      '2025-10-13 development-start skipped',
      '2025-11-14 alpha',
    ]);
    expect(note(plan, 'skipped')?.words).toBe(
      'Planning complete (Fri 10 Oct) and development start (Mon 13 Oct) are already past and are skipped.',
    );
    expect(note(plan, 'compressed')).toBeUndefined();
  });

  test('skips only what is past', () => {
    const plan = calendar('minor', '2025-12-12', '2025-11-03');
    expect(lines(plan).slice(0, 2)).toEqual([
      '2025-10-31 planning-complete skipped',
      '2025-11-03 development-start',
    ]);
    expect(note(plan, 'skipped')?.words).toBe(
      'Planning complete (Fri 31 Oct) is already past and is skipped.',
    );
  });

  test('compresses all later steps in proportion: 15 of 20 working days left', () => {
    const plan = calendar('minor', '2025-12-12', '2025-11-21');
    expect(lines(plan).slice(2)).toEqual([
      '2025-11-21 alpha compressed',
      '2025-11-26 feature-complete compressed',
      '2025-12-02 code-freeze compressed',
      '2025-12-02 beta compressed',
      '2025-12-08 release-candidate compressed',
      '2025-12-12 release',
      '2025-12-19 end-of-support',
    ]);
    expect(note(plan, 'compressed')?.words).toBe(
      'Alpha would already be past, so all steps up to the release are compressed into the 16 working days from Fri 21 Nov to Fri 12 Dec.',
    );
  });

  test('flags only steps that really moved', () => {
    expect(lines(calendar('patch', '2025-12-12', '2025-12-08'))).toEqual([
      '2025-11-28 development-start skipped',
      '2025-12-08 feature-complete compressed',
      '2025-12-08 code-freeze compressed',
      '2025-12-09 beta',
      '2025-12-10 release-candidate',
      '2025-12-12 release',
      '2025-12-19 end-of-support',
    ]);
  });

  test('starts on the next working day when planned on a day off', () => {
    const plan = calendar('minor', '2025-12-12', '2025-12-06', {
      daysOff: new Set(['2025-12-08']),
    });
    expect(lines(plan).slice(2, 7)).toEqual([
      '2025-12-09 alpha compressed',
      '2025-12-09 feature-complete compressed',
      '2025-12-10 code-freeze compressed',
      '2025-12-10 beta compressed',
      '2025-12-11 release-candidate compressed',
    ]);
  });

  test('one working day before the release is enough, and the release stays last', () => {
    const plan = calendar('minor', '2025-12-12', '2025-12-11');
    expect(new Set(plan.steps.slice(2, 7).map(({ date }) => date))).toEqual(
      new Set(['2025-12-11']),
    );
    expect(note(plan, 'alpha-before-feature-complete')).toBeUndefined();
  });

  test('when the plan is moved, steps that are done neither come back nor press', () => {
    const done = new Set<StepName>([
      'planning-complete',
      'development-start',
      'alpha',
      'feature-complete',
    ]);
    const plan = calendar('minor', '2025-12-19', '2025-12-03', { done });
    expect(lines(plan)).toEqual([
      '2025-12-05 code-freeze',
      '2025-12-05 beta',
      '2025-12-12 release-candidate',
      '2025-12-19 release',
      '2025-12-26 end-of-support',
    ]);
    expect(note(calendar('minor', '2025-12-19', '2025-12-03'), 'compressed')).toBeDefined();
  });
});

describe('the target', () => {
  test('on a day off stays where it is, with a warning and an offer', () => {
    const plan = calendar('minor', '2025-12-13', '2025-10-01');
    expect(note(plan, 'target-day-off')).toEqual({
      kind: 'target-day-off',
      words: 'Sat 13 Dec is a day off. The working day before is Fri 12 Dec.',
      offer: '2025-12-12',
    });
    expect(lines(plan).slice(-3)).toEqual([
      '2025-12-05 release-candidate',
      '2025-12-13 release',
      '2025-12-19 end-of-support',
    ]);
  });

  test('on a day off, when the day before is too early, is offered the next working day', () => {
    const plan = calendar('minor', '2025-12-13', '2025-12-12');
    expect(note(plan, 'target-day-off')).toMatchObject({ offer: '2025-12-15' });
    expect(note(plan, 'compressed')?.words).toBe(
      'Alpha, feature complete, code freeze, beta and release candidate would already be past, so all steps up to the release are squeezed into one day, Fri 12 Dec.',
    );
    expect(calendar('hotfix', '2025-12-13', '2025-12-13').notes).toMatchObject([
      { offer: '2025-12-15' },
    ]);
  });

  test('in the past is refused', () => {
    for (const type of ['major', 'minor', 'patch', 'hotfix'] as const) {
      expect(ask(type, '2025-12-11', '2025-12-12')).toEqual({
        ok: false,
        mistake: 'target-past',
        reason: 'Thu 11 Dec is already past. Choose a later day.',
      });
    }
  });

  test('today is for a hotfix, and for a release with nothing left before it', () => {
    expect(lines(calendar('hotfix', '2025-12-12', '2025-12-12'))).toEqual(['2025-12-12 release']);
    const done = new Set<StepName>([
      'alpha',
      'feature-complete',
      'code-freeze',
      'beta',
      'release-candidate',
    ]);
    expect(ask('minor', '2025-12-12', '2025-12-12', { done })).toMatchObject({ ok: true });
    expect(ask('patch', '2025-12-12', '2025-12-12')).toEqual({
      ok: false,
      mistake: 'no-working-day-before-target',
      reason:
        'No working day is left before Fri 12 Dec for the steps that lead to the release. Choose Mon 15 Dec or later, or declare a hotfix.',
    });
  });

  test('after days off only is refused like today, and the day that is offered works', () => {
    expect(ask('minor', '2025-12-15', '2025-12-13')).toMatchObject({
      mistake: 'no-working-day-before-target',
      reason: expect.stringContaining('Choose Tue 16 Dec or later'),
    });
    expect(ask('minor', '2025-12-16', '2025-12-13')).toMatchObject({ ok: true });
  });

  test('next to rules that make no sense is refused with the reason', () => {
    expect(ask([], '2025-12-12', '2025-12-01')).toMatchObject({ ok: false, mistake: 'rules' });
    const late: StepRule[] = [
      { step: 'beta', at: { way: 'week', week: 5, of: 4, weekday: 1 } },
      { step: 'release' },
    ];
    expect(ask(late, '2025-12-12', '2025-12-01')).toEqual({
      ok: false,
      mistake: 'rules',
      reason:
        'Beta would be on Mon 15 Dec, but belongs before the release on Fri 12 Dec. Change where the calendar puts it.',
    });
    const early: StepRule[] = [
      { step: 'release' },
      { step: 'end-of-support', at: { way: 'week', week: 4, of: 4, weekday: 1 } },
    ];
    expect(ask(early, '2025-12-12', '2025-12-01')).toMatchObject({
      reason: expect.stringContaining('belongs after the release'),
    });
  });
});

describe('next and overdue', () => {
  const { steps } = calendar('minor', '2025-12-12', '2025-11-10');

  test.each([
    ['2025-11-10', [], 'alpha'],
    ['2025-11-14', [], 'alpha'],
    ['2025-11-14', ['alpha'], 'feature-complete'],
    ['2025-11-28', [], 'code-freeze'],
    ['2025-11-28', ['code-freeze'], 'beta'],
    ['2025-12-13', [], 'end-of-support'],
    ['2025-12-20', [], undefined],
  ] satisfies [string, StepName[], string | undefined][])(
    'on %s, with %j done, next is %s',
    (today, done, expected) => {
      expect(nextStep(steps, today, new Set(done))?.step).toBe(expected);
      expect(nextStep(steps.toReversed(), today, new Set(done))?.step).toBe(expected);
    },
  );

  test.each([
    ['2025-11-14', [], []],
    ['2025-11-15', [], ['alpha']],
    ['2025-11-29', ['alpha'], ['feature-complete', 'code-freeze', 'beta']],
    ['2025-11-29', ['alpha', 'feature-complete', 'code-freeze', 'beta'], []],
  ] satisfies [string, StepName[], string[]][])(
    'on %s, with %j done, overdue is %j',
    (today, done, expected) => {
      expect(overdueSteps(steps, new Set(done), today).map(({ step }) => step)).toEqual(expected);
    },
  );
});
