/** The definitions in words, for whoever asks how a figure is counted. They say what `definitions.ts` does. */
import { bold, line, lines, type ModalView } from '../../slack/blocks.ts';
import type { Thresholds } from '../../release/projects.ts';

/** The modal behind "How this is counted". */
export function definitionsModal({ behindPoints, lowConfidence }: Thresholds): ModalView {
  const entries: readonly (readonly [string, string])[] = [
    [
      'Done',
      'Items in scope whose issue is closed or whose pull request is merged, of all items in scope. What was taken out or deferred counts on neither side; what GitHub closes as not planned, as a duplicate or without a merge is taken out.',
    ],
    ['Points', 'The same, in the points that labels give. Items without points are counted apart.'],
    [
      'Pace',
      'Items done in the last seven days, against what the target needed: the items open seven days ago, spread evenly over the working days to the target. Within a tenth is “at target”. Known from the second week on.',
    ],
    [
      'Ahead or behind',
      'Share of items done minus share of working days gone, in working days of this release. Less than one day is “on time”. Past the target each working day counts as one behind.',
    ],
    [
      'The team says',
      'The median of all answers of the week, from three votes on. Nobody sees a single vote.',
    ],
    ['⚪ Not known yet', 'GitHub has not been read to the end, or nothing is in scope.'],
    ['🔴 Off track', 'The target has passed, or a P0 is open after code freeze.'],
    [
      '🟡 At risk',
      `A calendar step is overdue, or the share done trails the share of working days gone by more than ${behindPoints} %, or the team's median is ${lowConfidence} of 5 or less.`,
    ],
    ['🟢 On track', 'None of these. The first rule that matches decides.'],
  ];
  return {
    type: 'modal',
    callbackId: 'words',
    title: 'How this is counted',
    close: 'Close',
    blocks: entries.map(([term, meaning]) => lines([line(bold(term)), line(meaning)])),
  };
}
