import { isCalendarDate } from '../../base/time.ts';
import type { DuePromise } from '../../jobs/contract.ts';

/** What a promise of this house carries. */
export function readPayload({ payload }: DuePromise): {
  readonly releaseId: string;
  readonly week: string | null;
} {
  const week = payload['week'];
  return {
    releaseId: String(payload['releaseId']),
    week: typeof week === 'string' && isCalendarDate(week) ? week : null,
  };
}
