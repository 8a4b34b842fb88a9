/** What kind of trouble it is; decides who is told and whether another try makes sense. */
export type ErrorCode =
  'invalid' | 'not_allowed' | 'not_found' | 'conflict' | 'unavailable' | 'too_late' | 'internal';

/**
 * An error with two readers: `sentence` is for the person and ends in the next step; `cause` is for
 * the operator's log. Nothing else of it is ever shown.
 */
export class SlipwayError extends Error {
  readonly code: ErrorCode;
  readonly sentence: string;

  constructor(code: ErrorCode, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'SlipwayError';
    this.code = code;
    this.sentence = sentence;
  }
}

/**
 * The sentence to show for any thrown value; unknown ones keep their details to the log. What is our fault or
 * that of something around us carries the reference; what the person can mend themselves does not need one.
 */
export function sentenceOf(error: unknown, reference: string): string {
  if (error instanceof SlipwayError) {
    const isOurs = error.code === 'unavailable' || error.code === 'internal';
    return isOurs ? withReference(error.sentence, reference) : error.sentence;
  }
  return `Something went wrong on my side. What you typed is kept. Try once more; if it stays, give your operator the reference ${reference}.`;
}

/** A sentence about a failure, and what to tell the operator when it stays. */
export function withReference(sentence: string, reference: string): string {
  return `${sentence} (If it stays, give your operator the reference ${reference}.)`;
}
