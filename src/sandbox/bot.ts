/** The real bot over its real adapters, pointed at the sandbox. It cannot tell the difference. */
import { join } from 'node:path';
import { build, type App } from '../app.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { type Meter, noMeter } from '../base/meter.ts';
import { createGitHub } from '../github/create-github.ts';
import type { GitHubPort } from '../github/port.ts';
import { rememberWorkspace } from '../release/people.ts';
import { projectsOf } from '../release/projects.ts';
import { createSlack } from '../slack/create-slack.ts';
import type { HttpWay } from '../slack/http-receiver.ts';
import type { SlackPort } from '../slack/port.ts';
import type { LineTiming } from '../slack/reconnect.ts';
import { openStore, type Store } from '../store/store.ts';
import type { OutsideWorld } from './outside-world.ts';
import { seedAtlasProject } from './seed/atlas-project.ts';

/** A bot that runs. */
export interface RunningBot {
  readonly app: App;
  readonly store: Store;
  /** Finishes what is in hand and closes the database. */
  stop(): Promise<void>;
  /** Ends as a power cut would: the database is gone under it, nothing more is finished or said. */
  kill(): Promise<void>;
}

/** How a bot is started in the sandbox. */
export interface BotOptions {
  readonly world: OutsideWorld;
  readonly databaseFile: string;
  readonly clock: Clock;
  readonly wall: Clock;
  readonly log: Log;
  /** False leaves the database as it is, for trying the setup from nothing. */
  readonly seedProject?: boolean;
  /** Least time between two posts in one channel, machine's milliseconds; none when left out. */
  readonly spacingMs?: number;
  /** Slack's calls come in here, instead of over sockets. */
  readonly http?: HttpWay;
  readonly meter?: Meter;
  /** How long what ended is kept, in days; for ever when left out. */
  readonly keepDays?: number;
  /** User ids that the operator named as admins; none when left out. */
  readonly admins?: readonly string[];
  /** Put between the bot and Slack, to hand it what Slack would not send; left out, nothing is. */
  readonly through?: (slack: SlackPort) => SlackPort;
  /** How patient its sockets are, where that is not as in the product. */
  readonly lineTiming?: Partial<LineTiming>;
}

// An answer lost in the sandbox is settled at once: nothing here is under way for longer than that.
const SETTLE_MS = 1_500;
// Nobody is spared by a pause before the second try on one's own machine.
const FIRST_PAUSE_MS = 20;

/** Starts a bot on a database; Atlas is written into it when it holds no project yet. */
export async function startBot(options: BotOptions): Promise<RunningBot> {
  const { world, clock, wall, log, meter = noMeter, through = (slack) => slack } = options;
  const store = await openStore({
    file: options.databaseFile,
    migrationsFolder: join(import.meta.dirname, '../../migrations'),
    log,
  });
  const slack = through(
    createSlack({
      botToken: world.slack.botToken,
      ...(options.http === undefined
        ? { appToken: world.slack.appToken, timing: options.lineTiming ?? {} }
        : { http: options.http }),
      apiUrl: world.slack.apiUrl,
      wall,
      log,
      meter,
    }),
  );
  const { teamId, teamName, botUserId } = await slack.desk.identity();
  const workspace = { id: teamId, name: teamName, botUserId };
  const github = createGitHub({
    token: world.github.token,
    apiUrl: world.github.url,
    log,
    // The played GitHub counts its budget in the product's time, so its limits end there too.
    wall: clock,
    firstPauseMs: FIRST_PAUSE_MS,
    meter,
  });
  if (options.seedProject !== false) await seed(store, github, workspace, clock);
  const app = build(
    {
      workspace,
      admins: options.admins ?? [],
      syncMinutes: 10,
      keepDays: options.keepDays ?? null,
      unasked: 'throw',
      outbox: { spacingMs: options.spacingMs ?? 0, settleMs: SETTLE_MS },
    },
    {
      store,
      slack,
      github,
      clock,
      wall,
      log,
      meter,
    },
  );
  await app.start();
  return {
    app,
    store,
    async stop() {
      await app.stop();
      await store.close();
    },
    async kill() {
      await store.close();
      await slack.line.stop().catch(() => undefined);
      await app.stop().catch(() => undefined);
    },
  };
}

async function seed(
  store: Store,
  github: GitHubPort,
  workspace: { readonly id: string; readonly name: string; readonly botUserId: string },
  clock: Clock,
): Promise<void> {
  if ((await projectsOf(store.db, workspace.id)).length > 0) return;
  const repository = await github.repository({ owner: 'oci-labs', name: 'atlas' });
  await store.transact(clock.now(), async (tx) => {
    await rememberWorkspace(tx, workspace);
    await seedAtlasProject(tx, workspace.id, repository);
  });
}
