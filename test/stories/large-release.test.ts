/** A release of five thousand issues, from GitHub to the digest: bounded in messages, in time and in memory. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ATLAS_CHANNEL } from '../../src/sandbox/seed/people.ts';
import { ZEPHYR } from '../../src/sandbox/seed/zephyr-repository.ts';
import { berlin, digestsOf } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

const MANY = 5000;
// What a small machine has to spare; the same without these issues takes a few.
const MOST_MEGABYTES = 250;

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(() => town.leave());

const megabytes = (): number => process.memoryUsage().heapUsed / 2 ** 20;

test('case 24: five thousand issues are read, planned, asked about and reported in as many messages as five', async () => {
  const { world } = town.world.github;
  world.addLabel(ZEPHYR, { name: 'bulk', color: 'ededed', description: '' });
  for (let at = 0; at < MANY; at += 1)
    world.openIssue(ZEPHYR, {
      title: `Issue ${at} ${'of many '.repeat(25)}`,
      labels: ['bulk', 'priority: low'],
      author: 'paul-o',
      assignees: at % 2 === 0 ? ['ivo-t'] : [],
      at: '2026-11-15T08:00:00.000Z',
    });
  const before = megabytes();
  const mara = town.person('mara');
  await mara.types('#atlas', '/release setup');
  await mara.submits({ 'GitHub repositories': 'oci-labs/atlas\noci-labs/zephyr' });
  await mara.types('#atlas', '/release plan 0.8.0');
  await mara.submits({ 'Or labels': ['bulk'] });
  expect(mara.modalText()).toMatch(/and 4985 more items/);
  await mara.submits();
  expect(town.rows('select count(*) as n from scope_item where removed_at is null')).toEqual([
    { n: MANY },
  ]);
  const planned = town.world.slack.messages(ATLAS_CHANNEL).length;
  expect(planned).toBeLessThanOrEqual(3);

  const ivo = town.person('ivo');
  await town.pushTo(berlin('2026-11-19', '10:05'));
  await ivo.presses('@slipway', 'Add details');
  expect(JSON.stringify(ivo.modal().blocks)).toContain('Your 100 most urgent of 2500.');
  await town.pushTo(berlin('2026-11-20', '15:05'));
  expect(digestsOf(town)).toHaveLength(1);
  expect(town.world.slack.messages(ATLAS_CHANNEL).length).toBeLessThanOrEqual(planned + 2);

  await mara.presses('#atlas', 'Show details');
  expect(mara.modalText()).toMatch(/4940 items more on GitHub/);
  expect(await mara.opensHome()).toContain('0.8.0');
  await mara.types('#atlas', '/release status');
  expect(town.rows("select key, reason from message where state = 'failed' or plain = 1")).toEqual(
    [],
  );
  expect(town.troubles).toEqual([]);
  expect(megabytes() - before).toBeLessThan(MOST_MEGABYTES);
}, 180_000);
