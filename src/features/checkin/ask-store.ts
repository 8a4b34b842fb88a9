/** The table of weekly messages: who got one, and how often they were reminded. */
import type { Kysely } from 'kysely';
import type { CalendarDate, Instant } from '../../base/time.ts';
import type { Db, Tx } from '../../store/db.ts';

/** One weekly message to one person. */
export interface AskRow {
  workspace_id: string;
  user_id: string;
  /** Its Monday. */
  week: CalendarDate;
  asked_at: Instant;
  /** The earliest closing of the releases in it. */
  closes_at: Instant;
  /** How many reminders went out: one, and one more each time the person asked for it again. */
  reminders: number;
  /** 1 when it was the first message to this person and says why it came. */
  is_first: 0 | 1;
}

/** These tables by name. */
export type AskTables = { check_in_ask: AskRow };

function asks(db: Db): Kysely<AskTables> {
  return db.withTables<AskTables>();
}

/** The message of one person's week, when one went out. */
export async function findAsk(
  db: Db,
  workspaceId: string,
  userId: string,
  week: CalendarDate,
): Promise<AskRow | undefined> {
  return asks(db)
    .selectFrom('check_in_ask')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('week', '=', week)
    .executeTakeFirst();
}

/** Writes down that the message of a week goes out. */
export async function insertAsk(
  tx: Tx,
  row: Pick<AskRow, 'workspace_id' | 'user_id' | 'week' | 'closes_at' | 'is_first'>,
): Promise<void> {
  await asks(tx.db)
    .insertInto('check_in_ask')
    .values({ ...row, asked_at: tx.now, reminders: 0 })
    .execute();
}

/** Counts one more reminder of a weekly message. */
export async function countReminder(tx: Tx, ask: AskRow): Promise<AskRow> {
  const reminders = ask.reminders + 1;
  await asks(tx.db)
    .updateTable('check_in_ask')
    .set({ reminders })
    .where('workspace_id', '=', ask.workspace_id)
    .where('user_id', '=', ask.user_id)
    .where('week', '=', ask.week)
    .execute();
  return { ...ask, reminders };
}

/** A person's newest weekly message, whatever its week. */
export async function newestAsk(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<AskRow | undefined> {
  return newestFirst(db, workspaceId, userId).executeTakeFirst();
}

function newestFirst(db: Db, workspaceId: string, userId: string) {
  return asks(db)
    .selectFrom('check_in_ask')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .orderBy('week', 'desc');
}

/** The newest message that was to tell a person who added them and why, whatever became of it. */
export async function welcomingAsk(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<AskRow | undefined> {
  return newestFirst(db, workspaceId, userId).where('is_first', '=', 1).executeTakeFirst();
}
