/** What a person reads after the form: what was recorded, or what they typed. */
import { typed } from '../../base/command-names.ts';
import type { Project } from '../../release/projects.ts';
import type { Release } from '../../release/releases.ts';
import {
  bold,
  line,
  lines,
  notification,
  type Message,
  type ModalView,
} from '../../slack/blocks.ts';
import type { Draft } from './prefill.ts';
import { answerWord, releaseName } from './words.ts';

/** One release that was recorded. */
export interface RecordedLine {
  readonly project: Project;
  readonly release: Release;
  readonly confidence: number;
  readonly late: boolean;
  /** The release is not asked about any more. */
  readonly isOver: boolean;
}

/** The last view of the form. */
export function recordedModal(recorded: readonly RecordedLine[]): ModalView {
  return {
    type: 'modal',
    callbackId: 'checkin.sentence',
    title: 'Your check-in',
    close: 'Close',
    blocks: [
      lines([
        ...recorded.map((entry) =>
          line(
            bold(`Recorded: ${answerWord(entry.confidence)}.`),
            ` ${releaseName(entry.project, entry.release)}${remark(entry)}`,
          ),
        ),
        line(
          'What you wrote goes into the digest with your name; how sure you are stays with you.',
        ),
      ]),
    ],
  };
}

function remark({ late, isOver }: RecordedLine): string {
  if (isOver) return ' · no longer on its way; your words are kept all the same';
  return late ? ' · marked late: this week’s digest is out already' : '';
}

/** What was typed, when neither the database nor the form could take it. */
export function keptMessage(sentence: string, drafts: readonly Draft[]): Message {
  const texts = drafts.flatMap(({ accomplishments, risks, mitigation, focus, support }) =>
    [accomplishments, risks, mitigation, focus, support].filter((text) => text !== ''),
  );
  return {
    text: notification(`Your check-in is not recorded yet. ${sentence}`),
    blocks: [
      lines([
        line(bold('Your check-in is not recorded yet.'), ` ${sentence}`),
        line(`This is what you wrote; ${typed('/checkin')} opens the form again:`),
      ]),
      ...texts.slice(0, 40).map((text) => lines([line(text)])),
    ],
  };
}
