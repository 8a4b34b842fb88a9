/** The stages of a release, which of them may follow which, and what runs in them. */
import type { CalendarDate } from '../base/time.ts';
import type { PlacedStep, StepName } from './calendar-steps.ts';

const ROAD = [
  'planning',
  'development',
  'feature-complete',
  'code-freeze',
  'release-candidate',
  'released',
  'closed',
] as const;

/** Where a release stands. `closed` and `cancelled` are final. */
export type Stage = (typeof ROAD)[number] | 'cancelled';

/** Every stage in the order of the road, `cancelled` last; for CHECKs in the schema and for choices. */
export const STAGES: readonly Stage[] = [...ROAD, 'cancelled'];

const RELEASED = ROAD.indexOf('released');

/**
 * The stages that a person may move a release to, nearest forward first: any later stage up to
 * released, one back while not released, cancelled while not released, closed after released.
 */
export function nextStages(from: Stage): Stage[] {
  if (from === 'released') return ['closed'];
  if (isOver(from) || from === 'cancelled') return [];
  const at = ROAD.indexOf(from);
  const forward = ROAD.slice(at + 1, RELEASED + 1);
  return [...forward, ...ROAD.slice(Math.max(0, at - 1), at), 'cancelled'];
}

/** True when a release in `from` may move to `to`; a stage never follows itself. */
export function mayFollow(from: Stage, to: Stage): boolean {
  return nextStages(from).includes(to);
}

/** A stage's name inside a sentence: `feature complete`. */
export function stageLabel(stage: Stage): string {
  return stage.replaceAll('-', ' ');
}

/** Why a release in `from` cannot move to `to` and what is possible, as a sentence; null when it can. */
export function stageRefusal(from: Stage, to: Stage): string | null {
  if (mayFollow(from, to)) return null;
  if (from === to) return `The release is already in stage “${stageLabel(to)}”.`;
  const choices = nextStages(from).map(stageLabel);
  if (choices.length === 0) return `The release is ${stageLabel(from)}; that is final.`;
  const wanted =
    to === 'closed'
      ? 'Only a released release can be closed'
      : `From “${stageLabel(from)}” it cannot move to “${stageLabel(to)}”`;
  return `${wanted}. Possible now: ${choices.join(', ')}.`;
}

/** True while members are asked and digests go out: before a release is shipped or cancelled. */
export function asksAndDigestsRun(stage: Stage): boolean {
  return !isOver(stage) && stage !== 'cancelled';
}

function isOver(stage: Stage): boolean {
  return stage === 'released' || stage === 'closed';
}

const STAGE_OF_STEP: Partial<Record<StepName, Stage>> = {
  'development-start': 'development',
  'feature-complete': 'feature-complete',
  'code-freeze': 'code-freeze',
  'release-candidate': 'release-candidate',
};

/**
 * The stage that the calendar suggests on `today`, when it is further on than `current`; else null.
 * A step counts from its own day on, skipped or not. The calendar never suggests `released`, which is
 * the act of shipping and not a date; once released, the end of support suggests `closed`.
 */
export function suggestedStage(
  current: Stage,
  steps: readonly PlacedStep[],
  today: CalendarDate,
): Stage | null {
  const reached = steps.filter(({ date }) => date <= today).map(({ step }) => step);
  if (current === 'released') {
    const supportEnd = steps.find(({ step }) => step === 'end-of-support');
    return supportEnd !== undefined && supportEnd.date < today ? 'closed' : null;
  }
  if (!asksAndDigestsRun(current)) return null;
  const stages: readonly Stage[] = ROAD;
  const furthest = Math.max(
    ...reached.map((step) => stages.indexOf(STAGE_OF_STEP[step] ?? 'planning')),
  );
  return furthest > stages.indexOf(current) ? (stages[furthest] ?? null) : null;
}
