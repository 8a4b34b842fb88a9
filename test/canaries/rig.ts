/** A program full of canaries between roads that can turn bad, and all that it leaves behind. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { machineClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { SECRET_NAMES } from '../../src/config/environment.ts';
import { startOutsideWorld, type OutsideWorld } from '../../src/sandbox/outside-world.ts';
import { openStore } from '../../src/store/store.ts';
import { MIGRATIONS, saveAtlas } from '../operator/premises.ts';
import type { Payload } from '../soak/payloads.ts';
import { startProgram, type Environment, type Running } from '../support/child-program.ts';
import { readRows } from '../support/town-rows.ts';
import { deeds } from './deeds.ts';
import { BAD_MOODS, openEcho, type Echo } from './echo.ts';
import { canariesIn, canaryFor, makeKey, type KeyPair } from './secrets.ts';

// A busy machine takes its time to start a program.
const PATIENCE = { timeout: 60_000 };

/** The rig, with a database that has Atlas in it. */
export interface CanaryRig {
  readonly world: OutsideWorld;
  readonly slack: Echo;
  readonly github: Echo;
  readonly folder: string;
  readonly database: string;
  /** The key of a GitHub App that the played GitHub knows. */
  readonly key: KeyPair;
  /** Settings with a canary in every secret but those named; `more` goes first. */
  settings(without: readonly string[], more?: Environment): Environment;
  /** Runs the program to its end and returns what it printed. */
  run(env: Environment, ...words: readonly string[]): Promise<string>;
  /** Starts the bot; resolves when it is ready. */
  start(env: Environment): Promise<Running>;
  /** Ends it and keeps what it printed. */
  end(bot: Running, signal: NodeJS.Signals): Promise<void>;
  /** Looks into this database too, as it stands now. */
  alsoStoredIn(file: string): void;
  /** Keeps a text that somebody outside could read. */
  keep(text: string): void;
  /** All that was kept so far. */
  kept(): string;
  /** All roads turn bad in every way while people act; then all is well again. */
  trouble(deliver: (deed: Payload) => Promise<void>, during?: () => Promise<void>): Promise<void>;
  /** One of each kind of deed. */
  deeds(): readonly Payload[];
  /** Resolves when everything that arrived is worked off. */
  quiet(): Promise<void>;
  /** Fails with every place where a canary was found. */
  expectNone(): void;
  close(): Promise<void>;
}

/** Opens a rig; `close` takes everything away. */
export async function openRig(): Promise<CanaryRig> {
  const clocks = { clock: machineClock, wall: machineClock };
  const world = await startOutsideWorld({ ...clocks, start: machineClock.now() });
  const slack = await openEcho(
    new URL(world.slack.apiUrl).origin,
    (sent) => `Bearer ${sent.includes('xapp-') ? world.slack.appToken : world.slack.botToken}`,
  );
  // What an app signs, and the tokens that it gets for it, are good as they are.
  const github = await openEcho(world.github.url, (sent) =>
    /eyJ|ghs_/.test(sent) ? sent : `token ${world.github.token}`,
  );
  const key = makeKey();
  installApp(world, key);
  const folder = mkdtempSync(join(tmpdir(), 'slipway-bird-'));
  const database = join(folder, 'slipway.db');
  const store = await openStore({
    file: database,
    migrationsFolder: MIGRATIONS,
    log: silentLog,
  });
  await store.transact(machineClock.now(), (tx) => saveAtlas(tx, world.slack.teamId));
  await store.close();
  const outputs: string[] = [];
  const open = (): number =>
    readRows(database, "select key from arrival where state = 'waiting'").length;
  const quiet = () => expect.poll(open, PATIENCE).toBe(0);
  const next = (): readonly Payload[] => deeds(world.slack.teamId, `${slack.url}/reply`);
  return {
    world,
    slack,
    github,
    folder,
    database,
    key,
    settings: (without, more = {}) => ({
      PATH: process.env['PATH'],
      ...secretsBut(without),
      SLACK_API_URL: `${slack.url}/api/`,
      GITHUB_API_URL: github.url,
      SLIPWAY_DATABASE: database,
      SLIPWAY_LOG_LEVEL: 'debug',
      SLIPWAY_SETTLE_SECONDS: '1',
      SLIPWAY_POST_SPACING_MS: '0',
      ...more,
    }),
    async run(env, ...words) {
      const { output } = await startProgram(words, env, folder).ended;
      outputs.push(output);
      return output;
    },
    async start(env) {
      const bot = startProgram([], env, folder);
      await expect.poll(() => bot.output(), PATIENCE).toContain('slipway.ready');
      return bot;
    },
    async end(bot, signal) {
      bot.signal(signal);
      outputs.push((await bot.ended).output);
    },
    alsoStoredIn: (file) => void outputs.push(storedIn(file)),
    keep: (text) => void outputs.push(text),
    kept: () => outputs.join('\n'),
    async trouble(deliver, during) {
      for (const mood of BAD_MOODS) {
        slack.turn(mood);
        github.turn(mood);
        const before = slack.bad();
        for (const deed of next()) await deliver(deed);
        await during?.();
        await expect.poll(() => slack.bad() > before && open() === 0, PATIENCE).toBe(true);
      }
      slack.turn('open');
      github.turn('open');
    },
    deeds: next,
    quiet,
    expectNone() {
      const text = [...outputs, storedIn(database), saidOn([slack, github])].join('\n');
      expect(canariesIn(text, key.pieces)).toEqual([]);
    },
    async close() {
      await slack.stop();
      await github.stop();
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function installApp({ github }: OutsideWorld, { publicKey }: KeyPair): void {
  const permissions = { issues: 'read', metadata: 'read', pull_requests: 'read' };
  const installed = {
    id: 501,
    appId: 77,
    account: 'oci-labs',
    privateRepositories: 'all',
  } as const;
  github.world.addUser({ login: 'slipway-app[bot]' });
  github.apps.add({ id: 77, slug: 'slipway-app', publicKey });
  github.apps.install({ ...installed, permissions });
}

function secretsBut(without: readonly string[]): Environment {
  const names = SECRET_NAMES.filter((name) => !without.includes(name));
  return Object.fromEntries(names.map((name) => [name, canaryFor(name)]));
}

/** Every row of every table; a trigger stands in an arrival's key. */
function storedIn(database: string): string {
  const tables = readRows(database, "select name from sqlite_schema where type = 'table'");
  return tables
    .flatMap(({ name }) =>
      readRows(database, `select * from "${String(name)}"`).map(({ key, ...row }) =>
        name === 'arrival' ? row : { key, ...row },
      ),
    )
    .map((row) => JSON.stringify(row))
    .join('\n');
}

/** What the bot sent; a trigger goes back to Slack to open a window. */
function saidOn(roads: readonly Echo[]): string {
  return roads
    .flatMap(({ said }) => said.map((body) => body.replace(/trigger_id=[^&]*/, '')))
    .join('\n');
}
