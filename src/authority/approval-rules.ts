/** What is decided, what is still open, and who may decide it. Pure. */
import type { Role } from '../release/tables.ts';
import type { ActingAs, Approval } from './approvals-store.ts';
import { changedSince, type Bound } from './bound.ts';

/** One role whose decision is wanted, and how it stands. */
export interface Seat {
  readonly role: Role;
  readonly state: 'open' | 'approved' | 'declined';
  /** The decision that counts; null while open. */
  readonly approval: Approval | null;
}

/** How all wanted decisions stand. */
export interface Standing {
  readonly seats: readonly Seat[];
  /** True when two roles were approved by one and the same person: a second person has to co-approve. */
  readonly needsSecondPerson: boolean;
  /** Who broke the glass; null when nobody did. */
  readonly brokenGlass: Approval | null;
  readonly verdict: 'approved' | 'declined' | 'open';
}

/**
 * The standing of a subject that wants one approval of each of `roles`. Whoever holds several roles
 * decides once per role but never counts as two people: then the release manager or a deputy approves too.
 */
export function standingOf(roles: readonly Role[], approvals: readonly Approval[]): Standing {
  const live = approvals.filter(({ end }) => end === null);
  const seats = roles.map((role) => seatOf(role, live));
  const brokenGlass =
    live.findLast(
      ({ actingAs, decision }) => actingAs === 'break_glass' && decision === 'approved',
    ) ?? null;
  const isEveryRole = seats.every(({ state }) => state === 'approved');
  const people = new Set(
    live.filter(({ decision }) => decision === 'approved').map(({ by }) => by),
  );
  const needsSecondPerson = isEveryRole && roles.length > 1 && people.size < 2;
  return {
    seats,
    needsSecondPerson,
    brokenGlass,
    verdict: verdictOf(seats, needsSecondPerson, brokenGlass),
  };
}

function seatOf(role: Role, live: readonly Approval[]): Seat {
  const approval = live.findLast((one) => one.role === role && one.actingAs !== 'break_glass');
  return { role, state: approval?.decision ?? 'open', approval: approval ?? null };
}

function verdictOf(
  seats: readonly Seat[],
  needsSecondPerson: boolean,
  brokenGlass: Approval | null,
): Standing['verdict'] {
  if (brokenGlass !== null) return 'approved';
  if (seats.some(({ state }) => state === 'declined')) return 'declined';
  if (needsSecondPerson || seats.some(({ state }) => state === 'open')) return 'open';
  return 'approved';
}

/** Approvals that count but were bound to something that is different now, each with what changed. */
export function touchedBy(
  now: Bound,
  approvals: readonly Approval[],
): readonly { readonly approval: Approval; readonly changed: readonly string[] }[] {
  return approvals
    .filter(({ end, decision }) => end === null && decision === 'approved')
    .map((approval) => ({ approval, changed: changedSince(approval.bound, now) }))
    .filter(({ changed }) => changed.length > 0);
}

/** Who may decide for a role: its holders, and its deputies in their stead. */
export interface RoleHolding {
  readonly role: Role;
  readonly holders: readonly string[];
  readonly deputies: readonly string[];
}

/** As whom a person may decide for a role; null when they may not. A holder is never their own deputy. */
export function capacityOf(
  { holders, deputies }: RoleHolding,
  userId: string,
): {
  readonly actingAs: Exclude<ActingAs, 'break_glass'>;
  readonly forUserId: string | null;
} | null {
  if (holders.includes(userId)) return { actingAs: 'holder', forUserId: null };
  if (!deputies.includes(userId)) return null;
  return { actingAs: 'deputy', forUserId: holders[0] ?? null };
}
