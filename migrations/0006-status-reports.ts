import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** Status reports as they were posted, and what the release manager said about the next one. */
export async function up(db: Db): Promise<void> {
  await createStrictTable(db, 'status_report')
    .addColumn('id', 'text', (col) => col.primaryKey().notNull())
    .addColumn('release_id', 'text', (col) => col.notNull().references('release.id'))
    .addColumn('week', 'text', (col) => col.notNull().check(sql`length(week) = 10`))
    .addColumn('kind', 'text', (col) => col.notNull().check(sql`kind in ('weekly', 'last')`))
    .addColumn('posted_at', 'text', (col) => col.notNull())
    .addColumn('colour', 'text', (col) =>
      col.notNull().check(sql`colour in ('white', 'green', 'yellow', 'red')`),
    )
    .addColumn('rule', 'text', (col) => col.notNull())
    .addColumn('items_done', 'integer', (col) => col.notNull())
    .addColumn('items', 'integer', (col) => col.notNull().check(sql`items_done <= items`))
    .addColumn('answered', 'integer', (col) => col.notNull())
    .addColumn('asked', 'integer', (col) => col.notNull())
    .addColumn('late', 'integer', (col) => col.notNull().check(sql`late in (0, 1)`))
    .addColumn('report', 'text', (col) => col.notNull())
    .addUniqueConstraint('status_report_once', ['release_id', 'week', 'kind'])
    .execute();
  await createStrictTable(db, 'report_edit')
    .addColumn('release_id', 'text', (col) => col.notNull().references('release.id'))
    .addColumn('week', 'text', (col) => col.notNull().check(sql`length(week) = 10`))
    .addColumn('words', 'text', (col) => col.notNull())
    .addColumn('highlights', 'text', (col) => col.notNull())
    .addColumn('colour', 'text', (col) =>
      col.check(sql`colour is null or colour in ('green', 'yellow', 'red')`),
    )
    .addColumn('colour_reason', 'text', (col) => col.notNull())
    .addColumn('held_by', 'text')
    .addColumn('held_reason', 'text', (col) => col.notNull())
    .addColumn('changed_by', 'text', (col) => col.notNull())
    .addColumn('changed_at', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('report_edit_key', ['release_id', 'week'])
    .addCheckConstraint('report_edit_reason', sql`colour is null or length(colour_reason) > 0`)
    .execute();
}
