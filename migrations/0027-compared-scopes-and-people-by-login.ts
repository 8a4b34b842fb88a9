import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** How often what makes up the scopes of a project was written, and how often it had been when they were compared. */
export async function up(db: Db): Promise<void> {
  await createStrictTable(db, 'scope_news')
    .addColumn('project_id', 'text', (col) => col.primaryKey().notNull().references('project.id'))
    .addColumn('written', 'integer', (col) => col.notNull())
    .addColumn('compared', 'integer')
    .execute();
}
