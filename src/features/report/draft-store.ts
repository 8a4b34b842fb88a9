/** Drafts that were sent and do not say yet what became of their digest. */
import type { Kysely } from 'kysely';
import type { CalendarDate, Instant } from '../../base/time.ts';
import type { Db, Tx } from '../../store/db.ts';
import { readyRows } from '../../store/ready-rows.ts';

/** A draft by its release and week. */
export interface ReportDraftTable {
  release_id: string;
  week: CalendarDate;
  /** When to look next what became of the digest; null once the draft says it. */
  look_at: Instant | null;
}

/** The one table of this file. */
export type ReportDraftTables = {
  report_draft: ReportDraftTable;
};

function own(db: Db): Kysely<ReportDraftTables> {
  return db.$extendTables<ReportDraftTables>();
}

/** Looks at this instant what became of the digest; null for not any more. */
export async function lookAtDraft(
  tx: Tx,
  releaseId: string,
  week: CalendarDate,
  at: Instant | null,
): Promise<void> {
  await lookAtDrafts(tx, [{ releaseId, week }], at);
}

/** The same for several drafts. */
export async function lookAtDrafts(
  tx: Tx,
  drafts: readonly { readonly releaseId: string; readonly week: CalendarDate }[],
  at: Instant | null,
): Promise<void> {
  await looking(
    tx.db,
    drafts.map(({ releaseId, week }) => ({ release_id: releaseId, week, look_at: at })),
  );
}

const looking = readyRows<ReportDraftTable>((db, rows) =>
  own(db)
    .insertInto('report_draft')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['release_id', 'week'])
        .doUpdateSet((by) => ({ look_at: by.ref('excluded.look_at') })),
    ),
);

/** Looks at this instant at all drafts of a release that do not say yet what became of their digest. */
export async function lookAtDraftsOf(tx: Tx, releaseId: string, at: Instant): Promise<void> {
  await own(tx.db)
    .updateTable('report_draft')
    .set({ look_at: at })
    .where('release_id', '=', releaseId)
    .where('look_at', 'is not', null)
    .execute();
}

const AT_ONCE = 50;

/** Drafts whose instant to look has come, the longest overdue first; a few at once. */
export async function draftsToLookAt(
  db: Db,
  now: Instant,
): Promise<readonly { readonly releaseId: string; readonly week: CalendarDate }[]> {
  const rows = await own(db)
    .selectFrom('report_draft')
    .select(['release_id', 'week'])
    .where('look_at', 'is not', null)
    .where('look_at', '<=', now)
    .orderBy('look_at')
    .limit(AT_ONCE)
    .execute();
  return rows.map(({ release_id, week }) => ({ releaseId: release_id, week }));
}
