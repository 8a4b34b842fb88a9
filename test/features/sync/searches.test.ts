/** A release whose scope is what a GitHub search finds: planned in Slack, followed on GitHub. */
import { describe, expect, test, vi } from 'vitest';
import { plusMinutes } from '../../../src/base/time.ts';
import { afterSearch, doubtful, isSearchDue } from '../../../src/features/sync/search-rules.ts';
import { changeSource } from '../../../src/release/releases.ts';
import { shared, type FoundBySearch } from '../../../src/release/tables.ts';
import type { SearchedItem } from '../../../src/features/sync/search-fit.ts';
import type { Town } from '../../support/town.ts';
import { ATLAS, beatAfter, townOfTest } from './town-of-atlas.ts';

const NOW = '2026-11-20T10:00:00.000Z';
const SEARCH = 'Or a GitHub search';
const minutes = (count: number): string => plusMinutes(NOW, count);

const SOURCE: FoundBySearch = {
  kind: 'github_search',
  query: 'label:stability is:open',
  found: ['a', 'b'],
  missed: {},
  searchedAt: NOW,
};
const FITS: SearchedItem = {
  item: 'issue',
  state: 'open',
  labels: '["stability"]',
  assignees: '[]',
  author: null,
  github_milestone: null,
};
const UNLABELLED = { ...FITS, labels: '[]' };

describe('rules', () => {
  test.each([
    ['never asked', { searchedAt: null }, null, 0, true],
    ['nothing moved', {}, minutes(-60), 5, false],
    ['moved since', {}, minutes(3), 5, true],
    ['moved just before, so the index may not have had it', {}, minutes(-3), 5, true],
    ['an hour passed', {}, null, 60, true],
    ['the clock was set back', { searchedAt: minutes(60) }, null, 0, true],
    ['one is missed, too short a while ago', { missed: { a: NOW } }, null, 9, false],
    ['one is missed long enough', { missed: { a: NOW } }, null, 10, true],
  ])('asked when: %s', (_, change, newest, now, due) => {
    expect(isSearchDue({ ...SOURCE, ...change }, newest, minutes(now))).toBe(due);
  });

  const after = (source: FoundBySearch, item: SearchedItem, at: number, ids = ['b']) =>
    afterSearch(source, { ids, isWhole: true }, new Map([['a', item]]), minutes(at));

  test('what is not found stays until two looks ten minutes apart have missed it', () => {
    const once = after(SOURCE, UNLABELLED, 0);
    expect(once).toMatchObject({ found: ['b', 'a'], missed: { a: NOW } });
    expect(after(once, UNLABELLED, 9)).toMatchObject({ found: ['b', 'a'], missed: { a: NOW } });
    expect(after(once, UNLABELLED, 10)).toMatchObject({ found: ['b'], missed: {} });
  });

  test('an item that seems to fit is asked for by id, and stays for an hour', () => {
    const once = after(SOURCE, FITS, 0);
    const mirror = new Map([['a', FITS]]);
    const none = { ids: ['b'], isWhole: true };
    expect(doubtful(once, none, mirror, minutes(9))).toEqual([]);
    expect(doubtful(once, none, mirror, minutes(10))).toEqual(['a']);
    expect(after(once, FITS, 59).found).toContain('a');
    expect(after(once, FITS, 60).found).not.toContain('a');
  });

  test('found again, it counts as never missed', () => {
    const once = after(SOURCE, UNLABELLED, 0);
    expect(after(once, FITS, 5, ['a', 'b'])).toMatchObject({ missed: {}, found: ['a', 'b'] });
  });

  test('what got done stays for good, though a search for open items hides it', () => {
    const done: SearchedItem = { ...FITS, state: 'closed' };
    expect(after(SOURCE, done, 600)).toMatchObject({ found: ['b', 'a'], missed: {} });
  });

  test('when there is more than GitHub hands out, nothing leaves', () => {
    const old = { ...SOURCE, missed: { a: minutes(-600) } };
    const part = { ids: ['c'], isWhole: false };
    const next = afterSearch(old, part, new Map([['a', UNLABELLED]]), NOW);
    expect(next).toMatchObject({ found: ['c', 'a', 'b'], missed: {} });
  });
});

