/** The messages of one conversation from top to bottom, grouped and divided by day as Slack does. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { dateIn, millisecondsBetween } from '../../../base/time.ts';
import { dayDivider } from '../draw/local-time.ts';
import type { Viewer } from '../draw/viewer.ts';
import type { SandboxMessage } from '../../contract.ts';
import type { PageShortcut } from '../options.ts';
import { drawMessage } from './message.ts';

/** Messages of one author within this time stand under one name. */
const GROUP_MS = 5 * 60_000;
/** A screen draws this many at most; older ones are history nobody scrolls to in a sandbox. */
const SHOWN = 200;

/** True for a reply inside a thread: not for a thread's first message. */
function isReply(message: SandboxMessage): boolean {
  return message.threadTs !== null && message.threadTs !== message.ts;
}

/** Messages that stand in the channel itself. */
export function topLevel(messages: readonly SandboxMessage[]): readonly SandboxMessage[] {
  return messages.filter((message) => !isReply(message));
}

/** The replies under `ts`, oldest first. */
export function repliesTo(
  messages: readonly SandboxMessage[],
  ts: string,
): readonly SandboxMessage[] {
  return messages.filter((message) => isReply(message) && message.threadTs === ts);
}

function joins(message: SandboxMessage, before: SandboxMessage | undefined): boolean {
  return (
    before !== undefined &&
    before.user === message.user &&
    before.ephemeralTo === message.ephemeralTo &&
    message.ephemeralTo === null &&
    millisecondsBetween(before.at, message.at) < GROUP_MS
  );
}

/** The line of a day, and the pill that stays at the top while its day is read. */
function divider(message: SandboxMessage, viewer: Viewer): readonly ReactNode[] {
  const words = dayDivider(message.at, viewer.now, viewer.zone);
  const key = `day-${dateIn(viewer.zone, message.at)}`;
  const pill = createElement(
    'div',
    {
      className: 'day',
      role: 'separator',
      'aria-label': words,
      'data-key': key,
    },
    createElement('span', null, words),
  );
  return [createElement('div', { className: 'day-line', 'data-key': `${key}-line` }), pill];
}

/** What a list of messages is drawn with; `all` holds the replies that the thread bars count. */
export interface ConversationFrame {
  readonly viewer: Viewer;
  readonly all: readonly SandboxMessage[];
  readonly inThread: boolean;
  readonly shortcuts: readonly PageShortcut[];
}

/** The given messages, day by day in a channel and without dividers in a thread. */
export function drawMessages(
  messages: readonly SandboxMessage[],
  frame: ConversationFrame,
): readonly ReactNode[] {
  const shown = messages.slice(-SHOWN);
  return frame.inThread ? drawDay(shown, frame) : byDay(shown, frame.viewer).map(wholeDay(frame));
}

/** Each day has its own box, so that its pill leaves the top together with its last message. */
function wholeDay(frame: ConversationFrame): (day: readonly SandboxMessage[]) => ReactNode {
  return (day) => {
    const [first] = day;
    if (first === undefined) return null;
    return createElement(
      'div',
      { 'data-key': `box-${dateIn(frame.viewer.zone, first.at)}` },
      ...divider(first, frame.viewer),
      ...drawDay(day, frame),
    );
  };
}

function byDay(
  messages: readonly SandboxMessage[],
  { zone }: Viewer,
): readonly (readonly SandboxMessage[])[] {
  const days = new Map<string, SandboxMessage[]>();
  for (const message of messages) {
    const day = dateIn(zone, message.at);
    days.set(day, [...(days.get(day) ?? []), message]);
  }
  return [...days.values()];
}

function drawDay(
  messages: readonly SandboxMessage[],
  { viewer, all, inThread, shortcuts }: ConversationFrame,
): readonly ReactNode[] {
  return messages.map((message, index) =>
    drawMessage(message, {
      viewer,
      joined: joins(message, messages[index - 1]),
      replies: inThread ? [] : repliesTo(all, message.ts),
      inThread,
      shortcuts,
    }),
  );
}
