/** The release calendar in words, for cards, modals and threads. Pure. */
import { dateLabel, type CalendarDate } from '../../base/time.ts';
import {
  compareSteps,
  sentenceCase,
  stepLabel,
  type StepName,
} from '../../release/calendar-steps.ts';

/** A step as it is shown; `done` only once a release is under way. */
export interface ShownStep {
  readonly step: StepName;
  readonly date: CalendarDate;
  readonly state: 'planned' | 'skipped' | 'done';
}

const SHORT: Partial<Record<StepName, string>> = {
  'feature-complete': 'features',
  'code-freeze': 'freeze',
  'release-candidate': 'RC',
};

/** `Fri 21 Nov · feature complete`, with what became of it. One text for each step, in order. */
export function calendarLines(
  steps: readonly ShownStep[],
  today: CalendarDate,
): readonly { readonly text: string; readonly state: ShownStep['state'] }[] {
  return [...steps].sort(compareSteps).map(({ step, date, state }) => {
    const mark = state === 'done' ? '✓ ' : '';
    const remark = state === 'skipped' ? ' (past, skipped)' : '';
    return { text: `${mark}${dateLabel(date, today)} · ${stepLabel(step)}${remark}`, state };
  });
}

/** The way after the next step: `Freeze and beta 28 Nov → RC 5 Dec → release 12 Dec`; empty at its end. */
export function wayWords(steps: readonly ShownStep[], today: CalendarDate): string {
  const next = nextOpenStep(steps);
  const ahead = openSteps(steps).filter(
    ({ step, date }) =>
      step !== 'alpha' && step !== 'end-of-support' && next !== null && date > next.date,
  );
  const days = [...Map.groupBy(ahead, ({ date }) => date)];
  const words = days.map(([date, same]) => {
    const names = same.map(({ step }) => SHORT[step] ?? stepLabel(step)).join(' and ');
    return `${names} ${shortDate(date, today)}`;
  });
  return sentenceCase(words.join(' → '));
}

/** Planned steps that nobody has ticked off, in order; the next one first. */
export function openSteps<Step extends ShownStep>(steps: readonly Step[]): Step[] {
  return steps.filter(({ state }) => state === 'planned').sort(compareSteps);
}

/** The step that comes next or is overdue; null when none is left. */
function nextOpenStep<Step extends ShownStep>(steps: readonly Step[]): Step | null {
  return openSteps(steps)[0] ?? null;
}

/** `next: feature complete Fri 21 Nov`, `feature complete is today`, or that it was due. */
export function nextWords(steps: readonly ShownStep[], today: CalendarDate): string | null {
  const next = nextOpenStep(steps);
  if (next === null) return null;
  const same = openSteps(steps).filter(({ date }) => date === next.date);
  const names = same.map(({ step }) => stepLabel(step)).join(' and ');
  const day = dateLabel(next.date, today);
  if (next.date < today) return `Due: ${names} ${day}`;
  return next.date === today ? `Today: ${names} ${day}` : `Next: ${names} ${day}`;
}

/** `28 Nov`, with the year when it is not `today`'s. */
function shortDate(date: CalendarDate, today: CalendarDate): string {
  return dateLabel(date, today).replace(/^\w+ /, '');
}
