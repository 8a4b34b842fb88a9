import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/** When a copy was put back, and for which messages that means to look before they are posted. */
export async function up(db: Db): Promise<void> {
  await createStrictTable(db, 'restoration')
    .addColumn('restored_at', 'text', (c) => c.primaryKey().notNull())
    .addColumn('look_since', 'text', (c) => c.notNull())
    .addColumn('look_until', 'text', (c) => c.notNull())
    .execute();
}
