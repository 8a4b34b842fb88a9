import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/**
 * What a message says where people of another organisation may read, and the channels that Slack lets us
 * say nothing in at present.
 */
export async function up(db: Db): Promise<void> {
  const change = db.schema.alterTable('message');
  await change.addColumn('redacted_wanted', 'text').execute();
  await change.addColumn('late_redacted_wanted', 'text').execute();
  await change
    .addColumn('sent_redacted', 'integer', (c) =>
      c
        .notNull()
        .defaultTo(0)
        .check(sql`sent_redacted in (0, 1)`),
    )
    .execute();
  await db.schema
    .createIndex('message_hiding')
    .on('message')
    .column('target')
    .where(sql<boolean>`state = 'sent' and redacted_wanted is not null and sent_redacted = 0`)
    .execute();
  await createStrictTable(db, 'closed_channel')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('since', 'text', (c) => c.notNull())
    .addColumn('probe_wall', 'text', (c) => c.notNull())
    .addColumn('told_at', 'text')
    .addPrimaryKeyConstraint('closed_channel_pk', ['workspace_id', 'channel_id'])
    .execute();
}
