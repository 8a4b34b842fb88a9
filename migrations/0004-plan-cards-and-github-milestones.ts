import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** What planning remembers: GitHub milestones as last read, and what each plan card shows. */
export async function up(db: Db): Promise<void> {
  await createStrictTable(db, 'known_milestone')
    .addColumn('repository_id', 'text', (col) => col.notNull().references('repository.id'))
    .addColumn('number', 'integer', (col) => col.notNull())
    .addColumn('title', 'text', (col) => col.notNull())
    .addColumn('description', 'text', (col) => col.notNull())
    .addColumn('due_on', 'text')
    .addColumn('is_open', 'integer', (col) => col.notNull().check(sql`is_open in (0, 1)`))
    .addColumn('open_items', 'integer', (col) => col.notNull().check(sql`open_items >= 0`))
    .addColumn('read_at', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('known_milestone_key', ['repository_id', 'number'])
    .execute();
  await createStrictTable(db, 'plan_card')
    .addColumn('release_id', 'text', (col) => col.primaryKey().notNull().references('release.id'))
    .addColumn('shown', 'text', (col) => col.notNull())
    .addColumn('said_at', 'text', (col) => col.notNull())
    .execute();
}
