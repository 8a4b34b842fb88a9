/** What the calendar suggests to the release manager today, and which steps lie behind a stage. Pure. */
import { dateLabel, type CalendarDate } from '../../base/time.ts';
import { sentenceCase, stepLabel, type StepName } from '../../release/calendar-steps.ts';
import type { Milestone, Release } from '../../release/releases.ts';
import { stageLabel, STAGES, suggestedStage, type Stage } from '../../release/stages.ts';
import { openSteps } from './calendar-words.ts';

/** A step whose day has come, and what to do about it; a person confirms it. */
export type Suggestion =
  | {
      readonly kind: 'stage';
      readonly to: Stage;
      readonly date: CalendarDate;
      readonly step: StepName;
    }
  | { readonly kind: 'step'; readonly step: StepName; readonly date: CalendarDate }
  | { readonly kind: 'ship' | 'close'; readonly step: StepName; readonly date: CalendarDate };

const STEP_OF_STAGE: Partial<Record<Stage, StepName>> = {
  development: 'development-start',
  'feature-complete': 'feature-complete',
  'code-freeze': 'code-freeze',
  'release-candidate': 'release-candidate',
  closed: 'end-of-support',
};

/** Steps that lie behind a release once it is in the stage, beside those of the stages before. */
const BEHIND: readonly (readonly [Stage, readonly StepName[]])[] = [
  ['development', ['planning-complete', 'development-start']],
  ['feature-complete', ['alpha', 'feature-complete']],
  ['code-freeze', ['code-freeze']],
  ['release-candidate', ['beta', 'release-candidate']],
  ['released', ['release']],
  ['closed', ['end-of-support']],
];

/** The suggestion of today, the furthest stage first; null when nothing waits. */
export function suggestionFor(release: Release, today: CalendarDate): Suggestion | null {
  const to = suggestedStage(release.stage, release.milestones, today);
  if (to !== null) {
    const step = STEP_OF_STAGE[to] ?? 'release';
    const date = release.milestones.find((entry) => entry.step === step)?.date ?? today;
    return to === 'closed' ? { kind: 'close', step, date } : { kind: 'stage', to, step, date };
  }
  if (isOver(release.stage)) return null;
  const due = openSteps(release.milestones).find(({ date }) => date <= today);
  if (due === undefined || due.step === 'end-of-support') return null;
  const { step, date } = due;
  return { kind: step === 'release' ? 'ship' : 'step', step, date };
}

function isOver(stage: Stage): boolean {
  return stage === 'released' || stage === 'closed' || stage === 'cancelled';
}

/** `Code freeze is today, Fri 28 Nov.`, later `Code freeze was due Fri 28 Nov.` */
export function suggestionWords(suggestion: Suggestion, today: CalendarDate): string {
  const name = sentenceCase(stepLabel(suggestion.step));
  const day = dateLabel(suggestion.date, today);
  if (suggestion.kind === 'close') return `${name} was ${day}.`;
  return suggestion.date === today ? `${name} is today, ${day}.` : `${name} was due ${day}.`;
}

/** The button that confirms it: a verb, its action and what travels with the press. */
export interface SuggestionButton {
  readonly text: string;
  readonly actionId: string;
  readonly value: string;
}

/** The button of a suggestion. */
export function suggestionButton(
  { id, version }: Pick<Release, 'id' | 'version'>,
  suggestion: Suggestion,
): SuggestionButton {
  if (suggestion.kind === 'stage') {
    const { to } = suggestion;
    const text = `Move to ${stageLabel(to)}`;
    return { text, actionId: 'plan.move_stage', value: `${id}/${to}` };
  }
  if (suggestion.kind === 'step') {
    const { step } = suggestion;
    const text = `Mark ${stepLabel(step)} done`;
    return { text, actionId: 'plan.step_done', value: `${id}/${step}` };
  }
  return suggestion.kind === 'ship'
    ? { text: `Ship ${version}`, actionId: 'plan.ship', value: id }
    : { text: `Close ${version}`, actionId: 'plan.close', value: id };
}

/** The steps that lie behind a release in a stage. */
export function stepsBehind(stage: Stage): ReadonlySet<StepName> {
  const at = STAGES.indexOf(stage);
  return new Set(
    BEHIND.filter(([reached]) => STAGES.indexOf(reached) <= at).flatMap(([, steps]) => steps),
  );
}

/**
 * The steps as they stand when a release enters a stage: what leads up to it is done, and what a step
 * back undoes waits again. Skipped ones stay skipped; alpha and beta, ticked by hand, stay done.
 */
export function milestonesAt(stage: Stage, milestones: readonly Milestone[]): readonly Milestone[] {
  if (stage === 'cancelled') return milestones;
  const behind = stepsBehind(stage);
  return milestones.map((milestone) => {
    if (milestone.state === 'skipped') return milestone;
    if (behind.has(milestone.step)) return { ...milestone, state: 'done' };
    const isTicked = milestone.step === 'alpha' || milestone.step === 'beta';
    return isTicked ? milestone : { ...milestone, state: 'planned' };
  });
}

/** The steps with one more done; null when there is no such step waiting. */
export function withStepDone(
  milestones: readonly Milestone[],
  step: string,
): readonly Milestone[] | null {
  if (!milestones.some((entry) => entry.step === step && entry.state === 'planned')) return null;
  return milestones.map((entry) => (entry.step === step ? { ...entry, state: 'done' } : entry));
}
