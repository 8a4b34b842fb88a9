/** What is old is forgotten once a night, a few rows at a time, and what stands in Slack is never doubled by it. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { plusMinutes, type Instant } from '../../src/base/time.ts';
import { createBreakable } from '../../src/jobs/breakable.ts';
import { createChannels } from '../../src/jobs/closed-channels.ts';
import { createRetention, type RetentionOptions } from '../../src/jobs/retention.ts';
import { writePromise } from '../../src/jobs/promises.ts';
import { writeSaying } from '../../src/jobs/say.ts';
import { withJobTables, type MessageRow } from '../../src/jobs/tables.ts';
import type { Transact } from '../../src/store/db.ts';
import { openStore, type Store } from '../../src/store/store.ts';

const NOW: Instant = '2026-11-20T10:00:00.000Z';
const daysAgo = (days: number): Instant => plusMinutes(NOW, -days * 24 * 60);
const TOMORROW = daysAgo(-1);

let store: Store;
beforeEach(async () => {
  const migrationsFolder = join(import.meta.dirname, '../../migrations');
  store = await openStore({ file: ':memory:', migrationsFolder, log: silentLog });
});
afterEach(() => store.close());

function retention(
  changes: Partial<RetentionOptions> = {},
  transact: Transact = store.transact,
): (now: Instant) => Promise<void> {
  const beat = createRetention({ log: silentLog, keepDays: 30, forgets: [], ...changes });
  return (now) => beat(transact, now);
}

/** A message that ended as `state`, `days` ago. */
async function message(key: string, days: number, state: 'sent' | 'ready'): Promise<void> {
  await store.transact(daysAgo(days), async (tx) => {
    await writeSaying(tx, {
      key,
      workspaceId: 'T1',
      to: 'C1',
      message: { text: `words of ${key}`, blocks: [] },
    });
    if (state === 'ready') return;
    await withJobTables(tx.db)
      .updateTable('message')
      .set({ state, ts: '1.1', channel_id: 'C1', sent_version: 1 })
      .where('key', '=', key)
      .execute();
  });
}
async function words(): Promise<Readonly<Record<string, string>>> {
  const rows = await withJobTables(store.db).selectFrom('message').selectAll().execute();
  return Object.fromEntries(
    rows.map(({ key, wanted }) => [key, (JSON.parse(wanted) as { readonly text: string }).text]),
  );
}
async function skipped(key: string, days: number): Promise<void> {
  const at = daysAgo(days);
  await store.transact(at, async (tx) => {
    await writePromise(tx, {
      key,
      workspaceId: 'T1',
      kind: 'k',
      dueAt: at,
      usefulUntil: at,
      payload: {},
    });
    await withJobTables(tx.db)
      .updateTable('promise')
      .set({ state: 'skipped', reason: 'why' })
      .where('key', '=', key)
      .execute();
  });
}
async function arrived(key: string, days: number, state: 'handled' | 'waiting'): Promise<void> {
  const row = { kind: 'event', body: '{}', attempts: 1, outcome: null, reference: null };
  await store.transact(NOW, async (tx) => {
    await withJobTables(tx.db)
      .insertInto('arrival')
      .values({ key, received_at: daysAgo(days), state, finished_at: null, ...row })
      .execute();
  });
}
const keysOf = async (table: 'promise' | 'arrival'): Promise<readonly string[]> => {
  const rows = await withJobTables(store.db).selectFrom(table).select('key').execute();
  return rows.map(({ key }) => key).toSorted();
};

test('words of old messages go, those to be sent and newer ones stay, and every key stays', async () => {
  await message('old', 31, 'sent');
  await message('old but not sent', 31, 'ready');
  await message('new', 29, 'sent');
  await retention()(NOW);
  expect(await words()).toEqual({
    old: '',
    'old but not sent': 'words of old but not sent',
    new: 'words of new',
  });
  await message('old', 0, 'sent');
  expect(await withJobTables(store.db).selectFrom('message').select('key').execute()).toHaveLength(
    3,
  );
});

