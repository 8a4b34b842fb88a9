import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** Who has opened App Home and when, and since when what they see there is no longer true. */
export async function up(db: Db): Promise<void> {
  await createStrictTable(db, 'home_view')
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspace.id'))
    .addColumn('user_id', 'text', (col) => col.notNull())
    .addColumn('opened_at', 'text', (col) => col.notNull())
    .addColumn('wanted_at', 'text')
    .addPrimaryKeyConstraint('home_view_key', ['workspace_id', 'user_id'])
    .execute();
}
