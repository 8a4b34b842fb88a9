/** The modal that changes the goals of a release. Pure. */
import type { Release } from '../../release/releases.ts';
import { bold, line, lines, type ModalView } from '../../slack/blocks.ts';
import { textInput } from '../../slack/inputs.ts';
import { TYPED_GOALS_HINT } from './goal-words.ts';
import { LONGEST_GOALS } from './form-modal.ts';

/** Title of the modal. */
export const GOALS_TITLE = 'Change the goals';

/** The goals as they stand, one a line. `planView` is the open plan that lies below; `mark` tells these goals apart. */
export function goalsModal(
  name: string,
  release: Pick<Release, 'id' | 'goals'>,
  mark: string,
  planView: string,
): ModalView {
  return {
    type: 'modal',
    callbackId: 'plan.goals',
    title: GOALS_TITLE,
    submit: 'Save',
    close: 'Cancel',
    privateMetadata: JSON.stringify({ releaseId: release.id, mark, planView }),
    blocks: [
      lines([
        line(bold(name)),
        line('The plan in the thread is edited; nobody is notified. The history keeps the change.'),
      ]),
      textInput(
        { name: 'goals', label: 'Goals', hint: TYPED_GOALS_HINT, optional: true },
        LONGEST_GOALS,
        release.goals.join('\n'),
        { placeholder: 'Fix the memory leaks', multiline: true },
      ),
    ],
  };
}
