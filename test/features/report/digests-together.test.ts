/** Digests that are kept several at once say and write what each alone would have said and written. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { pushedClock } from '../../../src/base/clock.ts';
import { openListening } from '../../bench/house.ts';
import { DUE, makeProjects, noNews } from '../../bench/many-projects.ts';
import { quietGitHub } from '../../bench/quiet-github.ts';
import { readRows } from '../../support/town-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-together-'));
afterAll(() => rmSync(folder, { recursive: true }));

// More than are kept at once.
const PROJECTS = 19;
const WEEK = '2026-11-16';
const BEFORE = '2026-11-20T13:59:30.000Z';

/** What makes some of them unlike the others. */
const ODD = `
  insert into report_edit select 'rel_2', '${WEEK}', '', '[]', null, '', 'U2', 'wait for the fix', 'U2', '${BEFORE}';
  insert into report_edit select 'rel_3', '${WEEK}', 'Nearly there', '["Faster"]', 'red', 'I know more', null, '', 'U3',
    '${BEFORE}';
  update release set stage = 'cancelled' where id = 'rel_4';
  update repository set is_private = 1 where id = 'R5';
  update project set zone = 'America/New_York', digest_time = '09:00' where id = 'prj_6';
  update scope_item set removed_at = '${BEFORE}' where item_id in ('I7-1', 'I7-2');
  update tracked_item set assignees = '[]' where repository_id = 'R8';
  update release set target_date = '2026-11-19' where id = 'rel_9';
  delete from message where key = 'report.draft:rel_10:${WEEK}';
  ${hotfixOf(1, 'development')}
  ${hotfixOf(11, 'root_cause')}
  insert into retro_action values ('act_1', 'prj_11', 'hfx_11', 'Watch certificates', 'U11', '2026-11-24', 'U11',
    '${BEFORE}', null, null);
`;

/** The release waits for a hotfix that runs; one that is out owes its fix to the default branch. */
function hotfixOf(project: number, step: 'development' | 'root_cause'): string {
  return `
    insert into release select 'fix_${project}', 'T1', 'prj_${project}', '0.9.1-hotfix', '0', 'hotfix', '', '', '[]',
      '2026-11-18', 'development', '{"kind":"issue","ids":[]}', '2026-11-18', 'U1', '${BEFORE}', null, null;
    insert into hotfix values ('hfx_${project}', 'T1', 'prj_${project}', 'fix_${project}', 'production_down', 'Down',
      '${BEFORE}', '0.9.0', 'All', null, null, 'U${project}', '${BEFORE}', null, '${step}', 1, null, null, null);`;
}

/** A GitHub without news, where one repository is private. */
function lookHiding(privateId: string): (typeof noNews)['look'] {
  return async (ids) =>
    (await noNews.look(ids)).map((one) => ({ ...one, isPrivate: one.id === privateId }));
}

/** Keeps the digests of all; a promise that was tried before is kept alone. */
async function keepAll(name: string, how: 'together' | 'alone') {
  const file = join(folder, `${name}.db`);
  await makeProjects(file, PROJECTS, 5);
  const sqlite = new Database(file);
  sqlite.exec(ODD);
  if (how === 'alone') sqlite.exec("update promise set attempts = 1 where state = 'waiting'");
  sqlite.close();
  const clock = pushedClock(BEFORE);
  let looks = 0;
  const look: (typeof noNews)['look'] = (ids) => {
    looks += 1;
    return lookHiding('R5')(ids);
  };
  const fix = () =>
    Promise.resolve({
      repositories: [],
      pullRequests: [],
      openedIssueId: null,
      points: { cost: 2, remaining: 5000, resetAt: DUE },
    });
  const { app, store } = await openListening(file, { ...quietGitHub, look, fix }, clock, {
    channel: () => Promise.reject(new Error('it does not say')),
  });
  clock.push(DUE);
  await app.beat();
  await app.stop();
  await store.close();
  const rows = {
    messages: readRows(
      file,
      'select key, target, thread_of, wanted, redacted_wanted, late_after, late_wanted, late_redacted_wanted, useful_until, version from message order by key',
    ),
    reports: readRows(
      file,
      'select release_id, week, kind, posted_at, colour, rule, late, report from status_report order by release_id',
    ),
    promises: readRows(
      file,
      'select key, state, reason, due_at, useful_until, payload from promise order by key',
    ),
    journal: readRows(
      file,
      'select release_id, event, actor, detail from journal order by release_id, event, detail',
    ),
    drafts: readRows(file, 'select * from report_draft order by release_id'),
    repositories: readRows(
      file,
      'select id, last_read_at, next_try_at from repository order by id',
    ),
  };
  return { looks, rows };
}

