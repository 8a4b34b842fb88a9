import type { Db } from '../src/store/db.ts';

/** The seat of the program that has an arrival in hand; null for what was written down without one. */
export async function up(db: Db): Promise<void> {
  await db.schema.alterTable('arrival').addColumn('seat', 'integer').execute();
}
