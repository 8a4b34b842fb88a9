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
import type { RemovedItem } from './slips.ts';
import { leadLines } from './digest-blocks.ts';
import {
  doneWords,
  firstFew,
  itemPiece,
  nameOf,
  type Names,
  removedPieces,
  written,
} from './words.ts';

// Slack takes one table of 100 rows and 10,000 characters a message.
const MOST_ROWS = 60;
const ROOM_FOR_ROWS = 9000;
const MOST_TITLE = 80;
const MOST_LIST = 15;
const LONGEST_TEXT = 600;
const LONGEST_NAME = 40;
// All blocks of a message together, less its table, may hold some 10,000 characters.
const ROOM_FOR_ALL = 9500;
// What each list of the slip ledger may take of them.
const ROOM_FOR_SLIPS = 1200;

/** The thread reply under a digest. */
export function detailsMessage(report: StatusReport, names: Names): Message {
  const rows = itemRows(report.items);
  const shown = rows.length - 1;
  const counts = figures(report);
  return {
    text: notification(
      `Details of ${report.name}, week ${report.weekNumber}: ${doneWords(report)}`,
    ),
    blocks: [
      lines(counts),
      ...(shown > 0 ? [table(rows)] : []),
      ...unshown(report.items.length - shown),
      ...voiceBlocks(report, names, ROOM_FOR_ALL - charactersIn(counts)),
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
      ...unshown(report.items.length - shown.length),
      ...voiceBlocks(report, names, ROOM_FOR_ALL),
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
      : [line(bold(label), ' ', ...firstFew(items, thatFit(items), itemPiece))];
  return [
    ...slips.targets
      .slice(0, MOST_LIST)
      .map(({ from, to }) =>
        line(bold('Target moved'), ` ${dateLabel(from, today)} → ${dateLabel(to, today)}`),
      ),
    ...(slips.targets.length > MOST_LIST
      ? [line(bold('Target moved'), ` ${slips.targets.length - MOST_LIST} more times`)]
      : []),
    ...(slips.sources ?? [])
      .slice(0, MOST_LIST)
      .map(({ came, left }) => line(bold('What is counted changed'), ` +${came} −${left}`)),
    ...named('Added', slips.added),
    ...(slips.removed.length === 0
      ? []
      : [line(bold('Taken out'), ' ', ...removedPieces(slips.removed, thatFit(slips.removed)))]),
    ...named('Deferred', slips.deferred),
  ];
}

/** How many of a list's first items are named: names of repositories and reasons may be long. */
function thatFit(items: readonly RemovedItem[]): number {
  let room = ROOM_FOR_SLIPS;
  const first = items.slice(0, MOST_LIST);
  const tooMuch = first.findIndex((item) => {
    room -= charactersIn([line(...removedPieces([item], 1))]);
    return room < 0;
  });
  return tooMuch < 0 ? first.length : tooMuch;
}

/** What Slack counts of these lines. */
function charactersIn(sections: readonly RichTextSection[]): number {
  const texts = sections.flatMap(({ elements }) =>
    elements.map((element) => ('text' in element ? (element.text?.length ?? 0) : LONGEST_NAME)),
  );
  return texts.reduce((sum, length) => sum + length, 0);
}

/** The first row names the columns. Names of repositories may be long, so the characters count too. */
function itemRows(items: readonly ItemName[]): string[][] {
  const rows: string[][] = [['', 'Item', 'Owner', 'Points']];
  let room = ROOM_FOR_ROWS;
  for (const item of items.slice(0, MOST_ROWS)) {
    const row = itemRow(item);
    room -= row.join('').length;
    if (room < 0) break;
    rows.push(row);
  }
  return rows;
}

function itemRow(item: ItemName): string[] {
  return [
    item.isDone ? '✓' : item.priority,
    `${clip(oneLine(item.title), MOST_TITLE)} (${item.number})`,
    item.owners.length === 0 ? 'no owner' : clip(item.owners.join(', '), 40),
    item.points === null ? '–' : String(item.points),
  ];
}

function itemLine(item: ItemName): RichTextSection {
  if (item.isDone)
    return line('✓ ', struck(`${clip(oneLine(item.title), MOST_TITLE)} (${item.number})`));
  const owner = item.owners.length === 0 ? 'no owner' : item.owners.join(', ');
  return line(`${item.priority} `, itemPiece(item), ` · ${clip(owner, 60)}`);
}

function unshown(rest: number): KnownBlock[] {
  return rest > 0 ? [lines([line(`${count(rest, 'item')} more on GitHub.`)])] : [];
}

function voiceBlocks({ voice }: StatusReport, names: Names, room: number): KnownBlock[] {
  const { accomplishments, risks, focus, support } = voice;
  const lists: readonly (readonly [string, readonly Said[]])[] = [
    ['Accomplishments', accomplishments],
    ['Risks and issues', risks.map(withMitigation)],
    ['Next week', focus],
    ['Support needed', support.map((request) => withAddressee(request, names))],
  ];
  const { most, longest } = sharesOf(
    lists.map(([, list]) => list.length),
    room,
  );
  return lists
    .filter(([, list]) => list.length > 0)
    .flatMap(([label, list]) => [
      lines([line(bold(label))]),
      bullets([
        ...list.slice(0, most).map(({ userId, text }) => {
          const name = clip(oneLine(nameOf(names, userId)), LONGEST_NAME);
          return line(bold(name), ` ${clip(written(text), longest)}`);
        }),
        ...(list.length > most ? [line(`${list.length - most} more`)] : []),
      ]),
    ]);
}

// Shorter than this nobody learns anything: then fewer people are shown.
const SHORTEST_TEXT = 100;

/** How many entries of each list are shown, and how long each may be, in characters. */
function sharesOf(
  lengths: readonly number[],
  room: number,
): { readonly most: number; readonly longest: number } {
  const share = (most: number): number => {
    const entries = lengths.reduce((sum, length) => sum + Math.min(length, most), 0);
    return Math.floor(room / Math.max(1, entries)) - LONGEST_NAME - 2;
  };
  const most = [MOST_LIST, 10, 5].find((each) => share(each) >= SHORTEST_TEXT) ?? 3;
  return { most, longest: Math.min(LONGEST_TEXT, share(most)) };
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
