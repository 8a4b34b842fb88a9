import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** The hotfix lane: declared emergencies, their steps, their clocks, and who is in on them. */
export async function up(db: Db): Promise<void> {
  await createHotfixes(db);
  await createRoad(db);
  await createPeople(db);
  await passOnPlanned(db);
}

async function createHotfixes(db: Db): Promise<void> {
  await createStrictTable(db, 'hotfix')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspace.id'))
    .addColumn('project_id', 'text', (col) => col.notNull().references('project.id'))
    .addColumn('release_id', 'text', (col) => col.notNull().references('release.id'))
    .addColumn('criterion', 'text', (col) =>
      col
        .notNull()
        .check(
          sql`criterion in ('production_down', 'security', 'data_loss', 'sla_breach', 'regulatory')`,
        ),
    )
    .addColumn('seen', 'text', (col) => col.notNull())
    .addColumn('since', 'text', (col) => col.notNull())
    .addColumn('affected', 'text', (col) => col.notNull())
    .addColumn('impact', 'text', (col) => col.notNull())
    .addColumn('issue', 'text')
    .addColumn('lead_id', 'text')
    .addColumn('declared_by', 'text', (col) => col.notNull())
    .addColumn('declared_at', 'text', (col) => col.notNull())
    .addColumn('declared_in', 'text')
    .addColumn('step', 'text', (col) =>
      col
        .notNull()
        .check(
          sql`step in ('identified', 'decision', 'development', 'testing', 'deployment', 'validation', 'root_cause', 'improvement', 'closed', 'cancelled')`,
        ),
    )
    .addColumn('attempt', 'integer', (col) => col.notNull().check(sql`attempt >= 1`))
    .addColumn('next_update_at', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('ended_reason', 'text')
    .addUniqueConstraint('hotfix_release', ['release_id'])
    .execute();
  await db.schema
    .createIndex('hotfix_by_project')
    .on('hotfix')
    .columns(['project_id', 'id'])
    .execute();
}

async function createRoad(db: Db): Promise<void> {
  await createStrictTable(db, 'hotfix_step')
    .addColumn('hotfix_id', 'text', (col) => col.notNull().references('hotfix.id'))
    .addColumn('step', 'text', (col) => col.notNull())
    .addColumn('attempt', 'integer', (col) => col.notNull())
    .addColumn('begun_at', 'text', (col) => col.notNull())
    .addColumn('begun_by', 'text', (col) => col.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('ended_by', 'text')
    .addColumn('outcome', 'text', (col) =>
      col.check(sql`outcome is null or outcome in ('done', 'failed', 'cancelled')`),
    )
    .addColumn('remark', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('hotfix_step_key', ['hotfix_id', 'step', 'attempt'])
    .execute();
  await createStrictTable(db, 'hotfix_clock')
    .addColumn('hotfix_id', 'text', (col) => col.notNull().references('hotfix.id'))
    .addColumn('clock', 'text', (col) =>
      col.notNull().check(sql`clock in ('decision', 'planning', 'testing')`),
    )
    .addColumn('attempt', 'integer', (col) => col.notNull())
    .addColumn('started_at', 'text', (col) => col.notNull())
    .addColumn('limit_minutes', 'integer', (col) => col.notNull().check(sql`limit_minutes > 0`))
    .addColumn('stopped_at', 'text')
    .addPrimaryKeyConstraint('hotfix_clock_key', ['hotfix_id', 'clock', 'attempt'])
    .execute();
}

async function createPeople(db: Db): Promise<void> {
  await createStrictTable(db, 'hotfix_person')
    .addColumn('hotfix_id', 'text', (col) => col.notNull().references('hotfix.id'))
    .addColumn('user_id', 'text', (col) => col.notNull())
    .addColumn('joined_at', 'text', (col) => col.notNull())
    .addColumn('how', 'text', (col) =>
      col.notNull().check(sql`how in ('declared', 'lead', 'asked', 'joined')`),
    )
    .addPrimaryKeyConstraint('hotfix_person_key', ['hotfix_id', 'user_id'])
    .execute();
}

/** Releases that were planned as hotfixes before there was a lane go on by the week, as they began. */
async function passOnPlanned(db: Db): Promise<void> {
  await db
    .withTables<{ release: { type: string; stage: string } }>()
    .updateTable('release')
    .set({ type: 'patch' })
    .where('type', '=', 'hotfix')
    .where('stage', 'not in', ['closed', 'cancelled'])
    .execute();
}
