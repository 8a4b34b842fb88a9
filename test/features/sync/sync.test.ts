/** GitHub's news in the scope of a release: over the real adapter and the played GitHub. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plusMinutes } from '../../../src/base/time.ts';
import { wholeScope, type ScopeItem } from '../../../src/release/items.ts';
import { entriesOf } from '../../../src/release/journal.ts';
import { findProject, type Project } from '../../../src/release/projects.ts';
import { releasesOf, type Release } from '../../../src/release/releases.ts';
import { shared } from '../../../src/release/tables.ts';
import { gitHubMoods } from '../../../src/sandbox/github/moods.ts';
import type { Tx } from '../../../src/store/db.ts';
import { aTown, type Town } from '../../support/town.ts';
import { ATLAS, beatAfter } from './town-of-atlas.ts';

let town: Town;

beforeEach(async () => {
  town = await aTown();
  const mara = town.person('mara');
  await mara.types('#atlas', '/release plan');
  await mara.submits();
  await mara.submits();
});
afterEach(async () => {
  await town.leave();
});

const db = () => town.bot().store.db;
const github = () => town.world.github;

const beat = (): Promise<void> => beatAfter(town);

async function atlas(): Promise<Project> {
  const project = await findProject(db(), 'prj_atlas');
  if (project === undefined) throw new Error('Atlas is gone');
  return project;
}

async function release(): Promise<Release> {
  const [first] = await releasesOf(db(), 'prj_atlas');
  if (first === undefined) throw new Error('nothing is planned');
  return first;
}

async function item(number: number): Promise<ScopeItem | undefined> {
  return (await wholeScope(db(), (await release()).id)).find((one) => one.number === number);
}

async function events(): Promise<readonly string[]> {
  const entries = await entriesOf(db(), (await release()).id);
  return entries
    .filter(({ event }) => /^(scope|item)\./.test(event))
    .map(({ event, detail }) => `${event} #${String(detail['number'])}`);
}

const open = (number: number) =>
  github()
    .world.issues(ATLAS)
    .find((one) => one.number === number);

describe('the scope follows GitHub', () => {
  test('an issue that is closed is done, and counts again when it is reopened', async () => {
    github().world.closeIssue(ATLAS, 113);
    await beat();
    expect(await item(113)).toMatchObject({ isDone: true });
    github().world.reopen(ATLAS, 113);
    await beat();
    expect(await item(113)).toMatchObject({ isDone: false, doneAt: null });
    expect(await events()).toEqual(['item.done #113', 'item.reopened #113']);
  });

  test('an issue that leaves the GitHub milestone leaves the scope, and its row stays', async () => {
    github().world.editIssue(ATLAS, 85, { milestone: null });
    await beat();
    expect((await item(85))?.removedAt).not.toBeNull();
    expect(await events()).toEqual(['scope.removed #85']);
  });

  test('an issue that joins is added and was not planned; coming back it is the same item', async () => {
    github().world.editIssue(ATLAS, 85, { milestone: null });
    await beat();
    github().world.editIssue(ATLAS, 85, { milestone: '0.7.0' });
    await beat();
    expect(await item(85)).toMatchObject({ removedAt: null, wasPlanned: true });
    const born = github().world.openIssue(ATLAS, {
      title: 'Rootless mode',
      author: 'ivo-t',
      milestone: '0.7.0',
    });
    await beat();
    expect(await item(born.number)).toMatchObject({ wasPlanned: false, priority: 'P2' });
  });

  test('new labels are read anew', async () => {
    github().world.editIssue(ATLAS, 97, { labels: ['priority: high', 'size: 8'] });
    await beat();
    expect(await item(97)).toMatchObject({ priority: 'P0', points: 8 });
  });

  test('nothing new writes nothing into the journal', async () => {
    const entries = async () => (await entriesOf(db(), (await release()).id)).length;
    const before = await entries();
    await beat();
    await beat();
    expect(await entries()).toBe(before);
  });
});

describe('closed is not always done', () => {
  const left = async (releaseId?: string) =>
    (await entriesOf(db(), releaseId ?? (await release()).id, { events: ['scope.removed'] })).map(
      ({ detail }) => `#${String(detail['number'])} ${String(detail['reason'])}`,
    );

  test.each([
    ['NOT_PLANNED', 'closed as not planned'],
    ['DUPLICATE', 'closed as a duplicate'],
  ] as const)('%s takes the issue out of scope with the reason', async (reason, words) => {
    github().world.closeIssue(ATLAS, 113, { reason });
    await beat();
    expect((await item(113))?.removedAt).toBe(town.clock.now());
    expect(await left()).toEqual([`#113 ${words}`]);
    expect(await events()).toEqual(['scope.removed #113']);
    github().world.reopen(ATLAS, 113);
    await beat();
    expect(await item(113)).toMatchObject({ removedAt: null, isDone: false, wasPlanned: true });
    expect(await events()).toEqual(['scope.removed #113', 'scope.added #113']);
  });

  test('taken off its milestone, or moved to another: the reason says which, and which release has it now', async () => {
    const { world } = github();
    const { id } = await release();
    world.addMilestone(ATLAS, { title: '0.9.0' });
    world.editIssue(ATLAS, 85, { milestone: null });
    world.editIssue(ATLAS, 97, { milestone: '0.9.0' });
    await beat();
    expect((await left()).toSorted()).toEqual([
      '#85 taken off its GitHub milestone',
      '#97 moved to another GitHub milestone',
    ]);
    const mara = town.person('mara');
    await mara.types('#atlas', '/release plan 0.9.0');
    await mara.submits();
    await mara.submits();
    world.editIssue(ATLAS, 113, { milestone: '0.9.0' });
    await beat();
    expect(await left(id)).toContain('#113 moved to 0.9.0');
  });

  test('a pull request that is closed leaves, one that is merged is done', async () => {
    const { world } = github();
    const pull = (title: string) =>
      world.openPullRequest(ATLAS, { title, author: 'ivo-t', milestone: '0.7.0' }).number;
    const [dropped, merged] = [pull('dropped'), pull('merged')];
    await beat();
    world.closePullRequest(ATLAS, dropped);
    world.mergePullRequest(ATLAS, merged, { by: 'ines-b' });
    await beat();
    expect(await left()).toEqual([`#${dropped} closed without being merged`]);
    expect(await item(merged)).toMatchObject({ isDone: true, removedAt: null });
  });

  const write = (work: (tx: Tx) => Promise<void>) =>
    town.bot().store.transact(town.clock.now(), work);

  test('what an older version counted as done says why once issues are read from the start', async () => {
    github().world.closeIssue(ATLAS, 113, { reason: 'NOT_PLANNED' });
    await beat();
    await write(async (tx) => {
      await shared(tx.db).updateTable('tracked_item').set({ closed_as: null }).execute();
      await shared(tx.db).updateTable('scope_item').set({ removed_at: null }).execute();
    });
    await beat();
    await beat();
    expect(await item(113)).toMatchObject({ removedAt: null, isDone: true });
    await write(async (tx) => {
      await shared(tx.db).updateTable('repository').set({ issues_read_to: null }).execute();
    });
    await beat();
    expect((await item(113))?.removedAt).toBe(town.clock.now());
  });

  test('the figures follow: neither done nor open', async () => {
    const mara = town.person('mara');
    github().world.closeIssue(ATLAS, 113, { reason: 'NOT_PLANNED' });
    await beat();
    await mara.types('#atlas', '/release status');
    expect(JSON.stringify(mara.reads('#atlas').map(({ text }) => text))).toContain('1 of 12');
  });
});

describe('what a read costs', () => {
  test('an idle look is one question of one point, and still says that the data is of now', async () => {
    await beat();
    const before = github().calls().length;
    await beat();
    expect(
      github()
        .calls()
        .slice(before)
        .map(({ name, cost }) => [name, cost]),
    ).toEqual([['Look', 1]]);
    expect((await atlas()).repositories[0]?.last_read_at).toBe(town.clock.now());
  });

  test('what moved is read from there on: one page of issues, and no pull requests when none moved', async () => {
    await beat();
    github().world.closeIssue(ATLAS, 113);
    const before = github().calls().length;
    await beat();
    const [look, ...calls] = github().calls().slice(before);
    expect(look?.name).toBe('Look');
    expect(calls.map(({ name }) => name)).toEqual(['Issues']);
    expect(calls.every(({ cost }) => cost <= 2)).toBe(true);
    expect(calls[0]?.nodeCount).toBeLessThanOrEqual(100 + 100 * 30);
  });

  test('the points are counted in the repository row', async () => {
    const spent = github()
      .calls()
      .filter(({ name }) => name === 'Issues' || name === 'PullRequests')
      .reduce((total, { cost }) => total + cost, 0);
    expect((await atlas()).repositories[0]?.points_spent).toBe(spent);
  });
});

describe('a GitHub that fails', () => {
  test('case 35: leaves the scope as last known and says so in a sentence; the next good read clears it', async () => {
    const before = await wholeScope(db(), (await release()).id);
    github().faults.next('bad-gateway', { times: 40 });
    await beat();
    const [failed] = (await atlas()).repositories;
    expect(failed?.trouble).toMatch(/^GitHub .+\.$/);
    expect(failed?.trouble_since).toBe(town.clock.now());
    expect(await wholeScope(db(), (await release()).id)).toEqual(before);
    github().faults.clear();
    await beat();
    expect((await atlas()).repositories[0]).toMatchObject({ trouble: null, trouble_since: null });
  });

  test('case 37: over the hourly budget nothing is asked until it is new', async () => {
    github().faults.next('secondary-limit', { times: 1, retryAfterSeconds: 3600 });
    await beat();
    const after = github().calls().length;
    await beat();
    expect(github().calls().length).toBe(after);
  });

  test('case 36: a read that broke off goes on where it was: nothing is missed, nothing twice', async () => {
    for (let n = 0; n < 230; n++)
      github().world.openIssue(ATLAS, { title: `Bulk ${n}`, author: 'ivo-t', milestone: '0.7.0' });
    github().faults.next('partial', { times: 1 });
    await beat();
    github().faults.clear();
    await beat();
    const rows = await shared(db()).selectFrom('tracked_item').select('id').execute();
    const truth = github().world.issues(ATLAS).length + github().world.pullRequests(ATLAS).length;
    expect(rows.length).toBe(truth);
    expect((await wholeScope(db(), (await release()).id)).length).toBe(13 + 230);
  });
});

describe('every mood of GitHub', () => {
  test.each(gitHubMoods)('case 38: $name takes nothing away, and passes', async (mood) => {
    await beat();
    const scope = async () =>
      (await wholeScope(db(), (await release()).id)).map(({ number, removedAt, isDone }) => [
        number,
        removedAt,
        isDone,
      ]);
    const before = await scope();
    mood.apply(github(), ATLAS);
    for (let n = 0; n < 3; n++) await beat();
    expect(await scope()).toEqual(before);
    mood.clear(github(), ATLAS);
    for (let n = 0; n < 8; n++) await beat();
    github().world.closeIssue(ATLAS, 113);
    await beat();
    expect(await item(113)).toMatchObject({ isDone: true });
    expect((await atlas()).repositories[0]?.trouble).toBeNull();
    expect(mood.sentence).toMatch(/^[A-Z].*\.$/);
  });
});

describe('a repository that changes', () => {
  const name = async () => (await atlas()).repositories.map((row) => `${row.owner}/${row.name}`);
  const NEW = 'oci-labs/atlantis';

  test('case 38: is followed through a rename, even when another one takes its name', async () => {
    const { world } = github();
    world.editRepository(ATLAS, { name: 'atlantis' });
    world.addRepository({ owner: 'oci-labs', name: 'atlas' });
    world.openIssue(ATLAS, { title: 'Somebody else', author: 'ivo-t' });
    world.closeIssue(NEW, 113);
    await beat();
    expect(await name()).toEqual([NEW]);
    expect(await item(113)).toMatchObject({ isDone: true, repository: 'atlantis' });
    expect(town.rows("select number from tracked_item where title = 'Somebody else'")).toEqual([]);
  });

  test('case 38: is followed to another owner', async () => {
    github().world.addUser({ login: 'harbor' });
    github().world.editRepository(ATLAS, { owner: 'harbor' });
    github().world.closeIssue('harbor/atlas', 113);
    await beat();
    expect(await name()).toEqual(['harbor/atlas']);
    expect(await item(113)).toMatchObject({ isDone: true });
  });

  test('case 38: that is made private in sight of the token counts as private from then on', async () => {
    github().world.editRepository(ATLAS, { isPrivate: true });
    await beat();
    expect(await item(113)).toMatchObject({ isPrivate: true });
  });

  test('case 38: that is gone is parked with a sentence, keeps its items, and is asked for once an hour', async () => {
    const before = await wholeScope(db(), (await release()).id);
    github().world.deleteRepository(ATLAS);
    github().world.addRepository({ owner: 'oci-labs', name: 'atlas' });
    await beat();
    const since = town.clock.now();
    expect((await atlas()).repositories[0]).toMatchObject({
      trouble: expect.stringMatching(/^GitHub no longer shows a repository .+ to read it\.$/),
      trouble_since: since,
      next_try_at: plusMinutes(since, 60),
    });
    expect(await wholeScope(db(), (await release()).id)).toEqual(before);
    const asked = github().calls().length;
    await beat();
    await beat();
    expect(github().calls().length).toBe(asked);
    for (let n = 0; n < 5; n++) await beat();
    const tries = github().calls().slice(asked);
    expect(tries.map(({ name, cost }) => [name, cost])).toEqual([
      ['Look', 1],
      ['RepositoryById', 1],
    ]);
    expect((await atlas()).repositories[0]?.trouble_since).toBe(since);
  });

  test('a look that lacks it by a fault alone is no reason to park it', async () => {
    github().faults.next('partial', { times: 4 });
    await beat();
    expect((await atlas()).repositories[0]).toMatchObject({
      trouble: null,
      last_read_at: town.clock.now(),
    });
  });
});

describe('the sweep of the night', () => {
  /** A day passes in one step. */
  async function night(): Promise<void> {
    town.clock.push(plusMinutes(town.clock.now(), 24 * 60));
    await town.bot().app.beat();
    await town.quiet();
  }
  const sweeps = () =>
    github()
      .calls()
      .filter(({ name }) => name === 'StillThere');
  const reasons = async () =>
    (await entriesOf(db(), (await release()).id, { events: ['scope.removed'] })).map(
      ({ detail }) => [detail['number'], detail['reason']],
    );
  const GONE = 'deleted, transferred or made a discussion on GitHub';

  test('case 38: takes deleted and transferred issues out of scope, with a journal entry each', async () => {
    await beat();
    github().world.deleteIssue(ATLAS, 85);
    github().world.transferIssue(ATLAS, 97, 'oci-labs/zephyr');
    await beat();
    expect(await reasons()).toEqual([]);
    await night();
    expect((await item(85))?.removedAt).toBe(town.clock.now());
    expect(new Set(await reasons())).toEqual(
      new Set([
        [85, GONE],
        [97, GONE],
      ]),
    );
    await night();
    expect(await reasons()).toHaveLength(2);
    const mara = town.person('mara');
    await mara.types('#atlas', '/release history');
    expect(mara.modalText()).toContain(`left the scope: ${GONE}`);
  });

  test('case 38: an issue made a discussion leaves with the reason, not in silence', async () => {
    await beat();
    github().world.convertToDiscussion(ATLAS, 97);
    await night();
    expect(await reasons()).toEqual([[97, GONE]]);
  });

  test('comes once a night and costs a point for each 99 items', async () => {
    await beat();
    await beat();
    expect(sweeps()).toEqual([]);
    const items = town.rows(
      "select t.id from tracked_item t join repository r on r.id = t.repository_id where r.name = 'atlas'",
    ).length;
    await night();
    await beat();
    expect(sweeps()).toHaveLength(Math.ceil(items / 99));
    expect(sweeps().every(({ cost }) => cost === 1)).toBe(true);
  });

  test('of a GitHub that fails takes nothing for gone and is made up for later', async () => {
    await beat();
    github().world.deleteIssue(ATLAS, 85);
    const before = await wholeScope(db(), (await release()).id);
    town.clock.push(plusMinutes(town.clock.now(), 24 * 60));
    github().faults.next('secondary-limit', { times: 1, retryAfterSeconds: 60 });
    await town.bot().app.beat();
    await town.quiet();
    expect(await wholeScope(db(), (await release()).id)).toEqual(before);
    await beat();
    expect(await reasons()).toEqual([[85, GONE]]);
  });

  test('case 38: of a repository that is gone as a whole takes nothing out', async () => {
    await beat();
    github().world.deleteRepository(ATLAS);
    await night();
    expect(await reasons()).toEqual([]);
    expect((await atlas()).repositories[0]?.trouble).toContain('no longer shows');
  });
});

test('the mirror equals GitHub after five weeks of the team at work', async () => {
  await town.pushTo('2026-12-18T18:00:00.000Z');
  const rows = await shared(db())
    .selectFrom('tracked_item')
    .innerJoin('repository', 'repository.id', 'tracked_item.repository_id')
    .select(['number', 'state', 'title'])
    .where('repository.name', '=', 'atlas')
    .orderBy('number')
    .execute();
  const truth = [...github().world.issues(ATLAS), ...github().world.pullRequests(ATLAS)]
    .map(({ number, state, title }) => ({ number, state: state.toLowerCase(), title }))
    .toSorted((a, b) => a.number - b.number);
  expect(rows).toEqual(truth);
  expect(open(113)).toBeDefined();
});
