/**
 * Which asks are promised. A promise that was taken back stays so for good, but a person may be asked
 * again in that very week: 0.7.0 ships on Tuesday, 0.8.0 is planned on Wednesday. Then the ask is
 * promised anew under the next number.
 */
import type { Kysely } from 'kysely';
import type { CalendarDate } from '../../base/time.ts';
import type { Db, Tx } from '../../store/db.ts';

interface PlanRow {
  workspace_id: string;
  user_id: string;
  week: CalendarDate;
  number: number;
  withdrawn: 0 | 1;
}

/** These tables by name. */
export type PlanTables = { check_in_plan: PlanRow };

function own(db: Db): Kysely<PlanTables> {
  return db.withTables<PlanTables>();
}

/** Whose week a plan is about. */
export type PlanKey = Pick<PlanRow, 'workspace_id' | 'user_id' | 'week'>;

/** The promise to ask one person in one week. */
function askKey({ user_id, week }: PlanKey, number: number): string {
  return number === 1
    ? `checkin.ask:${user_id}:${week}`
    : `checkin.ask:${user_id}:${week}:${number}`;
}

/** The key under which a week's ask is promised now. */
export async function keyToPromise(tx: Tx, key: PlanKey): Promise<string> {
  const row = await find(tx.db, key);
  const number = row === undefined ? 1 : row.number + row.withdrawn;
  await own(tx.db)
    .insertInto('check_in_plan')
    .values({ ...key, number, withdrawn: 0 })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'user_id', 'week']).doUpdateSet({ number, withdrawn: 0 }),
    )
    .execute();
  return askKey(key, number);
}

/** The promised weeks of a person from `week` on that were not taken back, now marked as taken back. */
export async function keysToWithdraw(
  tx: Tx,
  workspaceId: string,
  userId: string,
  from: CalendarDate,
): Promise<readonly string[]> {
  const rows = await own(tx.db)
    .updateTable('check_in_plan')
    .set({ withdrawn: 1 })
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('week', '>=', from)
    .where('withdrawn', '=', 0)
    .returningAll()
    .execute();
  return rows.map((row) => askKey(row, row.number));
}

/** Everyone with an ask promised in weeks from `week` on. */
export async function plannedPeople(
  db: Db,
  workspaceId: string,
  from: CalendarDate,
): Promise<readonly string[]> {
  const rows = await own(db)
    .selectFrom('check_in_plan')
    .select('user_id')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('week', '>=', from)
    .where('withdrawn', '=', 0)
    .execute();
  return rows.map(({ user_id }) => user_id);
}

async function find(db: Db, key: PlanKey): Promise<PlanRow | undefined> {
  return own(db)
    .selectFrom('check_in_plan')
    .selectAll()
    .where('workspace_id', '=', key.workspace_id)
    .where('user_id', '=', key.user_id)
    .where('week', '=', key.week)
    .executeTakeFirst();
}
