/** The table of failure cases says what is tested: a row for each number, and each test that names a number in it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const DOCUMENT = readFileSync(join(ROOT, 'docs/failures.md'), 'utf8');

interface Row {
  readonly number: number;
  readonly wrong: string;
  readonly happens: string;
  readonly files: readonly string[];
}

const rows: readonly Row[] = DOCUMENT.split('\n')
  .filter((line) => /^\| \d+ /.test(line))
  .map((line) => {
    const [number = '', wrong = '', happens = '', files = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const named = [...files.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
    return { number: Number(number), wrong, happens, files: named };
  });

/** Files by number: a test's name starts with the word case, its number and a colon; with two when it shows both. */
const tested = new Map<number, Set<string>>();
for (const path of globSync('test/**/*.ts', { cwd: ROOT }).toSorted())
  for (const [, numbers = ''] of readFileSync(join(ROOT, path), 'utf8').matchAll(
    /(?<=['"`])((?:case \d+(?:, )?)+):/g,
  ))
    for (const [number] of numbers.matchAll(/\d+/g)) {
      const files = tested.get(Number(number)) ?? new Set();
      tested.set(Number(number), files.add(path));
    }

const filesOf = (number: number): readonly string[] => [...(tested.get(number) ?? [])];
const NOT_YET = 'no test: ';

describe('docs/failures.md', () => {
  test('has each number once, in order', () => {
    const numbers = rows.map(({ number }) => number);
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    const wanted = [...Array.from({ length: 46 }, (_, index) => index + 1), 48, 49];
    expect(numbers).toEqual(expect.arrayContaining(wanted));
    for (const [number, files] of tested)
      expect(numbers, `${[...files].join(', ')} shows case ${number}; add a row`).toContain(number);
  });

  test.each(rows)(
    'row $number names the files that show it',
    ({ number, wrong, happens, files }) => {
      const shown = filesOf(number).map((path) => `\`${path}\``);
      const should = `| ${number} | ${wrong} | ${happens} | ${shown.join(', ')} |`;
      expect(files, `docs/failures.md should have:\n${should}\n`).toEqual(filesOf(number));
    },
  );

  test('what no test shows says why', () => {
    for (const { number, happens, files } of rows)
      if (files.length === 0) expect(happens, `case ${number}`).toContain(NOT_YET);
      else expect(happens, `case ${number}`).not.toContain(NOT_YET);
  });
});
