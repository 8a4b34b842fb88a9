import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** Points that a number field of GitHub Projects holds, for projects that take them from there. */
export async function up(db: Db): Promise<void> {
  await db.schema.alterTable('project').addColumn('points_field', 'text').execute();
  await db.schema.alterTable('project').addColumn('points_trouble', 'text').execute();
  await createStrictTable(db, 'field_points')
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id'))
    .addColumn('item_id', 'text', (c) => c.notNull().references('tracked_item.id'))
    .addColumn('field', 'text', (c) => c.notNull())
    .addColumn('points', 'real')
    .addColumn('item_updated_at', 'text', (c) => c.notNull())
    .addColumn('read_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('field_points_key', ['project_id', 'item_id'])
    .execute();
}
