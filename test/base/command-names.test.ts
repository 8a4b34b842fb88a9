/** The names of the commands, with and without a prefix; and that every text asks for them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ownName, prefixCommands, typed } from '../../src/base/command-names.ts';

const SRC = join(import.meta.dirname, '../../src');

afterEach(() => prefixCommands(''));

test('without a prefix they are as they are', () => {
  expect([typed('/release'), typed('/checkin')]).toEqual(['/release', '/checkin']);
  expect(['/release', '/checkin', '/acme-release', '/other'].map(ownName)).toEqual([
    '/release',
    '/checkin',
    null,
    null,
  ]);
});

test('with one people type it, and the bare name still counts', () => {
  prefixCommands('acme-');
  expect([typed('/release'), typed('/checkin')]).toEqual(['/acme-release', '/acme-checkin']);
  expect(['/acme-release', '/release', '/acme-other', '/acme-'].map(ownName)).toEqual([
    '/release',
    '/release',
    null,
    null,
  ]);
});

test('no text of the program names a command by itself', () => {
  const found = readdirSync(SRC, { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('sandbox/'))
    .filter((name) => name !== 'base/command-names.ts' && name !== 'config/settings.ts')
    .flatMap((name) =>
      readFileSync(join(SRC, name), 'utf8')
        .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
        .replaceAll(/typed\('\/\w+'\)/g, '')
        .split('\n')
        // More than the bare name in quotes, or what a door opens for a command: those are keys and no text.
        .filter((line) =>
          /\/(release|checkin|hotfix)\b/.test(
            line.replaceAll(/'\/(release|checkin|hotfix)'|'command \/\w+( \w+)?':/g, ''),
          ),
        )
        .filter((line) => !/(from |import\()'/.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});
