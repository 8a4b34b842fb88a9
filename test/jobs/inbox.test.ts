/** What arrives is kept before it is acknowledged, and handled once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { holdDisk } from '../support/held-disk.ts';
import { AlreadyHandled } from '../../src/jobs/transact-once.ts';
import { createAdopt } from '../../src/jobs/orphans.ts';
import { createInbox, type Inbox } from '../../src/jobs/inbox.ts';
import { withJobTables } from '../../src/jobs/tables.ts';
import type { Arrival } from '../../src/slack/port.ts';
import { noOtherSeats } from '../../src/store/seats.ts';
import { openBench, saying, START, type Bench } from './bench.ts';

let bench: Bench;
let inbox: Inbox;
beforeEach(async () => {
  bench = await openBench();
  inbox = createInbox(bench.store);
});
afterEach(() => bench.store.close());

const arrival = (key: string): Arrival => ({
  key,
  kind: 'command',
  body: { text: `of ${key}`, n: [1] },
});

const unfinished = async () =>
  (await createAdopt(bench.store, noOtherSeats)('at-start')).unfinished;

async function row(key: string) {
  return await withJobTables(bench.store.db)
    .selectFrom('arrival')
    .selectAll()
    .where('key', '=', key)
    .executeTakeFirst();
}

describe('recording', () => {
  test('case 11: is new once, and seen ever after', async () => {
    expect(await inbox.recordArrival(arrival('e1'), START)).toBe('new');
    expect(await inbox.recordArrival(arrival('e1'), START)).toBe('seen');
    await inbox.finish('e1', 'done', START);
    expect(await inbox.recordArrival(arrival('e1'), START)).toBe('seen');
  });

  test('of many at once tells each its own answer', async () => {
    const keys = Array.from({ length: 200 }, (_, i) => `e${i % 120}`);
    const answers = await Promise.all(keys.map((key) => inbox.recordArrival(arrival(key), START)));
    expect(answers.slice(0, 120).every((answer) => answer === 'new')).toBe(true);
    expect(answers.slice(120).every((answer) => answer === 'seen')).toBe(true);
    expect(await unfinished()).toHaveLength(120);
  });

  test('case 30: whose sender heard that nothing was saved is not worked off later; what came before is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-inbox-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const { store } = await openBench({}, join(folder, 'slipway.db'));
    const own = createInbox(store);
    await own.recordArrival(arrival('e1'), START);
    const disk = holdDisk();
    disk.fail('EIO');
    const both = [own.recordArrival(arrival('e1'), START), own.recordArrival(arrival('e2'), START)];
    for (const recording of both)
      await expect(recording).rejects.toThrow('I cannot save right now');
    disk.fail(null);
    const { unfinished: left } = await createAdopt(
      (await openBench({}, join(folder, 'slipway.db'))).store,
      noOtherSeats,
    )('at-start');
    expect(left.map(({ key }) => key)).toEqual(['e1']);
    await store.close();
  });

  test('is not said to be there before it is on disk, also when it was there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-inbox-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const { store } = await openBench({}, join(folder, 'slipway.db'));
    const own = createInbox(store);
    const disk = holdDisk();
    disk.hold();
    const answers: string[] = [];
    const first = own.recordArrival(arrival('e1'), START).then((word) => answers.push(word));
    await vi.waitUntil(() => disk.syncs === 1);
    const again = own.recordArrival(arrival('e1'), START).then((word) => answers.push(word));
    for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
    expect(answers).toEqual([]);
    disk.go();
    await Promise.all([first, again]);
    expect(answers).toEqual(['new', 'seen']);
    await store.close();
  });

  test('keeps the body as it came', async () => {
    const body = {
      'odd "key"': null,
      text: '<!channel> \u202e \ud83d\ude80',
      deep: [{ a: [true, 1.5] }],
    };
    await inbox.recordArrival({ key: 'e1', kind: 'event', body }, START);
    expect((await unfinished())[0]).toMatchObject({ key: 'e1', kind: 'event', body });
  });

  test('waits for a transaction in hand and is not undone with it', async () => {
    let fail: (error: Error) => void = () => undefined;
    const failing = bench.store.transact(START, async (tx) => {
      await bench.outbox.say(tx, saying('m', 'x'));
      await new Promise((_, reject) => (fail = reject));
    });
    const recorded = inbox.recordArrival(arrival('e1'), START);
    await new Promise(setImmediate);
    fail(new Error('rolled back'));
    await expect(failing).rejects.toThrow('rolled back');
    expect(await recorded).toBe('new');
    await expect(bench.row('m')).rejects.toThrow();
    expect(await row('e1')).toBeDefined();
  });

  test('case 43: of a body that nests too deep fails alone, not with all that came at the same time', async () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const bad = { ...arrival('bad'), body: { deep } };
    const ends = await Promise.allSettled(
      [arrival('e1'), bad, arrival('e2')].map((one) => inbox.recordArrival(one, START)),
    );
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await unfinished()).map(({ key }) => key)).toEqual(['e1', 'e2']);
  });

  test('what comes in one turn, and what ends in it, waits for the disk once', async () => {
    await inbox.recordArrival(arrival('before'), START);
    let commits = 0;
    const counting = createInbox({
      ...bench.store,
      atomicallyNext: (work) => {
        commits += 1;
        return bench.store.atomicallyNext(work);
      },
    });
    const both = ['e1', 'e2'].map((key) => counting.recordArrival(arrival(key), START));
    await Promise.all([...both, counting.finish('before', 'done', START)]);
    expect(commits).toBe(1);
    expect((await unfinished()).map(({ key }) => key)).toEqual(['e1', 'e2']);
  });

  test('that fails tells everyone who waits for it', async () => {
    const broken = createInbox({
      ...bench.store,
      atomicallyNext: () => Promise.reject(new Error('disk full')),
    });
    const both = [arrival('e1'), arrival('e2')].map((one) => broken.recordArrival(one, START));
    for (const one of both) await expect(one).rejects.toThrow('disk full');
  });
});

describe('working off', () => {
  test('what is unfinished comes oldest first, with its tries', async () => {
    await inbox.recordArrival(arrival('late'), '2026-11-20T10:00:02.000Z');
    await inbox.recordArrival(arrival('early'), '2026-11-20T10:00:01.000Z');
    expect(await inbox.begin('early')).toBe(2);
    expect(await inbox.begin('early')).toBe(3);
    const all = await unfinished();
    expect(all.map(({ key, attempts }) => [key, attempts])).toEqual([
      ['early', 3],
      ['late', 1],
    ]);
  });

  test('finished and failed ones are over', async () => {
    await inbox.recordArrival(arrival('a'), START);
    await inbox.recordArrival(arrival('b'), START);
    await inbox.finish('a', 'no such command', START);
    await inbox.fail('b', 'R-17', START);
    await inbox.fail('a', 'R-18', START);
    expect(await unfinished()).toEqual([]);
    expect(await inbox.begin('a')).toBeNull();
    expect(await row('a')).toMatchObject({ state: 'handled', outcome: 'no such command' });
    expect(await row('b')).toMatchObject({ state: 'failed', reference: 'R-17' });
  });
});

test('case 48: what was worked off keeps no words and no addresses', async () => {
  const body = {
    text: 'canary',
    response_url: 'https://hooks.slack.com/canary',
    trigger_id: 'canary',
  };
  for (const key of ['handled', 'failed', 'finished'])
    await inbox.recordArrival({ key, kind: 'command', body }, START);
  await inbox.transactFor('handled')(START, async () => undefined);
  await inbox.fail('failed', 'R-1', START);
  await inbox.finish('finished', 'done', START);
  for (const key of ['handled', 'failed', 'finished'])
    expect(await row(key), key).toMatchObject({ body: '{}' });
  expect(await inbox.recordArrival({ key: 'handled', kind: 'command', body }, START)).toBe('seen');
  expect(await row('handled')).toMatchObject({ body: '{}' });
});

describe('the handler’s own transaction', () => {
  const say = (key: string, text: string) =>
    inbox.transactFor(key)(START, (tx) => bench.outbox.say(tx, saying(key, text)));

  test('marks the arrival together with what it does', async () => {
    await inbox.recordArrival(arrival('a'), START);
    await say('a', 'hello');
    expect(await row('a')).toMatchObject({ state: 'handled', finished_at: START });
    expect(await bench.row('a')).toMatchObject({ state: 'ready' });
  });

  test('rolled back leaves the arrival to be handled', async () => {
    await inbox.recordArrival(arrival('a'), START);
    const transact = inbox.transactFor('a');
    const failing = transact(START, async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await row('a')).toMatchObject({ state: 'waiting' });
    await transact(START, (tx) => bench.outbox.say(tx, saying('a', 'x')));
    expect(await row('a')).toMatchObject({ state: 'handled' });
  });

  test('of a second handler does nothing and says so', async () => {
    await inbox.recordArrival(arrival('a'), START);
    await say('a', 'first');
    await expect(say('a', 'second')).rejects.toThrow(AlreadyHandled);
    expect((await bench.row('a')).wanted).toContain('first');
  });

  test('case 11: of ten handlers at once: one does it', async () => {
    await inbox.recordArrival(arrival('a'), START);
    const all = Array.from({ length: 10 }, (_, i) => say('a', `by ${i}`));
    const ends = await Promise.allSettled(all);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('may be followed by another of the same handler', async () => {
    await inbox.recordArrival(arrival('a'), START);
    const transact = inbox.transactFor('a');
    await transact(START, (tx) => bench.outbox.say(tx, saying('one', '1')));
    await transact(START, (tx) => bench.outbox.say(tx, saying('two', '2')));
    expect(await bench.row('two')).toMatchObject({ state: 'ready' });
  });
});
