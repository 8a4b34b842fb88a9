/** Approvals: written once, never changed; one that no longer counts gets an end with its reason. */
import type { Kysely } from 'kysely';
import { newId } from '../base/id.ts';
import type { Instant } from '../base/time.ts';
import type { Role } from '../release/tables.ts';
import type { Db, Tx } from '../store/db.ts';
import { digestOf, type Bound } from './bound.ts';

/** As whom somebody decided. */
export type ActingAs = 'holder' | 'deputy' | 'break_glass';

/** A role's decision. `subject` names what it is about, such as `hotfix:<id>`; `bound` is JSON of `Bound`. */
export interface ApprovalRow {
  id: string;
  workspace_id: string;
  project_id: string;
  subject: string;
  role: Role;
  decision: 'approved' | 'declined';
  by_user_id: string;
  acting_as: ActingAs;
  /** Whom a deputy stood in for; null for everyone else. */
  for_user_id: string | null;
  /** Why, where a reason was asked for; else empty. */
  reason: string;
  /** Where it was decided: `direct message`, `channel`, `App Home`. */
  made_in: string;
  bound: string;
  bound_digest: string;
  decided_at: Instant;
}

/** Why an approval no longer counts: somebody decided anew, or what it was bound to changed. */
export interface ApprovalEndRow {
  approval_id: string;
  kind: 'superseded' | 'voided';
  reason: string;
  ended_at: Instant;
}

type ApprovalTables = {
  approval: ApprovalRow;
  approval_end: ApprovalEndRow;
};

function own(db: Db): Kysely<ApprovalTables> {
  return db.$extendTables<ApprovalTables>();
}

/** A role's decision as the rooms use it. `end` is null while it counts. */
export interface Approval {
  readonly id: string;
  readonly subject: string;
  readonly role: Role;
  readonly decision: ApprovalRow['decision'];
  readonly by: string;
  readonly actingAs: ActingAs;
  readonly forUserId: string | null;
  readonly reason: string;
  readonly madeIn: string;
  readonly bound: Bound;
  readonly digest: string;
  readonly at: Instant;
  readonly end: {
    readonly kind: ApprovalEndRow['kind'];
    readonly reason: string;
    readonly at: Instant;
  } | null;
}

/** What somebody decides. */
export type Decision = Pick<
  Approval,
  'subject' | 'role' | 'decision' | 'by' | 'actingAs' | 'forUserId' | 'reason' | 'madeIn' | 'bound'
> & { readonly workspaceId: string; readonly projectId: string };

/** Writes a decision; one of the same role on the same subject that counted is superseded. Returns its id. */
export async function decide(tx: Tx, decision: Decision): Promise<string> {
  const standing = await approvalsOf(tx.db, decision.subject);
  const before = standing.filter(({ role, end }) => end === null && role === decision.role);
  for (const { id } of before) await endApproval(tx, id, 'superseded', 'decided anew');
  const id = newId('apr', tx.now);
  await own(tx.db)
    .insertInto('approval')
    .values({
      id,
      workspace_id: decision.workspaceId,
      project_id: decision.projectId,
      subject: decision.subject,
      role: decision.role,
      decision: decision.decision,
      by_user_id: decision.by,
      acting_as: decision.actingAs,
      for_user_id: decision.forUserId,
      reason: decision.reason,
      made_in: decision.madeIn,
      bound: JSON.stringify(decision.bound),
      bound_digest: digestOf(decision.bound),
      decided_at: tx.now,
    })
    .execute();
  return id;
}

/** Says that an approval no longer counts because what it was bound to changed. */
export async function voidApproval(tx: Tx, approvalId: string, reason: string): Promise<void> {
  await endApproval(tx, approvalId, 'voided', reason);
}

async function endApproval(
  tx: Tx,
  approvalId: string,
  kind: ApprovalEndRow['kind'],
  reason: string,
): Promise<void> {
  await own(tx.db)
    .insertInto('approval_end')
    .values({ approval_id: approvalId, kind, reason, ended_at: tx.now })
    .onConflict((conflict) => conflict.column('approval_id').doNothing())
    .execute();
}

/** All decisions on a subject, oldest first, those that no longer count among them. */
export async function approvalsOf(db: Db, subject: string): Promise<readonly Approval[]> {
  const rows = await own(db)
    .selectFrom('approval')
    .leftJoin('approval_end', 'approval_end.approval_id', 'approval.id')
    .selectAll('approval')
    .select(['approval_end.kind', 'approval_end.reason as end_reason', 'approval_end.ended_at'])
    .where('approval.subject', '=', subject)
    .orderBy('approval.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    role: row.role,
    decision: row.decision,
    by: row.by_user_id,
    actingAs: row.acting_as,
    forUserId: row.for_user_id,
    reason: row.reason,
    madeIn: row.made_in,
    bound: JSON.parse(row.bound) as Bound,
    digest: row.bound_digest,
    at: row.decided_at,
    end:
      row.kind === null || row.ended_at === null
        ? null
        : { kind: row.kind, reason: row.end_reason ?? '', at: row.ended_at },
  }));
}

/** Forgets why people decided as they did, once that is older than anybody wants to keep; decisions stay. */
export async function forgetReasons(tx: Tx, subjects: readonly string[]): Promise<void> {
  await own(tx.db)
    .updateTable('approval')
    .set({ reason: '' })
    .where('subject', 'in', [...subjects])
    .execute();
}
