/** The words of `help`, and of a command nobody knows. */
import type { CommandSpec } from './feature.ts';
import { bold, line, lines, notification, sentence, type Message } from './slack/blocks.ts';

/** Everything one command can do, a line each. */
export function helpMessage(command: string, specs: readonly CommandSpec[]): Message {
  const own = specs.filter((spec) => spec.command === command);
  return {
    text: notification(`What ${command} can do`),
    blocks: [
      lines([
        line(bold(`What ${command} can do`)),
        ...own.map((spec) => line(bold(typed(spec)), ` ${spec.help}`)),
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
