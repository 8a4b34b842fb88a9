import { sql } from 'kysely';
import type { Db } from '../src/store/db.ts';
import { createStrictTable } from '../src/store/strict-table.ts';

/**
 * What arrived, what is due, what is said, and who may say it. Columns that end in `_wall` are on the
 * machine's clock, all other instants are on the product's, which the sandbox may push.
 */
export async function up(db: Db): Promise<void> {
  await arrivals(db);
  await promises(db);
  await messages(db);
  await senders(db);
}

async function arrivals(db: Db): Promise<void> {
  await createStrictTable(db, 'arrival')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('received_at', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) =>
      c.notNull().check(sql`state in ('waiting', 'handled', 'failed')`),
    )
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('outcome', 'text')
    .addColumn('reference', 'text')
    .addColumn('finished_at', 'text')
    .addCheckConstraint(
      'arrival_failed_has_reference',
      sql`state <> 'failed' or reference is not null`,
    )
    .execute();
  await index(db, 'arrival_waiting', 'arrival', ['received_at', 'key'], sql`state = 'waiting'`);
  await index(db, 'arrival_age', 'arrival', ['received_at']);
}

async function promises(db: Db): Promise<void> {
  await createStrictTable(db, 'promise')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('due_at', 'text', (c) => c.notNull())
    .addColumn('useful_until', 'text', (c) => c.notNull())
    .addColumn('try_at', 'text', (c) => c.notNull())
    .addColumn('payload', 'text', (c) => c.notNull())
    .addColumn('release_id', 'text')
    .addColumn('state', 'text', (c) =>
      c.notNull().check(sql`state in ('waiting', 'doing', 'done', 'skipped', 'failed')`),
    )
    .addColumn('reason', 'text')
    .addColumn('late', 'integer', (c) => c.notNull().check(sql`late in (0, 1)`))
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('claim_epoch', 'integer')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'text', (c) => c.notNull())
    .addCheckConstraint(
      'promise_says_why',
      sql`state not in ('skipped', 'failed') or reason is not null`,
    )
    .execute();
  await index(db, 'promise_due', 'promise', ['try_at', 'key'], sql`state = 'waiting'`);
  await index(db, 'promise_doing', 'promise', ['claim_epoch'], sql`state = 'doing'`);
  await index(db, 'promise_skipped', 'promise', ['updated_at'], sql`state = 'skipped'`);
  await index(db, 'promise_failed', 'promise', ['updated_at'], sql`state = 'failed'`);
  await index(db, 'promise_release', 'promise', ['release_id'], sql`state = 'waiting'`);
}

async function messages(db: Db): Promise<void> {
  await createStrictTable(db, 'message')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('place', 'integer', (c) => c.notNull().unique())
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('target', 'text', (c) => c.notNull())
    .addColumn('thread_of', 'text', (c) => c.references('message.key'))
    .addColumn('release_id', 'text')
    .addColumn('wanted', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().check(sql`version > 0`))
    .addColumn('sent_version', 'integer', (c) => c.notNull())
    .addColumn('plain', 'integer', (c) => c.notNull().check(sql`plain in (0, 1)`))
    .addColumn('state', 'text', (c) =>
      c
        .notNull()
        .check(
          sql`state in ('waiting', 'ready', 'sending', 'unknown', 'sent', 'unconfirmed', 'skipped', 'failed')`,
        ),
    )
    .addColumn('reason', 'text')
    .addColumn('not_before', 'text')
    .addColumn('useful_until', 'text')
    .addColumn('late_after', 'text')
    .addColumn('late_wanted', 'text')
    .addColumn('channel_id', 'text')
    .addColumn('ts', 'text')
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('attempt_version', 'integer')
    .addColumn('setbacks', 'integer', (c) => c.notNull())
    .addColumn('looks', 'integer', (c) => c.notNull())
    .addColumn('claim_epoch', 'integer')
    .addColumn('first_attempt_at', 'text')
    .addColumn('last_attempt_at', 'text')
    .addColumn('first_attempt_wall', 'text')
    .addColumn('last_attempt_wall', 'text')
    .addColumn('retry_wall', 'text')
    .addColumn('look_wall', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'text', (c) => c.notNull())
    .addColumn('sent_at', 'text')
    .addCheckConstraint('message_sent_has_place', sql`state <> 'sent' or ts is not null`)
    .addCheckConstraint('message_sent_version', sql`sent_version <= version`)
    .addCheckConstraint(
      'message_says_why',
      sql`state not in ('skipped', 'failed') or reason is not null`,
    )
    .addCheckConstraint('message_skipped_stands_nowhere', sql`state <> 'skipped' or ts is null`)
    .addCheckConstraint('message_late_words', sql`(late_after is null) = (late_wanted is null)`)
    .execute();
  await messageIndexes(db);
}

// One index for each state that is asked for, never one that begins with the state: SQLite takes such a
// one for every question that names a state, and then sorts all that was ever sent.
async function messageIndexes(db: Db): Promise<void> {
  await index(db, 'message_ready', 'message', ['target', 'place'], sql`state = 'ready'`);
  await index(db, 'message_later', 'message', ['not_before'], sql`state = 'waiting'`);
  await index(
    db,
    'message_end',
    'message',
    ['useful_until'],
    sql`state in ('waiting', 'ready') and ts is null and useful_until is not null`,
  );
  await index(db, 'message_sending', 'message', ['claim_epoch'], sql`state = 'sending'`);
  await index(db, 'message_unknown', 'message', ['target'], sql`state = 'unknown'`);
  await index(db, 'message_look', 'message', ['look_wall'], sql`look_wall is not null`);
  await index(db, 'message_thread', 'message', ['thread_of']);
  await index(db, 'message_sent', 'message', ['updated_at'], sql`state = 'sent'`);
  await index(db, 'message_unconfirmed', 'message', ['updated_at'], sql`state = 'unconfirmed'`);
  await index(db, 'message_skipped', 'message', ['updated_at'], sql`state = 'skipped'`);
  await index(db, 'message_failed', 'message', ['updated_at'], sql`state = 'failed'`);
}

async function senders(db: Db): Promise<void> {
  await createStrictTable(db, 'lease')
    .addColumn('name', 'text', (c) => c.primaryKey().notNull())
    .addColumn('holder', 'text', (c) => c.notNull())
    .addColumn('epoch', 'integer', (c) => c.notNull())
    .addColumn('expires_wall', 'text', (c) => c.notNull())
    .execute();
  await createStrictTable(db, 'direct_channel')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('user_id', 'text', (c) => c.notNull())
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('direct_channel_pk', ['workspace_id', 'user_id'])
    .execute();
}

async function index(
  db: Db,
  name: string,
  table: string,
  columns: readonly string[],
  where?: ReturnType<typeof sql<boolean>>,
): Promise<void> {
  const plain = db.schema
    .createIndex(name)
    .on(table)
    .columns([...columns]);
  await (where === undefined ? plain : plain.where(where)).execute();
}