test('together or alone: the same messages, reports, promises and notes, with one look in place of many', async () => {
  const together = await keepAll('together', 'together');
  const alone = await keepAll('alone', 'alone');
  expect(together.rows).toEqual(alone.rows);
  // The beat itself looks once at all of them.
  expect(alone.looks).toBe(1 + PROJECTS - 2);
  expect(together.looks).toBe(1 + 2);
  const ended = together.rows.promises.filter(({ key }) => String(key).endsWith(WEEK));
  const states = ended.flatMap(({ key, state, reason }) =>
    state === 'done' ? [] : [`${String(key)} ${String(state)}: ${String(reason)}`],
  );
  expect(states).toEqual([
    `report.digest:rel_2:${WEEK} skipped: held by Person: wait for the fix`,
    `report.digest:rel_4:${WEEK} skipped: the release has ended`,
  ]);
  expect(together.rows.reports).toHaveLength(PROJECTS - 2);
  const digestOf = (release: string): string =>
    String(together.rows.messages.find(({ key }) => key === `digest:${release}:${WEEK}`)?.wanted);
  expect(digestOf('rel_1')).toContain('0.9.1-hotfix runs');
  expect(digestOf('rel_11')).toContain('the fix of 0.9.1-hotfix is not seen');
  expect(digestOf('rel_11')).toContain('1 action open');
  expect(digestOf('rel_7')).not.toContain('hotfix');
});

test('a release with thousands of items is reported by itself: nobody waits for it and others at once', async () => {
  const file = join(folder, 'large.db');
  await makeProjects(file, 4, 5);
  const sqlite = new Database(file);
  sqlite.exec(`
    insert into tracked_item with recursive more(n) as (select 100 union all select n + 1 from more where n < 2200)
      select 'I2-' || n, 'R2', 'issue', n, title, url, state, labels, assignees, author, github_milestone, opened_at,
        updated_at, closed_at, gone_at, closed_as from more, (select * from tracked_item where id = 'I2-1');
    insert into scope_item select 'rel_2', t.id, priority, tier, kind, points, planned, added_at, removed_at,
      deferred_to, deferred_reason from tracked_item t, (select * from scope_item where item_id = 'I2-1')
      where repository_id = 'R2' and number >= 100`);
  sqlite.close();
  const clock = pushedClock(BEFORE);
  const looks: number[] = [];
  const look: (typeof noNews)['look'] = (ids) => {
    looks.push(ids.length);
    return noNews.look(ids);
  };
  const { app, store } = await openListening(file, { ...quietGitHub, look }, clock);
  clock.push(DUE);
  await app.beat();
  await app.stop();
  await store.close();
  // The beat's own look, the three together, the large one alone.
  expect(looks).toEqual([4, 3, 1]);
  const posted = readRows(file, 'select release_id, items from status_report order by release_id');
  expect(posted.map(({ release_id, items }) => [release_id, items])).toEqual([
    ['rel_1', 5],
    ['rel_2', 2106],
    ['rel_3', 5],
    ['rel_4', 5],
  ]);
});

test('a repository that becomes private after the facts of many were read hides its titles in all of them', async () => {
  const file = join(folder, 'hidden.db');
  await makeProjects(file, 5, 5);
  const sqlite = new Database(file);
  sqlite.exec("update repository set is_private = 1 where id = 'R2'");
  const clock = pushedClock(BEFORE);
  const asked: string[] = [];
  const { app, store } = await openListening(
    file,
    { ...quietGitHub, look: lookHiding('R2') },
    clock,
    {
      // Slack is asked who reads the channel of R2 between the reading and the writing.
      channel: (id) => {
        asked.push(id);
        sqlite.exec("update repository set is_private = 1 where id in ('R1', 'R4')");
        return Promise.reject(new Error('it does not say'));
      },
    },
  );
  clock.push(DUE);
  await app.beat();
  await app.stop();
  await store.close();
  sqlite.close();
  expect(asked).toEqual(['C2']);
  const said = readRows(
    file,
    "select wanted, redacted_wanted from message where key like 'digest:%:details' order by key",
  );
  expect(said.map(({ wanted }) => hidesTitles(wanted))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(said.map(({ redacted_wanted }) => hidesTitles(redacted_wanted))).toEqual([
    true,
    true,
    false,
    true,
    false,
  ]);
});

function hidesTitles(words: unknown): boolean {
  return String(words).includes('In a private repository');
}
