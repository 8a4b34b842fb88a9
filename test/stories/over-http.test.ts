/** A week in which Slack calls the bot, everything twice, and the bot opens no socket. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { berlin, channelOf, planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown({ over: 'http' });
});
afterEach(async () => {
  await town.leave();
});

test('case 12: every call comes twice, from the plan to the digest, over a crash and another port', async () => {
  await planAtlas(town);
  await town.pushTo(berlin('2026-11-19', '10:05'));
  const ivo = town.person('ivo');
  await ivo.presses('@slipway', 'Likely');
  expect(ivo.reads('@slipway').at(-1)?.text).toContain('Recorded: likely');
  await town.kill();
  const lost = await town.hasty('mara').types('#atlas', '/release status');
  expect(lost).toMatchObject({ kind: 'nobody-listens' });
  await town.start();
  await town.person('mara').presses('@slipway', 'Sure');
  await town.pushTo(berlin('2026-11-20', '15:00'));
  expect(channelOf(town).at(-1)).toMatch(/Atlas 0\.7\.0 · week 1/);
  expect(channelOf(town).at(-1)).toContain('2 of 7 answered');
  expect(town.world.slack.connections()).toBe(0);
  const methods = town.world.slack.calls().map(({ method }) => method);
  expect(methods).not.toContain('apps.connections.open');
  expect(town.troubles).toEqual([]);
});
