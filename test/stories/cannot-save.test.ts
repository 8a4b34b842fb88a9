/** The disk is full, or a backup holds the database: people read that nothing was saved, and it goes on by itself. */
import Database from 'better-sqlite3';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { berlin, digestsOf, planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

const NOT_SAVED = 'I cannot save right now. Nothing was changed; please try again in a minute.';

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(async () => {
  await town.leave();
});

/** Room for so many pages in all; SQLite never takes it below what the file has. */
async function room(pages: number): Promise<void> {
  const { store } = town.bot();
  const limit = store.prepare(`pragma max_page_count = ${pages}`);
  const shrink = store.prepare('pragma freelist_count');
  await store.alone(() => [limit.all(), shrink.all()]);
}

/** Uses up what room is left in the pages that the file has, so that the next few words do not fit. */
async function fillUp(): Promise<void> {
  const { store } = town.bot();
  await store.alone(() => store.prepare('create table ballast (text text)').run());
  const add = store.prepare('insert into ballast (text) values (?)');
  await room(1);
  const fits = (size: number): Promise<boolean> =>
    store
      .alone(() => add.run('x'.repeat(size)))
      .then(() => true)
      .catch(() => false);
  for (const size of [50_000, 3_000, 200, 1]) while (await fits(size));
}

async function makeRoom(): Promise<void> {
  await room(1_000_000);
  const { store } = town.bot();
  await store.alone(() => store.prepare('drop table ballast').run());
}

const releases = () => town.rows('select version from release');

test('case 30: the disk is full while a release is planned: the form keeps its text, and the same press saves it later', async () => {
  const mara = town.person('mara');
  await mara.types('#atlas', '/release plan');
  await fillUp();
  const answer = await mara.submits({ Theme: 'Container stability' });
  expect(answer).toMatchObject({ kind: 'errors' });
  expect(JSON.stringify(answer)).toContain(NOT_SAVED);
  expect(await mara.types('#atlas', `/release status ${'x'.repeat(9_000)}`)).toMatchObject({
    kind: 'ok',
    payload: { text: expect.stringContaining(NOT_SAVED) },
  });
  expect(releases()).toEqual([]);
  await makeRoom();
  await mara.submits({ Theme: 'Container stability' });
  await mara.submits();
  expect(releases()).toHaveLength(1);
});

test('case 30: the disk is full over the asks: each person is asked once when there is room again, and the digest comes', async () => {
  await planAtlas(town);
  await town.pushTo(berlin('2026-11-19', '04:00'));
  await fillUp();
  town.passTo(berlin('2026-11-19', '11:00'));
  await town
    .bot()
    .app.beat()
    .catch(() => undefined);
  await makeRoom();
  await town.pushTo(berlin('2026-11-19', '23:00'));
  await town.settle();
  const asked = town.posts.filter(({ text, isReply }) => !isReply && / will .* ship/i.test(text));
  expect(new Set(asked.map(({ key }) => key)).size).toBe(asked.length);
  await town.pushTo(berlin('2026-11-20', '15:00'));
  expect(digestsOf(town)).toHaveLength(1);
  expect(town.rows('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
});

test('case 13, case 29: a backup holds the database over the digest: nothing stalls, a command is answered in time, the digest comes once', async () => {
  await planAtlas(town);
  await town.pushTo(berlin('2026-11-20', '14:59'));
  const other = new Database(town.databaseFile);
  other.exec('begin immediate');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  town.passTo(berlin('2026-11-20', '15:00'));
  // The heartbeat logs what a beat throws, and beats again a minute later.
  const beating = town
    .bot()
    .app.beat()
    .catch(() => undefined);
  const answer = await town.hasty('mara').types('#atlas', '/release status');
  await beating;
  delay.disable();
  other.exec('rollback');
  other.close();
  expect(answer).toMatchObject({
    kind: 'ok',
    payload: { text: expect.stringContaining(NOT_SAVED) },
  });
  // SQLite itself waits for 25 ms at most; the rest is for a busy machine.
  expect(delay.percentile(90) / 1e6).toBeLessThan(50);
  expect(digestsOf(town)).toEqual([]);
  await town.pushTo(berlin('2026-11-20', '15:05'));
  expect(digestsOf(town)).toHaveLength(1);
});
