/** The colour of a release: the first rule that matches, with its reason in words. Pure. */
import { dateLabel, type CalendarDate } from '../../base/time.ts';
import { count } from '../../base/text.ts';
import { overdueSteps } from '../../release/calendar.ts';
import { stepLabel, type StepName } from '../../release/calendar-steps.ts';
import type { Thresholds } from '../../release/projects.ts';
import type { Milestone, Release } from '../../release/releases.ts';
import type { Stage } from '../../release/stages.ts';
import type { CountedItem } from './counted-items.ts';
import { featuresDone, progressAgainstTime, timeGone, type Span } from './definitions.ts';

/** White means: not known yet. */
export type Colour = 'white' | 'green' | 'yellow' | 'red';

/** Which rule gave the colour. */
export type ColourRule =
  | 'never-read'
  | 'no-items'
  | 'target-passed'
  | 'critical-after-freeze'
  | 'step-overdue'
  | 'behind-time'
  | 'low-confidence'
  | 'on-track';

/** A colour that explains itself. */
export interface Verdict {
  readonly colour: Colour;
  readonly rule: ColourRule;
  /** One sentence without a full stop, to stand after "Why:". */
  readonly why: string;
}

/** What the colour is decided from. */
export interface ColourFacts {
  readonly release: Pick<Release, 'targetDate' | 'stage' | 'milestones'>;
  readonly scope: readonly CountedItem[];
  readonly span: Span;
  readonly thresholds: Thresholds;
  readonly today: CalendarDate;
  /** False until GitHub was read to the end once. */
  readonly wasRead: boolean;
  /** From three votes on; else null. */
  readonly medianConfidence: number | null;
}

type Rule = (facts: ColourFacts) => Verdict | null;

/** In the order in which they are asked; the first that answers decides. */
const RULES: readonly Rule[] = [
  neverRead,
  noItems,
  targetPassed,
  criticalAfterFreeze,
  stepOverdue,
  behindTime,
  lowConfidence,
];

/** The colour of a release today. */
export function colourOf(facts: ColourFacts): Verdict {
  for (const rule of RULES) {
    const verdict = rule(facts);
    if (verdict !== null) return verdict;
  }
  return onTrack(facts);
}

function neverRead({ wasRead }: ColourFacts): Verdict | null {
  if (wasRead) return null;
  return { colour: 'white', rule: 'never-read', why: 'GitHub has not been read to the end yet' };
}

function noItems({ scope }: ColourFacts): Verdict | null {
  if (scope.length > 0) return null;
  return { colour: 'white', rule: 'no-items', why: 'no issue is in scope yet' };
}

function targetPassed({ release, today }: ColourFacts): Verdict | null {
  if (today <= release.targetDate) return null;
  const why = `the target ${dateLabel(release.targetDate, today)} has passed`;
  return { colour: 'red', rule: 'target-passed', why };
}

function criticalAfterFreeze({ release, scope, today }: ColourFacts): Verdict | null {
  const open = scope.filter((item) => !item.isDone && item.priority === 'P0').length;
  if (open === 0 || !isFrozen(release, today)) return null;
  const why = `${count(open, 'P0 is', 'P0 are')} open after code freeze`;
  return { colour: 'red', rule: 'critical-after-freeze', why };
}

/** From the day after the freeze's date, or as soon as a person moved the release there. */
function isFrozen(release: ColourFacts['release'], today: CalendarDate): boolean {
  const frozen: readonly Stage[] = ['code-freeze', 'release-candidate'];
  const freeze = release.milestones.find(({ step }) => step === 'code-freeze');
  return frozen.includes(release.stage) || (freeze !== undefined && freeze.date < today);
}

// Which stages show that a step is behind the team, beside a person who marked it done. A release
// candidate is built after alpha and beta, so it proves them too.
const PROVEN_FROM: Partial<Record<StepName, readonly Stage[]>> = {
  'planning-complete': [
    'development',
    'feature-complete',
    'code-freeze',
    'release-candidate',
    'released',
    'closed',
  ],
  'development-start': [
    'development',
    'feature-complete',
    'code-freeze',
    'release-candidate',
    'released',
    'closed',
  ],
  alpha: ['release-candidate', 'released', 'closed'],
  beta: ['release-candidate', 'released', 'closed'],
  'feature-complete': [
    'feature-complete',
    'code-freeze',
    'release-candidate',
    'released',
    'closed',
  ],
  'code-freeze': ['code-freeze', 'release-candidate', 'released', 'closed'],
  'release-candidate': ['release-candidate', 'released', 'closed'],
};

/** Calendar steps whose day is over although the release has not reached them, the oldest first. */
export function overdue(
  release: Pick<Release, 'stage' | 'milestones'>,
  today: CalendarDate,
): readonly Milestone[] {
  const steps = release.milestones.flatMap((milestone) => {
    const { state, step } = milestone;
    const proven = PROVEN_FROM[step];
    return state === 'done' || proven === undefined || proven.includes(release.stage)
      ? []
      : [{ ...milestone, state }];
  });
  return overdueSteps(steps, new Set(), today);
}

function stepOverdue({ release, today }: ColourFacts): Verdict | null {
  const [first, ...more] = overdue(release, today);
  if (first === undefined) return null;
  const others = more.length === 0 ? '' : `, and ${count(more.length, 'later step')}`;
  const why = `${stepLabel(first.step)} was due ${dateLabel(first.date, today)}${others}`;
  return { colour: 'yellow', rule: 'step-overdue', why };
}

function behindTime({ scope, span, thresholds, today }: ColourFacts): Verdict | null {
  const progress = progressAgainstTime(scope, span, today);
  if (progress === null || progress.pointsAhead >= -thresholds.behindPoints) return null;
  const why = `${shares(scope, span, today)}: more than ${thresholds.behindPoints} % behind`;
  return { colour: 'yellow', rule: 'behind-time', why };
}

/** `29 % done, 48 % of the time gone`. */
function shares(scope: readonly CountedItem[], span: Span, today: CalendarDate): string {
  const { percent } = featuresDone(scope);
  return `${percent} % done, ${timeGone(span, today)} % of the time gone`;
}

function lowConfidence({ medianConfidence, thresholds }: ColourFacts): Verdict | null {
  if (medianConfidence === null || medianConfidence > thresholds.lowConfidence) return null;
  const why = `the team doubts the date (median ${medianConfidence} of 5)`;
  return { colour: 'yellow', rule: 'low-confidence', why };
}

function onTrack({ scope, span, today }: ColourFacts): Verdict {
  const why = `no step is overdue; ${shares(scope, span, today)}`;
  return { colour: 'green', rule: 'on-track', why };
}
