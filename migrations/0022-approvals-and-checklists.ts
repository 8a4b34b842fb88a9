import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

const ROLES = sql`role in ('release_manager', 'technical_lead', 'product_owner', 'qa_lead', 'stakeholder')`;

/** Approvals that are never changed, deputies, and checklists with owners and ticks. */
export async function up(db: Db): Promise<void> {
  await createApprovals(db);
  await createDeputies(db);
  await createChecklists(db);
}

async function createApprovals(db: Db): Promise<void> {
  await createStrictTable(db, 'approval')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspace.id'))
    .addColumn('project_id', 'text', (col) => col.notNull().references('project.id'))
    .addColumn('subject', 'text', (col) => col.notNull())
    .addColumn('role', 'text', (col) => col.notNull().check(ROLES))
    .addColumn('decision', 'text', (col) =>
      col.notNull().check(sql`decision in ('approved', 'declined')`),
    )
    .addColumn('by_user_id', 'text', (col) => col.notNull())
    .addColumn('acting_as', 'text', (col) =>
      col.notNull().check(sql`acting_as in ('holder', 'deputy', 'break_glass')`),
    )
    .addColumn('for_user_id', 'text')
    .addColumn('reason', 'text', (col) => col.notNull())
    .addColumn('made_in', 'text', (col) => col.notNull())
    .addColumn('bound', 'text', (col) => col.notNull())
    .addColumn('bound_digest', 'text', (col) => col.notNull().check(sql`length(bound_digest) = 64`))
    .addColumn('decided_at', 'text', (col) => col.notNull())
    .execute();
  await db.schema
    .createIndex('approval_by_subject')
    .on('approval')
    .columns(['subject', 'id'])
    .execute();
  await createStrictTable(db, 'approval_end')
    .addColumn('approval_id', 'text', (col) => col.primaryKey().notNull().references('approval.id'))
    .addColumn('kind', 'text', (col) => col.notNull().check(sql`kind in ('superseded', 'voided')`))
    .addColumn('reason', 'text', (col) => col.notNull())
    .addColumn('ended_at', 'text', (col) => col.notNull())
    .execute();
}

async function createDeputies(db: Db): Promise<void> {
  await createStrictTable(db, 'project_deputy')
    .addColumn('project_id', 'text', (col) => col.notNull().references('project.id'))
    .addColumn('role', 'text', (col) => col.notNull().check(ROLES))
    .addColumn('user_id', 'text', (col) => col.notNull())
    .addColumn('named_by', 'text', (col) => col.notNull())
    .addColumn('named_at', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('project_deputy_key', ['project_id', 'role', 'user_id'])
    .execute();
}

async function createChecklists(db: Db): Promise<void> {
  await createStrictTable(db, 'checklist_item')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('subject', 'text', (col) => col.notNull())
    .addColumn('section', 'text', (col) => col.notNull())
    .addColumn('position', 'integer', (col) => col.notNull())
    .addColumn('text', 'text', (col) => col.notNull())
    .addColumn('owner_id', 'text')
    .addColumn('due_at', 'text')
    .addColumn('ticked_at', 'text')
    .addColumn('ticked_by', 'text')
    .addColumn('evidence', 'text')
    .addUniqueConstraint('checklist_item_place', ['subject', 'position'])
    .addCheckConstraint('checklist_item_tick', sql`(ticked_at is null) = (ticked_by is null)`)
    .execute();
}
