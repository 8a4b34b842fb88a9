import { createHash } from 'node:crypto';
import type { Colour } from './rules.ts';

/** What the release manager said about a week's report. */
export interface ReportEdit {
  readonly words: string;
  readonly highlights: readonly string[];
  readonly colour: Exclude<Colour, 'white'> | null;
  readonly colourReason: string;
  readonly heldBy: string | null;
  readonly heldReason: string;
  readonly changedBy: string;
}

/** An edit that says nothing yet. */
export function emptyEdit(by: string): ReportEdit {
  return {
    words: '',
    highlights: [],
    colour: null,
    colourReason: '',
    heldBy: null,
    heldReason: '',
    changedBy: by,
  };
}

/** Tells one state of an edit from another; without a slash. What a hold says is not part of it. */
export function markOf(edit: ReportEdit | undefined): string {
  const { words, highlights, colour, colourReason } = edit ?? emptyEdit('');
  const said = JSON.stringify([words, highlights, colour, colourReason]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 12);
}
