import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';

/** Whether Slack says that a person is of another organisation, with which a channel is shared. */
export async function up(db: Db): Promise<void> {
  await db.schema
    .alterTable('person')
    .addColumn('is_outside', 'integer', (c) =>
      c
        .notNull()
        .defaultTo(0)
        .check(sql`is_outside in (0, 1)`),
    )
    .execute();
}
