/** Answers of releases that ended long ago, and when people were asked. */
import type { Kysely } from 'kysely';
import { dateIn, plusDays, type Instant } from '../../base/time.ts';
import { shared } from '../../release/tables.ts';
import type { Tx } from '../../store/db.ts';
import type { CheckinTables } from './store.ts';
import type { SupportTables } from './support-store.ts';
import type { AskTables } from './ask-store.ts';
import type { PlanTables } from './plan-store.ts';

const AT_ONCE = 50;

type Tables = CheckinTables & SupportTables & AskTables & PlanTables;

/**
 * Forgets a few check-ins, with their requests for support, of releases that ended before `before`, and asks
 * of weeks that ended before it. True when there may be more.
 */
export async function forgetAnswers(tx: Tx, before: Instant): Promise<boolean> {
  const db = tx.db.withTables<Tables>();
  const ended = await shared(tx.db)
    .selectFrom('release')
    .select('id')
    .where('ended_at', '<', before)
    .execute();
  const checkIns = await deleteCheckIns(
    db,
    ended.map(({ id }) => id),
  );
  const asks = await deleteAsks(db, before);
  return checkIns === AT_ONCE || asks === AT_ONCE;
}

/** How many check-ins of these releases went. */
async function deleteCheckIns(db: Kysely<Tables>, releaseIds: readonly string[]): Promise<number> {
  if (releaseIds.length === 0) return 0;
  const rows = await db
    .selectFrom('check_in')
    .select('id')
    .where('release_id', 'in', [...releaseIds])
    .limit(AT_ONCE)
    .execute();
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  const requests = db.selectFrom('support_request').select('id').where('check_in_id', 'in', ids);
  await db.deleteFrom('support_notice').where('request_id', 'in', requests).execute();
  await db.deleteFrom('support_request').where('check_in_id', 'in', ids).execute();
  await db.deleteFrom('check_in_slipping').where('check_in_id', 'in', ids).execute();
  await db.deleteFrom('check_in').where('id', 'in', ids).execute();
  return rows.length;
}

/** How many of the fuller of the two tables went. */
async function deleteAsks(db: Kysely<Tables>, before: Instant): Promise<number> {
  const week = plusDays(dateIn('UTC', before), -7);
  const gone: number[] = [];
  for (const table of ['check_in_ask', 'check_in_plan'] as const) {
    const rows = await db
      .selectFrom(table)
      .select(['workspace_id', 'user_id', 'week'])
      .where('week', '<', week)
      .limit(AT_ONCE)
      .execute();
    for (const row of rows)
      await db
        .deleteFrom(table)
        .where('workspace_id', '=', row.workspace_id)
        .where('user_id', '=', row.user_id)
        .where('week', '=', row.week)
        .execute();
    gone.push(rows.length);
  }
  return Math.max(...gone);
}
