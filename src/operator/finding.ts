import { oneLine } from '../base/text.ts';

/** What one look found: well, or wrong with what to do about it. */
export interface Finding {
  readonly isWell: boolean;
  readonly text: string;
}

/** All is well with this. */
export function well(text: string): Finding {
  return { isWell: true, text };
}

/** Something is wrong; `text` says what to do about it. */
export function wrong(text: string): Finding {
  return { isWell: false, text };
}

/** A finding on one line. */
export function lineOf({ isWell, text }: Finding): string {
  return `${isWell ? '✓' : '⛔'} ${oneLine(text)}`;
}
