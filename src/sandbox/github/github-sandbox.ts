import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import { createAnswerer } from './answer.ts';
import type { Apps } from './apps.ts';
import { createApps } from './apps.ts';
import { createBudget } from './budget.ts';
import type { GitHubCall } from './calls.ts';
import { createCallLog } from './calls.ts';
import type { Faults } from './faults.ts';
import { createFaults } from './faults.ts';
import { commonHeaders } from './reply.ts';
import { createRoutes } from './routes.ts';
import type { Handler } from './server.ts';
import { startServer } from './server.ts';
import { createTables } from './tables.ts';
import type { Tokens } from './tokens.ts';
import { createTokens } from './tokens.ts';
import type { GitHubWorld } from './world.ts';
import { createWorld } from './world.ts';

/** How the small GitHub is started. */
export interface GitHubSandboxOptions {
  /** Its time: of changes, of the hourly budget and of the `date` header. */
  readonly clock: Clock;
  /** Any free port when left out. */
  readonly port?: number;
  /** Points that each token may spend in an hour, 5,000 when left out. */
  readonly hourlyPoints?: number;
  /** Front of every link, without a trailing slash; the sandbox's own pages when left out. */
  readonly webUrl?: string;
}

/** A running small GitHub. A bot needs `url` and `token`; the rest is for those who play the team. */
export interface GitHubSandbox {
  /** The API's base, without a trailing slash; `url + '/api/v3'` works too, as on an Enterprise server. */
  readonly url: string;
  /** A classic token of the user `slipway-bot` that may read everything. */
  readonly token: string;
  readonly world: GitHubWorld;
  readonly tokens: Tokens;
  readonly apps: Apps;
  readonly faults: Faults;
  /** Every query that came with a good token, oldest first. */
  readonly calls: () => readonly GitHubCall[];
  /** Ends open connections too; stopping again does nothing. */
  readonly stop: () => Promise<void>;
}

const BOT = 'slipway-bot';
const TOKEN = 'ghp_sandbox';

/** Starts an empty GitHub on 127.0.0.1. Rejects when the port is taken. */
export async function startGitHubSandbox(options: GitHubSandboxOptions): Promise<GitHubSandbox> {
  const { clock } = options;
  const stopped = new AbortController();
  const tables = createTables();
  const world = createWorld(tables, clock);
  const tokens = createTokens();
  const apps = createApps(clock, tokens);
  const calls = createCallLog();
  const faults = createFaults((milliseconds) =>
    wait(milliseconds, undefined, { signal: stopped.signal }),
  );
  let webUrl = options.webUrl ?? '';
  const budget = createBudget(clock, options.hourlyPoints ?? 5000);
  const answer = createAnswerer({ tables, budget, webUrl: () => webUrl });
  world.addUser({ login: BOT, name: 'Slipway' });
  tokens.add({
    value: TOKEN,
    login: BOT,
    scopes: ['repo', 'read:org'],
    privateRepositories: 'all',
  });

  const routes = createRoutes({ clock, tables, tokens, apps, faults, calls, answer });
  const server = await startServer(withHeaders(routes, clock), options.port ?? 0);
  webUrl ||= server.url;
  return {
    url: server.url,
    token: TOKEN,
    world,
    tokens,
    apps,
    faults,
    calls: () => calls.all(),
    async stop() {
      stopped.abort();
      await server.stop();
    },
  };
}

function withHeaders(handler: Handler, clock: Clock): Handler {
  let requests = 0;
  return async (incoming) => {
    requests += 1;
    const reply = await handler(incoming);
    if (reply === 'reset') return reply;
    return { ...reply, headers: { ...commonHeaders(clock, requests), ...reply.headers } };
  };
}
