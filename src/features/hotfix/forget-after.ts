/** What people wrote after hotfixes that ended long ago. Actions that are still open live on. */
import type { Instant } from '../../base/time.ts';
import type { Tx } from '../../store/db.ts';
import { findingTable } from './findings-store.ts';
import { retroTables } from './retro-store.ts';
import { hotfixTables } from './tables.ts';

const AT_ONCE = 50;

/** Forgets a few findings, who was invited, and actions that were done before then; true when there may be more. */
export async function forgetWhatFollowed(tx: Tx, before: Instant): Promise<boolean> {
  const ended = hotfixTables(tx.db)
    .selectFrom('hotfix')
    .select('id')
    .where('ended_at', '<', before);
  const findings = await findingTable(tx.db)
    .selectFrom('hotfix_finding')
    .select('id')
    .where('hotfix_id', 'in', ended)
    .limit(AT_ONCE)
    .execute();
  const actions = await retroTables(tx.db)
    .selectFrom('retro_action')
    .select('id')
    .where('done_at', '<', before)
    .where('hotfix_id', 'in', ended)
    .limit(AT_ONCE)
    .execute();
  await findingTable(tx.db)
    .deleteFrom('hotfix_finding')
    .where(
      'id',
      'in',
      findings.map(({ id }) => id),
    )
    .execute();
  await retroTables(tx.db)
    .deleteFrom('retro_action')
    .where(
      'id',
      'in',
      actions.map(({ id }) => id),
    )
    .execute();
  await retroTables(tx.db)
    .updateTable('hotfix_retro')
    .set({ invited: '[]', missing: '[]' })
    .where('hotfix_id', 'in', ended)
    .where('invited', '<>', '[]')
    .execute();
  return findings.length === AT_ONCE || actions.length === AT_ONCE;
}