describe('words that only this organisation may read', () => {
  const hiding = async (key: string, days: number) => {
    await message(key, days, 'sent');
    const words = (text: string) => JSON.stringify({ text: `${text} of ${key}`, blocks: [] });
    await set(key, {
      redacted_wanted: words('redacted'),
      late_after: NOW,
      late_wanted: words('late'),
      late_redacted_wanted: words('late, redacted'),
    });
  };
  const set = (key: string, values: Partial<MessageRow>) =>
    store.transact(NOW, async (tx) => {
      await withJobTables(tx.db)
        .updateTable('message')
        .set(values)
        .where('key', '=', key)
        .execute();
    });
  const row = (key: string) =>
    withJobTables(store.db)
      .selectFrom('message')
      .selectAll()
      .where('key', '=', key)
      .executeTakeFirstOrThrow();

  test('go in every form, and nothing of them is left', async () => {
    await hiding('stands redacted', 31);
    await set('stands redacted', { sent_redacted: 1 });
    await hiding('stands in full', 31);
    await hiding('failed', 31);
    await set('failed', { state: 'failed', reason: 'x' });
    await hiding('new', 29);
    await retention()(NOW);
    for (const key of ['stands redacted', 'stands in full', 'failed'])
      expect(
        JSON.stringify(await row(key)).match(/(full|late|redacted|words) of/g),
        key,
      ).toBeNull();
    expect(await row('stands redacted')).toMatchObject({ redacted_wanted: null });
    expect((await row('new')).redacted_wanted).toContain('redacted of new');
  });

  test('are edited away when the channel is shared after they were forgotten', async () => {
    await hiding('stands in full', 31);
    await retention()(NOW);
    const { wanted, redacted_wanted: redacted } = await row('stands in full');
    expect(redacted).toContain('I do not keep it any more');
    // The channel may be ours alone again when it is edited: it must not become empty then.
    expect(wanted).toBe(redacted);
    const channels = createChannels('T1', machineClock, () => undefined);
    await store.transact(NOW, (tx) => channels.redact(tx, 'C1'));
    expect((await row('stands in full')).state).toBe('ready');
  });

  test('left from a time when only the open ones were forgotten, go too', async () => {
    await hiding('half', 31);
    await set('half', { wanted: '{"text":"","blocks":[]}', sent_redacted: 1 });
    await retention()(NOW);
    expect(await row('half')).toMatchObject({ redacted_wanted: null, late_redacted_wanted: null });
  });
});

test('stopped in between, it ends quietly, and the next one goes on', async () => {
  for (let n = 0; n < 250; n += 1) await arrived(`a${n}`, 40, 'handled');
  const troubles: string[] = [];
  const log = { ...silentLog, trouble: (event: string) => void troubles.push(event) };
  const beats = createBreakable(store.transact);
  const forgets = createRetention({ log, keepDays: null, forgets: [] });
  await beats.run((transact) =>
    forgets(async (now, work) => {
      const done = await transact(now, work);
      await beats.breakOff();
      return done;
    }, NOW),
  );
  expect(await keysOf('arrival')).toHaveLength(150);
  expect(troubles).toEqual([]);
  await retention({ keepDays: null })(NOW);
  expect(await keysOf('arrival')).toEqual([]);
});

test('promises that were not kept and arrivals go by their age; what waits never goes', async () => {
  await skipped('old', 31);
  await skipped('new', 29);
  await arrived('old', 31, 'handled');
  await arrived('old but waiting', 31, 'waiting');
  await arrived('new', 29, 'handled');
  await retention()(NOW);
  expect(await keysOf('promise')).toEqual(['new']);
  expect(await keysOf('arrival')).toEqual(['new', 'old but waiting']);
});

test('kept for ever, only arrivals go, after their thirty days; kept for a week, they go sooner', async () => {
  await message('old', 4000, 'sent');
  await skipped('old', 4000);
  await arrived('of a month', 31, 'handled');
  await arrived('of a fortnight', 14, 'handled');
  await retention({ keepDays: null })(NOW);
  expect(await words()).toEqual({ old: 'words of old' });
  expect(await keysOf('promise')).toEqual(['old']);
  expect(await keysOf('arrival')).toEqual(['of a fortnight']);
  await retention({ keepDays: 7 })(NOW);
  expect(await keysOf('arrival')).toEqual([]);
});

test('many rows go in small steps, and others get their turn in between', async () => {
  for (let n = 0; n < 350; n += 1) await arrived(`a${n}`, 40, 'handled');
  const sizes: number[] = [];
  let left = 350;
  let turns = 0;
  const counting: Transact = async (now, work) => {
    const result = await store.transact(now, work);
    const rest = (await keysOf('arrival')).length;
    sizes.push(left - rest);
    left = rest;
    setImmediate(() => (turns += 1));
    return result;
  };
  await retention({ keepDays: null }, counting)(NOW);
  expect(sizes).toEqual([100, 100, 100, 50]);
  expect(turns).toBeGreaterThanOrEqual(3);
});

test('once at the start and once a night, not at every beat', async () => {
  const nights: Instant[] = [];
  const forgets = [
    async (tx: { readonly now: Instant }) => {
      nights.push(tx.now);
      return false;
    },
  ];
  const beat = retention({ forgets });
  const at = ['2026-11-20T10:00:00.000Z', '2026-11-20T23:59:00.000Z', '2026-11-21T02:59:00.000Z'];
  const night = '2026-11-21T03:00:00.000Z';
  for (const now of [...at, night, '2026-11-21T03:01:00.000Z', '2026-11-20T09:00:00.000Z'])
    await beat(now);
  expect(nights).toEqual([at[0], night]);
});

test('a step that fails is logged, and the others go on', async () => {
  await arrived('old', 31, 'handled');
  const troubles: string[] = [];
  const log = { ...silentLog, trouble: (event: string) => void troubles.push(event) };
  const fails = () => Promise.reject(new Error('full'));
  const beat = retention({ log, forgets: [fails] });
  await beat(NOW);
  expect(troubles).toEqual(['retention.failed']);
  expect(await keysOf('arrival')).toEqual([]);
  await beat(TOMORROW);
  expect(troubles).toHaveLength(2);
});
