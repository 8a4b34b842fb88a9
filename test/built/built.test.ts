/** The program as it is installed: built into a few files, with SQLite beside them and nothing else. */
import { generateKeyPairSync } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../build/bundle.ts';
import { leaveOut } from '../../build/leave-out.ts';
import { machineClock } from '../../src/base/clock.ts';
import { startOutsideWorld, type OutsideWorld } from '../../src/sandbox/outside-world.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import {
  settingsFor,
  startProgram,
  type Environment,
  type Running,
} from '../support/child-program.ts';
import { freePort } from '../support/free-port.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
let world: OutsideWorld;
let folder: string;
let installed: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-built-'));
  installed = join(folder, 'app');
  await bundle(PROJECT, installed);
  mkdirSync(join(installed, 'node_modules'));
  const native = 'node_modules/better-sqlite3';
  symlinkSync(join(PROJECT, native), join(installed, native));
  const clock = machineClock;
  world = await startOutsideWorld({ clock, wall: clock, start: clock.now() });
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (words: readonly string[], changes: Environment = {}) =>
  startProgram(
    words,
    settingsFor(world, join(folder, 'slipway.db'), changes),
    folder,
    join(installed, 'slipway.js'),
  );
const isReady = (bot: Running): Promise<void> =>
  expect.poll(() => bot.output(), { timeout: 15_000 }).toContain('slipway.ready');
const migrations = (place: string): readonly string[] =>
  readdirSync(place)
    .map((file) => /^(\d{4}-[a-z0-9-]+)\.[jt]s$/.exec(file)?.[1] ?? '')
    .filter((name) => name !== '')
    .sort();

const parts = (): readonly string[] =>
  readdirSync(join(installed, 'parts')).filter((file) => file.endsWith('.js'));

/** The files of the project that a part was made of, by its source map. */
function sourcesOf(part: string): readonly string[] {
  const text = readFileSync(join(installed, 'parts', `${part}.map`), 'utf8');
  const { sources } = JSON.parse(text) as { readonly sources: readonly string[] };
  return sources.map((path) => relative(PROJECT, join(installed, 'parts', path)));
}

/** A part, and all parts that come with it: by `import … from`, not by a lazy import. */
function readWith(part: string, known: Set<string> = new Set()): readonly string[] {
  if (known.has(part)) return [];
  known.add(part);
  const text = readFileSync(join(installed, 'parts', part), 'utf8');
  const next = [...text.matchAll(/(?:from|import)"\.\/([^"]+)"/g)].map(([, file = '']) => file);
  return [part, ...next.flatMap((file) => readWith(file, known))];
}

describe('what is built', () => {
  test('has every migration under its name, so that a database may go from one form to the other', () => {
    const built = migrations(join(installed, 'migrations'));
    expect(built).toEqual(migrations(join(PROJECT, 'migrations')));
    expect(built.length).toBeGreaterThan(10);
  });

  test('is without the local workspace, Express and the words of other languages', () => {
    const all = parts().flatMap(sourcesOf);
    expect(all).toContain('src/start.ts');
    expect(all.filter((path) => path.endsWith('node_modules/zod/v4/locales/en.js'))).not.toEqual(
      [],
    );
    for (const left of ['src/sandbox/', '/express/', '/@slack/oauth/', '/zod/v4/locales/de.js'])
      expect(all.filter((path) => path.includes(left))).toEqual([]);
  });

  test('a start reads nothing that only some need', () => {
    const start = parts().find((file) => file.startsWith('start-')) ?? '';
    const read = readWith(start).flatMap(sourcesOf);
    expect(read).toContain('src/app.ts');
    // Of undici everybody needs what calls Slack, and only some its sockets and its proxies.
    const undici = ['/undici/lib/web/websocket/', '/undici/lib/dispatcher/env-http-proxy-agent.js'];
    const seldom = ['/@slack/socket-mode/', '/@octokit/auth-app/', 'src/operator/', 'migrations/'];
    for (const path of [...undici, ...seldom])
      expect(read.filter((source) => source.includes(path))).toEqual([]);
  });

  test('fails when a library does not have any more what is left out of it', async () => {
    const stdin = { contents: 'process.exit()' };
    const building = build({ stdin, write: false, plugins: [leaveOut], logLevel: 'silent' });
    await expect(building).rejects.toThrow(/not met in this build: @slack\/bolt\/dist\/index\.js/);
  });

  test('stays as it is when another build fails', async () => {
    const broken = join(folder, 'broken-project');
    mkdirSync(join(broken, 'src'), { recursive: true });
    writeFileSync(join(broken, 'src/main.ts'), 'process.exit();');
    const before = readdirSync(installed);
    await expect(bundle(broken, installed)).rejects.toThrow('not met in this build');
    expect(readdirSync(installed)).toEqual(before);
    expect(existsSync(`${installed}.new`)).toBe(false);
  });

  test('hands on the licence of each package that it carries', () => {
    const licences = readFileSync(join(installed, 'LICENSES.md'), 'utf8');
    for (const name of ['@slack/bolt', 'kysely', 'undici', 'zod'])
      expect(licences).toMatch(
        new RegExp(`^## ${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)\n\n.*MIT`, 'm'),
      );
  });
});

