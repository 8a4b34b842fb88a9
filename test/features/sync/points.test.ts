/** Points out of a field of GitHub Projects: what is asked, what it costs, and what a missing field does. */
import { describe, expect, test } from 'vitest';
import { pointsDue, pointsTrouble } from '../../../src/features/sync/points-rules.ts';
import type { ItemFieldPoints } from '../../../src/github/port.ts';
import { examinePoints } from '../../../src/operator/look-at-github.ts';
import { findProject } from '../../../src/release/projects.ts';
import type { Town } from '../../support/town.ts';
import { ATLAS, beatAfter, townOfTest } from './town-of-atlas.ts';

const FIELD = 'Points from a GitHub Projects field';
const NOW = '2026-11-20T10:00:00.000Z';

describe('in the town', () => {
  let town: Town;
  async function begin(): Promise<void> {
    town = await townOfTest();
    const { world } = town.world.github;
    world.addBoard({ title: 'Roadmap', fields: { Estimate: 'NUMBER', Team: 'TEXT' } });
    for (const number of [85, 90, 97])
      world.setField('Roadmap', { repository: ATLAS, number }, 'Estimate', number / 2);
    const mara = town.person('mara');
    await mara.types('#atlas', '/release plan');
    await mara.submits();
    await mara.submits();
    await takeFrom('Estimate');
  }

  async function takeFrom(field: string): Promise<void> {
    const mara = town.person('mara');
    await mara.types('#atlas', '/release setup');
    await mara.submits({ [FIELD]: field });
    await beat();
  }
  const beat = (minutes?: number) => beatAfter(town, minutes);
  const points = () =>
    Object.fromEntries(
      town
        .rows(
          'select number, points from scope_item s join tracked_item t on t.id = s.item_id where number in (85, 90, 97, 113)',
        )
        .map(({ number, points: each }) => [number, each]),
    );
  const asked = () => town.world.github.calls().filter(({ name }) => name === 'FieldPoints');
  const trouble = async () => (await findProject(town.bot().store.db, 'prj_atlas'))?.pointsTrouble;

  test('a number counts, an item that is on no board has none, and empty goes back to labels', async () => {
    await begin();
    expect(points()).toEqual({ 85: 42.5, 90: 45, 97: 48.5, 113: null });
    await takeFrom('');
    expect(points()).not.toMatchObject({ 85: 42.5 });
  });

  test('all are asked once an hour, and between that only what changed', async () => {
    await begin();
    expect(asked().map(({ cost }) => cost)).toEqual([1]);
    await beat();
    await beat();
    expect(asked()).toHaveLength(1);
    town.world.github.world.editIssue(ATLAS, 97, { title: 'Onboarding, again' });
    await beat();
    expect(asked().at(-1)?.variables['ids']).toHaveLength(1);
    town.world.github.world.setField('Roadmap', { repository: ATLAS, number: 85 }, 'Estimate', 13);
    await beat(61);
    expect(points()).toMatchObject({ 85: 13 });
    expect(asked().every(({ cost }) => cost === 1)).toBe(true);
  });

  test('a field that was renamed leaves the points as known, with one sentence, until it is back', async () => {
    await begin();
    const { world } = town.world.github;
    world.renameField('Roadmap', 'Estimate', 'Size');
    await beat(61);
    expect(points()).toEqual({ 85: 42.5, 90: 45, 97: 48.5, 113: null });
    expect(await trouble()).toMatch(
      /^GitHub Projects has no field “Estimate”.* as last known\. Name/,
    );
    const project = await findProject(town.bot().store.db, 'prj_atlas');
    if (project === undefined) throw new Error('Atlas is gone');
    expect(examinePoints(project)).toMatchObject([{ isWell: false }]);
    const mara = town.person('mara');
    await mara.types('#atlas', '/release status');
    expect(JSON.stringify(mara.reads('#atlas').map(({ text }) => text))).toContain(
      'has no field “Estimate”',
    );
    await takeFrom('Size');
    expect(await trouble()).toBeNull();
    expect(points()).toMatchObject({ 85: 42.5 });
  });

  test('a field of text says that it holds no numbers', async () => {
    await begin();
    await takeFrom('Team');
    expect(await trouble()).toContain('“Team” of GitHub Projects holds no numbers');
    expect(points()).toMatchObject({ 85: 42.5 });
  });

  test('half of an answer leaves the points, and says nothing of the field', async () => {
    await begin();
    town.world.github.faults.standing('partial');
    await beat(61);
    expect(points()).toEqual({ 85: 42.5, 90: 45, 97: 48.5, 113: null });
    expect(await trouble()).toBeNull();
  });
});

describe('whom to ask', () => {
  const items = new Map([
    ['a', '2026-11-20T09:00:00.000Z'],
    ['b', '2026-11-20T09:00:00.000Z'],
  ]);
  const read = (readAt: string, itemUpdatedAt = '2026-11-20T09:00:00.000Z') => ({
    readAt,
    itemUpdatedAt,
  });

  test.each([
    ['nothing is known', new Map(), ['a', 'b'], true],
    [
      'all is fresh',
      new Map([
        ['a', read(NOW)],
        ['b', read(NOW)],
      ]),
      [],
      false,
    ],
    ['one is new', new Map([['a', read(NOW)]]), ['b'], false],
    [
      'one changed',
      new Map([
        ['a', read(NOW)],
        ['b', read(NOW, '2026-11-20T08:00:00.000Z')],
      ]),
      ['b'],
      false,
    ],
    [
      'an hour passed',
      new Map([
        ['a', read('2026-11-20T09:00:00.000Z')],
        ['b', read(NOW)],
      ]),
      ['a', 'b'],
      true,
    ],
  ])('%s', (_, known, ids, isAll) => {
    expect(pointsDue(items, known, NOW)).toEqual({ ids, isAll });
  });

  test('nobody, when nothing is in scope', () => {
    expect(pointsDue(new Map(), new Map(), NOW).ids).toEqual([]);
  });
});

test.each([
  [['number', 'missing'], true, null],
  [['missing', 'no board'], true, /^GitHub Projects has no field “Estimate”/],
  [['no number', 'missing'], true, /^The field “Estimate” of GitHub Projects holds no numbers/],
  [['missing'], false, undefined],
  [['no board'], true, undefined],
  [[], true, undefined],
] as const)('answers of %j, all asked: %s', (kinds, isAll, expected) => {
  const said = kinds.map((field): ItemFieldPoints => ({ id: field, field, points: null }));
  const sentence = pointsTrouble('Estimate', said, isAll);
  if (expected instanceof RegExp) expect(sentence).toMatch(expected);
  else expect(sentence).toBe(expected);
});
