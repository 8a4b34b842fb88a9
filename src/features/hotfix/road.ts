/** The steps of a hotfix, which may follow which, and what a failed fix does. Pure. */
import type { Stage } from '../../release/stages.ts';

/** The eight steps, in order. */
export const ROAD = [
  'identified',
  'decision',
  'development',
  'testing',
  'deployment',
  'validation',
  'root_cause',
  'improvement',
] as const;

/** A step of a hotfix. */
export type Step = (typeof ROAD)[number];

/** Where a hotfix stands: on a step, or at one of its two ends. */
export type Place = Step | 'closed' | 'cancelled';

const NAMES: Readonly<Record<Place, string>> = {
  identified: 'identified',
  decision: 'decision',
  development: 'development',
  testing: 'accelerated testing',
  deployment: 'emergency deployment',
  validation: 'validation',
  root_cause: 'root cause',
  improvement: 'improvement',
  closed: 'closed',
  cancelled: 'cancelled',
};

/** A step's name inside a sentence. */
export function stepName(place: Place): string {
  return NAMES[place];
}

/** The step after this one; null after the last. */
export function nextStep(step: Step): Step | null {
  return ROAD[ROAD.indexOf(step) + 1] ?? null;
}

/** True for a hotfix that is neither closed nor cancelled. */
export function isOpen(place: Place): place is Step {
  return place !== 'closed' && place !== 'cancelled';
}

/** True while the emergency lasts: until the fix is validated. */
export function isRunning(place: Place): boolean {
  return isOpen(place) && ROAD.indexOf(place) <= ROAD.indexOf('validation');
}

/** True until the fix is out: after that it may fail, but not be called off. */
export function mayCancel(place: Place): boolean {
  return isOpen(place) && ROAD.indexOf(place) <= ROAD.indexOf('deployment');
}

/** True while approvals are asked for: from the decision until the fix is tested. */
export function mayDecide(place: Place): boolean {
  return place === 'decision' || place === 'development' || place === 'testing';
}

/** True when a fix that fails on this step sends the hotfix back to development. */
export function mayFail(place: Place): boolean {
  return place === 'testing' || place === 'deployment' || place === 'validation';
}

/** True once the fix is validated, when people write down what happened and what is done about it. */
export function mayTeach(place: Place): boolean {
  return place === 'root_cause' || place === 'improvement' || place === 'closed';
}

/** The stage that the release beside the hotfix is in meanwhile: out as soon as the fix is deployed. */
export function stageAt(place: Place): Stage {
  if (!isOpen(place)) return place;
  return ROAD.indexOf(place) >= ROAD.indexOf('validation') ? 'released' : 'development';
}

/** Why the hotfix cannot go on from where it stands, as one sentence; null when it can. */
export function obstacleOf(place: Place, isApproved: boolean): string | null {
  if (!isOpen(place)) return `This hotfix is ${stepName(place)}.`;
  return (place === 'decision' || place === 'testing') && !isApproved
    ? 'The technical lead and the product owner have to approve first.'
    : null;
}
