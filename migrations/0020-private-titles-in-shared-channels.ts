import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';

/** Whether a project's channel may read titles of private repositories although outsiders read it too. */
export async function up(db: Db): Promise<void> {
  await db.schema
    .alterTable('project')
    .addColumn('shows_private', 'integer', (c) =>
      c
        .notNull()
        .defaultTo(0)
        .check(sql`shows_private in (0, 1)`),
    )
    .execute();
}
