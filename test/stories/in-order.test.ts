/** What a person said last stands last, however long something before it takes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { berlin, planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
  await planAtlas(town);
  await town.pushTo(berlin('2026-11-19', '10:05'));
});
afterEach(() => town.leave());

test('case 15: a tap that comes while a form is still looked through wins over the form', async () => {
  const ivo = town.person('ivo');
  await ivo.presses('@slipway', 'Add details');
  town.world.slack.faults.add({
    method: 'users.info',
    kind: 'answer-late',
    lateMs: 400,
    times: 10,
  });
  const hasty = town.hasty('ivo');
  const form = hasty.submits({
    'Will Atlas 0.7.0 ship by Fri 18 Dec?': 'Unlikely',
    'Support you need': 'A licence',
    'From whom': PEOPLE.dana.id,
  });
  const tap = hasty.presses('@slipway', 'Sure');
  await Promise.all([form, tap]);
  await town.quiet();
  const [answer] = town.rows(
    'select confidence, risks from check_in where user_id = ?',
    PEOPLE.ivo.id,
  );
  expect(answer).toMatchObject({ confidence: 5 });
});
