/** The first full read of a large repository, from a GitHub that answers at once. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { machineClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { createGitHub } from '../../src/github/create-github.ts';
import { bareSync } from './bare-sync.ts';
import { alone, inTurn, paired, type Effort, type Figure } from './figures.ts';
import { REPOSITORY, type Spent } from './far-github.ts';
import { makeTables, openHouse, WORKSPACE } from './house.ts';
import { guarded } from '../support/children.ts';

const ISSUES = 10_000;
const GOAL = 3;
const NOW = '2026-11-20T14:00:00.000Z';
const PROGRAM = fileURLToPath(import.meta.resolve('./github-program.ts'));

/** The time beside a loop with `fetch` that stores the same rows, and what GitHub counted. */
export async function partSync(
  { rounds, scale }: Effort,
  folder: string,
): Promise<readonly Figure[]> {
  const issues = Math.max(100, Math.round(ISSUES * scale));
  const child = guarded(
    fork(PROGRAM, [String(issues)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
  );
  const [url] = (await once(child, 'message')) as [string];
  const file = join(folder, 'sync.db');
  const fresh = async (): Promise<void> => {
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
    await makeRepository(file);
  };
  const bare = async (): Promise<number> => {
    await fresh();
    const sqlite = new Database(file);
    sqlite.pragma('synchronous = full');
    return timed(
      () => bareSync(url, sqlite, REPOSITORY.id),
      () => sqlite.close(),
    );
  };
  const ours = async (): Promise<number> => {
    await fresh();
    const github = createGitHub({ token: 'x', apiUrl: url, wall: machineClock, log: silentLog });
    const { app, store } = await openHouse(file, github, NOW);
    return timed(
      () => app.beat(),
      () => store.close(),
    );
  };
  const pairs = await inTurn(rounds, bare, ours);
  const before = await spentSoFar(child);
  await ours();
  const after = await spentSoFar(child);
  const stored = storedIn(file);
  child.disconnect();
  const pages = Math.ceil(issues / 100);
  const name = (what: string, unit: Figure['unit']) => ({ part: 'sync', what, unit }) as const;
  const all = `first read of ${issues} issues`;
  return [
    paired(name(all, 'ms'), pairs, GOAL),
    alone(name(`rows stored by the ${all}`, 'count'), [stored], null),
    // One more than the pages: the look, which says that there are no pull requests.
    alone(name(`requests of the ${all}`, 'count'), [after.requests - before.requests], pages + 1),
    alone(name(`points of the ${all}`, 'count'), [after.points - before.points], 2 * pages + 1),
  ];
}

/** Processor time and not the clock's: the machine is shared, and GitHub has a process of its own. */
async function timed(work: () => Promise<void>, end: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  await end();
  return (user + system) / 1000;
}

async function spentSoFar(child: ChildProcess): Promise<Spent> {
  const answer = once(child, 'message');
  child.send('spent');
  const [spent] = (await answer) as [Spent];
  return spent;
}

/** A database with one project and its one repository, of which nothing was read yet. */
export async function makeRepository(file: string): Promise<void> {
  await makeTables(file);
  const sqlite = new Database(file);
  sqlite
    .prepare('insert into workspace values (?, ?, ?, ?)')
    .run(WORKSPACE.id, WORKSPACE.name, WORKSPACE.botUserId, NOW);
  sqlite
    .prepare(
      'insert into repository (id, workspace_id, owner, name, is_private) values (?, ?, ?, ?, 0)',
    )
    .run(REPOSITORY.id, WORKSPACE.id, REPOSITORY.owner, REPOSITORY.name);
  sqlite
    .prepare(
      `insert into project values ('prj_1', ?, 'Many', 'C1', 'UTC', 4, '10:00', '18:00', 5, '15:00', '11:00',
       15, 2, 'U1', ?, ?, null, null, 0)`,
    )
    .run(WORKSPACE.id, NOW, NOW);
  sqlite.prepare("insert into project_repository values ('prj_1', ?, 0)").run(REPOSITORY.id);
  sqlite.close();
}

function storedIn(file: string): number {
  const sqlite = new Database(file, { readonly: true });
  const row = sqlite.prepare<[], { n: number }>('select count(*) as n from tracked_item').get();
  sqlite.close();
  return row?.n ?? 0;
}
