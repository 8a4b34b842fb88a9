/** A deploy: the next program begins while the one before has something in hand. Each thing is in one pair of hands. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { machineClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { startBot, type RunningBot } from '../../src/sandbox/bot.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
let next: RunningBot | null;
beforeEach(async () => {
  town = await aTown();
  next = null;
});
afterEach(async () => {
  await next?.stop();
  await town.leave();
});

const begin = (): Promise<RunningBot> =>
  startBot({
    world: town.world,
    databaseFile: town.databaseFile,
    clock: town.clock,
    wall: machineClock,
    log: silentLog,
  });
const opened = () => town.world.slack.calls().filter(({ method }) => method === 'views.open');
const toldTo = (id: string) =>
  town
    .person('mara')
    .reads('#atlas')
    .filter(({ raw }) => raw.ephemeralTo === id);
const windows = () => town.rows('select key from arrival where view_id is not null');

test('case 32, case 49: what the one before opens a window for is not begun by the next', async () => {
  const { faults } = town.world.slack;
  faults.add({ method: 'views.open', kind: 'answer-late', times: 1, lateMs: 1_800 });
  const mara = town.hasty('mara');
  await mara.types('#atlas', '/release plan');
  await expect.poll(() => faults.left()).toBe(0);
  next = await begin();
  await town.quiet();
  await next.app.idle();
  expect(opened()).toHaveLength(1);
  expect(toldTo(mara.id)).toEqual([]);
  expect(mara.modal().title).toBe('Plan a release');
});

test('case 32: what the one before dies over is taken over by the next, which has long begun', async () => {
  town.world.github.faults.standing('slow', { delayMs: 120_000 });
  const mara = town.hasty('mara');
  await mara.types('#atlas', '/release plan');
  await expect.poll(windows).toHaveLength(1);
  next = await begin();
  town.world.github.faults.clear();
  expect(mara.modalText()).toContain('Reading the project');
  await town.kill();
  await expect.poll(() => mara.modalText(), { timeout: 15_000 }).toContain('I was restarted');
  await expect.poll(windows).toEqual([]);
  expect(opened()).toHaveLength(2);
});
