import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** What GitHub showed of a hotfix's fix at the last look, and what was decided about it. */
export async function up(db: Db): Promise<void> {
  await createStrictTable(db, 'hotfix_fix')
    .addColumn('hotfix_id', 'text', (col) => col.primaryKey().notNull().references('hotfix.id'))
    .addColumn('repository_id', 'text')
    .addColumn('repository_url', 'text')
    .addColumn('default_branch', 'text')
    .addColumn('has_branch', 'integer', (col) => col.notNull().check(sql`has_branch in (0, 1)`))
    .addColumn('pull_id', 'text')
    .addColumn('pull_number', 'integer')
    .addColumn('pull_url', 'text')
    .addColumn('pull_state', 'text', (col) =>
      col.check(sql`pull_state is null or pull_state in ('draft', 'ready', 'merged', 'closed')`),
    )
    .addColumn('base', 'text')
    .addColumn('head_commit', 'text')
    .addColumn('merge_commit', 'text')
    .addColumn('checks', 'text', (col) =>
      col.notNull().check(sql`checks in ('green', 'red', 'running', 'none', 'unknown')`),
    )
    .addColumn('on_main', 'text', (col) =>
      col.notNull().check(sql`on_main in ('yes', 'no', 'unknown')`),
    )
    .addColumn('back_port_number', 'integer')
    .addColumn('tested_commit', 'text')
    .addColumn('tested_attempt', 'integer')
    .addColumn('failed_commit', 'text')
    .addColumn('named_issue', 'text')
    .addColumn('linked_issue', 'text')
    .addColumn('looked_at', 'text')
    .addColumn('excused_at', 'text')
    .addColumn('excused_by', 'text')
    .addColumn('excused_reason', 'text', (col) => col.notNull())
    .addCheckConstraint('hotfix_fix_excuse', sql`(excused_at is null) = (excused_by is null)`)
    .execute();
}
