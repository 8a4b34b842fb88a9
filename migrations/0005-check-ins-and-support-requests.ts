import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** What members are asked and answer each week, and whom they ask for support. */
export async function up(db: Db): Promise<void> {
  await createPlans(db);
  await createAsks(db);
  await createCheckIns(db);
  await createSlipping(db);
  await createSupport(db);
}

/** Which asks are promised; a promise that was taken back is made anew under the next number. */
async function createPlans(db: Db): Promise<void> {
  await createStrictTable(db, 'check_in_plan')
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspace.id'))
    .addColumn('user_id', 'text', (col) => col.notNull())
    .addColumn('week', 'text', (col) => col.notNull().check(sql`length(week) = 10`))
    .addColumn('number', 'integer', (col) => col.notNull().check(sql`number > 0`))
    .addColumn('withdrawn', 'integer', (col) => col.notNull().check(sql`withdrawn in (0, 1)`))
    .addPrimaryKeyConstraint('check_in_plan_key', ['workspace_id', 'user_id', 'week'])
    .execute();
}

/** One row per person and week in which a message went out. A week is named by its Monday. */
async function createAsks(db: Db): Promise<void> {
  await createStrictTable(db, 'check_in_ask')
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspace.id'))
    .addColumn('user_id', 'text', (col) => col.notNull())
    .addColumn('week', 'text', (col) => col.notNull().check(sql`length(week) = 10`))
    .addColumn('asked_at', 'text', (col) => col.notNull())
    .addColumn('closes_at', 'text', (col) => col.notNull())
    .addColumn('reminders', 'integer', (col) => col.notNull().check(sql`reminders >= 0`))
    .addColumn('is_first', 'integer', (col) => col.notNull().check(sql`is_first in (0, 1)`))
    .addPrimaryKeyConstraint('check_in_ask_key', ['workspace_id', 'user_id', 'week'])
    .execute();
}

/** One row per person, release and week: asked, answered, or both. */
async function createCheckIns(db: Db): Promise<void> {
  await createStrictTable(db, 'check_in')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspace.id'))
    .addColumn('release_id', 'text', (col) => col.notNull().references('release.id'))
    .addColumn('user_id', 'text', (col) => col.notNull())
    .addColumn('week', 'text', (col) => col.notNull().check(sql`length(week) = 10`))
    .addColumn('asked_at', 'text')
    .addColumn('closes_at', 'text')
    .addColumn('first_answered_at', 'text')
    .addColumn('answered_at', 'text')
    .addColumn('late', 'integer', (col) => col.notNull().check(sql`late in (0, 1)`))
    .addColumn('detailed_at', 'text')
    .addColumn('confidence', 'integer', (col) => col.check(sql`confidence between 1 and 5`))
    .addColumn('accomplishments', 'text', (col) => col.notNull())
    .addColumn('risks', 'text', (col) => col.notNull())
    .addColumn('mitigation', 'text', (col) => col.notNull())
    .addColumn('focus', 'text', (col) => col.notNull())
    .addColumn('from_private', 'integer', (col) => col.notNull().check(sql`from_private in (0, 1)`))
    .addUniqueConstraint('check_in_once', ['release_id', 'user_id', 'week'])
    .addCheckConstraint(
      'check_in_whole_answer',
      sql`(answered_at is null) = (confidence is null) and (answered_at is null) = (first_answered_at is null)`,
    )
    .addCheckConstraint('check_in_has_reason', sql`asked_at is not null or answered_at is not null`)
    .addCheckConstraint(
      'check_in_texts_fit',
      sql`length(accomplishments) <= 3000 and length(risks) <= 3000 and length(mitigation) <= 3000 and length(focus) <= 3000`,
    )
    .execute();
  await db.schema
    .createIndex('check_in_by_person')
    .on('check_in')
    .columns(['user_id', 'week'])
    .execute();
}

/** Items whose person says that they will not make it. */
async function createSlipping(db: Db): Promise<void> {
  await createStrictTable(db, 'check_in_slipping')
    .addColumn('check_in_id', 'text', (col) => col.notNull().references('check_in.id'))
    .addColumn('item_id', 'text', (col) => col.notNull().references('tracked_item.id'))
    .addPrimaryKeyConstraint('check_in_slipping_key', ['check_in_id', 'item_id'])
    .execute();
}

async function createSupport(db: Db): Promise<void> {
  await createStrictTable(db, 'support_request')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspace.id'))
    .addColumn('check_in_id', 'text', (col) => col.notNull().references('check_in.id'))
    .addColumn('release_id', 'text', (col) => col.notNull().references('release.id'))
    .addColumn('from_user_id', 'text', (col) => col.notNull())
    .addColumn('to_user_id', 'text')
    .addColumn('text', 'text', (col) => col.notNull().check(sql`length(text) between 1 and 3000`))
    .addColumn('since', 'text', (col) => col.notNull().check(sql`length(since) = 10`))
    .addColumn('state', 'text', (col) =>
      col.notNull().check(sql`state in ('open', 'done', 'withdrawn')`),
    )
    .addColumn('returned_by', 'text')
    .addColumn('closed_by', 'text')
    .addColumn('closed_at', 'text')
    .addCheckConstraint(
      'support_request_closed_says_who',
      sql`(state = 'open') = (closed_at is null) and (state = 'open') = (closed_by is null)`,
    )
    .execute();
  await db.schema
    .createIndex('support_request_one_open')
    .unique()
    .on('support_request')
    .column('check_in_id')
    .where(sql<boolean>`state = 'open'`)
    .execute();
  await db.schema
    .createIndex('support_request_by_release')
    .on('support_request')
    .columns(['release_id', 'state'])
    .execute();
  await createNotices(db);
}

/** Who was told of a request, in which day's message, and how it ended for them. */
async function createNotices(db: Db): Promise<void> {
  await createStrictTable(db, 'support_notice')
    .addColumn('request_id', 'text', (col) => col.notNull().references('support_request.id'))
    .addColumn('user_id', 'text', (col) => col.notNull())
    .addColumn('day', 'text', (col) => col.notNull().check(sql`length(day) = 10`))
    .addColumn('told_at', 'text')
    .addColumn('outcome', 'text', (col) =>
      col.notNull().check(sql`outcome in ('open', 'done', 'declined', 'withdrawn', 'handed')`),
    )
    .addPrimaryKeyConstraint('support_notice_key', ['request_id', 'user_id'])
    .execute();
  await db.schema
    .createIndex('support_notice_by_person')
    .on('support_notice')
    .columns(['user_id', 'day'])
    .execute();
}