describe('what is built runs', () => {
  test('it answers in a played world, keeps compiled code, and stops when told', async () => {
    const bot = run([]);
    await isReady(bot);
    const mara = world.slack.as(PEOPLE.mara.id);
    await mara.command('C0ATLAS', '/release help');
    await expect
      .poll(() => world.slack.messages('C0ATLAS', PEOPLE.mara.id).at(-1)?.text)
      .toBe('What /release can do');
    await expect.poll(() => existsSync(join(folder, '.compile-cache'))).toBe(true);
    expect((await run(['health']).ended).code).toBe(0);
    bot.signal('SIGTERM');
    const { code, output } = await bot.ended;
    expect(code, output).toBe(0);
    for (const secret of [world.slack.botToken, world.slack.appToken, world.github.token])
      expect(output).not.toContain(secret);
  });

  test('an error in its log names places in the sources', async () => {
    const file = join(folder, 'broken.db');
    const bot = run([], { SLIPWAY_DATABASE: file });
    await isReady(bot);
    const sqlite = new Database(file);
    sqlite.exec('alter table arrival rename to elsewhere');
    sqlite.close();
    await world.slack.as(PEOPLE.mara.id).command('C0ATLAS', '/release help');
    await expect.poll(() => bot.output()).toContain('arrival.not_recorded');
    bot.signal('SIGTERM');
    const { output } = await bot.ended;
    const line = output.split('\n').find((text) => text.includes('arrival.not_recorded'));
    expect(line).toMatch(/\/src\/[a-z-/]+\.ts:\d+:\d+/);
    expect(line).not.toContain('/parts/');
  });

  test('its migrate makes the same tables as the sources do', async () => {
    const schemaBy = async (main: string): Promise<unknown> => {
      const file = join(mkdtempSync(join(folder, 'tables-')), 'slipway.db');
      const env = settingsFor(world, file);
      expect(await startProgram(['migrate'], env, folder, main).ended).toMatchObject({ code: 0 });
      const sqlite = new Database(file, { readonly: true });
      const schema = sqlite
        .prepare('select type, name, sql from sqlite_master order by name')
        .all();
      sqlite.close();
      return schema;
    };
    const [built, plain] = await Promise.all([
      schemaBy(join(installed, 'slipway.js')),
      schemaBy(join(PROJECT, 'src/main.ts')),
    ]);
    expect(built).toEqual(plain);
  });

  test('its thread brings a log into the database beside the program', async () => {
    const file = join(folder, 'long.db');
    const sqlite = new Database(file);
    sqlite.pragma('journal_mode = wal');
    sqlite.exec('create table note (text text) strict');
    const size = statSync(file).size;
    const thread = new Worker(join(installed, 'checkpoint-thread.js'), { workerData: file });
    const [done, gone] = [once(thread, 'message'), once(thread, 'exit')];
    thread.postMessage('most', []);
    expect(await done).toEqual(['done']);
    thread.postMessage('end', []);
    expect(await gone).toEqual([0]);
    expect(statSync(file).size).toBeGreaterThan(size);
    sqlite.close();
  });

  test('through a proxy, whose library is loaded only then', async () => {
    const file = join(folder, 'way-out.db');
    const { output } = await run(['doctor'], {
      HTTPS_PROXY: 'http://127.0.0.1:9',
      SLIPWAY_DATABASE: file,
    }).ended;
    expect(output).toContain('Way out: through the proxy');
  });

  test('called by Slack, without sockets', async () => {
    const port = await freePort();
    const http = {
      signingSecret: 'a-signing-secret-for-the-test',
      url: () => `http://127.0.0.1:${port}/slack/events`,
      isDoubled: true,
    };
    const clock = machineClock;
    const town = await startOutsideWorld({ clock, wall: clock, start: clock.now(), http });
    const bot = run([], {
      ...settingsFor(town, join(folder, 'http.db')),
      SLACK_APP_TOKEN: undefined,
      SLACK_SIGNING_SECRET: http.signingSecret,
      SLIPWAY_HTTP_PORT: String(port),
      SLIPWAY_HTTP_HOST: '127.0.0.1',
    });
    await isReady(bot);
    await town.slack.as(PEOPLE.noor.id).command('C0ATLAS', '/release help');
    const seen = () => town.slack.messages('C0ATLAS', PEOPLE.noor.id).map(({ text }) => text);
    await expect.poll(seen).toContain('What /release can do');
    bot.signal('SIGTERM');
    expect((await bot.ended).code).toBe(0);
    await town.stop();
  });

  test('as a GitHub App, whose library is loaded only then', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const { apps, world: gitHub } = world.github;
    gitHub.addUser({ login: 'slipway-app[bot]' });
    apps.add({ id: 77, slug: 'slipway-app', publicKey });
    const permissions = { issues: 'read', metadata: 'read', pull_requests: 'read' };
    const installed = { id: 501, appId: 77, account: 'oci-labs', privateRepositories: [] };
    apps.install({ ...installed, permissions });
    const { output } = await run(['doctor'], {
      GITHUB_TOKEN: undefined,
      GITHUB_APP_ID: '77',
      GITHUB_APP_PRIVATE_KEY: privateKey.replaceAll('\n', '\\n'),
    }).ended;
    expect(output).toContain('GitHub: the app works as slipway-app[bot]');
  });

  test('its manifest is that of the project', async () => {
    const { code, output } = await run(['manifest']).ended;
    expect(code).toBe(0);
    expect(output).toContain('socket_mode_enabled');
  });

  test('without tokens it says in one sentence what to do', async () => {
    const none = {
      SLACK_BOT_TOKEN: undefined,
      SLACK_APP_TOKEN: undefined,
      GITHUB_TOKEN: undefined,
    };
    const { code, output } = await run([], none).ended;
    expect(code).toBe(1);
    expect(output.trim()).toBe(
      'No tokens are set, and this installation has no local workspace: set SLACK_BOT_TOKEN, SLACK_APP_TOKEN and GITHUB_TOKEN, or run npm ci and npm start in the sources.',
    );
  });
});
