/** Checklists: items with an owner, a time by which, and a tick that names who set it. */
import type { Kysely } from 'kysely';
import { newId } from '../base/id.ts';
import type { Instant } from '../base/time.ts';
import type { Db, Tx } from '../store/db.ts';

/** One thing to check. `subject` names what the list is for, such as `hotfix:<id>`. */
export interface ChecklistItemRow {
  id: string;
  subject: string;
  /** The part of the list it stands in: `0–2 hours`. */
  section: string;
  position: number;
  text: string;
  owner_id: string | null;
  due_at: Instant | null;
  ticked_at: Instant | null;
  ticked_by: string | null;
  /** A link or a few words that show it; null when nothing was given. */
  evidence: string | null;
}

type ChecklistTables = { checklist_item: ChecklistItemRow };

function own(db: Db): Kysely<ChecklistTables> {
  return db.$extendTables<ChecklistTables>();
}

/** What a new list holds, in order. */
export type NewChecklistItem = Pick<ChecklistItemRow, 'section' | 'text' | 'owner_id' | 'due_at'>;

/** Writes a list for a subject that has none yet. */
export async function openChecklist(
  tx: Tx,
  subject: string,
  items: readonly NewChecklistItem[],
): Promise<void> {
  if (items.length === 0) return;
  await own(tx.db)
    .insertInto('checklist_item')
    .values(
      items.map((item, position) => ({
        ...item,
        id: newId('chk', tx.now),
        subject,
        position,
        ticked_at: null,
        ticked_by: null,
        evidence: null,
      })),
    )
    .execute();
}

/** A subject's list in order. */
export async function checklistOf(db: Db, subject: string): Promise<readonly ChecklistItemRow[]> {
  return own(db)
    .selectFrom('checklist_item')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('position')
    .execute();
}

/** Ticks one item of a subject; false when somebody was quicker or it is not there. */
export async function tick(
  tx: Tx,
  which: { readonly subject: string; readonly id: string },
  userId: string,
  evidence: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await own(tx.db)
    .updateTable('checklist_item')
    .set({ ticked_at: tx.now, ticked_by: userId, evidence })
    .where('id', '=', which.id)
    .where('subject', '=', which.subject)
    .where('ticked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Takes a tick back; false when there was none. */
export async function untick(
  tx: Tx,
  which: { readonly subject: string; readonly id: string },
): Promise<boolean> {
  const { numUpdatedRows } = await own(tx.db)
    .updateTable('checklist_item')
    .set({ ticked_at: null, ticked_by: null, evidence: null })
    .where('id', '=', which.id)
    .where('subject', '=', which.subject)
    .where('ticked_at', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
