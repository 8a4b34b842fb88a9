/** What an operator reads about all that was promised and said. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { plusMinutes, type Instant } from '../../src/base/time.ts';
import { ledger } from '../../src/jobs/ledger.ts';
import { withdraw, writePromise } from '../../src/jobs/promises.ts';
import { createScheduler } from '../../src/jobs/scheduler.ts';
import { openBench, saying, START, type Bench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.store.close());

const at = (minutes: number): Instant => plusMinutes(START, minutes);

async function promise(key: string, minutes: number, releaseId: string): Promise<void> {
  const times = { dueAt: at(minutes), usefulUntil: at(minutes + 30) };
  await bench.store.transact(START, (tx) =>
    writePromise(tx, { key, workspaceId: 'T1', kind: 'ask', payload: {}, releaseId, ...times }),
  );
}

test('is empty at first', async () => {
  expect(await ledger.counts(bench.store.db)).toEqual({ due: 0, sent: 0, skipped: 0, failed: 0 });
  expect(await ledger.newest(bench.store.db, 'due', 10)).toEqual([]);
});

test('tells due, sent, skipped and failed, with the reason and the release', async () => {
  await promise('next', 20, 'r1');
  await promise('missed', -60, 'r2');
  await promise('paused', 40, 'r1');
  await promise('broken', 0, 'r3');
  await bench.store.transact(START, (tx) => withdraw(tx, { key: 'paused' }, 'on holiday'));
  const keepers = { ask: () => Promise.reject(new Error('no such project')) };
  const { store, clock, wall } = bench;
  const scheduler = createScheduler({ store, clock, wall, log: silentLog, keepers });
  for (let minute = 0; minute <= 16; minute += 1) await scheduler.tick(at(minute));
  bench.poster.fates.push({ kind: 'refused', code: 'no_text' });
  await bench.say(saying('digest', 'x', { to: 'C1', releaseId: 'r1' }));
  await bench.outbox.drain();
  await bench.say(saying('card', 'x', { to: 'C2', releaseId: 'r1' }));
  await bench.outbox.drain();
  await bench.say(saying('later', 'x', { to: 'C3', notBefore: at(30) }));

  const db = bench.store.db;
  const due = await ledger.newest(db, 'due', 10);
  expect(due.map(({ what, at: when, of }) => [what, when, of])).toEqual([
    ['next', at(20), 'promise'],
    ['broken', at(21), 'promise'],
    ['later', at(30), 'message'],
  ]);
  expect(due[1]?.reason).toBe('no such project');
  expect(await ledger.newest(db, 'sent', 10)).toMatchObject([
    { what: 'card', state: 'sent', reason: null, releaseId: 'r1' },
  ]);
  const skipped = await ledger.newest(db, 'skipped', 10);
  expect(skipped.map(({ what }) => what).toSorted()).toEqual(['missed', 'paused']);
  expect(skipped.find(({ what }) => what === 'paused')).toMatchObject({
    reason: 'on holiday',
    releaseId: 'r1',
  });
  expect(await ledger.newest(db, 'failed', 10)).toMatchObject([
    { what: 'digest', reason: 'no_text' },
  ]);
  expect(await ledger.counts(db)).toEqual({ due: 3, sent: 1, skipped: 2, failed: 1 });
});

test('gives the newest first, and no more than asked for', async () => {
  for (let i = 0; i < 5; i += 1) {
    await bench.say(saying(`m${i}`, 'x', { to: `C${i}` }));
    await bench.pass(1_000);
  }
  const newest = await ledger.newest(bench.store.db, 'sent', 2);
  expect(newest.map(({ what }) => what)).toEqual(['m4', 'm3']);
});

test('an unconfirmed message counts as sent, and says why it is not certain', async () => {
  bench.poster.fates.push('lost');
  bench.poster.blind.push({ cause: 'not_in_channel', permanent: true });
  await bench.say(saying('a', 'x'));
  await bench.outbox.drain();
  await bench.pass(90_000);
  expect(await ledger.newest(bench.store.db, 'sent', 1)).toMatchObject([
    { reason: 'not_in_channel' },
  ]);
});
