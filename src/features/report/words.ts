/** Words that the digest, the draft, the status and the details share. Pure. */
import { clean, clip, count, oneLine } from '../../base/text.ts';
import { dateLabel, daysBetween } from '../../base/time.ts';
import { shareWords } from '../../release/items.ts';
import { link, type Piece } from '../../slack/blocks.ts';
import type { StatusReport } from './compose.ts';
import type { ItemName } from './item-name.ts';
import type { RemovedItem } from './slips.ts';
import type { Pace, Progress } from './definitions.ts';
import type { Colour } from './rules.ts';

/** Names by user id, for whoever is named without being pinged. */
export type Names = ReadonlyMap<string, string>;

const SIGNS: Readonly<Record<Colour, { readonly mark: string; readonly word: string }>> = {
  green: { mark: '🟢', word: 'on track' },
  yellow: { mark: '🟡', word: 'at risk' },
  red: { mark: '🔴', word: 'off track' },
  white: { mark: '⚪', word: 'not known yet' },
};

/** A colour's mark and word. */
export function signOf(colour: Colour): { readonly mark: string; readonly word: string } {
  return SIGNS[colour];
}

/** A first name where it is known, else the word for somebody. */
export function nameOf(names: Names, userId: string): string {
  return names.get(userId)?.split(' ')[0] ?? 'somebody';
}

/** `14 of 19 done (74 %)`. */
export function doneWords({ features }: Pick<StatusReport, 'features'>): string {
  if (features.of === 0) return 'nothing in scope yet';
  return shareWords(features);
}

/** `pace above target`, or null while it is not known. */
export function paceWords(pace: Pace | null): string | null {
  return pace === null ? null : `pace ${pace.trend} target`;
}

/** `on time`, `2 working days ahead`, `1 working day behind`. */
export function progressWords(progress: Progress): string {
  const { daysAhead } = progress;
  if (daysAhead === 0) return 'on time';
  const days = count(Math.abs(daysAhead), 'working day');
  return `${days} ${daysAhead > 0 ? 'ahead' : 'behind'}`;
}

/** `Target Fri 12 Dec, 2 working days behind`; after the end what became of it. */
export function targetWords(report: StatusReport): string {
  if (report.stage === 'released') return shippedWords(report);
  if (report.stage === 'cancelled') return `Cancelled ${dateLabel(report.today, report.today)}`;
  const date = dateLabel(report.targetDate, report.today);
  return report.progress === null
    ? `Target ${date}`
    : `Target ${date}: ${progressWords(report.progress)}`;
}

/** `Shipped Fri 12 Dec, on the target date`, or how many days off it. */
function shippedWords({ today, targetDate }: StatusReport): string {
  const days = daysBetween(targetDate, today);
  const off =
    days === 0
      ? 'on the target date'
      : `${count(Math.abs(days), 'day')} ${days < 0 ? 'before' : 'after'} the target`;
  return `Shipped ${dateLabel(today, today)}, ${off}`;
}

const CONFIDENCE = ['', 'no', 'unlikely', '50:50', 'likely', 'sure'] as const;

/** What the team thinks of the date: `the team says likely (10 votes)`; null below three votes. */
export function teamWords({ voice }: Pick<StatusReport, 'voice'>): string | null {
  if (voice.medianConfidence === null) return null;
  const low = CONFIDENCE[Math.floor(voice.medianConfidence)] ?? '';
  const high = CONFIDENCE[Math.ceil(voice.medianConfidence)] ?? '';
  const word = low === high ? low : `between ${low} and ${high}`;
  return `the team says ${word} (${count(voice.votes, 'vote')})`;
}

/** Longer titles are cut; the link leads to the whole of it. */
const LONGEST_TITLE = 70;

/** What a person wrote, on one line: their lines are kept apart by semicolons. */
export function written(text: string): string {
  const lines = clean(text).split('\n').map(oneLine);
  return lines.filter((one) => one !== '').reduce(joined, '');
}

function joined(before: string, next: string): string {
  if (before === '') return next;
  return /[.,;:!?]$/.test(before) ? `${before} ${next}` : `${before}; ${next}`;
}

/** An item, title first, number second, as a link. */
export function itemPiece(item: ItemName): Piece {
  return link(item.url, `${clip(oneLine(item.title), LONGEST_TITLE)} (${item.number})`);
}

const LONGEST_REASON = 80;

/** What left the scope, each with its reason: `Review the layers (#85): closed as not planned`. */
export function removedPieces(items: readonly RemovedItem[], most: number): readonly Piece[] {
  const shown = items
    .slice(0, most)
    .flatMap((item, index) => [
      index === 0 ? '' : '; ',
      itemPiece(item),
      item.reason === undefined ? '' : `: ${clip(oneLine(item.reason), LONGEST_REASON)}`,
    ]);
  const rest = items.length - most;
  return [...shown, rest > 0 ? `; ${rest} more` : ''].filter((piece) => piece !== '');
}

/** The first few as `pieceOf` names them, separated by semicolons, then how many more there are. */
export function firstFew<T>(
  all: readonly T[],
  most: number,
  pieceOf: (one: T) => Piece,
): readonly Piece[] {
  const shown = all
    .slice(0, most)
    .map(pieceOf)
    .flatMap((piece, index) => (index === 0 ? [piece] : ['; ', piece]));
  const rest = all.length - most;
  return rest > 0 ? [...shown, `; ${rest} more`] : shown;
}
