import { createHash } from 'node:crypto';
import type { Instant } from '../base/time.ts';
import type { Tx } from '../store/db.ts';
import { readyList } from '../store/ready-list.ts';
import { readyQuery } from '../store/ready-query.ts';
import { readyRows } from '../store/ready-rows.ts';
import type { Saying } from './contract.ts';
import { withJobTables, type MessageRow } from './tables.ts';

/**
 * Writes down what is to be said, in its order and in the transaction of the fact that it announces. A key that
 * is new becomes a message; one that stands gets its words replaced, and is edited in Slack unless they are
 * equal. One that is out of date is written down too: the sender skips it, with the reason for the ledger.
 * Throws when `threadOf` names a message that was never said.
 */
export async function writeSaying(tx: Tx, ...sayings: readonly Saying[]): Promise<void> {
  const known = await readKnown(tx, sayings);
  const fresh: MessageRow[] = [];
  for (const saying of sayings) {
    const standing = await known.find(saying.key);
    if (standing === undefined) {
      const row = await newMessage(tx, saying, known);
      known.keep(row);
      fresh.push(row);
    } else {
      await insertMessages(tx, fresh.splice(0));
      await replaceMessage(tx, standing, saying, known);
      known.forget(saying.key);
    }
  }
  await insertMessages(tx, fresh);
}

/** What is known of messages while several are written: each is read once, most of them together. */
interface Known {
  find(key: string): Promise<MessageRow | undefined>;
  keep(row: MessageRow): void;
  /** It was written, so it is read anew. */
  forget(key: string): void;
}

async function readKnown(tx: Tx, sayings: readonly Saying[]): Promise<Known> {
  const keys = sayings.flatMap(({ key, threadOf }) =>
    threadOf === undefined ? key : [key, threadOf],
  );
  const rows = await byKeys(tx.db, keys, {});
  const read = new Map<string, MessageRow | undefined>(keys.map((key) => [key, undefined]));
  for (const row of rows) read.set(row.key, row);
  return {
    async find(key) {
      if (!read.has(key)) read.set(key, (await byKeys(tx.db, [key], {}))[0]);
      return read.get(key);
    },
    keep: (row) => void read.set(row.key, row),
    forget: (key) => void read.delete(key),
  };
}

function wordsOf({ message, redacted, late }: Saying) {
  const words = {
    wanted: JSON.stringify(message),
    redacted_wanted: redacted === undefined ? null : JSON.stringify(redacted),
    late_after: late?.after ?? null,
    late_wanted: late === undefined ? null : JSON.stringify(late.message),
    late_redacted_wanted: late?.redacted === undefined ? null : JSON.stringify(late.redacted),
  };
  const hidesNothing =
    words.wanted === words.redacted_wanted && words.late_wanted === words.late_redacted_wanted;
  // Then nobody has to ask who reads the channel.
  return hidesNothing ? { ...words, redacted_wanted: null, late_redacted_wanted: null } : words;
}

type Words = ReturnType<typeof wordsOf>;

function areSame(words: Words, standing: MessageRow): boolean {
  return (
    words.wanted === standing.wanted &&
    words.redacted_wanted === standing.redacted_wanted &&
    words.late_wanted === standing.late_wanted &&
    words.late_redacted_wanted === standing.late_redacted_wanted
  );
}

/** What travels with a message as metadata, to find it again: anyone in the channel may read it. */
export function opaqueKey(workspaceId: string, key: string): string {
  return createHash('sha256').update(`${workspaceId}\n${key}`).digest('hex').slice(0, 40);
}

async function newMessage(tx: Tx, saying: Saying, known: Known): Promise<MessageRow> {
  const parent = await threadParent(saying, known);
  return {
    key: saying.key,
    place: NOT_PLACED,
    workspace_id: saying.workspaceId,
    // A reply goes where its thread is, also after its project has moved.
    target: parent?.target ?? saying.to,
    thread_of: parent?.key ?? null,
    release_id: saying.releaseId ?? null,
    ...wordsOf(saying),
    hides_always: saying.hidesAlways === true ? 1 : 0,
    first_blocks: saying.firstBlocks === undefined ? null : JSON.stringify(saying.firstBlocks),
    useful_until: saying.usefulUntil ?? null,
    version: 1,
    sent_version: 0,
    sent_redacted: 0,
    plain: 0,
    ...standingAtFirst(parent, later(saying, tx.now)),
    attempts: 0,
    setbacks: 0,
    looks: 0,
    ...NOT_ATTEMPTED,
    created_at: tx.now,
    updated_at: tx.now,
  };
}

/** Of a message that has no place yet. */
const NOT_PLACED = 0;

/** Each gets the next place, in their order. */
async function insertMessages(tx: Tx, rows: readonly MessageRow[]): Promise<void> {
  if (rows.length === 0) return;
  const last = (await lastPlace.first(tx.db, {}))?.place ?? 0;
  await insertion(
    tx.db,
    rows.map((row, at) => ({ ...row, place: last + 1 + at })),
  );
}

