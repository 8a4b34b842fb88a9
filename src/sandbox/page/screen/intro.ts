/** The beginning of a conversation, above its first message: what it is and what to do here. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import type { SandboxChannel, SandboxPerson } from '../../contract.ts';
import { avatar } from './avatar.ts';
import { icon } from './icon.ts';

function frame(title: readonly ReactNode[], ...lines: readonly string[]): ReactNode {
  return createElement(
    'div',
    { className: 'intro', 'data-key': 'intro' },
    createElement('h2', null, ...title),
    ...lines.map((line) => createElement('p', null, line)),
  );
}

/** The intro of a channel or of the direct message with the app. */
export function intro(channel: SandboxChannel, bot: SandboxPerson | undefined): ReactNode {
  const app = bot?.realName ?? 'the app';
  if (channel.kind === 'im') {
    return frame(
      [avatar(bot, 'medium'), app],
      `This is the very beginning of your direct messages with ${app}.`,
      'Type / to see its commands.',
    );
  }
  const present = bot !== undefined && channel.members.includes(bot.id);
  return frame(
    [icon(channel.kind === 'private' ? 'lock' : 'hash'), channel.name],
    `This is the very beginning of the #${channel.name} channel.`,
    present
      ? `${app} is here. Type / to see its commands.`
      : `${app} is not in this channel. Type /invite @${app} to bring it in.`,
  );
}
