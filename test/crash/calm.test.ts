/** The end of a crash run waits for what was put back until later. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { createLease } from '../../src/jobs/leases.ts';
import { preparePromises } from '../../src/jobs/promise-statements.ts';
import { writePromise } from '../../src/jobs/promises.ts';
import { createScheduler } from '../../src/jobs/scheduler.ts';
import { KEEPER_LEASE } from '../../src/jobs/ticker.ts';
import { openBench, type Bench } from '../jobs/bench.ts';
import { afterRest } from './calm.ts';

const DUE = '2026-11-20T14:00:00.000Z';
const LATE = '2026-11-22T11:55:00.000Z';
const NOON = '2026-11-22T12:00:00.000Z';
const TRY = '2026-11-22T12:10:00.000Z';
const DIGEST = {
  key: 'digest',
  workspaceId: 'T1',
  kind: 'report.digest',
  dueAt: DUE,
  usefulUntil: '2026-11-22T14:00:00.000Z',
  payload: {},
};

let folder: string;
let file: string;
let bench: Bench;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-calm-'));
  file = join(folder, 'slipway.db');
  bench = await openBench({}, file);
  await bench.store.transact(DUE, (tx) => writePromise(tx, DIGEST));
});
afterEach(async () => {
  await bench.store.close();
  rmSync(folder, { recursive: true });
});

/** Claims the digest as a program does that dies over it; its lease runs out. */
async function dieOver(at: string): Promise<void> {
  const { store, wall } = bench;
  const statements = preparePromises(store);
  const lease = createLease({ store, wall, name: KEEPER_LEASE, milliseconds: 1_000 });
  const epoch = (await lease.hold()) ?? 0;
  const by = { lease: KEEPER_LEASE, holder: lease.holder, epoch };
  await store.atomically(() => {
    const row = statements.read('digest');
    if (row === undefined || !statements.claim(row, true, by, at, wall.now()))
      throw new Error('it could not be claimed');
  });
  bench.passTime(2_000);
}

/** The next program, with time standing at `now`. */
async function liveAt(now: string): Promise<void> {
  const { store, clock, wall } = bench;
  const keepers = { 'report.digest': async () => ({ kind: 'done' }) as const };
  await createScheduler({ store, clock, wall, log: silentLog, keepers }).tick(now);
}

test('a digest that three programs died over waits beyond the noon at which time stands', async () => {
  const { store } = bench;
  const statements = preparePromises(store);
  for (let death = 1; death <= 3; death += 1) {
    await dieOver(LATE);
    if (death === 3) break;
    await store.alone(() => {
      const row = statements.read('digest');
      if (row !== undefined) statements.putBack(row, LATE, null, LATE);
    });
  }
  await liveAt(LATE);
  expect(afterRest(file, LATE)).toEqual({ kind: 'later', at: TRY });
  // However long it stands there: this was reported as a lost digest.
  await liveAt(NOON);
  expect(afterRest(file, NOON)).toEqual({ kind: 'later', at: TRY });
  await liveAt(TRY);
  expect(afterRest(file, TRY)).toEqual({ kind: 'at-rest' });
});

test('what can be done at once is waited for, and time stands', async () => {
  expect(afterRest(file, '2026-11-20T13:59:59.999Z')).toEqual({ kind: 'at-rest' });
  expect(afterRest(file, DUE)).toEqual({ kind: 'busy' });
  await bench.say({
    key: 'a',
    workspaceId: 'T1',
    to: 'C1',
    message: { text: 'a', blocks: [] },
  });
  expect(afterRest(file, '2026-11-20T13:00:00.000Z')).toEqual({ kind: 'busy' });
});
