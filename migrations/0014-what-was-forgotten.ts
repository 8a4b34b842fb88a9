import type { Db } from '../src/store/db.ts';

/** When the words of a posted report were forgotten; its figures stay. */
export async function up(db: Db): Promise<void> {
  await db.schema.alterTable('status_report').addColumn('forgotten_at', 'text').execute();
}
