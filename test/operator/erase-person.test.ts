/** A person is taken out of the database after a busy week, and the release goes on without them. */
import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { erasePerson } from '../../src/operator/erase-person.ts';
import { exportPerson } from '../../src/operator/export-person.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { rewriteAlone } from '../../src/store/rewrite-alone.ts';
import { berlin, channelOf, lineOf, planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

const DANAS_WORDS = 'Danas canary: the bundle host melts at noon';
const DANAS_ASK = 'Danas canary: a Proxmox licence please';
const IVOS_WORDS = 'Ivos canary: the runner is borrowed';

let town: Town;
beforeEach(async () => {
  town = await aTown({ start: '2026-10-12T08:00:00.000Z' });
  await planAtlas(town, { 'Target date': '2026-11-11' });
  await town.pushTo(berlin('2026-10-15', '10:05'));
  const dana = town.person('dana');
  await dana.presses('@slipway', 'Add details');
  await dana.submits({
    'Risks or issues': DANAS_WORDS,
    'Support you need': DANAS_ASK,
    'From whom': PEOPLE.paul.id,
    'Will Atlas 0.7.0 ship by Wed 11 Nov?': 'Unlikely',
  });
  const ivo = town.person('ivo');
  await ivo.presses('@slipway', 'Add details');
  await ivo.submits({
    'Risks or issues': IVOS_WORDS,
    'Support you need': 'A word from the test host owner',
    'From whom': PEOPLE.dana.id,
    'Will Atlas 0.7.0 ship by Wed 11 Nov?': 'Likely',
  });
  await town.person('noor').presses('@slipway', 'Sure');
  await dana.types('@slipway', '/checkin history');
  await town.pushTo(berlin('2026-10-16', '15:05'));
  await town.settle();
}, 60_000);
afterEach(() => town.leave());

async function erase(userId: string): Promise<void> {
  await town.kill();
  const done = await rewriteAlone(town.databaseFile, town.clock.now(), (tx) =>
    erasePerson(tx, userId),
  );
  expect(done?.result).toBeGreaterThan(0);
}

/** Every cell of every column of every table that a pattern is found in, by what it says. */
function cellsWith(pattern: RegExp): readonly string[] {
  const sqlite = new Database(town.databaseFile, { readonly: true });
  const tables = sqlite
    .prepare<[], { name: string }>("select name from sqlite_schema where type = 'table'")
    .all();
  const found = tables.flatMap(({ name }) =>
    sqlite
      .prepare<[], Record<string, unknown>>(`select * from "${name}"`)
      .all()
      .flatMap((row) =>
        Object.entries(row)
          .filter(([, value]) => pattern.test(String(value)))
          .map(([column, value]) => `${name}.${column}: ${String(value).slice(0, 300)}`),
      ),
  );
  sqlite.close();
  return found;
}

function bytesWith(text: string): readonly string[] {
  const wanted = Buffer.from(text);
  return ['', '-wal', '-shm', '-journal']
    .map((ending) => town.databaseFile + ending)
    .filter((path) => existsSync(path) && readFileSync(path).includes(wanted));
}

const figures = () =>
  town.rows('select week, colour, items_done, items, answered, asked from status_report');

const DANA = /U0DANA|dana-r|\bDana\b|Danas canary/i;

test('no cell of any table and no byte of the file tells of them, and posted figures stay', async () => {
  expect(cellsWith(DANA).length).toBeGreaterThan(20);
  const before = figures();
  const answers = town.rows("select user_id, risks from check_in where user_id <> 'U0DANA'");
  await erase(PEOPLE.dana.id);
  expect(cellsWith(DANA)).toEqual([]);
  for (const text of ['U0DANA', 'dana-r', 'Danas canary']) expect(bytesWith(text)).toEqual([]);
  expect(figures()).toEqual(before);
  expect(before).toMatchObject([{ answered: 3, asked: 7 }]);
  expect(town.rows('select user_id, risks from check_in')).toEqual(answers);
  expect(cellsWith(new RegExp(IVOS_WORDS))).not.toEqual([]);
});

test('Slipway goes on without them: nobody asks them, what named them is the release manager’s', async () => {
  await erase(PEOPLE.dana.id);
  expect(town.rows("select to_user_id from support_request where state = 'open'")).toEqual([
    { to_user_id: null },
  ]);
  await town.start();
  await town.settle();
  const heard = town.person('dana').reads('@slipway').length;
  await town.pushTo(berlin('2026-10-23', '15:05'));
  expect(town.person('dana').reads('@slipway')).toHaveLength(heard);
  expect(lineOf(channelOf(town).at(-1) ?? '', '_')).toMatch(/^_0 of 6 answered · /);
  expect(town.troubles).toEqual([]);
  expect(cellsWith(/U0DANA/)).toEqual([]);
});

test('the person who manages the release and set it up: the role is empty, the plan and its history stay', async () => {
  await erase(PEOPLE.mara.id);
  expect(cellsWith(/U0MARA|mara-k|\bMara\b/i)).toEqual([]);
  expect(town.rows("select * from project_role where role = 'release_manager'")).toEqual([]);
  await town.start();
  await town.settle();
  await town.person('ines').types('#atlas', '/release plan');
  await town.pushTo(berlin('2026-10-23', '15:05'));
  expect(channelOf(town).at(-1)).toMatch(/^\S+ Atlas 0\.7\.0 · week 2 · /);
  const [release] = town.rows('select planned_by from release');
  const [standIn] = town.rows("select id, name, is_deactivated from person where id like 'gone%'");
  expect(standIn).toEqual({
    id: release?.['planned_by'],
    name: 'someone who left',
    is_deactivated: 1,
  });
});

test('two people erased one after the other do not get into each other’s way', async () => {
  await erase(PEOPLE.dana.id);
  await town.start();
  await erase(PEOPLE.ivo.id);
  expect(cellsWith(/U0DANA|U0IVO|ivo-t|Ivos canary/)).toEqual([]);
  expect(town.rows('select user_id from check_in where answered_at is not null')).toEqual([
    { user_id: PEOPLE.noor.id },
  ]);
});

test('an erasure that fails in the middle changes nothing', async () => {
  await town.kill();
  const before = cellsWith(DANA);
  const failing = rewriteAlone(town.databaseFile, town.clock.now(), async (tx) => {
    await erasePerson(tx, PEOPLE.dana.id);
    throw new Error('the disk is full');
  });
  await expect(failing).rejects.toThrow('the disk is full');
  expect(cellsWith(DANA)).toEqual(before);
});

test('an export holds all that is theirs and nothing that others answered', async () => {
  const { db } = town.bot().store;
  const dana = await exportPerson(db, PEOPLE.dana.id, town.clock.now());
  const text = JSON.stringify(dana);
  expect(text).toContain(DANAS_WORDS);
  expect(text).toContain(DANAS_ASK);
  expect(text).not.toContain(IVOS_WORDS);
  expect(text).not.toMatch(/hooks\.slack|response_url|trigger_id|xoxb-/);
  expect(dana?.parts['person']).toMatchObject([{ name: 'Dana', login: 'dana-r' }]);
  expect(dana?.parts['checkIns']).toMatchObject([{ confidence: 2, risks: DANAS_WORDS }]);
  expect(dana?.parts['supportNamedIn']).toMatchObject([{ from_user_id: PEOPLE.ivo.id }]);
  expect(dana?.parts['postedWords']).not.toEqual([]);
  const filled = Object.entries(dana?.parts ?? {}).filter(([, rows]) => rows.length > 0);
  expect(filled.map(([name]) => name)).toEqual(
    expect.arrayContaining(['asks', 'roles', 'memberships', 'journal', 'messages']),
  );

  // The draft of the digest carries everybody's answers; it was sent to Mara.
  const mara = JSON.stringify(await exportPerson(db, PEOPLE.mara.id, town.clock.now()));
  expect(mara).toContain('(words of somebody else)');
  for (const words of [DANAS_WORDS, IVOS_WORDS]) expect(mara).not.toContain(words);
  expect(await exportPerson(db, 'U0NOBODY', town.clock.now())).toBeNull();
});
