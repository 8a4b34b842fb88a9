/** docs/hotfix.md says what the product does: every number in it is the product's own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RETRO_MINUTES, RETRO_WITHIN_HOURS } from '../../../src/features/hotfix/book-retro.ts';
import { LIMITS, WARNINGS, warnedBy, type ClockName } from '../../../src/features/hotfix/clocks.ts';
import { CRITERIA } from '../../../src/features/hotfix/criteria.ts';
import { lengthWords, TIMED } from '../../../src/features/hotfix/minutes.ts';
import { roleWords } from '../../../src/features/hotfix/seats.ts';

const page = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../docs', name), 'utf8');
const MANUAL = page('hotfix.md');

/** The cells of every table row whose first cell is one of these. */
function rowsOf(firsts: readonly string[], from = MANUAL): readonly (readonly string[])[] {
  return from
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter(([first = '']) => firsts.includes(first));
}

test('the cases that qualify, what they mean, and how often news are asked for', () => {
  expect(rowsOf(CRITERIA.map(({ name }) => name))).toEqual(
    CRITERIA.map(({ name, meaning, updateMinutes }) => [name, meaning, lengthWords(updateMinutes)]),
  );
});

test('each clock with its limit, and whom it warns when', () => {
  const clocks: readonly ClockName[] = ['decision', 'planning', 'testing'];
  const words = (clock: ClockName): readonly string[] => {
    const whom = WARNINGS.map((warning) => {
      const warned = warnedBy(clock, warning);
      if (warned === 'undecided') return 'who has to decide';
      return warned === 'lead' ? warned : roleWords(warned);
    });
    return [clock, lengthWords(LIMITS[clock]), ...whom];
  };
  expect(rowsOf(clocks)).toEqual(clocks.map(words));
});

test('each length that a project may have of its own, with what it begins with and what it takes', () => {
  const settings = page('settings.md');
  const names = TIMED.map(({ name }) => `\`${name}\``);
  expect(rowsOf(names, settings)).toEqual(
    TIMED.map(({ first, least, most }, at) => [
      names[at],
      lengthWords(first),
      `${lengthWords(least)} to ${lengthWords(most)}`,
    ]),
  );
  const more = TIMED.flatMap(({ name, process }) =>
    process === null ? [] : [`${lengthWords(process)} of ${name}`],
  );
  expect(settings).toContain(`More than the release process has (${more.join(', ')})`);
});

test('how long the retrospective is, and by when', () => {
  expect(MANUAL.replaceAll('\n', ' ')).toContain(
    `${RETRO_MINUTES} minutes within ${RETRO_WITHIN_HOURS} hours`,
  );
});
