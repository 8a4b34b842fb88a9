/** Whose decision a hotfix wants, who is asked for it, and what each decision is bound to. Pure. */
import { capacityOf, type RoleHolding, type Standing } from '../../authority/approval-rules.ts';
import type { ActingAs } from '../../authority/approvals-store.ts';
import type { Bound } from '../../authority/bound.ts';
import type { Role } from '../../release/tables.ts';
import type { HotfixRow } from './tables.ts';

/** The two roles whose approval suffices for an emergency. */
export const APPROVERS = ['technical_lead', 'product_owner'] as const satisfies readonly Role[];

/** Who holds the roles of a project, and who stands in for them. */
export interface Roster {
  readonly holdings: readonly RoleHolding[];
  readonly managers: readonly string[];
}

/** A decision that a person may make now. */
export interface OpenSeat {
  readonly role: Role;
  readonly actingAs: Exclude<ActingAs, 'break_glass'>;
  /** Whom they stand in for; null for who holds the role. */
  readonly forUserId: string | null;
}

/**
 * What a person may decide now: the roles they hold or stand in for, until approved. Where one and the same
 * person approved for both roles, a second one is wanted: the release manager, or a deputy.
 */
export function seatsOf(userId: string, standing: Standing, roster: Roster): readonly OpenSeat[] {
  const own = roster.holdings.flatMap((holding): OpenSeat[] => {
    const capacity = capacityOf(holding, userId);
    if (capacity === null || !isWanted(holding.role, capacity.actingAs, standing)) return [];
    return [{ role: holding.role, ...capacity }];
  });
  const isSecond = standing.needsSecondPerson && !hasApproved(userId, standing);
  return isSecond && roster.managers.includes(userId)
    ? [...own, { role: 'release_manager', actingAs: 'holder', forUserId: null }]
    : own.filter(() => !standing.needsSecondPerson || isSecond);
}

function isWanted(role: Role, actingAs: OpenSeat['actingAs'], standing: Standing): boolean {
  const seat = standing.seats.find((one) => one.role === role);
  return seat?.state !== 'approved' || (standing.needsSecondPerson && actingAs === 'deputy');
}

function hasApproved(userId: string, { seats }: Standing): boolean {
  return seats.some(({ approval }) => approval?.by === userId);
}

/**
 * Who is asked to decide: the holders of each role, else its deputies, else the release managers, who may go
 * ahead on their own responsibility. `isLate` asks the deputies beside a holder who has not decided. Each person
 * once; the second person too where one is wanted.
 */
export function askedPeople(
  { holdings, managers }: Roster,
  standing: Standing,
  isLate = false,
): readonly string[] {
  const byRole = holdings.flatMap(({ role, holders, deputies }) => {
    const own = holders.length > 0 ? holders : deputies;
    const asked = own.length > 0 ? own : managers;
    return isLate && isOpenSeat(role, standing) ? [...asked, ...deputies] : asked;
  });
  const seconds = standing.needsSecondPerson
    ? [...managers, ...holdings.flatMap(({ deputies }) => deputies)]
    : [];
  return [...new Set([...byRole, ...seconds])];
}

function isOpenSeat(role: Role, { seats }: Standing): boolean {
  return seats.some((seat) => seat.role === role && seat.state === 'open');
}

/** What a decision about a hotfix is bound to: another issue or another criterion is another question. */
export function boundTo({ criterion, issue }: Pick<HotfixRow, 'criterion' | 'issue'>): Bound {
  return { criterion, issue: issue ?? 'none' };
}

/** A role inside a sentence: `technical lead`. */
export function roleWords(role: Role): string {
  return role.replaceAll('_', ' ').replace(/^qa\b/, 'QA');
}
