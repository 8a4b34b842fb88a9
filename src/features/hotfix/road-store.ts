/** Steps and clocks of a hotfix: rows in, rows out. */
import type { Db, Tx } from '../../store/db.ts';
import type { Clock, ClockName } from './clocks.ts';
import type { Step } from './road.ts';
import { hotfixTables, type HotfixRow } from './tables.ts';

/** Begins a step of this try. */
export async function beginStep(
  tx: Tx,
  hotfix: Pick<HotfixRow, 'id' | 'attempt'>,
  step: Step,
  by: string,
): Promise<void> {
  await hotfixTables(tx.db)
    .insertInto('hotfix_step')
    .values({
      hotfix_id: hotfix.id,
      step,
      attempt: hotfix.attempt,
      begun_at: tx.now,
      begun_by: by,
      ended_at: null,
      ended_by: null,
      outcome: null,
      remark: '',
    })
    .execute();
}

/** Stamps the end of a step that is open. */
export async function endStep(
  tx: Tx,
  hotfix: Pick<HotfixRow, 'id' | 'attempt'>,
  step: Step,
  end: {
    readonly by: string;
    readonly outcome: 'done' | 'failed' | 'cancelled';
    readonly remark: string;
  },
): Promise<void> {
  await hotfixTables(tx.db)
    .updateTable('hotfix_step')
    .set({ ended_at: tx.now, ended_by: end.by, outcome: end.outcome, remark: end.remark })
    .where('hotfix_id', '=', hotfix.id)
    .where('attempt', '=', hotfix.attempt)
    .where('step', '=', step)
    .where('ended_at', 'is', null)
    .execute();
}

/** Why the try before this one failed; null in the first. */
export async function failedBefore(
  db: Db,
  { id, attempt }: Pick<HotfixRow, 'id' | 'attempt'>,
): Promise<string | null> {
  const row = await hotfixTables(db)
    .selectFrom('hotfix_step')
    .select('remark')
    .where('hotfix_id', '=', id)
    .where('attempt', '=', attempt - 1)
    .where('outcome', '=', 'failed')
    .executeTakeFirst();
  return row === undefined || row.remark === '' ? null : row.remark;
}

/** Starts a clock of this try. */
export async function startClock(
  tx: Tx,
  hotfix: Pick<HotfixRow, 'id' | 'attempt'>,
  clock: ClockName,
  limitMinutes: number,
): Promise<void> {
  await hotfixTables(tx.db)
    .insertInto('hotfix_clock')
    .values({
      hotfix_id: hotfix.id,
      clock,
      attempt: hotfix.attempt,
      started_at: tx.now,
      limit_minutes: limitMinutes,
      stopped_at: null,
    })
    .execute();
}

/** Stops the clocks of these names that still run. */
export async function stopClocks(
  tx: Tx,
  hotfixId: string,
  names: readonly ClockName[],
): Promise<void> {
  if (names.length === 0) return;
  await hotfixTables(tx.db)
    .updateTable('hotfix_clock')
    .set({ stopped_at: tx.now })
    .where('hotfix_id', '=', hotfixId)
    .where('clock', 'in', [...names])
    .where('stopped_at', 'is', null)
    .execute();
}

/** A hotfix's clocks, oldest first. */
export async function clocksOf(db: Db, hotfixId: string): Promise<readonly Clock[]> {
  const rows = await hotfixTables(db)
    .selectFrom('hotfix_clock')
    .selectAll()
    .where('hotfix_id', '=', hotfixId)
    .orderBy('started_at')
    .orderBy('clock')
    .execute();
  return rows.map((row) => ({
    clock: row.clock,
    attempt: row.attempt,
    startedAt: row.started_at,
    limitMinutes: row.limit_minutes,
    stoppedAt: row.stopped_at,
  }));
}
