import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** Workspaces, the people in them, and the projects they work on. */
export async function up(db: Db): Promise<void> {
  await createPeople(db);
  await createProjects(db);
  await createProjectParts(db);
  await createRepositories(db);
}

async function createPeople(db: Db): Promise<void> {
  await createStrictTable(db, 'workspace')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('name', 'text', (col) => col.notNull())
    .addColumn('bot_user_id', 'text', (col) => col.notNull())
    .addColumn('created_at', 'text', (col) => col.notNull())
    .execute();
  await createStrictTable(db, 'person')
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspace.id'))
    .addColumn('id', 'text', (col) => col.notNull())
    .addColumn('name', 'text', (col) => col.notNull())
    .addColumn('zone', 'text', (col) => col.notNull())
    .addColumn('is_admin', 'integer', (col) => col.notNull().check(sql`is_admin in (0, 1)`))
    .addColumn('is_guest', 'integer', (col) => col.notNull().check(sql`is_guest in (0, 1)`))
    .addColumn('is_deactivated', 'integer', (col) =>
      col.notNull().check(sql`is_deactivated in (0, 1)`),
    )
    .addColumn('login', 'text')
    .addColumn('login_state', 'text', (col) =>
      col.notNull().check(sql`login_state in ('none', 'proposed', 'confirmed', 'denied')`),
    )
    .addColumn('paused_until', 'text')
    .addColumn('welcomed_at', 'text')
    .addColumn('looked_up_at', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('person_key', ['workspace_id', 'id'])
    .execute();
}

async function createProjects(db: Db): Promise<void> {
  await createStrictTable(db, 'project')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspace.id'))
    .addColumn('name', 'text', (col) => col.notNull().check(sql`length(name) > 0`))
    .addColumn('channel_id', 'text', (col) => col.notNull())
    .addColumn('zone', 'text', (col) => col.notNull())
    .addColumn('ask_weekday', 'integer', (col) =>
      col.notNull().check(sql`ask_weekday between 1 and 7`),
    )
    .addColumn('ask_time', 'text', (col) => col.notNull())
    .addColumn('close_time', 'text', (col) => col.notNull())
    .addColumn('digest_weekday', 'integer', (col) =>
      col.notNull().check(sql`digest_weekday between 1 and 7`),
    )
    .addColumn('digest_time', 'text', (col) => col.notNull())
    .addColumn('draft_time', 'text', (col) => col.notNull())
    .addColumn('behind_points', 'integer', (col) =>
      col.notNull().check(sql`behind_points between 0 and 100`),
    )
    .addColumn('low_confidence', 'real', (col) =>
      col.notNull().check(sql`low_confidence between 1 and 5`),
    )
    .addColumn('set_up_by', 'text', (col) => col.notNull())
    .addColumn('created_at', 'text', (col) => col.notNull())
    .addColumn('updated_at', 'text', (col) => col.notNull())
    .addUniqueConstraint('project_channel', ['workspace_id', 'channel_id'])
    .execute();
}

async function createProjectParts(db: Db): Promise<void> {
  await createStrictTable(db, 'project_role')
    .addColumn('project_id', 'text', (col) => col.notNull().references('project.id'))
    .addColumn('role', 'text', (col) =>
      col
        .notNull()
        .check(
          sql`role in ('release_manager', 'technical_lead', 'product_owner', 'qa_lead', 'stakeholder')`,
        ),
    )
    .addColumn('user_id', 'text', (col) => col.notNull())
    .addColumn('position', 'integer', (col) => col.notNull())
    .addPrimaryKeyConstraint('project_role_key', ['project_id', 'role', 'user_id'])
    .execute();
  await createStrictTable(db, 'project_member')
    .addColumn('project_id', 'text', (col) => col.notNull().references('project.id'))
    .addColumn('user_id', 'text', (col) => col.notNull())
    .addColumn('added_by', 'text', (col) => col.notNull())
    .addColumn('added_at', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('project_member_key', ['project_id', 'user_id'])
    .execute();
  await createStrictTable(db, 'label_rule')
    .addColumn('project_id', 'text', (col) => col.notNull().references('project.id'))
    .addColumn('label', 'text', (col) => col.notNull())
    .addColumn('field', 'text', (col) =>
      col.notNull().check(sql`field in ('priority', 'tier', 'kind', 'points')`),
    )
    .addColumn('value', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('label_rule_key', ['project_id', 'label', 'field'])
    .execute();
  await createStrictTable(db, 'idle_day')
    .addColumn('project_id', 'text', (col) => col.notNull().references('project.id'))
    .addColumn('date', 'text', (col) => col.notNull())
    .addColumn('note', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('idle_day_key', ['project_id', 'date'])
    .execute();
}

async function createRepositories(db: Db): Promise<void> {
  await createStrictTable(db, 'repository')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspace.id'))
    .addColumn('owner', 'text', (col) => col.notNull())
    .addColumn('name', 'text', (col) => col.notNull())
    .addColumn('is_private', 'integer', (col) => col.notNull().check(sql`is_private in (0, 1)`))
    .addColumn('issues_read_to', 'text')
    .addColumn('pulls_read_to', 'text')
    .addColumn('pulls_cursor', 'text')
    .addColumn('pulls_newest', 'text')
    .addColumn('last_read_at', 'text')
    .addColumn('trouble', 'text')
    .addColumn('trouble_since', 'text')
    .addColumn('next_try_at', 'text')
    .addColumn('points_spent', 'integer', (col) => col.notNull().defaultTo(0))
    .execute();
  await createStrictTable(db, 'project_repository')
    .addColumn('project_id', 'text', (col) => col.notNull().references('project.id'))
    .addColumn('repository_id', 'text', (col) => col.notNull().references('repository.id'))
    .addColumn('position', 'integer', (col) => col.notNull())
    .addPrimaryKeyConstraint('project_repository_key', ['project_id', 'repository_id'])
    .execute();
}
