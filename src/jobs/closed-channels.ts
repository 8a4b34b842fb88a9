/** Channels that Slack takes nothing for, as the rest of the program sees and changes them. */
import { sql } from 'kysely';
import type { Clock } from '../base/clock.ts';
import { plusMilliseconds, type Instant } from '../base/time.ts';
import type { Message } from '../slack/blocks.ts';
import type { Db, Tx } from '../store/db.ts';
import { readyList } from '../store/ready-list.ts';
import { readyQuery } from '../store/ready-query.ts';
import { PROBE_MS } from './outbox-rules.ts';
import { REMOVED } from './removed.ts';
import { withJobTables, type ClosedChannelRow } from './tables.ts';

/** A message that waits for its channel to open. */
export interface HeldMessage {
  readonly key: string;
  readonly releaseId: string | null;
  readonly usefulUntil: Instant | null;
}

/** A closed channel. `reason` is Slack's word, or `removed` when somebody took us out of it. */
export interface ClosedChannel {
  readonly channelId: string;
  readonly reason: string;
  readonly since: Instant;
  /** When somebody is told, or was; null for nobody yet. */
  readonly toldAt: Instant | null;
  /** What was never posted and waits; edits of what stands are not counted. */
  readonly held: readonly HeldMessage[];
}

/** A message that was said; `stands` once Slack has it. */
export interface SaidMessage {
  readonly key: string;
  readonly to: string;
  readonly text: string;
  readonly stands: boolean;
}

/** What can be done about channels. All of it concerns the one workspace. */
export interface Channels {
  closed(db: Db): Promise<readonly ClosedChannel[]>;
  /** Nothing is tried there for an hour. What was told stays told while the reason is the same. */
  close(tx: Tx, channelId: string, reason: ClosedChannel['reason']): Promise<void>;
  /** Somebody took us out of it: we do not come back by ourselves. */
  closeAsRemoved(tx: Tx, channelId: string): Promise<void>;
  /** What waits is posted after the commit. */
  open(tx: Tx, channelId: string): Promise<void>;
  markTold(tx: Tx, channelId: string, at: Instant): Promise<void>;
  /** Who a message is for: a user id or a channel; null for one that was never said. */
  toldTo(db: Db, key: string): Promise<string | null>;
  /** Of these keys, those under which anything was ever said. */
  saidAny(db: Db, keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** What was said under keys that begin so, and what it says by now; without words that were forgotten. */
  saidUnder(db: Db, start: string): Promise<readonly SaidMessage[]>;
  /** Outsiders read it from now on: what stands there in full is edited, where it hides something. */
  redact(tx: Tx, channelId: string): Promise<void>;
  /** All who read it may read everything now: what stands there with something hidden is edited. */
  reveal(tx: Tx, channelId: string): Promise<void>;
  /** Messages whose key begins so, and that hid nothing so far: outsiders read these words in their place. */
  withhold(tx: Tx, keyStart: string, words: Message): Promise<void>;
  /** Slack gave the channel another id. */
  rename(tx: Tx, from: string, to: string): Promise<void>;
  /**
   * These releases live in another channel now: what was not posted goes there, and of what was posted the
   * messages under `anew` stand there once more.
   */
  moveReleases(
    tx: Tx,
    releaseIds: readonly string[],
    to: string,
    anew: readonly string[],
  ): Promise<void>;
}

const targetOf = readyQuery<{ key: string }, { target: string }>((db, place) =>
  withJobTables(db).selectFrom('message').select('target').where('key', '=', place('key')),
);

const saidKeys = readyList<object, { readonly key: string }>((db, keys) =>
  withJobTables(db).selectFrom('message').select('key').where('key', 'in', keys),
);

/** The channels of a workspace; `wake` makes the sender look again. */
export function createChannels(workspaceId: string, wall: Clock, wake: () => void): Channels {
  const close = async (tx: Tx, channelId: string, reason: string): Promise<void> => {
    const db = withJobTables(tx.db);
    const standing = await db
      .selectFrom('closed_channel')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('channel_id', '=', channelId)
      .executeTakeFirst();
    const probe_wall = plusMilliseconds(wall.now(), PROBE_MS);
    const told_at = standing?.reason === reason ? standing.told_at : null;
    const values = { reason, probe_wall, told_at };
    await db
      .insertInto('closed_channel')
      .values({ workspace_id: workspaceId, channel_id: channelId, since: tx.now, ...values })
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'channel_id']).doUpdateSet(values),
      )
      .execute();
  };
  return {
    closed: (db) => closedChannels(db, workspaceId),
    close,
    closeAsRemoved: (tx, channelId) => close(tx, channelId, REMOVED),
    async open(tx, channelId) {
      await withJobTables(tx.db)
        .deleteFrom('closed_channel')
        .where('workspace_id', '=', workspaceId)
        .where('channel_id', '=', channelId)
        .execute();
      tx.afterCommit(wake);
    },
    async markTold(tx, channelId, at) {
      await withJobTables(tx.db)
        .updateTable('closed_channel')
        .set({ told_at: at })
        .where('workspace_id', '=', workspaceId)
        .where('channel_id', '=', channelId)
        .execute();
    },
    async toldTo(db, key) {
      return (await targetOf.first(db, { key }))?.target ?? null;
    },
    async saidAny(db, keys) {
      return new Set((await saidKeys(db, keys, {})).map(({ key }) => key));
    },
    saidUnder,
    async redact(tx, channelId) {
      await decideAnew(tx, channelId, 0);
      tx.afterCommit(wake);
    },
    async reveal(tx, channelId) {
      await decideAnew(tx, channelId, 1);
      tx.afterCommit(wake);
    },
    async withhold(tx, keyStart, words) {
      await withhold(tx, keyStart, words);
      tx.afterCommit(wake);
    },
    async rename(tx, from, to) {
      const db = withJobTables(tx.db);
      await db.updateTable('message').set({ target: to }).where('target', '=', from).execute();
      await db
        .updateTable('message')
        .set({ channel_id: to })
        .where('channel_id', '=', from)
        .execute();
      await db.deleteFrom('closed_channel').where('channel_id', 'in', [from, to]).execute();
      tx.afterCommit(wake);
    },
    async moveReleases(tx, releaseIds, to, anew) {
      await moveReleases(tx, releaseIds, to, anew);
      tx.afterCommit(wake);
    },
  };
}

