/** The box one writes in, with the list of slash commands and the shortcuts of the app. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import type { SandboxPerson } from '../../contract.ts';
import type { PageCommand, PageShortcut } from '../options.ts';
import { avatar } from './avatar.ts';
import { icon } from './icon.ts';

/** What a composer is drawn with. `key` names the draft; another place has another draft. */
export interface ComposerFrame {
  readonly key: string;
  readonly label: string;
  readonly at: string;
  readonly thread: string | null;
  readonly bot: SandboxPerson | undefined;
  /** Empty in a thread, where Slack takes no commands. */
  readonly commands: readonly PageCommand[];
  readonly shortcuts: readonly PageShortcut[];
}

/** Slack's own command that a visitor needs: the app has to be invited to a channel. */
const INVITE: PageCommand = {
  command: '/invite',
  description: 'Add somebody, or the app, to this channel',
  usageHint: '@name',
};

function commandRow(one: PageCommand, picture: ReactNode): ReactNode {
  return createElement(
    'div',
    {
      role: 'option',
      className: 'command',
      'aria-selected': false,
      'data-command': one.command,
      'data-key': one.command,
    },
    picture,
    createElement('b', null, one.command),
    createElement('span', { className: 'usage' }, one.usageHint),
    createElement('span', { className: 'about' }, one.description),
  );
}

function commandList(frame: ComposerFrame, id: string): ReactNode {
  const own = frame.commands.map((one) => commandRow(one, avatar(frame.bot, 'medium')));
  const slack = createElement('span', { className: 'avatar slack-mark' }, icon('hash'));
  return createElement(
    'div',
    { className: 'commands', role: 'listbox', 'aria-label': 'Commands', id, hidden: true },
    ...own,
    frame.commands.length > 0 ? commandRow(INVITE, slack) : null,
  );
}

function shortcutMenu(frame: ComposerFrame): ReactNode {
  const global = frame.shortcuts.filter((one) => one.type === 'global');
  if (global.length === 0) return null;
  const id = `shortcuts-${frame.key}`;
  const items = global.map((one) =>
    createElement(
      'button',
      { type: 'button', role: 'menuitem', tabIndex: -1, 'data-shortcut': one.callbackId },
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
        className: 'tool',
        'aria-label': 'Shortcuts',
        'aria-haspopup': 'menu',
        'aria-expanded': 'false',
        'aria-controls': id,
        'data-menu': id,
      },
      icon('bolt'),
    ),
    createElement('span', { className: 'menu above', role: 'menu', id, hidden: true }, ...items),
  );
}

/** A composer; Enter sends, Shift+Enter starts a new line. */
export function composer(frame: ComposerFrame): ReactNode {
  const listId = `commands-${frame.key}`;
  return createElement(
    'form',
    {
      className: 'composer',
      'data-key': `composer-${frame.key}`,
      'data-composer': frame.key,
      'data-at': frame.at,
      ...(frame.thread === null ? {} : { 'data-thread': frame.thread }),
    },
    commandList(frame, listId),
    createElement('textarea', {
      rows: 1,
      'aria-label': frame.label,
      placeholder: frame.label,
      'aria-controls': listId,
      autoComplete: 'off',
      'data-draft': '',
    }),
    createElement(
      'div',
      { className: 'composer-tools' },
      shortcutMenu(frame),
      createElement('span', { className: 'composer-hint' }, 'Shift + Enter to add a new line'),
      createElement(
        'button',
        { type: 'submit', className: 'send', 'aria-label': 'Send now' },
        icon('send'),
      ),
    ),
  );
}
