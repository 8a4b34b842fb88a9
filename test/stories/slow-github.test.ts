/** GitHub thinks for a long time: people are answered at once, and what they asked for goes on. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aTown, type Town } from '../support/town.ts';

/** Long beside everything else here, short beside the patience of a test. */
const DELAY_MS = 4000;

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(async () => {
  await town.leave();
});

test('case 13: while GitHub thinks, a command is acknowledged, its window stands, others are served, and the form comes', async () => {
  const { faults } = town.world.github;
  faults.standing('slow', { delayMs: DELAY_MS });
  const asked = performance.now();
  expect(await town.hasty('mara').types('#atlas', '/release plan')).toMatchObject({ kind: 'ok' });
  const ivo = town.hasty('ivo');
  expect(await ivo.types('#atlas', '/release help')).toMatchObject({ kind: 'ok' });
  await expect.poll(() => ivo.reads('#atlas').at(-1)?.text).toContain('/release status');
  expect(town.person('mara').modalText()).not.toContain('Theme');
  // All of that came first: Slack's three seconds are not spent on GitHub.
  expect(performance.now() - asked).toBeLessThan(DELAY_MS);
  faults.clear();
  await town.quiet();
  const mara = town.person('mara');
  expect(mara.modalText()).toContain('Theme');
  await mara.submits({ Theme: 'Container stability' });
  await mara.submits();
  expect(town.rows('select theme from release')).toEqual([{ theme: 'Container stability' }]);
});
