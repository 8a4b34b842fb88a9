/** The whole product over a database and a GitHub, with a Slack that is never reached and a clock that stands. */
import { join } from 'node:path';
import { build, type App } from '../../src/app.ts';
import { machineClock, pushedClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Instant } from '../../src/base/time.ts';
import type { GitHubPort } from '../../src/github/port.ts';
import { createSlack } from '../../src/slack/create-slack.ts';
import { openStore, type Store } from '../../src/store/store.ts';

export const MIGRATIONS = join(import.meta.dirname, '../../migrations');
export const WORKSPACE = { id: 'T1', name: 'Bench', botUserId: 'U0' };

/** An app that was not started: it does what it is told to. */
export async function openHouse(
  file: string,
  github: GitHubPort,
  now: Instant,
): Promise<{ readonly app: App; readonly store: Store }> {
  const store = await openStore({ file, migrationsFolder: MIGRATIONS, log: silentLog });
  const wall = machineClock;
  const slack = createSlack({
    botToken: 'xoxb-bench',
    appToken: 'xapp-bench',
    apiUrl: 'http://127.0.0.1:9/api/',
    wall,
    log: silentLog,
  });
  const app = build(
    { workspace: WORKSPACE, admins: [], syncMinutes: 10 },
    { store, slack, github, clock: pushedClock(now), wall, log: silentLog },
  );
  return { app, store };
}

/** An empty database with all its tables; seeded by plain SQL. */
export async function makeTables(file: string): Promise<void> {
  const store = await openStore({ file, migrationsFolder: MIGRATIONS, log: silentLog });
  await store.close();
}
