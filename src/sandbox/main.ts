/** `npm start` without tokens: the whole product against a local workspace that opens in the browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineClock, runningPushedClock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { dateIn, instantAt, weekOf, type Instant } from '../base/time.ts';
import type { Config } from '../config/contract.ts';
import { deedsNow } from './deeds/deeds.ts';
import { startBot } from './bot.ts';
import { startOutsideWorld } from './outside-world.ts';
import { manifestEntries } from './manifest-entries.ts';
import { moodsAround } from './moods/moods.ts';
import { startPage } from './page/start-page.ts';
import { ATLAS } from './seed/atlas-repository.ts';
import { ATLAS_PROJECT } from './seed/atlas-project.ts';
import { ATLAS_CHANNEL } from './seed/people.ts';
import { pushableTime } from './time.ts';

/** A local workspace that runs. */
export interface RunningSandbox {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the world, the bot and the page. Everything is new at each start and gone at the end. */
export async function startSandbox(config: Config, log: Log): Promise<RunningSandbox> {
  const start = config.sandboxStart ?? mondayMorning(machineClock.now());
  const clock = runningPushedClock(machineClock, start);
  const world = await startOutsideWorld({ clock, wall: machineClock, start });
  const folder = mkdtempSync(join(tmpdir(), 'slipway-'));
  const databaseFile = join(folder, 'slipway.db');
  const bot = await startBot({ world, databaseFile, clock, wall: machineClock, log });
  const page = await startPage({
    slack: world.slack,
    time: pushableTime(clock, world, () => bot.app),
    port: config.sandboxPort,
    workspace: 'Harbor Labs',
    moods: moodsAround(
      world.slack,
      { id: ATLAS_CHANNEL, name: 'atlas' },
      { sandbox: world.github, repository: ATLAS },
    ),
    deeds: () =>
      deedsNow({
        slack: world.slack,
        github: world.github,
        store: bot.store,
        channel: ATLAS_CHANNEL,
        projectId: ATLAS_PROJECT,
        repository: ATLAS,
      }),
    ...manifestEntries(world.manifest),
  });
  return {
    url: page.url,
    async stop() {
      await page.stop();
      await bot.stop();
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** This week's Monday, 08:00 UTC: a first check-in comes on Thursday, and five weeks lie ahead. */
function mondayMorning(now: Instant): Instant {
  return instantAt('UTC', weekOf(dateIn('UTC', now)), '08:00');
}
