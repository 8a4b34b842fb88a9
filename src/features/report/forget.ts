/** Words of reports whose release ended long ago. Figures and colours stay as they were posted. */
import type { Instant } from '../../base/time.ts';
import { shared } from '../../release/tables.ts';
import type { Tx } from '../../store/db.ts';
import type { StatusReport } from './compose.ts';
import { forgetEdits, forgetReport, reportsToForget } from './store.ts';

const AT_ONCE = 20;

/** Forgets a few reports' words; true when there may be more. */
export async function forgetWords(tx: Tx, before: Instant): Promise<boolean> {
  const ended = await shared(tx.db)
    .selectFrom('release')
    .select('id')
    .where('ended_at', '<', before)
    .execute();
  const ids = ended.map(({ id }) => id);
  if (ids.length === 0) return false;
  await forgetEdits(tx, ids);
  const rows = await reportsToForget(tx.db, ids, AT_ONCE);
  for (const { id, report } of rows) await forgetReport(tx, id, withoutWords(report));
  return rows.length === AT_ONCE;
}

/** The same report without what anybody said in it. Pure. */
export function withoutWords(report: StatusReport): StatusReport {
  const silent = {
    accomplishments: [],
    risks: [],
    focus: [],
    support: [],
    slipping: [],
    missing: [],
  };
  return {
    ...report,
    voice: { ...report.voice, ...silent },
    words: null,
    highlights: [],
    override: report.override === null ? null : { ...report.override, reason: '' },
  };
}
