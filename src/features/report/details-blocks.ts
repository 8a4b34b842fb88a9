/** What stands in the digest's thread, and behind "Show details": every item, every word of the team. Pure. */
import { orphanLines } from './orphans.ts';
import type { KnownBlock, RichTextSection } from '@slack/types';
import { clip, count, oneLine } from '../../base/text.ts';
import { dateLabel } from '../../base/time.ts';
import { shareWords } from '../../release/items.ts';
import {
  bold,
  bullets,
  line,
  lines,
  notification,
  struck,
  table,
  type Message,
  type ModalView,
} from '../../slack/blocks.ts';
import type { StatusReport } from './compose.ts';
import type { ItemName } from './item-name.ts';
import { leadLines } from './digest-blocks.ts';
import { doneWords, itemPiece, nameOf, type Names, removedPieces, written } from './words.ts';

// Slack takes one table of 100 rows and 10,000 characters a message.
const MOST_ROWS = 60;
const MOST_TITLE = 80;
const MOST_LIST = 15;
const LONGEST_TEXT = 600;
// All blocks of a message together may hold some 12,000 characters; the figures take the rest.
const ROOM_FOR_WORDS = 7000;

/** The thread reply under a digest. */
export function detailsMessage(report: StatusReport, names: Names): Message {
  const rows = itemRows(report.items);
  return {
    text: notification(
      `Details of ${report.name}, week ${report.weekNumber}: ${doneWords(report)}`,
    ),
    blocks: [
      lines(figures(report)),
      ...(rows.length > 1 ? [table(rows)] : []),
      ...unshown(report.items),
      ...voiceBlocks(report, names),
    ],
  };
}

/** The same in a modal, where Slack draws no tables. */
export function detailsModal(
  report: StatusReport,
  names: Names,
  title: 'Details' | 'Status' = 'Details',
): ModalView {
  const shown = report.items.slice(0, MOST_ROWS).map(itemLine);
  return {
    type: 'modal',
    callbackId: 'report.details',
    title,
    close: 'Close',
    blocks: [
      lines([...leadLines(report, names), ...figures(report)]),
      ...(shown.length > 0 ? [bullets(shown)] : []),
      ...unshown(report.items),
      ...voiceBlocks(report, names),
    ],
  };
}

function figures(report: StatusReport): RichTextSection[] {
  const { points, pace, withoutOwner, progress } = report;
  return [
    line(bold('Items'), ` ${doneWords(report)}${ownerless(withoutOwner)}`),
    ...orphanLines(report.items),
    ...(points === null
      ? []
      : [line(bold('Points'), ` ${shareWords(points)}${pointless(points.withoutPoints)}`)]),
    ...(pace === null
      ? []
      : [
          line(
            bold('Pace'),
            ` ${count(pace.doneThisWeek, 'item')} in seven days, ${decimal(pace.needed)} needed for the target: ${pace.trend} target`,
          ),
        ]),
    ...(progress === null
      ? []
      : [
          line(
            bold('Time'),
            ` ${report.timeGone} % of the working days gone, ${report.features.percent} % of the items done`,
          ),
        ]),
    ...slipLines(report),
  ];
}

function ownerless(n: number): string {
  return n === 0 ? '' : `; ${n} open without owner`;
}

function pointless(n: number): string {
  return n === 0 ? '' : `; ${count(n, 'item')} without points`;
}

/** One decimal, and none where it would be zero. */
function decimal(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function slipLines({ slips, today }: StatusReport): RichTextSection[] {
  const named = (label: string, items: readonly ItemName[]): RichTextSection[] =>
    items.length === 0
      ? []
      : [
          line(
            bold(label),
            ' ',
            ...items
              .slice(0, MOST_LIST)
              .flatMap((item, index) => [index === 0 ? '' : '; ', itemPiece(item)]),
            items.length > MOST_LIST ? `; ${items.length - MOST_LIST} more` : '',
          ),
        ];
  return [
    ...slips.targets.map(({ from, to }) =>
      line(bold('Target moved'), ` ${dateLabel(from, today)} → ${dateLabel(to, today)}`),
    ),
    ...named('Added', slips.added),
    ...(slips.removed.length === 0
      ? []
      : [line(bold('Taken out'), ' ', ...removedPieces(slips.removed, MOST_LIST))]),
    ...named('Deferred', slips.deferred),
  ];
}

function itemRows(items: readonly ItemName[]): string[][] {
  const rows = items
    .slice(0, MOST_ROWS)
    .map((item) => [
      item.isDone ? '✓' : item.priority,
      `${clip(oneLine(item.title), MOST_TITLE)} (${item.number})`,
      item.owners.length === 0 ? 'no owner' : clip(item.owners.join(', '), 40),
      item.points === null ? '–' : String(item.points),
    ]);
  return [['', 'Item', 'Owner', 'Points'], ...rows];
}

function itemLine(item: ItemName): RichTextSection {
  if (item.isDone) return line('✓ ', struck(`${item.title} (${item.number})`));
  const owner = item.owners.length === 0 ? 'no owner' : item.owners.join(', ');
  return line(`${item.priority} `, itemPiece(item), ` · ${clip(owner, 60)}`);
}

function unshown(items: readonly ItemName[]): KnownBlock[] {
  const rest = items.length - MOST_ROWS;
  return rest > 0 ? [lines([line(`${count(rest, 'item')} more on GitHub.`)])] : [];
}

function voiceBlocks({ voice }: StatusReport, names: Names): KnownBlock[] {
  const { accomplishments, risks, focus, support } = voice;
  const lists: readonly (readonly [string, readonly Said[]])[] = [
    ['Accomplishments', accomplishments],
    ['Risks and issues', risks.map(withMitigation)],
    ['Next week', focus],
    ['Support needed', support.map((request) => withAddressee(request, names))],
  ];
  const entries = lists.reduce((total, [, list]) => total + Math.min(list.length, MOST_LIST), 0);
  const longest = Math.min(LONGEST_TEXT, Math.floor(ROOM_FOR_WORDS / Math.max(1, entries)));
  return lists
    .filter(([, list]) => list.length > 0)
    .flatMap(([label, list]) => [
      lines([line(bold(label))]),
      bullets([
        ...list
          .slice(0, MOST_LIST)
          .map(({ userId, text }) =>
            line(bold(nameOf(names, userId)), ` ${clip(written(text), longest)}`),
          ),
        ...(list.length > MOST_LIST ? [line(`${list.length - MOST_LIST} more`)] : []),
      ]),
    ]);
}

/** What one person said. */
interface Said {
  readonly userId: string;
  readonly text: string;
}

function withAddressee(
  { fromUserId, toUserId, text }: StatusReport['voice']['support'][number],
  names: Names,
): Said {
  const asked = toUserId === null ? '' : `asks ${nameOf(names, toUserId)}: `;
  return { userId: fromUserId, text: `${asked}${text}` };
}

function withMitigation({
  userId,
  text,
  mitigation,
}: StatusReport['voice']['risks'][number]): Said {
  return { userId, text: mitigation === '' ? text : `${text} → ${mitigation}` };
}
