/** What GitHub showed of a hotfix's fix: one row a hotfix. */
import type { Kysely } from 'kysely';
import type { Instant } from '../../base/time.ts';
import type { Checks, FixPullRequest } from '../../github/port.ts';
import { shared } from '../../release/tables.ts';
import type { Db, Tx } from '../../store/db.ts';
import { hotfixTables, type HotfixRow } from './tables.ts';

/** The present try at a fix: what was merged before it began is not its fix. */
export interface Try {
  readonly attempt: number;
  readonly declaredAt: Instant;
  readonly begunAt: Instant;
}

/** As the last look left it. What a look does not show stays as it was. */
export interface FixRow {
  hotfix_id: string;
  /** Node id of the repository in which the pull request is, or where a new issue would be. */
  repository_id: string | null;
  repository_url: string | null;
  default_branch: string | null;
  has_branch: 0 | 1;
  pull_id: string | null;
  pull_number: number | null;
  pull_url: string | null;
  pull_state: FixPullRequest['state'] | null;
  /** The branch that the pull request goes into. */
  base: string | null;
  head_commit: string | null;
  merge_commit: string | null;
  checks: Checks;
  /** Whether the default branch has the fix; `no` also while nothing is merged. */
  on_main: 'yes' | 'no' | 'unknown';
  /** An open pull request that brings the fix to the default branch. */
  back_port_number: number | null;
  /** The commit with which the test of `tested_attempt` began: approvals from before stand for it. */
  tested_commit: string | null;
  tested_attempt: number | null;
  /** The commit with which the last try failed. */
  failed_commit: string | null;
  /** An issue as it was typed, while GitHub has not shown it yet. */
  named_issue: string | null;
  /** The issue that was linked by itself: it is what the approvers were asked about. */
  linked_issue: string | null;
  looked_at: Instant | null;
  /** Since when, by whom and why the default branch does not need the fix. */
  excused_at: Instant | null;
  excused_by: string | null;
  excused_reason: string;
}

type FixTables = { hotfix_fix: FixRow };

function own(db: Db): Kysely<FixTables> {
  return db.$extendTables<FixTables>();
}

/** Before the first look. */
export function noFix(hotfixId: string): FixRow {
  return {
    hotfix_id: hotfixId,
    repository_id: null,
    repository_url: null,
    default_branch: null,
    has_branch: 0,
    ...NO_PULL,
    checks: 'none',
    on_main: 'unknown',
    tested_commit: null,
    tested_attempt: null,
    failed_commit: null,
    named_issue: null,
    linked_issue: null,
    looked_at: null,
    excused_at: null,
    excused_by: null,
    excused_reason: '',
  };
}

/** No pull request is known. */
export const NO_PULL = {
  pull_id: null,
  pull_number: null,
  pull_url: null,
  pull_state: null,
  base: null,
  head_commit: null,
  merge_commit: null,
  back_port_number: null,
} as const satisfies Partial<FixRow>;

/** What is known of a hotfix's fix. */
export async function fixOf(db: Db, hotfixId: string): Promise<FixRow> {
  const row = await own(db)
    .selectFrom('hotfix_fix')
    .selectAll()
    .where('hotfix_id', '=', hotfixId)
    .executeTakeFirst();
  return row ?? noFix(hotfixId);
}

/** Changes some of it. */
export async function saveFix(
  tx: Tx,
  hotfixId: string,
  values: Partial<Omit<FixRow, 'hotfix_id'>>,
): Promise<void> {
  await own(tx.db)
    .insertInto('hotfix_fix')
    .values({ ...noFix(hotfixId), ...values })
    .onConflict((conflict) => {
      const known = conflict.column('hotfix_id');
      return Object.keys(values).length === 0 ? known.doNothing() : known.doUpdateSet(values);
    })
    .execute();
}

/** The approvals that are given before the test stand for the commit with which it begins. */
export async function beginTest(
  tx: Tx,
  { id, attempt }: { readonly id: string; readonly attempt: number },
): Promise<void> {
  const { head_commit } = await fixOf(tx.db, id);
  await saveFix(tx, id, { tested_commit: head_commit, tested_attempt: attempt });
}

/** The fix failed: its commit is no news any more, what was merged was not the fix, and no reason stands for the next. */
export async function giveUpFix(tx: Tx, hotfixId: string): Promise<void> {
  const { head_commit, pull_state } = await fixOf(tx.db, hotfixId);
  await saveFix(tx, hotfixId, {
    failed_commit: head_commit,
    on_main: 'unknown',
    excused_at: null,
    excused_by: null,
    excused_reason: '',
    ...(pull_state === 'merged' && NO_PULL),
  });
}

/** Open hotfixes that were never looked at, or not since a repository of their project was read. */
export async function hotfixesToLookAt(db: Db, workspaceId: string): Promise<readonly string[]> {
  const rows = await shared(db)
    .$extendTables<FixTables & { hotfix: HotfixRow }>()
    .selectFrom('hotfix')
    .leftJoin('hotfix_fix', 'hotfix_fix.hotfix_id', 'hotfix.id')
    .select('hotfix.id')
    .where('hotfix.workspace_id', '=', workspaceId)
    .where('hotfix.step', 'not in', ['closed', 'cancelled'])
    .where((by) =>
      by.or([
        by('hotfix_fix.looked_at', 'is', null),
        by.exists(
          by
            .selectFrom('project_repository')
            .innerJoin('repository', 'repository.id', 'project_repository.repository_id')
            .select('repository.id')
            .whereRef('project_repository.project_id', '=', 'hotfix.project_id')
            .whereRef('repository.last_read_at', '>', 'hotfix_fix.looked_at'),
        ),
      ]),
    )
    .orderBy('hotfix.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Since when the present try runs: the first one since the hotfix was declared. */
export async function triedSince(
  db: Db,
  { id, attempt, declared_at }: Pick<HotfixRow, 'id' | 'attempt' | 'declared_at'>,
): Promise<Try> {
  const step = await hotfixTables(db)
    .selectFrom('hotfix_step')
    .select('begun_at')
    .where('hotfix_id', '=', id)
    .where('attempt', '=', attempt)
    .where('step', '=', 'development')
    .executeTakeFirst();
  const begunAt = attempt === 1 ? declared_at : (step?.begun_at ?? declared_at);
  return { attempt, declaredAt: declared_at, begunAt };
}

/** Forgets why the default branch does not need these hotfixes' fixes. */
export async function forgetFixes(tx: Tx, hotfixIds: readonly string[]): Promise<void> {
  await own(tx.db)
    .updateTable('hotfix_fix')
    .set({ excused_reason: '', named_issue: null })
    .where('hotfix_id', 'in', [...hotfixIds])
    .execute();
}
