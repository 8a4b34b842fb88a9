/** What approvals are bound to, with the fix that GitHub shows. Pure. */
import type { Approval } from '../../authority/approvals-store.ts';
import { touchedBy } from '../../authority/approval-rules.ts';
import { changedSince, type Bound } from '../../authority/bound.ts';
import type { Role } from '../../release/tables.ts';
import type { FixRow } from './fix-store.ts';
import { boundTo } from './seats.ts';
import type { HotfixRow } from './tables.ts';

type Facts = Pick<HotfixRow, 'criterion' | 'issue' | 'step' | 'attempt'>;

/** The technical lead answers for the code: during the test their decision is about this commit. */
function isAboutCommit(role: Role, { step }: Facts): boolean {
  return role === 'technical_lead' && step === 'testing';
}

/** What a decision that is made now is bound to. */
export function boundNow(hotfix: Facts, fix: FixRow, role: Role): Bound {
  return isAboutCommit(role, hotfix) && fix.head_commit !== null
    ? { ...boundTo(hotfix), commit: fix.head_commit, checks: fix.checks }
    : boundTo(hotfix);
}

/** Names of the facts that an approval was bound to and that are different now. */
export function changedFor(hotfix: Facts, fix: FixRow, approval: Approval): readonly string[] {
  return changedSince(withTested(hotfix, fix, approval).bound, nowFor(hotfix, fix, approval));
}

/** Approvals that count but were bound to something that is different now, each with what changed. */
export function touchedNow(
  hotfix: Facts,
  fix: FixRow,
  approvals: readonly Approval[],
): ReturnType<typeof touchedBy> {
  return approvals.flatMap((approval) =>
    touchedBy(nowFor(hotfix, fix, approval), [withTested(hotfix, fix, approval)]),
  );
}

/** One that was given before there was a commit stands for the commit with which the test began. */
function withTested(hotfix: Facts, fix: FixRow, approval: Approval): Approval {
  const isBefore =
    isAboutCommit(approval.role, hotfix) &&
    approval.bound['commit'] === undefined &&
    fix.tested_attempt === hotfix.attempt;
  return isBefore && fix.tested_commit !== null
    ? { ...approval, bound: { ...approval.bound, commit: fix.tested_commit } }
    : approval;
}

/**
 * The facts as this approval sees them. An issue that was linked by itself is the one that was asked about. Checks
 * count when they turned red; that running ones end well is what was hoped for. Outside the test commits come
 * and go.
 */
function nowFor(hotfix: Facts, fix: FixRow, { role, bound }: Approval): Bound {
  const isLinked = bound['issue'] === 'none' && hotfix.issue === fix.linked_issue;
  const facts = { ...boundTo(hotfix), ...(isLinked && { issue: 'none' }) };
  const { commit, checks } = bound;
  if (!isAboutCommit(role, hotfix) || fix.head_commit === null)
    return {
      ...facts,
      ...(commit !== undefined && { commit }),
      ...(checks !== undefined && { checks }),
    };
  const isWorse = fix.checks === 'red' && checks !== 'red';
  return {
    ...facts,
    commit: fix.head_commit,
    ...(checks !== undefined && { checks: isWorse ? fix.checks : checks }),
  };
}
