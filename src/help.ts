/** The words of `help`, and of a command nobody knows. */
import type { CommandSpec } from './feature.ts';
import { bold, line, lines, notification, sentence, type Message } from './slack/blocks.ts';

// What is wanted most often stands first. A word that is not here yet follows in the order of the doors.
const ORDER: Readonly<Record<string, readonly string[]>> = {
  '/release': ['', 'plan', 'status', 'timeline', 'ship', 'history', 'setup', 'cancel', 'close'],
  '/checkin': ['', 'pause', 'resume', 'history'],
};

const ELSEWHERE: Readonly<Record<string, readonly [command: string, help: string]>> = {
  '/release': ['/checkin help', 'The same for check-ins.'],
  '/checkin': ['/release help', 'The same for releases.'],
};

/** Everything one command can do, a line each, and where the other one is explained. */
export function helpMessage(command: string, specs: readonly CommandSpec[]): Message {
  const order = ORDER[command] ?? [];
  const place = ({ name }: CommandSpec): number =>
    order.includes(name) ? order.indexOf(name) : order.length;
  const own = specs
    .filter((spec) => spec.command === command)
    .toSorted((a, b) => place(a) - place(b));
  const elsewhere = ELSEWHERE[command];
  return {
    text: notification(`What ${command} can do`),
    blocks: [
      lines([
        line(bold(`What ${command} can do`)),
        ...own.map((spec) => line(bold(typed(spec)), ` · ${spec.help}`)),
        ...(elsewhere === undefined ? [] : [line(bold(elsewhere[0]), ` · ${elsewhere[1]}`)]),
      ]),
    ],
  };
}

/** Says that a word is unknown, with the nearest one that exists. */
export function unknownCommand(command: string, word: string, nearest: string | null): Message {
  const hint =
    nearest === null ? `${command} help lists what I know.` : `Did you mean ${command} ${nearest}?`;
  return sentence(`I do not know “${command} ${word}”. ${hint}`);
}

function typed(spec: CommandSpec): string {
  return [spec.command, spec.name, spec.usage].filter((part) => part !== '').join(' ');
}
