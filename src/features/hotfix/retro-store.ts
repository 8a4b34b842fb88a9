/** The retrospective of a hotfix, and the actions it gave: rows in, rows out. */
import type { Kysely } from 'kysely';
import { newId } from '../../base/id.ts';
import type { CalendarDate, Instant } from '../../base/time.ts';
import type { Db, Tx } from '../../store/db.ts';
import { readyList } from '../../store/ready-list.ts';
import type { BookedRetro } from './book-retro.ts';

/** When the retrospective is, and who wrote down that it was held. */
export interface HotfixRetroRow {
  hotfix_id: string;
  starts_at: Instant;
  /** How it was booked; `moved` once a person has set its time. */
  remark: BookedRetro['remark'] | 'moved';
  /** User ids, as a JSON array: who is told of it. */
  invited: string;
  /** User ids, as a JSON array: those among them whose working time it misses. */
  missing: string;
  /** User id of who set the time last, or `slipway`. */
  set_by: string;
  held_at: Instant | null;
  held_by: string | null;
}

/** Something somebody does so that it does not happen again. */
export interface RetroActionRow {
  id: string;
  project_id: string;
  hotfix_id: string;
  text: string;
  owner_id: string;
  due_on: CalendarDate;
  given_by: string;
  given_at: Instant;
  done_at: Instant | null;
  done_by: string | null;
}

type RetroTables = {
  hotfix_retro: HotfixRetroRow;
  retro_action: RetroActionRow;
};

/** The tables of retrospectives on a connection or in a transaction. */
export function retroTables(db: Db): Kysely<RetroTables> {
  return db.$extendTables<RetroTables>();
}

/** A hotfix's retrospective; undefined before one is booked. */
export async function findRetro(db: Db, hotfixId: string): Promise<HotfixRetroRow | undefined> {
  return retroTables(db)
    .selectFrom('hotfix_retro')
    .selectAll()
    .where('hotfix_id', '=', hotfixId)
    .executeTakeFirst();
}

/** Writes a booked retrospective; one that stands already stays as it is. */
export async function insertRetro(
  tx: Tx,
  retro: Omit<HotfixRetroRow, 'held_at' | 'held_by'>,
): Promise<void> {
  await retroTables(tx.db)
    .insertInto('hotfix_retro')
    .values({ ...retro, held_at: null, held_by: null })
    .onConflict((conflict) => conflict.column('hotfix_id').doNothing())
    .execute();
}

/** Sets the time of one that starts at `from` and was not held; false when somebody was quicker. */
export async function moveRetro(
  tx: Tx,
  which: Pick<HotfixRetroRow, 'hotfix_id'> & { readonly from: Instant },
  to: Pick<HotfixRetroRow, 'starts_at' | 'missing' | 'set_by'>,
): Promise<boolean> {
  const { numUpdatedRows } = await retroTables(tx.db)
    .updateTable('hotfix_retro')
    .set({ ...to, remark: 'moved' })
    .where('hotfix_id', '=', which.hotfix_id)
    .where('starts_at', '=', which.from)
    .where('held_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Notes that it was held; false when it was noted before. */
export async function holdRetro(tx: Tx, hotfixId: string, userId: string): Promise<boolean> {
  const { numUpdatedRows } = await retroTables(tx.db)
    .updateTable('hotfix_retro')
    .set({ held_at: tx.now, held_by: userId })
    .where('hotfix_id', '=', hotfixId)
    .where('held_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Writes an action that somebody was given; returns it. */
export async function insertAction(
  tx: Tx,
  action: Omit<RetroActionRow, 'id' | 'given_at' | 'done_at' | 'done_by'>,
): Promise<RetroActionRow> {
  const row: RetroActionRow = {
    ...action,
    id: newId('act', tx.now),
    given_at: tx.now,
    done_at: null,
    done_by: null,
  };
  await retroTables(tx.db).insertInto('retro_action').values(row).execute();
  return row;
}

/** An action by id. */
export async function findAction(db: Db, id: string): Promise<RetroActionRow | undefined> {
  return retroTables(db)
    .selectFrom('retro_action')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Marks an action as done; false when it was before. */
export async function endAction(tx: Tx, id: string, userId: string): Promise<boolean> {
  const { numUpdatedRows } = await retroTables(tx.db)
    .updateTable('retro_action')
    .set({ done_at: tx.now, done_by: userId })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The actions of one hotfix, in the order in which they were given. */
export async function actionsOf(db: Db, hotfixId: string): Promise<readonly RetroActionRow[]> {
  return retroTables(db)
    .selectFrom('retro_action')
    .selectAll()
    .where('hotfix_id', '=', hotfixId)
    .orderBy('id')
    .execute();
}

/** Open actions of projects, the earliest due first in each. */
export function openActions(
  db: Db,
  projectIds: readonly string[],
): Promise<readonly RetroActionRow[]> {
  return openOfProjects(db, projectIds, {});
}

// Read with every plan card and digest, so it is built once.
const openOfProjects = readyList<object, RetroActionRow>((db, keys) =>
  retroTables(db)
    .selectFrom('retro_action')
    .selectAll()
    .where('project_id', 'in', keys)
    .where('done_at', 'is', null)
    .orderBy('due_on')
    .orderBy('id'),
);

/** Open actions of a person, the earliest due first. */
export async function ownActions(db: Db, ownerId: string): Promise<readonly RetroActionRow[]> {
  return retroTables(db)
    .selectFrom('retro_action')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('done_at', 'is', null)
    .orderBy('due_on')
    .orderBy('id')
    .execute();
}
