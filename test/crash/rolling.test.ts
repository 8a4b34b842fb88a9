/** A deploy while people type: the next program listens before the one before is told to end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { machineClock, pushedClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import type { Acknowledgement } from '../../src/sandbox/contract.ts';
import { startOutsideWorld } from '../../src/sandbox/outside-world.ts';
import { ATLAS_CHANNEL, PEOPLE } from '../../src/sandbox/seed/people.ts';

const START = '2026-11-16T08:00:00.000Z';
const COMMANDS_BETWEEN = 8;

test('case 49: three restarts while five people type commands: each is taken and handled', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-rolling-'));
  const clock = pushedClock(START);
  const world = await startOutsideWorld({ clock, wall: machineClock, start: START });
  const databaseFile = join(folder, 'slipway.db');
  const options = { world, databaseFile, clock, wall: machineClock, log: silentLog };
  let bot = await startBot(options);
  const taken: Acknowledgement[] = [];
  const over = new AbortController();
  const typing = Object.values(PEOPLE)
    .slice(0, 5)
    .map(async ({ id }) => {
      while (!over.signal.aborted)
        taken.push(await world.slack.as(id).command(ATLAS_CHANNEL, '/release status'));
    });
  for (let restarts = 0; restarts < 3; restarts += 1) {
    const enough = taken.length + COMMANDS_BETWEEN;
    await expect.poll(() => taken.length, { timeout: 10_000 }).toBeGreaterThan(enough);
    const next = await startBot(options);
    await bot.stop();
    bot = next;
  }
  over.abort();
  await Promise.all(typing);
  await bot.app.idle();
  const states = bot.store.prepare<{ state: string }>(
    "select state from arrival where kind = 'command'",
  );
  const rows = await bot.store.alone(() => states.all());
  expect(taken.filter(({ kind }) => kind !== 'ok')).toEqual([]);
  expect(rows).toHaveLength(taken.length);
  expect(rows.filter(({ state }) => state !== 'handled')).toEqual([]);
  await bot.stop();
  await world.stop();
  rmSync(folder, { recursive: true });
}, 60_000);
