/** The left side: the workspace, who one is, the channels, and the app. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import type { SandboxChannel, SandboxPerson, SandboxSlack } from '../../contract.ts';
import { clockTime } from '../draw/local-time.ts';
import type { Viewer } from '../draw/viewer.ts';
import type { PageMemory } from '../page-memory.ts';
import { avatar } from './avatar.ts';
import { icon } from './icon.ts';
import { addressOf, channelsOf, existingDm, humans } from './place.ts';
import type { Place } from './place.ts';

/** What the sidebar is drawn from. */
export interface SidebarFrame {
  readonly slack: SandboxSlack;
  readonly memory: PageMemory;
  readonly viewer: Viewer;
  readonly place: Place;
  readonly workspace: string;
}

function unreadIn(frame: SidebarFrame, userId: string, channel: SandboxChannel | null): number {
  if (channel === null) return 0;
  const messages = frame.slack.messages(channel.id, userId);
  return frame.memory.unread(userId, channel.id, messages);
}

function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

function whoLines(person: SandboxPerson, viewer: Viewer): ReactNode {
  return createElement(
    'span',
    { className: 'who' },
    createElement('b', null, person.realName),
    createElement('small', null, person.title),
    createElement('small', null, `${clockTime(viewer.now, person.zone)} in ${cityOf(person.zone)}`),
  );
}

function badge(count: number): ReactNode {
  return count === 0
    ? null
    : createElement('span', { className: 'badge', 'aria-label': `${count} unread` }, count);
}

/** Somebody else to be; going there keeps the channel when that person may see it. */
function personItem(person: SandboxPerson, frame: SidebarFrame): ReactNode {
  const { channel } = frame.place;
  const at = channel === null ? 'home' : channel.kind === 'im' ? 'dm' : channel.id;
  const waiting = unreadIn(frame, person.id, existingDm(frame.slack, person.id));
  return createElement(
    'a',
    {
      role: 'menuitemradio',
      'aria-checked': person.id === frame.viewer.userId,
      'aria-label': person.realName,
      tabIndex: -1,
      href: addressOf(person.id, at),
      'data-go': '',
      'data-key': person.id,
    },
    avatar(person, 'round'),
    whoLines(person, frame.viewer),
    badge(waiting),
  );
}

function youAre(frame: SidebarFrame): ReactNode {
  const { person } = frame.place;
  const others = humans(frame.slack).filter((one) => one.id !== person.id);
  const waiting = others.some(
    (one) => unreadIn(frame, one.id, existingDm(frame.slack, one.id)) > 0,
  );
  return createElement(
    'div',
    { className: 'menu-holder you' },
    createElement(
      'button',
      {
        type: 'button',
        className: 'you-button',
        'aria-label': `You are ${person.realName}. Switch person`,
        'aria-haspopup': 'menu',
        'aria-expanded': 'false',
        'aria-controls': 'people-menu',
        'data-menu': 'people-menu',
      },
      avatar(person, 'round'),
      whoLines(person, frame.viewer),
      waiting
        ? createElement('span', { className: 'dot', title: 'Others have unread messages' })
        : null,
      icon('down'),
    ),
    createElement(
      'div',
      {
        className: 'menu people',
        role: 'menu',
        id: 'people-menu',
        'aria-label': 'You are',
        hidden: true,
      },
      ...humans(frame.slack).map((one) => personItem(one, frame)),
    ),
  );
}

interface Entry {
  readonly at: string;
  readonly words: string;
  readonly picture: ReactNode;
  readonly current: boolean;
  readonly unread: number;
  readonly counted: boolean;
}

function entry(one: Entry, viewer: Viewer): ReactNode {
  return createElement(
    'a',
    {
      className: `entry${one.unread > 0 ? ' unread' : ''}`,
      href: addressOf(viewer.userId, one.at),
      'data-go': '',
      'data-key': one.at,
      ...(one.current ? { 'aria-current': 'page' as const } : {}),
    },
    createElement('span', { className: 'entry-picture' }, one.picture),
    createElement('span', { className: 'entry-words' }, one.words),
    one.counted ? badge(one.unread) : null,
  );
}

function channelEntry(channel: SandboxChannel, frame: SidebarFrame): ReactNode {
  return entry(
    {
      at: channel.id,
      words: channel.name,
      picture: icon(channel.kind === 'private' ? 'lock' : 'hash'),
      current: frame.place.channel?.id === channel.id,
      unread: unreadIn(frame, frame.viewer.userId, channel),
      counted: false,
    },
    frame.viewer,
  );
}

function appEntries(frame: SidebarFrame): readonly ReactNode[] {
  const { slack, viewer, place } = frame;
  const bot = viewer.people.get(slack.botUserId);
  const dm = existingDm(slack, viewer.userId);
  const name = bot?.realName ?? 'App';
  return [
    entry(
      {
        at: 'dm',
        words: name,
        picture: avatar(bot, 'tiny'),
        current: place.channel !== null && place.channel.id === dm?.id,
        unread: unreadIn(frame, viewer.userId, dm),
        counted: true,
      },
      viewer,
    ),
    entry(
      {
        at: 'home',
        words: 'App Home',
        picture: icon('home'),
        current: place.channel === null,
        unread: 0,
        counted: false,
      },
      viewer,
    ),
  ];
}

function group(title: string, entries: readonly ReactNode[]): ReactNode {
  return createElement(
    'section',
    { className: 'entries', 'aria-label': title },
    createElement('h2', null, title),
    ...entries,
  );
}

/** The sidebar of the person who looks. */
export function sidebar(frame: SidebarFrame): ReactNode {
  const { slack, viewer, workspace } = frame;
  const connected = slack.connections() > 0;
  return createElement(
    'nav',
    { className: 'sidebar', id: 'sidebar', 'aria-label': 'Workspace' },
    createElement('div', { className: 'workspace' }, workspace),
    youAre(frame),
    createElement(
      'div',
      { className: 'scroll' },
      group(
        'Channels',
        channelsOf(slack, viewer.userId).map((one) => channelEntry(one, frame)),
      ),
      group('Apps', appEntries(frame)),
    ),
    createElement(
      'p',
      { className: 'local-note' },
      createElement('span', { className: `presence ${connected ? 'on' : 'off'}` }),
      connected ? 'Slipway is connected. ' : 'Slipway is not connected. ',
      'This workspace is local: nothing leaves this machine.',
    ),
  );
}
