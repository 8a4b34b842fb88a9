import type { StatusReport } from './compose.ts';

/** The message key of a digest. */
export function digestKey({
  kind,
  releaseId,
  week,
}: Pick<StatusReport, 'kind' | 'releaseId' | 'week'>): string {
  return kind === 'last' ? `digest:${releaseId}:last` : `digest:${releaseId}:${week}`;
}
