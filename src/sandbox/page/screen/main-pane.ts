/** The middle of the screen (a conversation or the App Home) and the thread at its right. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import type { SandboxChannel, SandboxMessage, SandboxView } from '../../contract.ts';
import { drawBlocks } from '../block/draw-block.ts';
import { mrkdwn } from '../draw/text.ts';
import { personName } from '../draw/viewer.ts';
import type { Viewer } from '../draw/viewer.ts';
import type { PageOptions } from '../options.ts';
import { avatar } from './avatar.ts';
import { composer } from './composer.ts';
import { drawMessages, repliesTo, topLevel } from './conversation.ts';
import type { ConversationFrame } from './conversation.ts';
import { icon } from './icon.ts';
import { intro } from './intro.ts';
import { addressOf } from './place.ts';

/** What a pane is drawn from. */
export interface PaneFrame {
  readonly options: PageOptions;
  readonly viewer: Viewer;
  readonly messages: readonly SandboxMessage[];
}

function conversationFrame(frame: PaneFrame, inThread: boolean): ConversationFrame {
  const shortcuts = (frame.options.shortcuts ?? []).filter((one) => one.type === 'message');
  return { viewer: frame.viewer, all: frame.messages, inThread, shortcuts };
}

/** The two tabs of the app's own place: its Home and its messages. */
function appTabs(viewer: Viewer, current: 'home' | 'dm'): ReactNode {
  const tab = (at: 'home' | 'dm', words: string): ReactNode =>
    createElement(
      'a',
      {
        href: addressOf(viewer.userId, at),
        'data-go': '',
        ...(current === at ? { 'aria-current': 'page' as const } : {}),
      },
      words,
    );
  return createElement(
    'div',
    { className: 'tabs', role: 'navigation', 'aria-label': 'App' },
    tab('home', 'Home'),
    tab('dm', 'Messages'),
  );
}

function appHead(frame: PaneFrame, current: 'home' | 'dm'): ReactNode {
  const bot = frame.viewer.people.get(frame.options.slack.botUserId);
  return createElement(
    'header',
    { className: 'pane-head app-head' },
    createElement(
      'div',
      { className: 'head-line' },
      avatar(bot, 'small'),
      createElement('h1', null, bot?.realName ?? 'App'),
      createElement('span', { className: 'app-badge' }, 'APP'),
    ),
    appTabs(frame.viewer, current),
  );
}

function channelHead(channel: SandboxChannel, viewer: Viewer): ReactNode {
  const names = channel.members.map((id) => personName(viewer, id)).join(', ');
  return createElement(
    'header',
    { className: 'pane-head' },
    createElement(
      'div',
      { className: 'head-line' },
      createElement('h1', null, icon(channel.kind === 'private' ? 'lock' : 'hash'), channel.name),
      createElement('span', { className: 'topic' }, mrkdwn(channel.topic, viewer)),
      createElement(
        'span',
        { className: 'members', title: names, 'aria-label': `${channel.members.length} members` },
        ...channel.members.slice(0, 3).map((id) => avatar(viewer.people.get(id), 'tiny')),
        createElement('span', null, channel.members.length),
      ),
    ),
  );
}

function nameIn(channel: SandboxChannel, frame: PaneFrame): string {
  return channel.kind === 'im'
    ? personName(frame.viewer, frame.options.slack.botUserId)
    : `#${channel.name}`;
}

/** A channel or direct message: head, messages, composer. */
export function conversationPane(channel: SandboxChannel, frame: PaneFrame): ReactNode {
  const { options, viewer, messages } = frame;
  const name = nameIn(channel, frame);
  return createElement(
    'main',
    { className: 'pane', 'data-key': `pane-${viewer.userId}-${channel.id}` },
    channel.kind === 'im' ? appHead(frame, 'dm') : channelHead(channel, viewer),
    createElement(
      'div',
      { className: 'messages', role: 'log', 'aria-label': `Messages in ${name}`, tabIndex: 0 },
      createElement(
        'div',
        { className: 'message-list' },
        intro(channel, viewer.people.get(options.slack.botUserId)),
        ...drawMessages(topLevel(messages), conversationFrame(frame, false)),
      ),
    ),
    channel.members.includes(viewer.userId)
      ? composer({
          key: `${viewer.userId}-${channel.id}`,
          label: `Message ${name}`,
          at: channel.id,
          thread: null,
          bot: viewer.people.get(options.slack.botUserId),
          commands: options.commands ?? [],
          shortcuts: options.shortcuts ?? [],
        })
      : createElement('p', { className: 'outside' }, `You are not in ${name}; you can only read.`),
  );
}

/** The thread under `ts`; null when that message is not there any more. */
export function threadPane(channel: SandboxChannel, ts: string, frame: PaneFrame): ReactNode {
  const { viewer, messages } = frame;
  const parent = messages.find((message) => message.ts === ts);
  if (parent === undefined) return null;
  const replies = repliesTo(messages, ts);
  const inside = conversationFrame(frame, true);
  const count = `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`;
  return createElement(
    'aside',
    { className: 'thread', 'aria-label': 'Thread', 'data-key': `thread-${viewer.userId}-${ts}` },
    createElement(
      'header',
      { className: 'pane-head' },
      createElement(
        'div',
        { className: 'head-line' },
        createElement('h1', null, 'Thread'),
        createElement('span', { className: 'topic' }, nameIn(channel, frame)),
        createElement(
          'a',
          {
            className: 'plain',
            'aria-label': 'Close thread',
            href: addressOf(viewer.userId, channel.id),
            'data-go': '',
          },
          icon('close'),
        ),
      ),
    ),
    createElement(
      'div',
      { className: 'messages', tabIndex: 0, role: 'log', 'aria-label': 'Replies' },
      ...drawMessages([parent], inside),
      replies.length === 0
        ? null
        : createElement(
            'div',
            { className: 'reply-count', 'data-key': 'count' },
            createElement('span', null, count),
          ),
      ...drawMessages(replies, inside),
    ),
    composer({
      key: `${viewer.userId}-${ts}`,
      label: 'Reply…',
      at: channel.id,
      thread: ts,
      bot: undefined,
      commands: [],
      shortcuts: [],
    }),
  );
}

/** The App Home as the app published it for this person. */
export function homePane(view: SandboxView | null, frame: PaneFrame): ReactNode {
  const { viewer } = frame;
  const inside =
    view === null
      ? createElement(
          'p',
          { className: 'empty' },
          'Nothing here yet. The app has not published its Home for you.',
        )
      : drawBlocks(view.blocks, { viewer, id: view.id, errors: {} });
  return createElement(
    'main',
    { className: 'pane', 'data-key': `home-${viewer.userId}` },
    appHead(frame, 'home'),
    createElement(
      'div',
      {
        className: 'messages home',
        role: 'region',
        'aria-label': 'App Home',
        tabIndex: 0,
        'data-scope': 'view',
        'data-view': view?.id ?? '',
      },
      inside,
    ),
  );
}
