import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** Releases with their calendar and scope, what GitHub shows of the items, and the journal. */
export async function up(db: Db): Promise<void> {
  await createReleases(db);
  await createItems(db);
  await createJournal(db);
}

async function createReleases(db: Db): Promise<void> {
  await createStrictTable(db, 'release')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspace.id'))
    .addColumn('project_id', 'text', (col) => col.notNull().references('project.id'))
    .addColumn('version', 'text', (col) => col.notNull())
    .addColumn('version_key', 'text', (col) => col.notNull())
    .addColumn('type', 'text', (col) =>
      col.notNull().check(sql`type in ('major', 'minor', 'patch', 'hotfix')`),
    )
    .addColumn('theme', 'text', (col) => col.notNull())
    .addColumn('compatibility', 'text', (col) => col.notNull())
    .addColumn('goals', 'text', (col) => col.notNull().defaultTo('[]'))
    .addColumn('target_date', 'text', (col) => col.notNull().check(sql`length(target_date) = 10`))
    .addColumn('stage', 'text', (col) =>
      col
        .notNull()
        .check(
          sql`stage in ('planning', 'development', 'feature-complete', 'code-freeze', 'release-candidate', 'released', 'closed', 'cancelled')`,
        ),
    )
    .addColumn('source', 'text', (col) => col.notNull())
    .addColumn('planned_on', 'text', (col) => col.notNull())
    .addColumn('planned_by', 'text', (col) => col.notNull())
    .addColumn('created_at', 'text', (col) => col.notNull())
    .addColumn('shipped_at', 'text')
    .addColumn('ended_at', 'text')
    .addUniqueConstraint('release_version', ['project_id', 'version'])
    .execute();
  await createStrictTable(db, 'milestone')
    .addColumn('release_id', 'text', (col) => col.notNull().references('release.id'))
    .addColumn('step', 'text', (col) => col.notNull())
    .addColumn('date', 'text', (col) => col.notNull().check(sql`length(date) = 10`))
    .addColumn('state', 'text', (col) =>
      col.notNull().check(sql`state in ('planned', 'skipped', 'done')`),
    )
    .addColumn('compressed', 'integer', (col) => col.notNull().check(sql`compressed in (0, 1)`))
    .addPrimaryKeyConstraint('milestone_key', ['release_id', 'step'])
    .execute();
}

async function createItems(db: Db): Promise<void> {
  await createStrictTable(db, 'tracked_item')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('repository_id', 'text', (col) => col.notNull().references('repository.id'))
    .addColumn('item', 'text', (col) => col.notNull().check(sql`item in ('issue', 'pull_request')`))
    .addColumn('number', 'integer', (col) => col.notNull())
    .addColumn('title', 'text', (col) => col.notNull())
    .addColumn('url', 'text', (col) => col.notNull())
    .addColumn('state', 'text', (col) =>
      col.notNull().check(sql`state in ('open', 'closed', 'merged')`),
    )
    .addColumn('labels', 'text', (col) => col.notNull())
    .addColumn('assignees', 'text', (col) => col.notNull())
    .addColumn('author', 'text')
    .addColumn('github_milestone', 'integer')
    .addColumn('opened_at', 'text', (col) => col.notNull())
    .addColumn('updated_at', 'text', (col) => col.notNull())
    .addColumn('closed_at', 'text')
    .execute();
  await db.schema
    .createIndex('tracked_item_by_milestone')
    .on('tracked_item')
    .columns(['repository_id', 'github_milestone'])
    .execute();
  await createStrictTable(db, 'scope_item')
    .addColumn('release_id', 'text', (col) => col.notNull().references('release.id'))
    .addColumn('item_id', 'text', (col) => col.notNull().references('tracked_item.id'))
    .addColumn('priority', 'text', (col) =>
      col.notNull().check(sql`priority in ('P0', 'P1', 'P2')`),
    )
    .addColumn('tier', 'text', (col) =>
      col.notNull().check(sql`tier in ('must', 'should', 'could')`),
    )
    .addColumn('kind', 'text', (col) =>
      col
        .notNull()
        .check(sql`kind in ('bug', 'feature', 'enhancement', 'debt', 'dependency', 'docs')`),
    )
    .addColumn('points', 'real', (col) => col.check(sql`points is null or points >= 0`))
    .addColumn('planned', 'integer', (col) => col.notNull().check(sql`planned in (0, 1)`))
    .addColumn('added_at', 'text', (col) => col.notNull())
    .addColumn('removed_at', 'text')
    .addColumn('deferred_to', 'text')
    .addColumn('deferred_reason', 'text')
    .addPrimaryKeyConstraint('scope_item_key', ['release_id', 'item_id'])
    .execute();
  await db.schema.createIndex('scope_item_by_item').on('scope_item').column('item_id').execute();
}

async function createJournal(db: Db): Promise<void> {
  await createStrictTable(db, 'journal')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspace.id'))
    .addColumn('project_id', 'text')
    .addColumn('release_id', 'text')
    .addColumn('at', 'text', (col) => col.notNull())
    .addColumn('actor', 'text', (col) => col.notNull())
    .addColumn('event', 'text', (col) => col.notNull())
    .addColumn('detail', 'text', (col) => col.notNull())
    .execute();
  await db.schema
    .createIndex('journal_by_release')
    .on('journal')
    .columns(['release_id', 'id'])
    .execute();
}
