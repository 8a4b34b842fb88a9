import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';

/** What GitHub says an issue was closed as. Issues are read once more from the start, so that the old ones say it too. */
export async function up(db: Db): Promise<void> {
  await db.schema
    .alterTable('tracked_item')
    .addColumn('closed_as', 'text', (col) =>
      col.check(sql`closed_as in ('completed', 'not_planned', 'duplicate')`),
    )
    .execute();
  await sql`update repository set issues_read_to = null`.execute(db);
}
