/** Links the issue of a hotfix once GitHub shows it: the one that was typed, or the one that was opened for it. */
import { note } from '../../release/journal.ts';
import { changeSource } from '../../release/releases.ts';
import { shared } from '../../release/tables.ts';
import type { Tx } from '../../store/db.ts';
import type { FoundHotfix } from './facts.ts';
import { saveFix, type FixRow } from './fix-store.ts';
import { findIssue, readIssue } from './issue.ts';
import { changeHotfix } from './store.ts';

/** True when it was linked just now. What a person has named meanwhile stands. */
export async function linkIssue(
  tx: Tx,
  found: FoundHotfix,
  fix: FixRow,
  openedIssueId: string | null,
): Promise<boolean> {
  const { hotfix } = found;
  if (hotfix.issue !== null) return false;
  const id =
    fix.named_issue === null ? openedIssueId : await namedIssue(tx, found, fix.named_issue);
  const issue = id === null ? undefined : await mirrored(tx, id);
  if (issue === undefined) return false;
  await changeHotfix(tx, hotfix, { issue: issue.id });
  await changeSource(tx, hotfix.release_id, { kind: 'issue', ids: [issue.id] });
  // Looked at again at once: its pull requests are found through the issue.
  await saveFix(tx, hotfix.id, { linked_issue: issue.id, named_issue: null, looked_at: null });
  await note(tx, {
    workspaceId: hotfix.workspace_id,
    projectId: hotfix.project_id,
    releaseId: hotfix.release_id,
    actor: 'github',
    event: 'hotfix.issue_linked',
    detail: { hotfixId: hotfix.id, number: issue.number },
  });
  return true;
}

async function namedIssue(tx: Tx, { project }: FoundHotfix, typed: string): Promise<string | null> {
  const found = await findIssue(tx.db, project, readIssue(typed) ?? null);
  return typeof found === 'string' ? null : found.id;
}

/** Everything else reads issues from the mirror, so one that is not there yet waits for the next read. */
function mirrored(
  tx: Tx,
  id: string,
): Promise<{ readonly id: string; readonly number: number } | undefined> {
  return shared(tx.db)
    .selectFrom('tracked_item')
    .select(['id', 'number'])
    .where('id', '=', id)
    .executeTakeFirst();
}
