/** No statement that runs often walks through a whole table, however many rows there are. */
import { SqliteQueryCompiler, type KyselyPlugin } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { createInbox } from '../../src/jobs/inbox.ts';
import { createAdopt } from '../../src/jobs/orphans.ts';
import { createOpenWindows } from '../../src/jobs/open-windows.ts';
import { createLease } from '../../src/jobs/leases.ts';
import { ledger } from '../../src/jobs/ledger.ts';
import { prepareLookWrites } from '../../src/jobs/look-writes.ts';
import { prepareReads } from '../../src/jobs/message-reads.ts';
import { prepareWrites } from '../../src/jobs/message-writes.ts';
import { preparePromises } from '../../src/jobs/promise-statements.ts';
import { withdraw, writePromise } from '../../src/jobs/promises.ts';
import { createScheduler } from '../../src/jobs/scheduler.ts';
import { noOtherSeats } from '../../src/store/seats.ts';
import { openBench, saying, START, type Bench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.store.close());

async function planOf(statement: string): Promise<string> {
  const explain = bench.store.prepare<{ detail: string }>(`explain query plan ${statement}`);
  const values = Array.from(statement.matchAll(/\?/g), () => null);
  const rows = await bench.store.alone(() => explain.all(...values));
  return rows.map(({ detail }) => detail).join('; ');
}

/** Writes down the text of every query that Kysely makes. */
function spyOn(statements: string[]): KyselyPlugin {
  return {
    transformQuery({ node, queryId }) {
      statements.push(new SqliteQueryCompiler().compileQuery(node, queryId).sql);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

/** Every statement that the hot paths prepare. */
function prepared(): readonly string[] {
  const statements: string[] = [];
  const spy: Bench['store'] = {
    ...bench.store,
    prepare<Row>(text: string) {
      statements.push(text);
      return bench.store.prepare<Row>(text);
    },
  };
  createInbox(spy);
  createAdopt(spy, noOtherSeats);
  createOpenWindows(spy);
  prepareReads(spy);
  prepareWrites(spy);
  prepareLookWrites(spy);
  preparePromises(spy);
  createLease({ store: spy, wall: bench.wall, name: 'x', milliseconds: 1 });
  createScheduler({
    store: spy,
    clock: bench.clock,
    wall: bench.wall,
    log: silentLog,
    keepers: {},
  });
  return statements;
}

test('no prepared statement scans a table or sorts', async () => {
  const statements = prepared();
  expect(statements.length).toBeGreaterThan(25);
  for (const statement of statements) {
    const plan = await planOf(statement);
    // A partial index is walked from its beginning: that is the queue itself, not the table.
    const walked = plan.replaceAll(
      /SCAN (m|message|promise|arrival) USING (COVERING )?INDEX \w+/g,
      '',
    );
    expect(walked, statement).not.toMatch(/SCAN|TEMP B-TREE/);
  }
});

test('what walks an index walks only what is open, or stops at the first', async () => {
  const walks: string[] = [];
  for (const statement of prepared()) {
    const plan = await planOf(statement);
    const [, index] = /SCAN \w+ USING (?:COVERING )?INDEX (\w+)/.exec(plan) ?? [];
    if (index !== undefined) walks.push(index);
  }
  const open = [
    'arrival_waiting',
    'arrival_window',
    'promise_doing',
    'promise_due',
    'message_sending',
    'message_look',
  ];
  expect(open).toEqual(expect.arrayContaining(walks));
});

test('saying, promising, taking back and reading the ledger seek too', async () => {
  const statements: string[] = [];
  await bench.store.transact(START, async (tx) => {
    const spied = { ...tx, db: tx.db.withPlugin(spyOn(statements)) };
    await bench.outbox.say(spied, saying('a', 'x'));
    await bench.outbox.say(spied, saying('a', 'y', { threadOf: 'a' }));
    const times = { dueAt: START, usefulUntil: START };
    await writePromise(spied, { key: 'p', workspaceId: 'T', kind: 'k', payload: {}, ...times });
    await withdraw(spied, { releaseId: 'r', kind: 'k' }, 'x');
    await withdraw(spied, { key: 'p' }, 'x');
  });
  const db = bench.store.db.withPlugin(spyOn(statements));
  for (const state of ['due', 'sent', 'skipped', 'failed'] as const) {
    await ledger.newest(db, state, 5);
  }
  await ledger.counts(db);
  expect(statements.length).toBeGreaterThan(8);
  for (const statement of statements) {
    expect(await planOf(statement), statement).not.toMatch(/SCAN (message|promise)(?! USING)/);
  }
});
