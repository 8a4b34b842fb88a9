/** What `help` lists, in which order, of the commands that the program really has. */
import { describe, expect, test } from 'vitest';
import type { CommandName } from '../src/base/command-names.ts';
import { checkin } from '../src/features/checkin/index.ts';
import { plan } from '../src/features/plan/index.ts';
import { report } from '../src/features/report/index.ts';
import { setup } from '../src/features/setup/index.ts';
import type { CommandSpec } from '../src/feature.ts';
import { helpMessage, unknownCommand } from '../src/help.ts';
import { expectTakenMessage, readBlocks } from './support/plain-view.ts';

const specs = [setup, report, checkin, plan].flatMap(({ commands = [] }) => commands);
const helped = (command: CommandName, known: readonly CommandSpec[] = specs): readonly string[] => {
  const message = helpMessage(command, known);
  expectTakenMessage(message);
  expect(message.text).toBe(`What ${command} can do`);
  return readBlocks(message.blocks).split('\n');
};
/** What is typed, of each line under the title, without what may follow it. */
const words = (lines: readonly string[]): readonly string[] =>
  lines.slice(1).map((text) => /^(\/\w+(?: [a-z]+)?).* · /.exec(text)?.[1] ?? text);

describe('help', () => {
  test('what is wanted most often stands first, and the last line leads on', () => {
    const lines = helped('/release');
    expect(words(lines)).toEqual([
      '/release',
      '/release plan',
      '/release status',
      '/release timeline',
      '/release ship',
      '/release history',
      '/release setup',
      '/release cancel',
      '/release close',
      '/checkin help',
    ]);
    expect(lines.at(-1)).toBe('/checkin help · The same for check-ins.');
  });

  test('the same for check-ins, and back', () => {
    const lines = helped('/checkin');
    expect(words(lines)).toEqual([
      '/checkin',
      '/checkin pause',
      '/checkin resume',
      '/checkin history',
      '/release help',
    ]);
    expect(lines.at(-1)).toBe('/release help · The same for releases.');
  });

  test('a word without a place of its own comes after the others', () => {
    const [one] = specs;
    if (one === undefined) throw new Error('no command at all');
    const extra: CommandSpec = { ...one, name: 'zebra', usage: '', help: 'New.' };
    expect(helped('/release', [extra, ...specs]).slice(-3)).toEqual([
      expect.stringContaining('/release close'),
      '/release zebra · New.',
      '/checkin help · The same for check-ins.',
    ]);
  });
});

test('an unknown word names the nearest one, or where to look', () => {
  expect(unknownCommand('/release', 'pln', 'plan').text).toBe(
    'I do not know “/release pln”. Did you mean /release plan?',
  );
  expect(unknownCommand('/release', 'x', null).text).toBe(
    'I do not know “/release x”. /release help lists what I know.',
  );
});
