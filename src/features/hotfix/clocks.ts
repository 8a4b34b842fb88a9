/** The clocks of a hotfix: how long each may run, when it warns, and whom. Pure. */
import { plusMinutes, type Instant } from '../../base/time.ts';
import type { Role } from '../../release/tables.ts';
import type { Step } from './road.ts';

/** What a clock measures: until the decision, from there to the test, and the test itself. */
export type ClockName = 'decision' | 'planning' | 'testing';

/** A clock that runs, or ran. Limits are minutes of real time: an emergency knows no weekend. */
export interface Clock {
  readonly clock: ClockName;
  readonly attempt: number;
  readonly startedAt: Instant;
  readonly limitMinutes: number;
  readonly stoppedAt: Instant | null;
}

/** In minutes, for a project that set no others. Planning takes under 24 hours and testing under 8, by the release process. */
export const LIMITS: Readonly<Record<ClockName, number>> = {
  decision: 30,
  planning: 24 * 60,
  testing: 8 * 60,
};

/** Which clocks run while a hotfix stands on a step. */
export function clocksOn(step: Step): readonly ClockName[] {
  if (step === 'identified' || step === 'decision') return ['decision', 'planning'];
  if (step === 'development') return ['planning'];
  return step === 'testing' ? ['testing'] : [];
}

/** How much of a clock is gone when it warns. */
export const WARNINGS = ['half', 'three_quarters', 'over'] as const;

/** One of the warnings, in their order. */
export type Warning = (typeof WARNINGS)[number];

const SHARES: Readonly<Record<Warning, number>> = { half: 0.5, three_quarters: 0.75, over: 1 };

/** When a clock gives this warning, if it still runs then. */
export function warnsAt({ startedAt, limitMinutes }: Clock, warning: Warning): Instant {
  return plusMinutes(startedAt, limitMinutes * SHARES[warning]);
}

/** The last warning that is due at `now`; null before the first. */
export function warningAt(clock: Clock, now: Instant): Warning | null {
  return WARNINGS.findLast((warning) => warnsAt(clock, warning) <= now) ?? null;
}

/** True when so much of the time to decide is gone that deputies are asked, too; never once it is decided. */
export function isDecisionLate(clocks: readonly Clock[], now: Instant): boolean {
  return clocks.some(
    (one) =>
      one.clock === 'decision' && one.stoppedAt === null && warnsAt(one, 'three_quarters') <= now,
  );
}

/** Whom a warning is for: a role, the lead, or those who have not decided yet. */
export type Warned = Role | 'lead' | 'undecided';

const WARNED: Readonly<Record<ClockName, Readonly<Record<Warning, Warned>>>> = {
  decision: { half: 'undecided', three_quarters: 'lead', over: 'release_manager' },
  planning: { half: 'lead', three_quarters: 'technical_lead', over: 'release_manager' },
  testing: { half: 'lead', three_quarters: 'qa_lead', over: 'release_manager' },
};

/** Whom a clock warns: first who has to act, then one role further at each warning. */
export function warnedBy(clock: ClockName, warning: Warning): Warned {
  return WARNED[clock][warning];
}
