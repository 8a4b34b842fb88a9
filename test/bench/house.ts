/** The whole product over a database and a GitHub, with a Slack that is never reached and a clock that stands. */
import { join } from 'node:path';
import { build, type App } from '../../src/app.ts';
import { machineClock, pushedClock, type Clock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Instant } from '../../src/base/time.ts';
import type { GitHubPort } from '../../src/github/port.ts';
import { createSlack } from '../../src/slack/create-slack.ts';
import type { SlackPort } from '../../src/slack/port.ts';
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
  const app = build(
    { workspace: WORKSPACE, admins: [], syncMinutes: 10 },
    {
      store,
      slack: farSlack(),
      github,
      clock: pushedClock(now),
      wall: machineClock,
      log: silentLog,
    },
  );
  return { app, store };
}

type Receive = Parameters<SlackPort['line']['start']>[0];

/**
 * A started app whose line is ours, at a Slack that takes no messages: what is said stays in the outbox. `answers` is
 * what else Slack does, where it is asked.
 */
export async function openListening(
  file: string,
  github: GitHubPort,
  clock: Clock,
  answers: Partial<SlackPort['desk']> = {},
): Promise<{ readonly app: App; readonly store: Store; readonly receive: Receive }> {
  const store = await openStore({ file, migrationsFolder: MIGRATIONS, log: silentLog });
  const { promise, resolve } = Promise.withResolvers<Receive>();
  const line: SlackPort['line'] = {
    start: async (receive) => resolve(receive),
    stop: async () => undefined,
    parkedBecause: () => null,
  };
  const closed = async () => ({ kind: 'refused', code: 'account_inactive' }) as const;
  const { desk, poster } = farSlack();
  const app = build(
    { workspace: WORKSPACE, admins: [], syncMinutes: 10 },
    {
      store,
      slack: {
        line,
        desk: { ...desk, reply: async () => undefined, ...answers },
        poster: { ...poster, post: closed, directChannel: closed },
      },
      github,
      clock,
      wall: machineClock,
      log: silentLog,
    },
  );
  await app.start();
  return { app, store, receive: await promise };
}

function farSlack(): SlackPort {
  return createSlack({
    botToken: 'xoxb-bench',
    appToken: 'xapp-bench',
    apiUrl: 'http://127.0.0.1:9/api/',
    wall: machineClock,
    log: silentLog,
  });
}

/** An empty database with all its tables; seeded by plain SQL. */
export async function makeTables(file: string): Promise<void> {
  const store = await openStore({ file, migrationsFolder: MIGRATIONS, log: silentLog });
  await store.close();
}
