/** Which of a message's words go out. Pure. */
import { clip } from '../base/text.ts';
import type { Instant } from '../base/time.ts';
import type { Message } from '../slack/blocks.ts';
import type { MessageRow } from './tables.ts';

// Slack takes ten times as much, but a reader does not.
const PLAIN_LIMIT = 3_900;

/**
 * The words for a post or an edit at `now`. Whatever kept it, a message that is posted late says so, and
 * edits of it go on saying so. Redacted words are never traded for others: where the late ones have none,
 * it goes out without the mark.
 */
export function wantedMessage(row: MessageRow, now: Instant, isRedacted: boolean): Message {
  const { late_after: lateAfter } = row;
  const isLate = lateAfter !== null && (row.sent_at ?? now) > lateAfter;
  const wanted = JSON.parse(isRedacted ? redacted(row, isLate) : open(row, isLate)) as Message;
  if (row.plain === 1) return { text: clip(wanted.text, PLAIN_LIMIT), blocks: [] };
  return { ...wanted, blocks: [...wanted.blocks, ...firstBlocks(row)] };
}

/** Of what has stood once, nothing is first any more, also when it is posted anew somewhere else. */
function firstBlocks({ first_blocks: blocks, ts, sent_at: sentAt }: MessageRow) {
  return blocks === null || ts !== null || sentAt !== null
    ? []
    : (JSON.parse(blocks) as Message['blocks']);
}

function open(row: MessageRow, isLate: boolean): string {
  return isLate ? (row.late_wanted ?? row.wanted) : row.wanted;
}

function redacted(row: MessageRow, isLate: boolean): string {
  const words = row.redacted_wanted ?? row.wanted;
  return isLate ? (row.late_redacted_wanted ?? words) : words;
}
