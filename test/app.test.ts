/** The program put together, seen from its heartbeat. */
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { build } from '../src/app.ts';
import { machineClock } from '../src/base/clock.ts';
import { silentLog } from '../src/base/log.ts';
import { createGitHub } from '../src/github/create-github.ts';
import { rememberWorkspace } from '../src/release/people.ts';
import { seedAtlasProject } from '../src/sandbox/seed/atlas-project.ts';
import { createSlack } from '../src/slack/create-slack.ts';
import { openStore } from '../src/store/store.ts';

const NOW = '2026-11-16T08:00:20.000Z';
const MIGRATIONS = join(import.meta.dirname, '../migrations');
const NOWHERE = 'http://127.0.0.1:9';

afterEach(() => vi.useRealTimers());

test('the heart goes on beating while a first look at GitHub takes minutes', async () => {
  vi.useFakeTimers({ now: new Date(NOW), toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const [clock, wall, log] = [machineClock, machineClock, silentLog];
  const store = await openStore({ file: ':memory:', migrationsFolder: MIGRATIONS, log });
  const workspace = { id: 'T1', name: 'Harbor Labs', botUserId: 'U0BOT' };
  await store.transact(NOW, async (tx) => {
    await rememberWorkspace(tx, workspace);
    await seedAtlasProject(tx, workspace.id, { id: 'R_1', owner: 'oci-labs', name: 'atlas' });
  });
  const asked: string[] = [];
  const never = Promise.withResolvers<never>();
  const real = createGitHub({ token: 'ghp_unused', apiUrl: NOWHERE, log, wall });
  const github = {
    ...real,
    look: (ids: readonly string[]) => {
      asked.push(...ids);
      return never.promise;
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
  await app.start();
  await vi.advanceTimersByTimeAsync(4 * 60_000);
  expect(asked).toEqual(['R_1']);
  expect(signs).toEqual(['08:01', '08:02', '08:03', '08:04']);
  await app.stop();
  await store.close();
});
