/** A release ends; thirty days later nobody can read who answered what, and its figures still stand. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { berlin, channelOf, planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown({ start: '2026-10-12T08:00:00.000Z', keepDays: 30 });
  await planAtlas(town, { 'Target date': '2026-11-11' });
  await town.pushTo(berlin('2026-10-15', '10:05'));
  const dana = town.person('dana');
  await dana.presses('@slipway', 'Add details');
  await dana.submits({
    'Risks or issues': 'Canary: the bundle host melts',
    'Support you need': 'Canary: a licence',
    'From whom': PEOPLE.paul.id,
    'Will Atlas 0.7.0 ship by Wed 11 Nov?': 'Unlikely',
  });
  await town.pushTo(berlin('2026-10-16', '15:05'));
});
afterEach(() => town.leave());

const CANARY = `select 'check_in' as place from check_in where risks like 'Canary%'
  union select 'support_request' from support_request
  union select 'message' from message where wanted like '%Canary%'
  union select 'arrival' from arrival where body like '%Canary%'
  union select 'status_report' from status_report where report like '%Canary%'`;
const places = () => town.rows(CANARY).map(({ place }) => place);
const figures = () =>
  town.rows('select week, colour, items_done, items, answered, asked from status_report');

test('answers and words go once the release has been over for long enough, and not before', async () => {
  const before = figures();
  await town
    .bot()
    .store.transact(town.clock.now(), (tx) =>
      tx.db
        .withTables<{ release: { stage: string; ended_at: string | null } }>()
        .updateTable('release')
        .set({ stage: 'cancelled', ended_at: tx.now })
        .execute(),
    );
  const all = ['check_in', 'message', 'status_report', 'support_request'];
  await town.pushTo(berlin('2026-11-14', '04:00'));
  expect(places().toSorted()).toEqual(all);
  const posted = channelOf(town);
  await town.pushTo(berlin('2026-11-17', '04:00'));
  expect(places()).toEqual([]);
  expect(figures()).toEqual(before);
  expect(town.rows('select * from check_in')).toEqual([]);

  await town.kill();
  await town.start();
  await town.settle();
  expect(channelOf(town)).toEqual(posted);
  expect(town.troubles).toEqual([]);
});
