import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** What follows a hotfix: what was found, the retrospective, and the actions that live on. */
export async function up(db: Db): Promise<void> {
  await createFindings(db);
  await createRetros(db);
  await createActions(db);
}

async function createFindings(db: Db): Promise<void> {
  await createStrictTable(db, 'hotfix_finding')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('hotfix_id', 'text', (col) => col.notNull().references('hotfix.id'))
    .addColumn('kind', 'text', (col) =>
      col
        .notNull()
        .check(
          sql`kind in ('why_1', 'why_2', 'why_3', 'why_4', 'why_5', 'cause', 'factor', 'good', 'bad')`,
        ),
    )
    .addColumn('text', 'text', (col) => col.notNull())
    .addColumn('by_user_id', 'text', (col) => col.notNull())
    .addColumn('noted_at', 'text', (col) => col.notNull())
    .execute();
  await db.schema
    .createIndex('hotfix_finding_by_hotfix')
    .on('hotfix_finding')
    .columns(['hotfix_id', 'id'])
    .execute();
}

async function createRetros(db: Db): Promise<void> {
  await createStrictTable(db, 'hotfix_retro')
    .addColumn('hotfix_id', 'text', (col) => col.primaryKey().notNull().references('hotfix.id'))
    .addColumn('starts_at', 'text', (col) => col.notNull())
    .addColumn('remark', 'text', (col) =>
      col.notNull().check(sql`remark in ('everybody', 'most', 'later', 'alone', 'moved')`),
    )
    .addColumn('invited', 'text', (col) => col.notNull())
    .addColumn('missing', 'text', (col) => col.notNull())
    .addColumn('set_by', 'text', (col) => col.notNull())
    .addColumn('held_at', 'text')
    .addColumn('held_by', 'text')
    .addCheckConstraint('hotfix_retro_held', sql`(held_at is null) = (held_by is null)`)
    .execute();
}

async function createActions(db: Db): Promise<void> {
  await createStrictTable(db, 'retro_action')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('project_id', 'text', (col) => col.notNull().references('project.id'))
    .addColumn('hotfix_id', 'text', (col) => col.notNull().references('hotfix.id'))
    .addColumn('text', 'text', (col) => col.notNull())
    .addColumn('owner_id', 'text', (col) => col.notNull())
    .addColumn('due_on', 'text', (col) => col.notNull())
    .addColumn('given_by', 'text', (col) => col.notNull())
    .addColumn('given_at', 'text', (col) => col.notNull())
    .addColumn('done_at', 'text')
    .addColumn('done_by', 'text')
    .addCheckConstraint('retro_action_done', sql`(done_at is null) = (done_by is null)`)
    .execute();
  await db.schema
    .createIndex('retro_action_by_project')
    .on('retro_action')
    .columns(['project_id', 'id'])
    .execute();
}
