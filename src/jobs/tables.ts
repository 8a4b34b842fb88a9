/** Rows of the tables that jobs own, as the database holds them. JSON is text, truth is 0 or 1. */
import type { Instant } from '../base/time.ts';
import type { Db } from '../store/db.ts';

/** Something Slack delivered, written down before it was acknowledged. */
export interface ArrivalRow {
  key: string;
  kind: string;
  body: string;
  received_at: Instant;
  state: 'waiting' | 'handled' | 'failed';
  attempts: number;
  outcome: string | null;
  reference: string | null;
  finished_at: Instant | null;
  /** The window that it opened and has not filled, and the state that Slack gave it then. */
  view_id: string | null;
  view_hash: string | null;
  /** The seat of the program that has it in hand; null when it had none. */
  seat: number | null;
}

/** Where a promise stands. `doing` is held by a scheduler; a dead one's is taken back. */
export type PromiseState = 'waiting' | 'doing' | 'done' | 'skipped' | 'failed';

/** Something due. `try_at` is `due_at`, or later after a try that failed. */
export interface PromiseRow {
  key: string;
  workspace_id: string;
  kind: string;
  due_at: Instant;
  useful_until: Instant;
  try_at: Instant;
  payload: string;
  release_id: string | null;
  state: PromiseState;
  reason: string | null;
  late: 0 | 1;
  attempts: number;
  claim_epoch: number | null;
  created_at: Instant;
  updated_at: Instant;
}

/**
 * Where a message stands. `waiting`: its instant or its thread has not come. `ready`: to be posted or
 * edited. `sending`: a request is out. `unknown`: it may or may not stand in Slack, to be looked for.
 * `unconfirmed`: nobody can look, so it is never posted again. `skipped`: it does not stand in Slack, and
 * was out of date before it could.
 */
export type MessageState =
  'waiting' | 'ready' | 'sending' | 'unknown' | 'sent' | 'unconfirmed' | 'skipped' | 'failed';

/**
 * One visible message. `version` counts what was wanted, `sent_version` is what stands there,
 * `attempt_version` what the last request carried. `place` is the order in which they were first said.
 */
export interface MessageRow {
  key: string;
  place: number;
  workspace_id: string;
  target: string;
  thread_of: string | null;
  release_id: string | null;
  wanted: string;
  version: number;
  sent_version: number;
  /** 1 once Slack refused the blocks: the words go out without them. */
  plain: 0 | 1;
  state: MessageState;
  reason: string | null;
  not_before: Instant | null;
  /** Not posted from here on; null for no end. Means nothing once it stands. */
  useful_until: Instant | null;
  /** Posted after this, it carries `late_wanted` in place of `wanted`. */
  late_after: Instant | null;
  late_wanted: string | null;
  /** What it says instead where people of other organisations may read; null when nothing is hidden. */
  redacted_wanted: string | null;
  /** The same for `late_wanted`. */
  late_redacted_wanted: string | null;
  /** 1 when no project's setting shows others the whole of it. */
  hides_always: 0 | 1;
  /** JSON of blocks that go out below the words of the first post only; null for none. */
  first_blocks: string | null;
  /** 1 when what stands in Slack are the redacted words. */
  sent_redacted: 0 | 1;
  channel_id: string | null;
  ts: string | null;
  attempts: number;
  attempt_version: number | null;
  /** Tries in a row that did not reach Slack; they stretch the pause before the next. */
  setbacks: number;
  /** How often it was looked for; above 0 it once had an unknown outcome. */
  looks: number;
  claim_epoch: number | null;
  first_attempt_at: Instant | null;
  last_attempt_at: Instant | null;
  first_attempt_wall: Instant | null;
  last_attempt_wall: Instant | null;
  retry_wall: Instant | null;
  look_wall: Instant | null;
  created_at: Instant;
  updated_at: Instant;
  sent_at: Instant | null;
}

/** Who may act at present. `epoch` grows with every change of hands. */
export interface LeaseRow {
  name: string;
  holder: string;
  epoch: number;
  expires_wall: Instant;
}

/** The direct message channel of a person, kept because it never changes. */
export interface DirectChannelRow {
  workspace_id: string;
  user_id: string;
  channel_id: string;
}

/**
 * A channel that Slack takes nothing for, with Slack's word for it. What is to be said there waits; at
 * `probe_wall` one message is tried again. `told_at` is when somebody was told, null before that.
 */
export interface ClosedChannelRow {
  workspace_id: string;
  channel_id: string;
  reason: string;
  since: Instant;
  probe_wall: Instant;
  told_at: Instant | null;
}

/** That the database was put back from a copy, and until when messages are looked for because of it. */
export interface RestorationRow {
  restored_at: Instant;
  look_since: Instant;
  look_until: Instant;
}

/** All of them by name, for Kysely. */
export type JobTables = {
  arrival: ArrivalRow;
  promise: PromiseRow;
  message: MessageRow;
  lease: LeaseRow;
  direct_channel: DirectChannelRow;
  closed_channel: ClosedChannelRow;
  restoration: RestorationRow;
};

/** The same connection or transaction, knowing the tables of jobs. */
export function withJobTables(db: Db) {
  return db.$extendTables<JobTables>();
}
