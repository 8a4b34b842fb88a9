import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** Which drafts were sent, and when to look next what became of their digest; null once the draft says it. */
export async function up(db: Db): Promise<void> {
  await createStrictTable(db, 'report_draft')
    .addColumn('release_id', 'text', (c) => c.notNull().references('release.id'))
    .addColumn('week', 'text', (c) => c.notNull())
    .addColumn('look_at', 'text')
    .addPrimaryKeyConstraint('report_draft_key', ['release_id', 'week'])
    .execute();
  await db.schema
    .createIndex('report_draft_by_look')
    .on('report_draft')
    .column('look_at')
    .where('look_at', 'is not', null)
    .execute();
}
