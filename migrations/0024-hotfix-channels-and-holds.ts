import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** Where hotfixes of a project are told and who is called, and which releases need not wait for one. */
export async function up(db: Db): Promise<void> {
  await createSetup(db);
  await createAlerts(db);
  await createLifts(db);
  await db.schema.alterTable('message').addColumn('first_blocks', 'text').execute();
  await db.schema
    .alterTable('message')
    .addColumn('hides_always', 'integer', (col) =>
      col
        .notNull()
        .defaultTo(0)
        .check(sql`hides_always in (0, 1)`),
    )
    .execute();
}

async function createSetup(db: Db): Promise<void> {
  await createStrictTable(db, 'hotfix_setup')
    .addColumn('project_id', 'text', (col) => col.primaryKey().notNull().references('project.id'))
    .addColumn('group_id', 'text')
    .addColumn('group_name', 'text', (col) => col.notNull())
    .addColumn('changed_by', 'text', (col) => col.notNull())
    .addColumn('changed_at', 'text', (col) => col.notNull())
    .execute();
  await createStrictTable(db, 'hotfix_channel')
    .addColumn('project_id', 'text', (col) => col.notNull().references('project.id'))
    .addColumn('channel_id', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('hotfix_channel_key', ['project_id', 'channel_id'])
    .execute();
}

async function createAlerts(db: Db): Promise<void> {
  await createStrictTable(db, 'hotfix_alert')
    .addColumn('hotfix_id', 'text', (col) => col.notNull().references('hotfix.id'))
    .addColumn('channel_id', 'text', (col) => col.notNull())
    .addColumn('message_key', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('hotfix_alert_key', ['hotfix_id', 'channel_id'])
    .execute();
  await sql`insert into hotfix_alert (hotfix_id, channel_id, message_key)
    select h.id, p.channel_id, 'hotfix:' || h.id || ':' || p.channel_id
    from hotfix h join project p on p.id = h.project_id`.execute(db);
}

async function createLifts(db: Db): Promise<void> {
  await createStrictTable(db, 'hotfix_lift')
    .addColumn('hotfix_id', 'text', (col) => col.notNull().references('hotfix.id'))
    .addColumn('release_id', 'text', (col) => col.notNull().references('release.id'))
    .addColumn('lifted_by', 'text', (col) => col.notNull())
    .addColumn('lifted_at', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('hotfix_lift_key', ['hotfix_id', 'release_id'])
    .execute();
}
