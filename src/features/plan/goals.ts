/** Goals of a release: plain lines that a person types, or that a GitHub milestone's description holds. Pure. */
import { clean, clip, oneLine } from '../../base/text.ts';
import { sentenceCase } from '../../release/calendar-steps.ts';

/** So many goals a release has at most. */
export const MOST_GOALS = 12;

/** Longest goal, in UTF-16 units. */
export const LONGEST_GOAL = 150;

/** Goals that fit the form, and what had to be left out or shortened for it. */
export interface FoundGoals {
  readonly goals: readonly string[];
  readonly leftOut: number;
  readonly shortened: number;
}

// Bullets and numbers, with or without the box of a task list. Several: an item may begin with a list.
const MARKER = /^\s*(?:(?:[-*+•–—]|\d{1,9}[.)])(?:\s+|$)(?:\[[ x]\](?:\s+|$))?)+/i;
// Not only blanks, controls and marks without a body of their own, which would make an empty bullet.
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** The lines of a text as goals: list markers stripped, empty lines dropped. */
export function typedGoals(text: string): readonly string[] {
  return clean(text)
    .split('\n')
    .map((row) => oneLine(row.replace(MARKER, '')))
    .filter((goal) => VISIBLE.test(goal));
}

/** A sentence for the field when there are too many goals or one is too long; null when all is well. */
export function goalsMistake(goals: readonly string[]): string | null {
  if (goals.length > MOST_GOALS)
    return `These are ${goals.length} goals; ${MOST_GOALS} is the most I can keep.`;
  const long = goals.flatMap((goal, index) =>
    goal.length > LONGEST_GOAL ? [`goal ${index + 1} has ${goal.length} characters`] : [],
  );
  if (long.length === 0) return null;
  return sentenceCase(`${long.join(', ')}; ${LONGEST_GOAL} is the most I can keep in one.`);
}

/**
 * The goals in a description in Markdown: its lines without list markers, emphasis, headings and rules.
 * A line that is indented under a list item goes on with it; the same goal twice counts once.
 */
export function goalsIn(description: string): FoundGoals {
  const unique = new Map<string, string>();
  for (const goal of entriesIn(description))
    if (!unique.has(goal.toLowerCase())) unique.set(goal.toLowerCase(), goal);
  const kept = [...unique.values()].slice(0, MOST_GOALS);
  return {
    goals: kept.map((goal) => clip(goal, LONGEST_GOAL)),
    leftOut: unique.size - kept.length,
    shortened: kept.filter((goal) => goal.length > LONGEST_GOAL).length,
  };
}

function entriesIn(description: string): readonly string[] {
  const rows = clean(description)
    .replace(/\*\*|`/g, '')
    .split('\n');
  const entries: string[][] = [];
  let openItem: string[] | null = null;
  for (const [index, row] of rows.entries()) {
    const isItem = MARKER.test(row);
    const words = oneLine(row.replace(MARKER, ''));
    if (!/[\p{L}\p{N}]/u.test(words) || (!isItem && isHeading(row, rows[index + 1] ?? '')))
      openItem = null;
    else if (!isItem && openItem !== null && /^\s/.test(row)) openItem.push(words);
    else {
      const entry = [words];
      entries.push(entry);
      openItem = isItem ? entry : null;
    }
  }
  return entries.map((parts) => parts.join(' '));
}

/** Marked with `#`, underlined, or a line that only leads to what follows: `Goals:`. */
function isHeading(row: string, next: string): boolean {
  return (
    /^\s*#{1,6}\s/.test(row) || /^\s*(?:=+|-{2,})\s*$/.test(next) || row.trimEnd().endsWith(':')
  );
}
