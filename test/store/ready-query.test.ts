/** Queries that are built once. */
import { sql } from 'kysely';
import { expect, test, onTestFinished } from 'vitest';
import { rememberWorkspace } from '../../src/release/people.ts';
import { shared, type WorkspaceTable } from '../../src/release/tables.ts';
import { readyList } from '../../src/store/ready-list.ts';
import { readyQuery } from '../../src/store/ready-query.ts';
import { readyRows } from '../../src/store/ready-rows.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { silentLog } from '../../src/base/log.ts';
import { join } from 'node:path';

const NOW = '2026-11-20T10:00:00.000Z';

async function aStore(): Promise<Store> {
  const migrationsFolder = join(import.meta.dirname, '../../migrations');
  const store = await openStore({ file: ':memory:', migrationsFolder, log: silentLog });
  onTestFinished(() => store.close());
  return store;
}

const workspace = (id: string) => ({ id, name: `Name of ${id}`, botUserId: 'U0' });

test('each run brings its own values, and the query is built with the first', async () => {
  const store = await aStore();
  let built = 0;
  const byId = readyQuery<{ id: string }, WorkspaceTable>((db, place) => {
    built += 1;
    return shared(db).selectFrom('workspace').selectAll().where('id', '=', place('id'));
  });
  await store.transact(NOW, async (tx) => {
    for (const id of ['A', 'B']) await rememberWorkspace(tx, workspace(id));
    expect((await byId.first(tx.db, { id: 'B' }))?.name).toBe('Name of B');
  });
  expect(await byId.all(store.db, { id: 'A' })).toHaveLength(1);
  expect(await byId.first(store.db, { id: 'C' })).toBeUndefined();
  expect(built).toBe(1);
});

test('a whole row goes to its places, beside what the query itself says', async () => {
  const store = await aStore();
  const insert = readyQuery<Omit<WorkspaceTable, 'created_at'>, unknown>((db, _, row) =>
    shared(db)
      .insertInto('workspace')
      .values({ ...row, created_at: sql<string>`${NOW}` }),
  );
  await store.transact(NOW, async (tx) => {
    await insert.all(tx.db, { id: 'A', name: 'first', bot_user_id: 'U0' });
    // Its own order of names does not matter.
    await insert.all(tx.db, { bot_user_id: 'U1', name: 'second', id: 'B' });
  });
  const rows = await shared(store.db).selectFrom('workspace').selectAll().orderBy('id').execute();
  expect(rows).toEqual([
    { id: 'A', name: 'first', bot_user_id: 'U0', created_at: NOW },
    { id: 'B', name: 'second', bot_user_id: 'U1', created_at: NOW },
  ]);
});

test('a list of keys is asked for in texts of a few sizes, each key once', async () => {
  const store = await aStore();
  const sizes: number[] = [];
  const named = readyList<{ name: string }, WorkspaceTable>((db, keys, place) => {
    sizes.push(keys.length);
    return shared(db)
      .selectFrom('workspace')
      .selectAll()
      .where('id', 'in', keys)
      .where('name', '!=', place('name'))
      .orderBy('id');
  });
  const ids = Array.from({ length: 70 }, (_, n) => `W${String(n).padStart(2, '0')}`);
  await store.transact(NOW, async (tx) => {
    for (const id of ids) await rememberWorkspace(tx, workspace(id));
  });
  const found = async (keys: readonly string[]) =>
    (await named(store.db, keys, { name: 'Name of W03' })).map(({ id }) => id);
  expect(await found([])).toEqual([]);
  expect(await found(['W02', 'W01', 'W02', 'W03', 'gone'])).toEqual(['W01', 'W02']);
  expect(await found(['W04', 'W05', 'W06'])).toEqual(['W04', 'W05', 'W06']);
  expect(await found(ids)).toEqual(ids.filter((id) => id !== 'W03'));
  expect(sizes).toEqual([4, 32, 8]);
});

test('rows are written in texts of a few sizes, in their order', async () => {
  const store = await aStore();
  const sizes: number[] = [];
  const insert = readyRows<WorkspaceTable>((db, rows) => {
    sizes.push(rows.length);
    return shared(db).insertInto('workspace').values(rows);
  });
  await store.transact(NOW, async (tx) => {
    await rememberWorkspace(tx, workspace('W'));
    const [row] = await shared(tx.db).selectFrom('workspace').selectAll().execute();
    if (row === undefined) throw new Error('no workspace was written');
    const rows = Array.from({ length: 70 }, (_, n) => ({ ...row, id: `W${n}`, name: `Name ${n}` }));
    for (const part of [[], rows.slice(0, 7), rows.slice(7)]) await insert(tx.db, part);
  });
  const found = await shared(store.db)
    .selectFrom('workspace')
    .select(['id', 'name'])
    .orderBy(sql`rowid`)
    .execute();
  expect(found.slice(1)).toEqual(
    Array.from({ length: 70 }, (_, n) => ({ id: `W${n}`, name: `Name ${n}` })),
  );
  expect(sizes).toEqual([4, 2, 1, 32, 16, 8]);
});
