import { resolve } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../../src/base/log.ts';
import { openStore, type Store } from '../../../src/store/store.ts';

const NOW = '2026-11-16T08:00:00.000Z';
let store: Store;

beforeEach(async () => {
  store = await openStore({
    file: ':memory:',
    migrationsFolder: resolve(import.meta.dirname, '../../../migrations'),
    log: silentLog,
  });
  await run(`insert into workspace values ('T1', 'Acme', 'UBOT', '${NOW}')`);
  await run(
    `insert into project (id, workspace_id, name, channel_id, zone, ask_weekday, ask_time, close_time, digest_weekday, digest_time, draft_time, behind_points, low_confidence, set_up_by, created_at, updated_at)
     values ('P', 'T1', 'Atlas', 'C', 'UTC', 4, '10:00', '18:00', 5, '15:00', '11:00', 15, 2, 'U', '${NOW}', '${NOW}')`,
  );
  await run(
    `insert into release (id, workspace_id, project_id, version, version_key, type, theme, compatibility, target_date, stage, source, planned_on, planned_by, created_at)
     values ('R', 'T1', 'P', '0.7.0', '0', 'minor', '', '', '2026-12-11', 'development', '{}', '2026-11-16', 'U', '${NOW}')`,
  );
});
afterEach(() => store.close());

const run = (statement: string) => store.transact(NOW, (tx) => sql.raw(statement).execute(tx.db));

const checkIn = (values: Readonly<Record<string, string | number | null>>) => {
  const row = {
    id: 'chk_1',
    workspace_id: 'T1',
    release_id: 'R',
    user_id: 'U',
    week: '2026-11-16',
    asked_at: NOW,
    late: 0,
    detailed_at: null,
    accomplishments: '',
    risks: '',
    mitigation: '',
    focus: '',
    from_private: 0,
    ...values,
  };
  const literals = Object.values(row).map((value) =>
    value === null ? 'null' : typeof value === 'number' ? String(value) : `'${value}'`,
  );
  return run(`insert into check_in (${Object.keys(row).join()}) values (${literals.join()})`);
};

const ANSWERED = { answered_at: NOW, first_answered_at: NOW };

describe('the schema refuses', () => {
  test.each<[string, Readonly<Record<string, string | number | null>>]>([
    ['a confidence of nought', { ...ANSWERED, confidence: 0 }],
    ['a confidence of six', { ...ANSWERED, confidence: 6 }],
    ['an answer without confidence', { ...ANSWERED }],
    ['a confidence without an answer', { confidence: 3 }],
    ['a row neither asked nor answered', { asked_at: null }],
    ['a text beyond the limit', { risks: 'x'.repeat(3001) }],
    ['an unknown release', { release_id: 'R9' }],
    ['a word for a number', { late: 'yes' }],
  ])('%s', async (_name, values) => {
    await expect(checkIn(values)).rejects.toThrow();
  });

  test('a second check-in of the same person, release and week', async () => {
    await checkIn({ ...ANSWERED, confidence: 3 });
    await expect(checkIn({ id: 'chk_2' })).rejects.toThrow(/check_in/);
  });

  test('a second open request of one check-in, but not a second one', async () => {
    await checkIn({});
    const request = (id: string, state: string) => {
      const closed = state === 'open' ? 'null, null' : `'U', '${NOW}'`;
      return run(
        `insert into support_request (id, workspace_id, check_in_id, release_id, from_user_id, text, since, state, closed_by, closed_at)
         values ('${id}', 'T1', 'chk_1', 'R', 'U', 'x', '2026-11-16', '${state}', ${closed})`,
      );
    };
    await request('sup_1', 'done');
    await request('sup_2', 'open');
    await expect(request('sup_3', 'open')).rejects.toThrow(/support_request/);
  });
});
