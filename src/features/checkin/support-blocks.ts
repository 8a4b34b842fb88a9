/** The direct message to someone whose support is needed. */
import type { KnownBlock } from '@slack/types';
import { clip } from '../../base/text.ts';
import {
  bold,
  button,
  line,
  lines,
  notification,
  struck,
  type Message,
} from '../../slack/blocks.ts';
import type { NoticeRow } from './support-store.ts';

/** One request in a person's message. */
export interface SupportLine {
  readonly id: string;
  readonly text: string;
  /** `Atlas 0.7.0`. */
  readonly release: string;
  /** Who asked; null when it is the reader, because their own request came back. */
  readonly from: string | null;
  /** Who said that it is not theirs; null when it was not given back. */
  readonly returnedBy: string | null;
  /** Whether the reader is named and may say that it is not theirs; else they may name someone. */
  readonly isNamed: boolean;
  readonly outcome: NoticeRow['outcome'];
}

const MOST_REQUESTS = 10;
// All blocks of a message together may hold some 12,000 characters. The request is in full on Home.
const ROOM_FOR_WORDS = 8000;

/** All requests that a person is told of in one day's message. */
export function supportMessage(requests: readonly SupportLine[]): Message {
  const open = requests.filter(({ outcome }) => outcome === 'open');
  const first = open[0] ?? requests[0];
  const more = open.length > 1 ? ` · and ${open.length - 1} more` : '';
  const shown = requests.slice(0, MOST_REQUESTS);
  const hidden = requests.length - shown.length;
  const longest = Math.floor(ROOM_FOR_WORDS / Math.max(1, shown.length));
  return {
    text: notification(first === undefined ? 'Support' : `${lead(first)}: ${first.text}${more}`),
    blocks: [
      ...shown.flatMap((one) => supportBlocks({ ...one, text: clip(one.text, longest) })),
      ...(hidden > 0 ? [lines([line(`${hidden} more wait on my Home tab.`)])] : []),
    ],
  };
}

/** One request with its buttons while it is open. */
export function supportBlocks(request: SupportLine): readonly KnownBlock[] {
  if (request.outcome !== 'open')
    return [lines([line(`${ENDED[request.outcome]} `, struck(request.text))])];
  return [
    lines([line(bold(`${lead(request)}:`)), line(request.text)]),
    { type: 'actions', block_id: `checkin:support:${request.id}`, elements: [...actions(request)] },
  ];
}

function actions({ id, isNamed }: SupportLine) {
  const done = button('Done', 'checkin.support_done', id);
  return isNamed
    ? [done, button('Not me', 'checkin.support_not_me', id)]
    : [done, button('Name someone', 'checkin.support_hand', id)];
}

function lead({ from, release, returnedBy, isNamed }: SupportLine): string {
  if (from === null)
    return `${returnedBy ?? 'Nobody'} cannot give the support you asked for, for ${release}`;
  if (isNamed) return `${from} needs your support for ${release}`;
  if (returnedBy === null) return `${from} needs support for ${release}`;
  return `${from} needs support for ${release}, and it is not ${returnedBy}'s`;
}

const ENDED: Readonly<Record<NoticeRow['outcome'], string>> = {
  open: 'Open:',
  done: '✓ Done:',
  declined: 'Not yours:',
  withdrawn: 'No longer needed:',
  handed: 'With someone else now:',
};

/** How a request ended, for who asked. */
export function outcomeMessage(words: string, text: string): Message {
  return {
    text: notification(`${words}: ${text}`),
    blocks: [lines([line(bold(words)), line(text)])],
  };
}
