/** What people wrote about hotfixes that ended long ago. Steps, clocks and who decided stay: they are figures. */
import { forgetReasons } from '../../authority/approvals-store.ts';
import { forgetDetails } from '../../release/journal.ts';
import { shared } from '../../release/tables.ts';
import type { Instant } from '../../base/time.ts';
import type { Tx } from '../../store/db.ts';
import { forgetFixes } from './fix-store.ts';
import { forgetWhatFollowed } from './forget-after.ts';
import { subjectOf } from './names.ts';
import { hotfixTables } from './tables.ts';

const AT_ONCE = 20;
/** Where people's words, and who was warned, stand in the details of journal entries. */
const WORDS = ['seen', 'remark', 'reason', 'text', 'told'];

/** Forgets the words of a few hotfixes and who was in on them; true when there may be more. */
export async function forgetHotfixes(tx: Tx, before: Instant): Promise<boolean> {
  const isMore = await forgetWhatFollowed(tx, before);
  const tables = hotfixTables(tx.db);
  const rows = await tables
    .selectFrom('hotfix')
    .select(['id', 'release_id'])
    .where('ended_at', '<', before)
    .where('seen', '<>', '')
    .limit(AT_ONCE)
    .execute();
  if (rows.length === 0) return isMore;
  const ids = rows.map(({ id }) => id);
  const releaseIds = rows.map(({ release_id }) => release_id);
  await tables.deleteFrom('hotfix_person').where('hotfix_id', 'in', ids).execute();
  await tables
    .updateTable('hotfix_step')
    .set({ remark: '' })
    .where('hotfix_id', 'in', ids)
    .execute();
  await forgetFixes(tx, ids);
  await tables
    .updateTable('hotfix')
    .set({ seen: '', impact: '', ended_reason: null })
    .where('id', 'in', ids)
    .execute();
  await shared(tx.db)
    .updateTable('release')
    .set({ theme: '' })
    .where('id', 'in', releaseIds)
    .execute();
  await forgetDetails(tx, releaseIds, WORDS);
  await forgetReasons(tx, ids.map(subjectOf));
  return isMore || rows.length === AT_ONCE;
}