describe('in the town', () => {
  let town: Town;
  async function begin(): Promise<void> {
    town = await townOfTest();
    const { world } = town.world.github;
    world.addLabel(ATLAS, { name: 'stability' });
    for (const number of [85, 90, 97]) world.editIssue(ATLAS, number, { labels: ['stability'] });
  }
  async function plans(query: string): Promise<void> {
    await town.person('mara').types('#atlas', '/release plan');
    await town.person('mara').submits({ 'GitHub milestone': '', [SEARCH]: query });
  }
  const beat = (after?: number) => beatAfter(town, after);
  const scope = () =>
    town
      .rows(
        'select number from scope_item s join tracked_item t on t.id = s.item_id where removed_at is null order by number',
      )
      .map(({ number }) => number);
  const searches = () => town.world.github.calls().filter(({ name }) => name === 'Search');

  test('planned by a search, and followed', async () => {
    await begin();
    await plans('label:stability is:open');
    expect(town.person('mara').modalText()).toContain(
      'Issues that GitHub finds by “label:stability is:open” (3)',
    );
    await town.person('mara').submits();
    expect(scope()).toEqual([85, 90, 97]);
    expect(searches()[0]?.variables['words']).toBe(`label:stability is:open repo:${ATLAS}`);
    expect(searches().every(({ cost }) => cost === 1)).toBe(true);

    const { world } = town.world.github;
    world.editIssue(ATLAS, 113, { labels: ['stability'] });
    world.closeIssue(ATLAS, 85);
    await beat();
    expect(scope()).toEqual([85, 90, 97, 113]);

    world.editIssue(ATLAS, 90, { labels: [] });
    await beat();
    expect(scope()).toEqual([85, 90, 97, 113]);
    await beat();
    expect(scope()).toEqual([85, 97, 113]);
    const [left] = town.rows("select detail from journal where event = 'scope.removed'");
    expect(String(left?.['detail'])).toContain('the search does not find it any more');

    await beat(20);
    await beat();
    const asked = searches().length;
    await beat();
    await beat();
    expect(searches()).toHaveLength(asked);
  });

  test('a deleted issue leaves with its own reason before the night', async () => {
    await begin();
    await plans('label:stability');
    await town.person('mara').submits();
    town.world.github.world.deleteIssue(ATLAS, 97);
    town.world.github.world.editIssue(ATLAS, 85, { title: 'Something moved' });
    await beat();
    expect(scope()).toEqual([85, 90, 97]);
    await beat();
    expect(scope()).toEqual([85, 90]);
    const [left] = town.rows("select detail from journal where event = 'scope.removed'");
    expect(String(left?.['detail'])).toContain('deleted');
  });

  test('one that GitHub refuses later is told once, stands in the status, and is over when GitHub takes it', async () => {
    await begin();
    await plans('label:stability');
    await town.person('mara').submits();
    const query = async (words: string) =>
      town.bot().store.transact(town.clock.now(), async (tx) => {
        const [release] = await shared(tx.db).selectFrom('release').selectAll().execute();
        if (release === undefined) throw new Error('no release');
        const source = JSON.parse(release.source) as FoundBySearch;
        await changeSource(tx, release.id, { ...source, query: words });
      });
    const told = () =>
      town
        .person('mara')
        .reads('@slipway')
        .filter(({ text }) => text.startsWith('GitHub refuses the search'));
    const status = async () => {
      await town.person('mara').types('#atlas', '/release status');
      return town.person('mara').reads('#atlas').at(-1)?.text ?? '';
    };
    await query('is:nonsense');
    await beat(61);
    await beat(61);
    expect(told()).toHaveLength(1);
    expect(told()[0]?.text).toMatch(/Atlas 0\.7\.0[^]*“is:nonsense”[^]*I go on asking/);
    expect(scope()).toEqual([85, 90, 97]);
    expect(await status()).toContain('GitHub refuses the search of this release');

    await query('label:stability');
    await beat(61);
    expect(await status()).not.toContain('GitHub refuses');
    expect(told()).toHaveLength(1);
  });

  test('mistakes stand at the field: ours at once, GitHub’s in its own words', async () => {
    await begin();
    await town.person('mara').types('#atlas', '/release plan');
    const answer = await town
      .person('mara')
      .submits({ 'GitHub milestone': '', [SEARCH]: 'repo:oci-labs/other is:issue' });
    expect(JSON.stringify(answer)).toContain('Leave repo: out.');
    await town.person('mara').submits({ 'GitHub milestone': '', [SEARCH]: 'is:nonsense' });
    await vi.waitFor(() =>
      expect(town.person('mara').modalText()).toContain('⛔ GitHub does not take this search:'),
    );
  });

  test('one source, not two', async () => {
    await begin();
    await town.person('mara').types('#atlas', '/release plan');
    const answer = await town.person('mara').submits({ [SEARCH]: 'label:stability' });
    expect(JSON.stringify(answer)).toContain('Choose one of GitHub milestone, labels and search');
  });

  test('a GitHub that fails at the last moment leaves the plan unposted, with all that was typed', async () => {
    await begin();
    await plans('label:stability');
    town.world.github.faults.next('bad-gateway', { times: 4 });
    await town.person('mara').submits();
    expect(town.person('mara').modalText()).toContain('The plan is not posted yet.');
    expect(town.person('mara').modalText()).toContain('label:stability');
    expect(scope()).toEqual([]);
  });
});
