/** A short life that touches everything: arrivals, posts, an edit, a thread, a lost answer, a promise. */
import { silentLog } from '../../src/base/log.ts';
import { createInbox, type Inbox } from '../../src/jobs/inbox.ts';
import { createAdopt } from '../../src/jobs/orphans.ts';
import { writePromise } from '../../src/jobs/promises.ts';
import { createScheduler, type Scheduler } from '../../src/jobs/scheduler.ts';
import type { Arrival } from '../../src/slack/port.ts';
import { noOtherSeats } from '../../src/store/seats.ts';
import { saying, START, type Bench } from './bench.ts';

const WEEK = { dueAt: START, usefulUntil: '2026-11-27T00:00:00.000Z' };

/** Lives it on this bench; `acknowledged` is called with the key of each delivery when it is acknowledged. */
export async function live(bench: Bench, acknowledged: (key: string) => void): Promise<void> {
  const inbox = createInbox(bench.store);
  for (const number of [1, 2, 3]) {
    const arrival = anArrival(number);
    await inbox.recordArrival(arrival, START);
    acknowledged(arrival.key);
    await handle(bench, inbox, arrival);
    if (number === 2) bench.poster.fates.push('lost');
    await bench.pass(1_000);
  }
  await keeping(bench).tick(START);
  await bench.pass(90_000);
  await bench.pass(600_000);
}

/**
 * The next life, on what the last one left: Slack delivers again, what was begun is finished. Says what is wrong
 * in the end: an acknowledged delivery that is gone, a message that is not there once, a damaged file.
 */
export async function goOn(
  bench: Bench,
  acknowledged: readonly string[],
): Promise<readonly string[]> {
  const inbox = createInbox(bench.store);
  const missing = await acknowledgedButGone(bench, acknowledged);
  for (const number of [1, 2, 3]) await inbox.recordArrival(anArrival(number), START);
  for (const arrival of (await createAdopt(bench.store, noOtherSeats)('at-start')).unfinished)
    await handle(bench, inbox, arrival);
  await rest(bench);
  return [...missing, ...(await soundness(bench)), ...standingWrong(bench)];
}

function anArrival(number: number): Arrival {
  return { key: `command:${number}`, kind: 'command', body: { command: '/release' } };
}

/** The first says a message, the second its thread, the third new words for it and a promise. */
async function handle(bench: Bench, inbox: Inbox, { key }: Arrival): Promise<void> {
  await inbox.begin(key);
  await inbox.transactFor(key)(START, async (tx) => {
    if (key === 'command:1') await bench.outbox.say(tx, saying('digest', 'one'));
    if (key === 'command:2') {
      await bench.outbox.say(tx, saying('thread', 'more', { threadOf: 'digest' }));
      await bench.outbox.say(tx, saying('ask', 'how likely', { to: 'U1' }));
    }
    if (key !== 'command:3') return;
    await bench.outbox.say(tx, saying('digest', 'two'));
    await writePromise(tx, { key: 'late', workspaceId: 'T1', kind: 'late', payload: {}, ...WEEK });
  });
}

function keeping({ store, clock, wall, outbox }: Bench): Scheduler {
  const late = async (_: unknown, transact: Bench['store']['transact']) => {
    await transact(clock.now(), (tx) => outbox.say(tx, saying('kept', 'kept', { to: 'C2' })));
    return { kind: 'done' } as const;
  };
  return createScheduler({ store, clock, wall, log: silentLog, keepers: { late } });
}

/** Lets hours pass in which everything unknown settles. */
async function rest(bench: Bench): Promise<void> {
  const scheduler = keeping(bench);
  for (const milliseconds of [0, 20_000, 90_000, 600_000, 600_000, 1_200_000]) {
    await bench.pass(milliseconds);
    await scheduler.tick(bench.clock.now());
    await bench.pass(0);
  }
}

async function acknowledgedButGone(
  { store }: Bench,
  acknowledged: readonly string[],
): Promise<readonly string[]> {
  const known = store.prepare<{ key: string }>('select key from arrival');
  const keys = await store.alone(() => known.all().map(({ key }) => key));
  return acknowledged
    .filter((key) => !keys.includes(key))
    .map((key) => `${key} was acknowledged and is gone`);
}

async function soundness({ store }: Bench): Promise<readonly string[]> {
  const integrity = store.prepare<{ integrity_check: string }>('pragma integrity_check');
  const orphans = store.prepare<object>('pragma foreign_key_check');
  return await store.alone(() => [
    ...integrity
      .all()
      .map((row) => row.integrity_check)
      .filter((word) => word !== 'ok'),
    ...orphans.all().map((row) => `points at nothing: ${JSON.stringify(row)}`),
  ]);
}

const EXPECTED = { C1: ['two', 'more'], D1: ['how likely'], C2: ['kept'] } as const;

function standingWrong({ poster }: Bench): readonly string[] {
  return Object.entries(EXPECTED).flatMap(([channel, texts]) => {
    const stands = poster.texts(channel);
    const isRight = stands.length === texts.length && texts.every((text) => stands.includes(text));
    return isRight ? [] : [`${channel} shows ${JSON.stringify(stands)}`];
  });
}
