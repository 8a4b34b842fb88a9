import type { Db } from '../src/store/db.ts';

/** When each repository's items were last compared with GitHub's, and since when an item is not there any more. */
export async function up(db: Db): Promise<void> {
  await db.schema.alterTable('repository').addColumn('swept_at', 'text').execute();
  await db.schema.alterTable('tracked_item').addColumn('gone_at', 'text').execute();
}
