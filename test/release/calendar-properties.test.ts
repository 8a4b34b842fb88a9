import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  overdueSteps,
  planCalendar,
  type Calendar,
  type CalendarNote,
  type CalendarQuestion,
} from '../../src/release/calendar.ts';
import { DEFAULT_RULES } from '../../src/release/calendar-steps.ts';
import type { ReleaseType } from '../../src/release/version.ts';
import { isWorkingDay } from '../../src/release/working-days.ts';
import { anyDate, anyDaysOff, dayAfter } from './days.ts';

const hasNote = ({ notes }: Calendar, kind: CalendarNote['kind']): boolean =>
  notes.some((one) => one.kind === kind);

const anyQuestion = fc.record({
  plan: fc.constantFrom<ReleaseType>('major', 'minor', 'patch', 'hotfix'),
  target: anyDate,
  today: anyDate,
  daysOff: anyDaysOff,
});

describe('whatever the dates', () => {
  const everyCalendar = (check: (plan: Calendar, question: CalendarQuestion) => void): void =>
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const answer = planCalendar(question);
        if (answer.ok) check(answer.calendar, question);
        else expect(question.target > question.today && workingDayFits(question)).toBe(false);
      }),
      { numRuns: 300 },
    );

  test('no step but a chosen target is on a day off, and none that is planned is past', () => {
    everyCalendar(({ steps }, { target, today, daysOff }) => {
      for (const { step, date, state } of steps) {
        expect(isWorkingDay(date, daysOff) || (step === 'release' && date === target)).toBe(true);
        expect(state === 'skipped').toBe(date < today);
        if (state === 'skipped') expect(['planning-complete', 'development-start']).toContain(step);
      }
      expect(overdueSteps(steps, new Set(), today)).toEqual([]);
    });
  });

  test('all steps are there, in the default order, around a release on the target', () => {
    everyCalendar(({ steps }, { plan, target }) => {
      expect(typeof plan === 'string' && DEFAULT_RULES[plan].map(({ step }) => step)).toEqual(
        steps.map(({ step }) => step),
      );
      const dates = steps.map(({ date }) => date);
      expect(dates.toSorted()).toEqual(dates);
      expect(steps.find(({ step }) => step === 'release')?.date).toBe(target);
    });
  });

  test('what came before the release still does, and nothing is later than it must be', () => {
    everyCalendar((plan, { target, today, daysOff }) => {
      const moved = plan.steps.filter(({ compressed }) => compressed);
      expect(moved.length > 0).toBe(hasNote(plan, 'compressed'));
      for (const { date } of moved) expect(date < target).toBe(true);
      const first = moved[0];
      let opening = today;
      while (!isWorkingDay(opening, daysOff)) opening = dayAfter(opening);
      if (first !== undefined) expect(first.date).toBe(opening);
    });
  });

  test('at most one note of a kind, and an offer that is accepted', () => {
    everyCalendar(({ notes }, question) => {
      expect(new Set(notes.map(({ kind }) => kind)).size).toBe(notes.length);
      for (const one of notes) {
        if (one.kind !== 'target-day-off') continue;
        const offered = planCalendar({ ...question, target: one.offer });
        expect(offered.ok && !hasNote(offered.calendar, 'target-day-off')).toBe(true);
      }
    });
  });
});

/** Counted day by day: is there a working day from today on and before the target? */
function workingDayFits({ plan, target, today, daysOff }: CalendarQuestion): boolean {
  if (plan === 'hotfix') return true;
  for (let day = today; day < target; day = dayAfter(day)) {
    if (isWorkingDay(day, daysOff)) return true;
  }
  return false;
}
