import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** How long the clocks of a project's hotfixes run and how often news are asked for, where that is its own. */
export async function up(db: Db): Promise<void> {
  await createStrictTable(db, 'hotfix_minutes')
    .addColumn('project_id', 'text', (col) => col.notNull().references('project.id'))
    .addColumn('what', 'text', (col) =>
      col
        .notNull()
        .check(
          sql`what in ('decision', 'planning', 'testing', 'production_down', 'security', 'data_loss', 'sla_breach', 'regulatory')`,
        ),
    )
    .addColumn('minutes', 'integer', (col) => col.notNull().check(sql`minutes > 0`))
    .addPrimaryKeyConstraint('hotfix_minutes_key', ['project_id', 'what'])
    .execute();
}
