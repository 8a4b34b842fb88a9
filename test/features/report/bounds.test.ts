/** What is read for reports of releases with a long past: a bounded part of it, whatever stands in the tables. */
import { join } from 'node:path';
import type { KyselyPlugin } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../../src/base/log.ts';
import { plusMinutes } from '../../../src/base/time.ts';
import { composeReport } from '../../../src/features/report/compose.ts';
import { insertReports, newestPostingsOf } from '../../../src/features/report/store.ts';
import { entriesSince, note } from '../../../src/release/journal.ts';
import { rememberWorkspace } from '../../../src/release/people.ts';
import { insertRelease } from '../../../src/release/releases.ts';
import { saveProject } from '../../../src/release/save-project.ts';
import { openStore } from '../../../src/store/store.ts';
import { aProject, aRelease } from '../../support/builders.ts';
import { someFacts } from './some-facts.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../migrations');
const START = '2026-11-02T08:00:00.000Z';
const RELEASES = ['rel_070', 'rel_080', 'rel_090'];

/** Three releases; `read` counts the rows that queries give back. */
async function world() {
  const store = await openStore({ file: ':memory:', migrationsFolder: MIGRATIONS, log: silentLog });
  onTestFinished(() => store.close());
  await store.transact(START, async (tx) => {
    await rememberWorkspace(tx, { id: 'T1', name: 'Harbor Labs', botUserId: 'U0BOT' });
    await saveProject(tx, { ...aProject(), repositories: [] }, 'UMARA');
    for (const [at, id] of RELEASES.entries())
      await insertRelease(tx, { ...aRelease({ id, version: `0.${7 + at}.0` }), versionKey: id });
  });
  const read = { rows: 0 };
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      read.rows += result.rows.length;
      return result;
    },
  };
  return { store, db: store.db.withPlugin(counting), read };
}

test('of the journal the newest five hundred of each release since its own instant, oldest first', async () => {
  const { store, db, read } = await world();
  const [long = '', short = '', quiet = ''] = RELEASES;
  for (let minute = 1; minute <= 6; minute += 1)
    await store.transact(plusMinutes(START, minute), async (tx) => {
      const entry = { workspaceId: 'T1', actor: 'github', event: 'scope.added' as const };
      const many = Array.from({ length: 100 }, (_, at) => ({
        ...entry,
        releaseId: long,
        detail: { number: minute * 1000 + at },
      }));
      await note(tx, ...many, { ...entry, releaseId: short, detail: { number: minute } });
      await note(tx, { ...entry, event: 'sync.finished', releaseId: quiet });
    });
  const since = new Map([
    [long, START],
    [short, plusMinutes(START, 4)],
    [quiet, START],
  ]);
  const entries = await entriesSince(['scope.added'])(db, since);
  const numbers = (id: string) => (entries.get(id) ?? []).map(({ detail }) => detail['number']);
  expect(numbers(long)).toHaveLength(500);
  expect([numbers(long)[0], numbers(long).at(-1)]).toEqual([2000, 6099]);
  expect(numbers(long)).toEqual(numbers(long).toSorted((a, b) => Number(a) - Number(b)));
  expect(numbers(short)).toEqual([5, 6]);
  expect(entries.has(quiet)).toBe(false);
  // Five hundred, and all six of the short one: only what is older than the oldest instant stays unread.
  expect(read.rows).toBe(506);
});

test('of the reports so many of each release as are asked for, the newest first', async () => {
  const { store, db, read } = await world();
  const [long = '', short = ''] = RELEASES;
  const week = (at: number) => new Date(Date.UTC(2026, 0, 5 + 7 * at)).toISOString().slice(0, 10);
  const report = (releaseId: string, at: number) => ({
    report: { ...composeReport(someFacts()), releaseId, week: week(at) },
    late: false,
  });
  for (let at = 0; at < 25; at += 1)
    await store.transact(plusMinutes(START, at), (tx) =>
      insertReports(tx, [report(long, at), ...(at === 7 ? [report(short, at)] : [])]),
    );
  const postings = await newestPostingsOf(db, RELEASES, 20);
  expect(postings.get(long)?.map((one) => one.week)).toEqual(
    Array.from({ length: 20 }, (_, at) => week(24 - at)),
  );
  expect(postings.get(short)?.map((one) => one.week)).toEqual([week(7)]);
  expect([...postings.keys()].toSorted()).toEqual([long, short]);
  expect(read.rows).toBe(21);
});