/** What hides something is edited, where it stands in full (0) or redacted (1); the sender asks who reads it. */
async function decideAnew(tx: Tx, channelId: string, standing: 0 | 1): Promise<void> {
  const tables = withJobTables(tx.db);
  await tables
    .updateTable('message')
    .set({ state: 'ready' })
    .where('target', '=', channelId)
    .where('state', '=', 'sent')
    .where('redacted_wanted', 'is not', null)
    .where('sent_redacted', '=', standing)
    .execute();
  // Its words were chosen before: one version more, and they are chosen again once it is settled.
  await tables
    .updateTable('message')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('target', '=', channelId)
    .where('state', '=', 'sending')
    .where('redacted_wanted', 'is not', null)
    .execute();
}

async function withhold(tx: Tx, keyStart: string, words: Message): Promise<void> {
  const tables = withJobTables(tx.db);
  const begins = await tables
    .selectFrom('message')
    .select(['key', 'state'])
    .where('key', '>=', keyStart)
    // The first text after all that begin so.
    .where('key', '<', `${keyStart}\u{10ffff}`)
    .where('redacted_wanted', 'is', null)
    .execute();
  for (const { key, state } of begins)
    await tables
      .updateTable('message')
      .set((eb) => ({
        redacted_wanted: JSON.stringify(words),
        version: eb('version', '+', 1),
        ...(state === 'sent' ? { state: 'ready' as const } : {}),
      }))
      .where('key', '=', key)
      .execute();
}

async function closedChannels(db: Db, workspaceId: string): Promise<readonly ClosedChannel[]> {
  const rows = await withJobTables(db)
    .selectFrom('closed_channel')
    .leftJoin('message', (join) =>
      join
        .onRef('message.target', '=', 'closed_channel.channel_id')
        // In the text, not as a value: only then can the index of what is ready be used.
        .on('message.state', '=', sql.lit('ready'))
        .on('message.ts', 'is', null),
    )
    .select(['closed_channel.channel_id', 'closed_channel.reason', 'since', 'told_at'])
    .select(['message.key', 'message.release_id', 'message.useful_until'])
    .where('closed_channel.workspace_id', '=', workspaceId)
    .orderBy('closed_channel.channel_id')
    .orderBy('message.place')
    .execute();
  return [...Map.groupBy(rows, (row) => row.channel_id).values()].flatMap(toClosedChannel);
}

async function saidUnder(db: Db, start: string): Promise<readonly SaidMessage[]> {
  const rows = await withJobTables(db)
    .selectFrom('message')
    .select(['key', 'target', 'wanted', 'ts'])
    // A range, so that the index of keys is used.
    .where('key', '>=', start)
    .where('key', '<', `${start}\uffff`)
    .where('state', '<>', 'skipped')
    .execute();
  return rows.flatMap(({ key, target: to, wanted, ts }) => {
    const { text } = JSON.parse(wanted) as Message;
    return text === '' ? [] : [{ key, to, text, stands: ts !== null }];
  });
}

type ClosedRow = Pick<ClosedChannelRow, 'channel_id' | 'reason' | 'since' | 'told_at'> & {
  readonly key: string | null;
  readonly release_id: string | null;
  readonly useful_until: Instant | null;
};

/** From the rows of one channel: one for each message, or one without. */
function toClosedChannel(rows: readonly ClosedRow[]): readonly ClosedChannel[] {
  const [first] = rows;
  if (first === undefined) return [];
  const held = rows.flatMap(({ key, release_id: releaseId, useful_until: usefulUntil }) =>
    key === null ? [] : [{ key, releaseId, usefulUntil }],
  );
  const { channel_id: channelId, reason, since, told_at: toldAt } = first;
  return [{ channelId, reason, since, toldAt, held }];
}

async function moveReleases(
  tx: Tx,
  releaseIds: readonly string[],
  to: string,
  anew: readonly string[],
): Promise<void> {
  if (releaseIds.length === 0) return;
  const tables = withJobTables(tx.db);
  // A request that is out, or may have been, goes on where it is.
  await tables
    .updateTable('message')
    .set({ target: to, channel_id: null, retry_wall: null })
    .where('release_id', 'in', [...releaseIds])
    .where('state', 'in', ['ready', 'waiting'])
    .where('ts', 'is', null)
    .where('target', '<>', to)
    .where('target', 'not like', 'U%')
    .where('target', 'not like', 'W%')
    .execute();
  if (anew.length === 0) return;
  await tables
    .updateTable('message')
    .set({ ...NOT_POSTED, target: to, updated_at: tx.now })
    .where('key', 'in', [...anew])
    .where('state', 'in', ['sent', 'ready', 'failed'])
    .where('target', '<>', to)
    .execute();
}

const NOT_POSTED = {
  state: 'ready',
  reason: null,
  channel_id: null,
  ts: null,
  sent_version: 0,
  sent_redacted: 0,
  sent_at: null,
  looks: 0,
  look_wall: null,
  retry_wall: null,
  first_attempt_at: null,
  first_attempt_wall: null,
} as const;
