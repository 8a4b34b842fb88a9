/** One message: who, when, what, and the bar of its thread. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { drawBlocks } from '../block/draw-block.ts';
import { dateIn, daysBetween } from '../../../base/time.ts';
import { capital, clockTime, dayDivider, nearDay } from '../draw/local-time.ts';
import { mrkdwn } from '../draw/text.ts';
import type { Viewer } from '../draw/viewer.ts';
import type { SandboxMessage } from '../../contract.ts';
import type { PageShortcut } from '../options.ts';
import { avatar } from './avatar.ts';
import { icon } from './icon.ts';
import { addressOf } from './place.ts';

/** What a message is drawn with. `replies` is empty inside a thread pane. */
export interface MessageFrame {
  readonly viewer: Viewer;
  /** True when the author and time stand above already. */
  readonly joined: boolean;
  readonly replies: readonly SandboxMessage[];
  readonly inThread: boolean;
  readonly shortcuts: readonly PageShortcut[];
}

function byline(message: SandboxMessage, viewer: Viewer): ReactNode {
  const person = viewer.people.get(message.user);
  const when = `${dayDivider(message.at, viewer.now, viewer.zone)} at ${clockTime(message.at, viewer.zone, true)}`;
  return createElement(
    'div',
    { className: 'byline' },
    createElement('b', { className: 'author' }, person?.realName ?? message.user),
    person?.isBot === true ? createElement('span', { className: 'app-badge' }, 'APP') : null,
    createElement(
      'time',
      { className: 'time', dateTime: message.at, title: when },
      clockTime(message.at, viewer.zone),
    ),
  );
}

function content(message: SandboxMessage, viewer: Viewer): ReactNode {
  const edited = message.edited ? createElement('span', { className: 'edited' }, '(edited)') : null;
  const inside =
    message.blocks.length > 0
      ? drawBlocks(message.blocks, { viewer, id: message.ts, errors: {} })
      : createElement('span', { className: 'text' }, mrkdwn(message.text, viewer));
  return createElement('div', { className: 'content' }, inside, edited);
}

function lastReply(replies: readonly SandboxMessage[], viewer: Viewer): string {
  const at = replies.at(-1)?.at;
  if (at === undefined) return '';
  const near = nearDay(at, viewer.now, viewer.zone);
  if (near !== null) return `Last reply ${near} at ${clockTime(at, viewer.zone)}`;
  const days = daysBetween(dateIn(viewer.zone, at), dateIn(viewer.zone, viewer.now));
  return `Last reply ${days} days ago`;
}

function threadBar(message: SandboxMessage, frame: MessageFrame): ReactNode {
  const { replies, viewer } = frame;
  if (replies.length === 0) return null;
  const faces = [...new Set(replies.map((reply) => reply.user))].slice(0, 4);
  const count = `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`;
  return createElement(
    'a',
    {
      className: 'thread-bar',
      href: addressOf(viewer.userId, message.channel, message.ts),
      'data-go': '',
      'aria-label': `${count}. ${lastReply(replies, viewer)}`,
    },
    ...faces.map((user) => avatar(viewer.people.get(user), 'tiny')),
    createElement('span', { className: 'thread-count' }, count),
    createElement('span', { className: 'thread-last' }, lastReply(replies, viewer)),
  );
}

function shortcutMenu(message: SandboxMessage, shortcuts: readonly PageShortcut[]): ReactNode {
  if (shortcuts.length === 0) return null;
  const id = `tools-${message.ts}`;
  const items = shortcuts.map((one) =>
    createElement(
      'button',
      { type: 'button', role: 'menuitem', tabIndex: -1, 'data-message-shortcut': one.callbackId },
      one.name,
    ),
  );
  return createElement(
    'span',
    { className: 'menu-holder' },
    createElement(
      'button',
      {
        type: 'button',
        'aria-label': 'More actions',
        'aria-haspopup': 'menu',
        'aria-expanded': 'false',
        'aria-controls': id,
        'data-menu': id,
      },
      createElement('span', { className: 'dots', 'aria-hidden': true }),
    ),
    createElement('span', { className: 'menu', role: 'menu', id, hidden: true }, ...items),
  );
}

function toolbar(message: SandboxMessage, frame: MessageFrame): ReactNode {
  if (message.ephemeralTo !== null) return null;
  const reply = createElement(
    'a',
    {
      href: addressOf(frame.viewer.userId, message.channel, message.threadTs ?? message.ts),
      'data-go': '',
      'aria-label': 'Reply in thread',
    },
    icon('reply'),
  );
  return createElement(
    'div',
    { className: 'toolbar', role: 'group', 'aria-label': 'Message actions' },
    frame.inThread ? null : reply,
    shortcutMenu(message, frame.shortcuts),
  );
}

/** One message with all that hangs on it. */
export function drawMessage(message: SandboxMessage, frame: MessageFrame): ReactNode {
  const { viewer, joined } = frame;
  const person = viewer.people.get(message.user);
  const only = message.ephemeralTo !== null;
  const time = clockTime(message.at, viewer.zone);
  return createElement(
    'article',
    {
      className: `message${joined ? ' joined' : ''}${only ? ' only-you' : ''}`,
      'data-key': `${message.ts}${only ? '-only' : ''}`,
      'data-scope': 'message',
      'data-ts': message.ts,
      'data-at': message.channel,
      'aria-label': `${capital(person?.realName ?? message.user)}, ${time}`,
    },
    only
      ? createElement('div', { className: 'only-you-line' }, icon('eye'), 'Only visible to you')
      : null,
    createElement(
      'div',
      { className: 'gutter' },
      joined
        ? createElement('time', { className: 'time' }, time.replace(/ [AP]M$/, ''))
        : avatar(person, 'medium'),
    ),
    createElement(
      'div',
      { className: 'body' },
      joined ? null : byline(message, viewer),
      content(message, viewer),
      threadBar(message, frame),
    ),
    toolbar(message, frame),
  );
}
