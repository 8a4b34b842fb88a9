/** The tables of the hotfix lane. */
import type { Kysely } from 'kysely';
import type { Instant } from '../../base/time.ts';
import type { Db } from '../../store/db.ts';
import type { ClockName } from './clocks.ts';
import type { Criterion } from './criteria.ts';
import type { Timed } from './minutes.ts';
import type { Place, Step } from './road.ts';

/** A declared emergency. Its version and scope are in the release that stands beside it. */
export interface HotfixRow {
  id: string;
  workspace_id: string;
  project_id: string;
  release_id: string;
  criterion: Criterion;
  seen: string;
  since: Instant;
  /** Versions that have the fault, as typed. */
  affected: string;
  impact: string;
  /** Node id of the issue; null while there is none. */
  issue: string | null;
  lead_id: string | null;
  declared_by: string;
  declared_at: Instant;
  /** The channel of the message it was declared from; null for none. */
  declared_in: string | null;
  step: Place;
  /** Which try at a fix this is, from 1. */
  attempt: number;
  next_update_at: Instant | null;
  ended_at: Instant | null;
  ended_reason: string | null;
}

/** A step of one try, with who stamped its begin and its end: user ids. */
export interface HotfixStepRow {
  hotfix_id: string;
  step: Step;
  attempt: number;
  begun_at: Instant;
  begun_by: string;
  ended_at: Instant | null;
  ended_by: string | null;
  outcome: 'done' | 'failed' | 'cancelled' | null;
  remark: string;
}

/** A clock, running until `stopped_at`. */
export interface HotfixClockRow {
  hotfix_id: string;
  clock: ClockName;
  attempt: number;
  started_at: Instant;
  limit_minutes: number;
  stopped_at: Instant | null;
}

/** Who is in on it. */
export interface HotfixPersonRow {
  hotfix_id: string;
  user_id: string;
  joined_at: Instant;
  how: 'declared' | 'lead' | 'asked' | 'joined';
}

/** How hotfixes of a project are told beside its own channel; no row before somebody set that up. */
interface HotfixSetupRow {
  project_id: string;
  /** The user group that the first alert mentions; null for none. */
  group_id: string | null;
  /** What is typed to mention it, without the @; empty when only its id is known. */
  group_name: string;
  changed_by: string;
  changed_at: Instant;
}

/** A channel that is told of a project's hotfixes. */
interface HotfixChannelRow {
  project_id: string;
  channel_id: string;
}

/** How long one thing takes in a project; no row where it is as everybody begins. */
interface HotfixMinutesRow {
  project_id: string;
  what: Timed;
  minutes: number;
}

/** Where the alert of a hotfix stands, under which key; the key keeps the channel's first id. */
interface HotfixAlertRow {
  hotfix_id: string;
  channel_id: string;
  message_key: string;
}

/** Somebody let a release go on although a hotfix runs. */
interface HotfixLiftRow {
  hotfix_id: string;
  release_id: string;
  lifted_by: string;
  lifted_at: Instant;
}

type HotfixTables = {
  hotfix_setup: HotfixSetupRow;
  hotfix_channel: HotfixChannelRow;
  hotfix_minutes: HotfixMinutesRow;
  hotfix_alert: HotfixAlertRow;
  hotfix_lift: HotfixLiftRow;
  hotfix: HotfixRow;
  hotfix_step: HotfixStepRow;
  hotfix_clock: HotfixClockRow;
  hotfix_person: HotfixPersonRow;
};

/** This feature's tables on a connection or in a transaction. */
export function hotfixTables(db: Db): Kysely<HotfixTables> {
  return db.$extendTables<HotfixTables>();
}