// Whatever is said goes through these, so they are built once.
const insertion = readyRows<MessageRow>((db, rows) =>
  withJobTables(db).insertInto('message').values(rows),
);
const lastPlace = readyQuery<object, { readonly place: number | null }>((db) =>
  withJobTables(db)
    .selectFrom('message')
    .select((by) => by.fn.max('place').as('place')),
);
const byKeys = readyList<object, MessageRow>((db, keys) =>
  withJobTables(db).selectFrom('message').selectAll().where('key', 'in', keys),
);

const NOT_ATTEMPTED = {
  channel_id: null,
  ts: null,
  attempt_version: null,
  claim_epoch: null,
  first_attempt_at: null,
  last_attempt_at: null,
  first_attempt_wall: null,
  last_attempt_wall: null,
  retry_wall: null,
  look_wall: null,
  sent_at: null,
};

async function replaceMessage(
  tx: Tx,
  standing: MessageRow,
  saying: Saying,
  known: Known,
): Promise<void> {
  const notBefore = later(saying, tx.now);
  const usefulUntil = saying.usefulUntil ?? null;
  const words = wordsOf(saying);
  const isSame = areSame(words, standing);
  const isOutOfDate = usefulUntil !== null && usefulUntil <= tx.now;
  const isMoved = standing.state === 'waiting' && standing.not_before !== notBefore;
  const isRevived = standing.state === 'skipped' && !isOutOfDate;
  const isRenewed = isOpen(standing) && standing.useful_until !== usefulUntil;
  if (isSame && !isMoved && !isRevived && !isRenewed) return;
  const parent = standing.thread_of === null ? undefined : await known.find(standing.thread_of);
  const { key, state, reason, not_before, plain, look_wall } = standing;
  await replacement.all(tx.db, {
    key,
    ...words,
    version: standing.version + (isSame ? 0 : 1),
    useful_until: usefulUntil,
    updated_at: tx.now,
    state,
    reason,
    not_before,
    plain,
    look_wall,
    ...standingAnew(standing, parent, notBefore, isOutOfDate),
  });
}

type Replacement = Words & Pick<MessageRow, 'key' | 'version' | 'useful_until' | Anew>;

const replacement = readyQuery<Replacement, unknown>((db, _, { key, ...row }) =>
  withJobTables(db).updateTable('message').set(row).where('key', '=', key),
);

/** It does not stand in Slack yet, and how it will end is not decided. */
function isOpen({ ts, state }: MessageRow): boolean {
  return ts === null && state !== 'skipped' && state !== 'failed' && state !== 'unconfirmed';
}

/** What new words may change of how a message stands. */
type Anew = 'updated_at' | 'state' | 'reason' | 'not_before' | 'plain' | 'look_wall';

type Standing = Pick<MessageRow, 'state' | 'reason' | 'not_before'>;

function standingAtFirst(parent: MessageRow | undefined, notBefore: Instant | null): Standing {
  if (parent !== undefined && parent.ts === null) {
    const reason = hopeless(parent);
    if (reason !== null) return { state: endOf(parent), reason, not_before: null };
    return { state: 'waiting', reason: null, not_before: notBefore };
  }
  return { state: notBefore === null ? 'ready' : 'waiting', reason: null, not_before: notBefore };
}

/** While a request is out or its outcome is unknown, the new words wait until that is settled. */
function standingAnew(
  standing: MessageRow,
  parent: MessageRow | undefined,
  notBefore: Instant | null,
  isOutOfDate: boolean,
): Partial<Pick<MessageRow, Anew>> {
  const { state } = standing;
  if (state === 'sending' || state === 'unknown') return {};
  const hasEnded = state === 'skipped' || (state === 'failed' && standing.ts === null);
  // Words that come too late are no new chance: the ledger goes on telling why and when it ended.
  if (hasEnded && isOutOfDate) return { updated_at: standing.updated_at };
  // Nobody could look when it was posted. Perhaps somebody can now; a post without looking may double it.
  if (state === 'unconfirmed') return { state: 'unknown', look_wall: AT_ONCE };
  const anew = standingAtFirst(parent, notBefore);
  // New words do not change what holds it up.
  const { reason } = state === 'ready' && anew.state === 'ready' ? standing : anew;
  return { ...anew, reason, plain: 0 };
}

const AT_ONCE = '1970-01-01T00:00:00.000Z';

/** Why nothing can ever be said in this message's thread, or null. */
function hopeless(parent: MessageRow): string | null {
  if (parent.state === 'failed' || parent.state === 'skipped') return parent.reason ?? parent.state;
  return parent.state === 'unconfirmed' ? 'thread_unconfirmed' : null;
}

/** What its thread ends as: messages of a skipped one are skipped. */
function endOf(parent: MessageRow): 'skipped' | 'failed' {
  return parent.state === 'skipped' ? 'skipped' : 'failed';
}

/** Slack's threads have one level: an answer to an answer goes where that one went. */
async function threadParent(saying: Saying, known: Known): Promise<MessageRow | undefined> {
  if (saying.threadOf === undefined) return undefined;
  const parent = await known.find(saying.threadOf);
  if (parent === undefined) throw new Error(`${saying.key} answers ${saying.threadOf}: never said`);
  return parent.thread_of === null ? parent : await known.find(parent.thread_of);
}

function later(saying: Saying, now: Instant): Instant | null {
  return saying.notBefore !== undefined && saying.notBefore > now ? saying.notBefore : null;
}
