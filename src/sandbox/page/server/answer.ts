/** How the app's answer to an interaction is told to the person. */
import type { Acknowledgement } from '../../contract.ts';

/** What a post answers: `notice` is a line for the person, null when all went as it should. */
export interface Answer {
  readonly notice: string | null;
}

/** All went as it should. */
export const SILENT: Answer = { notice: null };

/** What was pressed is not there any more. */
export const GONE: Answer = {
  notice: 'This has changed meanwhile. Look again, then press once more.',
};

/** The line a person reads when an interaction got no proper answer. */
export function answerTo(acknowledgement: Acknowledgement): Answer {
  const silent = acknowledgement.kind === 'timeout' || acknowledgement.kind === 'nobody-listens';
  return silent ? { notice: acknowledgement.sentence ?? 'The app did not answer.' } : SILENT;
}
