import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';

/**
 * The window that an arrival opened, as long as it shows no more than that it is being read; and what
 * Slack calls its state, so that a later one is never written over.
 */
export async function up(db: Db): Promise<void> {
  await db.schema.alterTable('arrival').addColumn('view_id', 'text').execute();
  await db.schema.alterTable('arrival').addColumn('view_hash', 'text').execute();
  await db.schema
    .createIndex('arrival_window')
    .on('arrival')
    .columns(['received_at', 'key'])
    .where(sql.ref('view_id'), 'is not', null)
    .execute();
}
