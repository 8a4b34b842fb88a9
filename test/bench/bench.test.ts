/** The parts of the bench run, and what they count is right; how quick anything is, is not judged here. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { preparePromises } from '../../src/jobs/promise-statements.ts';
import { openStore } from '../../src/store/store.ts';
import { alone, inTurn, median, paired, percentile, type Figure } from './figures.ts';
import { MIGRATIONS } from './house.ts';
import { partDigests } from './part-digests.ts';
import { partSchedules } from './part-schedules.ts';
import { partSync } from './part-sync.ts';
import { tableOf } from './table.ts';

const TINY = { rounds: 1, scale: 0.01 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-bench-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const figureOf = (figures: readonly Figure[], word: string): number | undefined =>
  figures.find(({ what }) => what.includes(word))?.ours;

test('a first read asks once for each hundred issues, at two points, and stores them all', async () => {
  const figures = await partSync({ rounds: 1, scale: 0.05 }, folder);
  expect(figureOf(figures, 'rows stored')).toBe(500);
  // Five pages of issues, and the look before: it says that there are no pull requests.
  expect(figureOf(figures, 'requests')).toBe(6);
  expect(figureOf(figures, 'points')).toBe(11);
});

test('every digest that is due is composed and enqueued', async () => {
  const figures = await partDigests(TINY, folder);
  expect(figureOf(figures, 'digests composed')).toBe(10);
});

test('beats over waiting promises are measured', async () => {
  const figures = await partSchedules(TINY, folder);
  expect(figures.every(({ ours }) => ours > 0)).toBe(true);
});

test('a beat asks by an index, however many promises wait', async () => {
  const store = await openStore({ file: ':memory:', migrationsFolder: MIGRATIONS, log: silentLog });
  const asked: string[] = [];
  preparePromises({
    ...store,
    prepare<Row>(text: string) {
      if (/state = '(waiting|doing)'/.test(text) && text.startsWith('select')) asked.push(text);
      return store.prepare<Row>(text);
    },
  });
  expect(asked).toHaveLength(3);
  for (const text of asked) {
    const values = Array.from(text.matchAll(/\?/g), () => null);
    const plan = store.prepare<{ detail: string }>(`explain query plan ${text}`);
    const details = await store.alone(() => plan.all(...values).map(({ detail }) => detail));
    expect(details.join('; '), text).toMatch(/USING INDEX promise_(due|doing)/);
    expect(details.join('; '), text).not.toContain('TEMP B-TREE');
  }
  await store.close();
});

test('figures are medians of rounds in turn, and a goal is met or not', async () => {
  const order: string[] = [];
  const note = (name: string, value: number) => async () => {
    order.push(name);
    return value;
  };
  const pairs = await inTurn(2, note('bare', 10), note('ours', 13));
  expect(order).toEqual(['bare', 'ours', 'ours', 'bare']);
  const name = { part: 'x', what: 'x', unit: 'ms' } as const;
  expect(paired(name, pairs, 1.3)).toMatchObject({ bare: 10, ours: 13, ratio: 1.3, isMet: true });
  expect(paired(name, pairs, 1.2)).toMatchObject({ isMet: false });
  expect(alone(name, [1, 9, 2], 2)).toMatchObject({ ours: 2, isMet: true });
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(percentile([1, 2, 3, 4], 0.5)).toBe(3);
  expect(tableOf([paired(name, pairs, 1.2)])).toContain('| no ');
});
