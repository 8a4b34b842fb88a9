/** A window that came too late: a button that does the same once more, with a fresh trigger. */
import { ownName } from './base/command-names.ts';
import type { Command, Incoming, Press, Shortcut } from './slack/arrivals.ts';
import { button, line, lines, notification, type Message } from './slack/blocks.ts';

/** The button of a command or shortcut; presses have their own. */
export const AGAIN = 'again';

// Slack takes 2,000 characters in a button's value.
const LONGEST_VALUE = 2000;

/** The words with a button that does the same again; the words alone when a button cannot hold it. */
export function againMessage(words: string, incoming: Incoming): Message {
  const again = againButton(incoming);
  return {
    text: notification(words),
    blocks: [
      lines([line(words)]),
      ...(again === null ? [] : [{ type: 'actions' as const, elements: [again] }]),
    ],
  };
}

function againButton(incoming: Incoming) {
  switch (incoming.kind) {
    case 'command':
      return fitting(AGAIN, JSON.stringify(['command', incoming.command, incoming.text]));
    case 'shortcut':
      return fitting(AGAIN, JSON.stringify(['shortcut', incoming.callbackId]));
    case 'press':
      return typeof incoming.value === 'string' ? fitting(incoming.actionId, incoming.value) : null;
    case 'submission':
    case 'closed':
    case 'event':
    case 'unreadable':
      return null;
  }
}

function fitting(actionId: string, value: string) {
  return value === '' || value.length > LONGEST_VALUE
    ? null
    : button('Open it now', actionId, value, 'primary');
}

/** What a press on that button stands for, with the trigger of the press; null when it makes no sense. */
export function whatAgain(press: Press): Command | Shortcut | null {
  const [kind, name, text] = wordsIn(String(press.value));
  const { userId, teamId, homeTeamId, triggerId, channelId = '', responseUrl } = press;
  const home = homeTeamId === undefined ? {} : { homeTeamId };
  if (kind === 'shortcut' && name !== undefined)
    return { kind, callbackId: name, userId, teamId, ...home, triggerId };
  const command = name === undefined ? null : ownName(name);
  if (kind !== 'command' || command === null || responseUrl === undefined) return null;
  return {
    kind,
    command,
    text: text ?? '',
    userId,
    teamId,
    ...home,
    channelId,
    channelName: '',
    triggerId,
    responseUrl,
  };
}

function wordsIn(value: string): readonly string[] {
  try {
    const read: unknown = JSON.parse(value);
    return Array.isArray(read) ? read.filter((word) => typeof word === 'string') : [];
  } catch {
    return [];
  }
}
