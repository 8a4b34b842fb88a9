/** Scopes are compared when anything was written that decides them, and only then. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../../src/base/log.ts';
import { savePoints } from '../../../src/features/sync/points-store.ts';
import { newsToCompare, saveCompared } from '../../../src/features/sync/standings.ts';
import { markGone, saveItems } from '../../../src/features/sync/store.ts';
import type { GitHubItem } from '../../../src/github/port.ts';
import { addToScope, removeFromScope } from '../../../src/release/items.ts';
import { rememberWorkspace } from '../../../src/release/people.ts';
import { changeSource, insertRelease } from '../../../src/release/releases.ts';
import { saveProject } from '../../../src/release/save-project.ts';
import type { Tx } from '../../../src/store/db.ts';
import { openStore } from '../../../src/store/store.ts';
import { aProject, aRelease, anItem } from '../../support/builders.ts';

const ROOT = join(import.meta.dirname, '../../..');
const NOW = '2026-11-20T10:00:00.000Z';
const ATLAS = { id: 'R-atlas', owner: 'acme', name: 'atlas', isPrivate: false };
const OTHER = { ...ATLAS, id: 'R-other', name: 'other' };
const ISSUE: GitHubItem = {
  id: 'I1',
  kind: 'issue',
  number: 1,
  title: 'Handle errors',
  url: 'https://github.example/1',
  state: 'open',
  closedAs: null,
  labels: [],
  assignees: [],
  author: null,
  milestoneNumber: null,
  createdAt: NOW,
  updatedAt: NOW,
  closedAt: null,
};
const ITEM = anItem({ id: ISSUE.id });

async function world() {
  const store = await openStore({
    file: ':memory:',
    migrationsFolder: join(ROOT, 'migrations'),
    log: silentLog,
  });
  onTestFinished(() => store.close());
  const write = (work: (tx: Tx) => Promise<unknown>) => store.transact(NOW, work);
  await write(async (tx) => {
    await rememberWorkspace(tx, { id: 'T1', name: 'Harbor Labs', botUserId: 'U0BOT' });
    await saveProject(tx, { ...aProject(), repositories: [ATLAS] }, 'UMARA');
    await saveProject(
      tx,
      { ...aProject({ id: 'prj_other', channelId: 'C0OTHER' }), repositories: [OTHER] },
      'UMARA',
    );
    await insertRelease(tx, { ...aRelease(), versionKey: '0.7.0' });
    await saveItems(tx, ATLAS.id, [ISSUE]);
    await addToScope(tx, aRelease(), [ITEM], true);
  });
  const toCompare = () => newsToCompare(store.db, ['prj_atlas', 'prj_other']);
  return {
    write,
    toCompare,
    async compare() {
      const news = await toCompare();
      await write(async (tx) => {
        for (const [id, written] of news) await saveCompared(tx, id, written);
      });
    },
  };
}

test('a project that was never written of is compared', async () => {
  const { toCompare, compare } = await world();
  expect([...(await toCompare()).keys()]).toEqual(['prj_atlas', 'prj_other']);
  await compare();
  expect([...(await toCompare()).keys()]).toEqual([]);
});

test.each<[string, (tx: Tx) => Promise<unknown>]>([
  ['items that GitHub showed', (tx) => saveItems(tx, ATLAS.id, [ISSUE])],
  ['what is gone from GitHub', (tx) => markGone(tx, ATLAS.id, ['I1'], ['I1'])],
  ['points of a field', (tx) => savePoints(tx, 'prj_atlas', 'Size', [], new Map())],
  ['an item that joins', (tx) => addToScope(tx, aRelease(), [ITEM], false)],
  ['an item that leaves', (tx) => removeFromScope(tx, 'rel_070', 'I1')],
  ['another source', (tx) => changeSource(tx, 'rel_070', { kind: 'labels', labels: ['x'] })],
  [
    'another release',
    (tx) =>
      insertRelease(tx, { ...aRelease({ id: 'rel_080', version: '0.8.0' }), versionKey: '0.8.0' }),
  ],
  [
    'what labels mean, the repositories and the field of points',
    (tx) => saveProject(tx, { ...aProject(), labelRules: [], repositories: [ATLAS] }, 'UMARA'),
  ],
])('compared anew after: %s; other projects are not', async (_, writes) => {
  const { write, toCompare, compare } = await world();
  await compare();
  await write(writes);
  expect([...(await toCompare()).keys()]).toEqual(['prj_atlas']);
  await compare();
  expect((await toCompare()).size).toBe(0);
});

test('what is written while scopes are compared is compared the next time', async () => {
  const { write, toCompare } = await world();
  const before = await toCompare();
  await write((tx) => saveItems(tx, ATLAS.id, [ISSUE]));
  await write((tx) => saveCompared(tx, 'prj_atlas', before.get('prj_atlas') ?? 0));
  expect((await toCompare()).has('prj_atlas')).toBe(true);
});

test('nobody else writes what decides scopes: whoever does has to say so', () => {
  const writes =
    /(insertInto|updateTable|deleteFrom)\('(tracked_item|scope_item|field_points|label_rule|project_repository)'\)/;
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => writes.test(readFileSync(join(ROOT, 'src', name), 'utf8')));
  expect(files.toSorted()).toEqual([
    'features/sync/points-store.ts',
    'features/sync/store.ts',
    'release/items.ts',
    'release/save-project.ts',
  ]);
});
