/** The words of `help`, and of a command nobody knows. */
import { typed, type CommandName } from './base/command-names.ts';
import type { CommandSpec } from './feature.ts';
import { bold, line, lines, notification, sentence, type Message } from './slack/blocks.ts';

// What is wanted most often stands first. A word that is not here yet follows in the order of the doors.
const ORDER: Readonly<Record<CommandName, readonly string[]>> = {
  '/release': ['', 'plan', 'status', 'timeline', 'ship', 'history', 'setup', 'cancel', 'close'],
  '/checkin': ['', 'pause', 'resume', 'history'],
  '/hotfix': ['', 'status', 'list', 'deputies'],
};

const ELSEWHERE: Readonly<Record<CommandName, readonly [other: CommandName, help: string]>> = {
  '/release': ['/checkin', 'The same for check-ins.'],
  '/checkin': ['/release', 'The same for releases.'],
  '/hotfix': ['/release', 'The same for releases.'],
};

/** Everything one command can do, a line each, and where the other one is explained. */
export function helpMessage(command: CommandName, specs: readonly CommandSpec[]): Message {
  const order = ORDER[command];
  const place = ({ name }: CommandSpec): number =>
    order.includes(name) ? order.indexOf(name) : order.length;
  const own = specs
    .filter((spec) => spec.command === command)
    .toSorted((a, b) => place(a) - place(b));
  const [other, otherHelp] = ELSEWHERE[command];
  const title = `What ${typed(command)} can do`;
  return {
    text: notification(title),
    blocks: [
      lines([
        line(bold(title)),
        ...own.map((spec) => line(bold(asTyped(spec)), ` · ${spec.help}`)),
        line(bold(`${typed(other)} help`), ` · ${otherHelp}`),
      ]),
    ],
  };
}

/** Says that a word is unknown, with the nearest one that exists. */
export function unknownCommand(own: CommandName, word: string, nearest: string | null): Message {
  const command = typed(own);
  const hint =
    nearest === null ? `${command} help lists what I know.` : `Did you mean ${command} ${nearest}?`;
  return sentence(`I do not know “${command} ${word}”. ${hint}`);
}

function asTyped(spec: CommandSpec): string {
  return [typed(spec.command), spec.name, spec.usage].filter((part) => part !== '').join(' ');
}
