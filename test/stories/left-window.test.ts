/** The program dies between opening a window and filling it: nobody is left looking at a word that it reads. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(() => town.leave());

const NEXT_STEP = 'close this window and do the same once more';

/** Mara plans a release while GitHub takes its time, and the program dies over it. */
async function dieOverWindow(): Promise<void> {
  town.world.github.faults.standing('slow', { delayMs: 120_000 });
  await town.hasty('mara').types('#atlas', '/release plan');
  await expect
    .poll(() => town.rows('select key from arrival where view_id is not null'))
    .toHaveLength(1);
  expect(town.hasty('mara').modalText()).toContain('Reading the project');
  await town.kill();
  town.world.github.faults.clear();
}

test('case 15: a window that was left at its loading word says so after the restart, with the next step', async () => {
  await dieOverWindow();
  await town.start();
  await town.quiet();
  expect(town.person('mara').modalText()).toContain(NEXT_STEP);
  expect(
    town
      .person('mara')
      .reads('#atlas')
      .filter(({ raw }) => raw.ephemeralTo),
  ).toEqual([]);
  expect(town.rows('select key from arrival where view_id is not null')).toEqual([]);
  await town.person('mara').types('#atlas', '/release plan');
  expect(town.person('mara').modal().title).toBe('Plan a release');
});

test('case 15: whoever closed that window meanwhile is told once, with a button that opens it', async () => {
  await dieOverWindow();
  const mara = town.person('mara');
  await town.world.slack.as(mara.id).close(mara.modal().id);
  await town.start();
  await town.quiet();
  const told = mara.reads('#atlas').filter(({ raw }) => raw.ephemeralTo === mara.id);
  expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('please press again')]);
  await mara.presses('#atlas', 'Open it now');
  expect(mara.modal().title).toBe('Plan a release');
});
