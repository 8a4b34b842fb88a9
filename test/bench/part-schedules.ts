/** What a beat of the minute costs while a hundred thousand promises wait and none is due. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { machineClock, pushedClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { createScheduler } from '../../src/jobs/scheduler.ts';
import { openStore } from '../../src/store/store.ts';
import { alone, inTurn, median, paired, type Effort, type Figure } from './figures.ts';
import { makeTables, MIGRATIONS } from './house.ts';

const PROMISES = 100_000;
const BEATS = 1000;
const GOAL_MS = 1;
const NOW = '2026-11-20T14:00:00.000Z';

/** The median beat, beside a prepared statement that reads one row by its key. */
export async function partSchedules(
  { rounds, scale }: Effort,
  folder: string,
): Promise<readonly Figure[]> {
  const promises = Math.max(100, Math.round(PROMISES * scale));
  const beats = Math.max(10, Math.round(BEATS * scale));
  const file = join(folder, 'schedules.db');
  await makePromises(file, promises);
  const store = await openStore({ file, migrationsFolder: MIGRATIONS, log: silentLog });
  const clock = pushedClock(NOW);
  const scheduler = createScheduler({
    store,
    clock,
    wall: machineClock,
    log: silentLog,
    keepers: {},
  });
  const sqlite = new Database(file, { readonly: true });
  const byKey = sqlite.prepare('select * from promise where key = ?');
  const pairs = await inTurn(
    rounds,
    () => medianOf(beats, async () => void byKey.get('p50')),
    () => medianOf(beats, () => scheduler.tick(NOW)),
  );
  sqlite.close();
  await store.close();
  rmSync(file);
  const what = `a beat with ${promises} promises waiting`;
  const ours = pairs.map((pair) => pair.ours);
  return [
    alone({ part: 'schedules', what, unit: 'ms' }, ours, GOAL_MS),
    paired({ part: 'schedules', what: `${what}, beside one select`, unit: 'ms' }, pairs, null),
  ];
}

async function medianOf(times: number, work: () => Promise<void>): Promise<number> {
  const all: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const begun = performance.now();
    await work();
    all.push(performance.now() - begun);
  }
  return median(all);
}

async function makePromises(file: string, count: number): Promise<void> {
  await makeTables(file);
  const sqlite = new Database(file);
  sqlite
    .prepare(
      `with recursive p(n) as (select 1 union all select n + 1 from p where n < ?)
       insert into promise select 'p' || n, 'T1', 'ask', at, '2028-01-01T00:00:00.000Z', at, '{}', null, 'waiting',
       null, 0, 0, null, at, at from (select n, strftime('%Y-%m-%dT%H:%M:%fZ', '2026-11-21', n || ' minutes') as at
       from p)`,
    )
    .run(count);
  sqlite.close();
}
