/** The program put together, seen from its heartbeat. */
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { build } from '../src/app.ts';
import { machineClock } from '../src/base/clock.ts';
import { silentLog, type Log } from '../src/base/log.ts';
import { createGitHub } from '../src/github/create-github.ts';
import { GitHubTrouble } from '../src/github/port.ts';
import { rememberWorkspace } from '../src/release/people.ts';
import { shared } from '../src/release/tables.ts';
import { seedAtlasProject } from '../src/sandbox/seed/atlas-project.ts';
import { createSlack } from '../src/slack/create-slack.ts';
import { openStore } from '../src/store/store.ts';

const NOW = '2026-11-16T08:00:20.000Z';
const MIGRATIONS = join(import.meta.dirname, '../migrations');
const NOWHERE = 'http://127.0.0.1:9';

afterEach(() => vi.useRealTimers());

/** A program over a database in memory whose GitHub answers a look when it is told to, or never. */
async function beating() {
  vi.useFakeTimers({ now: new Date(NOW), toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const [clock, wall] = [machineClock, machineClock];
  const troubles: string[] = [];
  const log: Log = { ...silentLog, trouble: (what) => void troubles.push(what) };
  const store = await openStore({ file: ':memory:', migrationsFolder: MIGRATIONS, log });
  const workspace = { id: 'T1', name: 'Harbor Labs', botUserId: 'U0BOT' };
  await store.transact(NOW, async (tx) => {
    await rememberWorkspace(tx, workspace);
    await seedAtlasProject(tx, workspace.id, { id: 'R_1', owner: 'oci-labs', name: 'atlas' });
  });
  const asked: string[] = [];
  const looked = Promise.withResolvers<never>();
  const real = createGitHub({ token: 'ghp_unused', apiUrl: NOWHERE, log, wall });
  const github = {
    ...real,
    look: (ids: readonly string[]) => {
      asked.push(...ids);
      return looked.promise;
    },
  };
  const unused = { botToken: 'xoxb-1', appToken: 'xapp-1', apiUrl: `${NOWHERE}/api/`, wall, log };
  const silence = {
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    parkedBecause: () => null,
  };
  const signs: string[] = [];
  const app = build(
    { workspace, admins: [], syncMinutes: 10 },
    {
      store,
      slack: { ...createSlack(unused), line: silence },
      github,
      clock,
      wall,
      log,
      onSign: () => void signs.push(machineClock.now().slice(11, 16)),
    },
  );
  return { app, store, asked, signs, looked, troubles };
}

test('the heart goes on beating while a first look at GitHub takes minutes', async () => {
  const { app, store, asked, signs } = await beating();
  await app.start();
  await vi.advanceTimersByTimeAsync(4 * 60_000);
  expect(asked).toEqual(['R_1']);
  expect(signs).toEqual(['08:01', '08:02', '08:03', '08:04']);
  await app.stop();
  await store.close();
});

test('case 49: stopping breaks off a look at GitHub, and what it learns later is not saved', async () => {
  const { app, store, asked, looked, troubles } = await beating();
  await app.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual(['R_1']);
  await app.stop();
  const read = () => shared(store.db).selectFrom('repository').selectAll().execute();
  const before = await read();
  looked.reject(new GitHubTrouble('down', 'GitHub did not answer.', null));
  await new Promise(setImmediate);
  const after = await read();
  expect(after).toEqual(before);
  await store.close();
  expect(troubles).not.toContain('beat.failed');
});
