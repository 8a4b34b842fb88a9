/** When a project's releases turn yellow, as its settings ask for it. Pure. */
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../release/projects.ts';
import type { Choice } from '../../slack/inputs.ts';

/** Both thresholds as the form holds them. */
export interface ThresholdTexts {
  /** Whole percent points. */
  readonly behindPoints: string;
  /** A confidence from 1 to 5. */
  readonly lowConfidence: string;
}

/** Behind by this much is behind by everything: the rule never matches. */
export const MOST_BEHIND = 100;

const ANSWERS: readonly Choice[] = [
  { text: 'No (1 of 5)', value: '1' },
  { text: 'Unlikely (2 of 5) or less', value: '2' },
  { text: '50:50 (3 of 5) or less', value: '3' },
  { text: 'Likely (4 of 5) or less', value: '4' },
];

/** Thresholds as text that reads back the same. */
export function thresholdTexts({ behindPoints, lowConfidence }: Thresholds): ThresholdTexts {
  return { behindPoints: String(behindPoints), lowConfidence: String(lowConfidence) };
}

/** What the form of a new project, which does not ask for them, begins with. */
export const USUAL_THRESHOLDS: ThresholdTexts = thresholdTexts(DEFAULT_THRESHOLDS);

/** The thresholds, or a sentence at each field that cannot be read. */
export function parseThresholds(
  texts: ThresholdTexts,
): { readonly thresholds: Thresholds } | { readonly mistakes: Readonly<Record<string, string>> } {
  const behindPoints = numberIn(/^\d{1,3}$/, texts.behindPoints, 0, MOST_BEHIND);
  const lowConfidence = confidenceIn(texts.lowConfidence);
  if (behindPoints !== null && lowConfidence !== null)
    return { thresholds: { behindPoints, lowConfidence } };
  return {
    mistakes: {
      ...(behindPoints === null
        ? { behind_points: `Type a whole number from 0 to ${MOST_BEHIND}, such as 15.` }
        : {}),
      ...(lowConfidence === null ? { low_confidence: 'Choose an answer.' } : {}),
    },
  };
}

/** Medians to choose from. What stands is among them even if it was not chosen here. */
export function confidenceChoices(standing: string): readonly Choice[] {
  const isOffered = ANSWERS.some(({ value }) => value === standing);
  if (isOffered || confidenceIn(standing) === null) return ANSWERS;
  return [...ANSWERS, { text: `${standing} of 5 or less`, value: standing }];
}

function confidenceIn(text: string): number | null {
  return numberIn(/^\d(?:\.\d)?$/, text, 1, 5);
}

function numberIn(shape: RegExp, text: string, least: number, most: number): number | null {
  const number = shape.test(text) ? Number(text) : NaN;
  return number >= least && number <= most ? number : null;
}
