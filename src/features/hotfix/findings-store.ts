/** What people found out about a hotfix: rows that are only ever added. */
import type { Kysely } from 'kysely';
import { newId } from '../../base/id.ts';
import type { Instant } from '../../base/time.ts';
import type { Db, Tx } from '../../store/db.ts';

/** Which question a finding answers: one of the five whys, the cause, what helped it, what went well or not. */
export type FindingKind =
  'why_1' | 'why_2' | 'why_3' | 'why_4' | 'why_5' | 'cause' | 'factor' | 'good' | 'bad';

/** One answer of one person. */
export interface HotfixFindingRow {
  id: string;
  hotfix_id: string;
  kind: FindingKind;
  text: string;
  by_user_id: string;
  noted_at: Instant;
}

type FindingTables = {
  hotfix_finding: HotfixFindingRow;
};

/** The table of findings on a connection or in a transaction. */
export function findingTable(db: Db): Kysely<FindingTables> {
  return db.$extendTables<FindingTables>();
}

/** What somebody adds. */
export type NewFinding = Pick<HotfixFindingRow, 'kind' | 'text'>;

/** Adds what one person wrote; what others wrote stays as it is. */
export async function addFindings(
  tx: Tx,
  hotfixId: string,
  userId: string,
  findings: readonly NewFinding[],
): Promise<void> {
  if (findings.length === 0) return;
  await findingTable(tx.db)
    .insertInto('hotfix_finding')
    .values(
      findings.map(({ kind, text }) => ({
        id: newId('fnd', tx.now),
        hotfix_id: hotfixId,
        kind,
        text,
        by_user_id: userId,
        noted_at: tx.now,
      })),
    )
    .execute();
}

/** All findings of a hotfix, oldest first. */
export async function findingsOf(db: Db, hotfixId: string): Promise<readonly HotfixFindingRow[]> {
  return findingTable(db)
    .selectFrom('hotfix_finding')
    .selectAll()
    .where('hotfix_id', '=', hotfixId)
    .orderBy('id')
    .execute();
}
