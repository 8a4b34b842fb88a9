/** The facts of a report in the second week of Atlas 0.7.0; a test names only what it is about. */
import type { ReportFacts } from '../../../src/features/report/compose.ts';
import { aProject, aRelease, aVoice } from '../../support/builders.ts';

/** When the digest of that week is due, on Friday at 15:00 in Berlin. */
export const NOW = '2026-11-27T14:00:00.000Z';

/** Nothing in scope and nothing odd, but for `changes`; what ever was in scope is in scope where it is not said. */
export function someFacts(changes: Partial<ReportFacts> = {}): ReportFacts {
  const { scope = [] } = changes;
  return {
    now: NOW,
    kind: 'weekly',
    project: aProject(),
    release: aRelease(),
    scope,
    whole: scope,
    week: '2026-11-23',
    since: '2026-11-20T14:00:00.000Z',
    isFirst: false,
    doneBefore: null,
    journal: [],
    voice: aVoice(),
    readAt: NOW,
    trouble: null,
    edit: undefined,
    heldBy: null,
    owners: new Map(),
    nextAt: null,
    ...changes,
  };
}
