/** A person's own answers, as they read them. */
import { typed } from '../../base/command-names.ts';
import { clip, oneLine } from '../../base/text.ts';
import { dateLabel } from '../../base/time.ts';
import { bold, line, lines, notification, sentence, type Message } from '../../slack/blocks.ts';
import type { CheckInRow } from './store.ts';
import { answerWord } from './words.ts';

/** One answer with the name of its release. */
export interface HistoryEntry {
  readonly name: string;
  readonly row: CheckInRow;
}

// Long texts are shortened here with an ellipsis; the form of a week shows them in full.
const TEXT_SHOWN = 160;

/** The answers, one short paragraph each. */
export function historyMessage(entries: readonly HistoryEntry[]): Message {
  if (entries.length === 0)
    return sentence(
      `You have not answered a check-in yet. ${typed('/checkin')} opens the one that is due.`,
    );
  return {
    text: notification(`Your last ${entries.length} check-ins, newest first`),
    blocks: [
      lines([line(bold('Your check-ins, newest first'), ' · only you see this')]),
      ...entries.map(({ name, row }) => lines(paragraph(name, row))),
    ],
  };
}

function paragraph(name: string, row: CheckInRow) {
  const late = row.late === 1 ? ' · late' : '';
  const fields = [
    ['Done', row.accomplishments],
    ['Risk', row.risks],
    ['Against it', row.mitigation],
    ['Next', row.focus],
  ] as const;
  return [
    line(
      bold(`Week of ${dateLabel(row.week)}`),
      ` · ${name} · ${answerWord(row.confidence ?? 0)}${late}`,
    ),
    ...fields
      .filter(([, text]) => text !== '')
      .map(([label, text]) => line(`${label}: ${clip(oneLine(text), TEXT_SHOWN)}`)),
  ];
}
