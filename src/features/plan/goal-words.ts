/** Goals in words: the hint at their field, and the list that people read. Pure. */
import type { KnownBlock } from '@slack/types';
import { clip, count, oneLine } from '../../base/text.ts';
import { bold, bullets, line, lines } from '../../slack/blocks.ts';
import { LONGEST_GOAL, MOST_GOALS, type FoundGoals } from './goals.ts';

/** Under the field when nothing was found to fill it in with. */
export const TYPED_GOALS_HINT = `What it shall reach: one goal a line, ${MOST_GOALS} at most.`;

const LONGEST_TITLE = 80;

/** Where the goals in the field come from, and what of them did not fit. `title` is the GitHub milestone's. */
export function goalsHint(title: string, { goals, leftOut, shortened }: FoundGoals): string {
  if (goals.length === 0) return TYPED_GOALS_HINT;
  const more = leftOut === 0 ? '' : ` ${leftOut} more did not fit: ${MOST_GOALS} is the most.`;
  const cut =
    shortened === 0
      ? ''
      : ` ${count(shortened, 'goal was', 'goals were')} shortened to ${LONGEST_GOAL} characters.`;
  return `One a line, from GitHub milestone ${clip(oneLine(title), LONGEST_TITLE)}.${more}${cut}`;
}

/** The goals as a short bullet list under their name; nothing when there are none. */
export function goalBlocks(goals: readonly string[]): readonly KnownBlock[] {
  if (goals.length === 0) return [];
  return [lines([line(bold('Goals'))]), bullets(goals.map((goal) => line(goal)))];
}
