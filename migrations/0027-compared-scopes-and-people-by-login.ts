import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/**
 * How often what decides the scopes of a project was written, and how often it had been when they were compared; and
 * an index that finds people by their GitHub login, however many there are.
 */
export async function up(db: Db): Promise<void> {
  await createStrictTable(db, 'scope_news')
    .addColumn('project_id', 'text', (col) => col.primaryKey().notNull().references('project.id'))
    .addColumn('written', 'integer', (col) => col.notNull())
    .addColumn('compared', 'integer')
    .execute();
  await db.schema
    .createIndex('person_by_login')
    .on('person')
    .column('workspace_id')
    .expression(sql`lower(login)`)
    .execute();
}
