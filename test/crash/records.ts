/** What the bots' database holds, read from outside. */
import Database from 'better-sqlite3';
import type { Instant } from '../../src/base/time.ts';

/** A message, as far as the verdict needs it. */
export interface MessageRecord {
  readonly key: string;
  readonly workspaceId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly channelId: string | null;
  readonly ts: string | null;
  readonly notBefore: Instant | null;
  readonly usefulUntil: Instant | null;
  /** Key of the message whose thread it goes into. */
  readonly threadOf: string | null;
  /** JSON: the words that are to stand. */
  readonly wanted: string;
  /** JSON: those that stand when it came late; null for no difference. */
  readonly lateWanted: string | null;
}

/** A promise; `week` is of the digest or check-in that it is about. */
export interface PromiseRecord {
  readonly key: string;
  readonly kind: string;
  readonly dueAt: Instant;
  readonly state: string;
  readonly reason: string | null;
  readonly usefulUntil: Instant;
  /** When its state changed last. */
  readonly updatedAt: Instant;
  readonly releaseId: string | null;
  readonly week: string | null;
  readonly userId: string | null;
}

/** A check-in row. */
export interface AnswerRecord {
  readonly userId: string;
  readonly releaseId: string;
  readonly week: string;
  readonly confidence: number | null;
  readonly accomplishments: string;
  readonly risks: string;
  readonly mitigation: string;
  readonly focus: string;
}

/** A hotfix, with what its steps, its history and its decisions count. */
export interface HotfixRecord {
  readonly id: string;
  readonly seen: string;
  readonly step: string;
  readonly declaredAt: Instant;
  readonly declarations: number;
  readonly openSteps: number;
  readonly endedSteps: number;
  /** Entries of the journal that tell of a step that ended. */
  readonly moves: number;
  readonly approvals: number;
  /** Entries of the journal that tell of a decision. */
  readonly decisions: number;
  /** Roles with more than one decision that counts. */
  readonly rolesTwice: number;
}

/** Everything that the verdict needs. */
export interface Records {
  readonly releases: readonly string[];
  readonly messages: readonly MessageRecord[];
  readonly promises: readonly PromiseRecord[];
  readonly answers: readonly AnswerRecord[];
  readonly hotfixes: readonly HotfixRecord[];
  /** Decisions about hotfixes: `hfx_1/technical_lead`. */
  readonly decisions: readonly string[];
  /** What was said of how hotfixes go, word by word. */
  readonly news: readonly string[];
  /** Deliveries of Slack that nobody has finished. */
  readonly unfinished: number;
  /** SQLite's own judgement: `ok`. */
  readonly integrity: string;
  /** Rows that point at nothing. */
  readonly orphans: number;
}

const OPEN = `select
  (select count(*) from arrival where state = 'waiting') +
  (select count(*) from promise where state = 'doing' or (state = 'waiting' and due_at <= :now)) +
  (select count(*) from message where state in ('ready', 'sending', 'unknown')
    or (state = 'waiting' and coalesce(not_before, '') <= :now) or look_wall is not null) as n`;

/** How much is still open at this instant of the product; cheap. */
export function countOpen(file: string, now: Instant): number {
  return reading(file, (sqlite) => Number(sqlite.prepare(OPEN).pluck().get({ now })));
}

/** The same, asked again and again over one connection. */
export interface OpenWatch {
  /** Infinity while the database is being made. */
  count(now: Instant): number;
  close(): void;
}

/** Over a file that may not be there yet. */
export function watchOpen(file: string): OpenWatch {
  let sqlite: Database.Database | null = null;
  let statement: Database.Statement | null = null;
  return {
    count(now) {
      try {
        sqlite ??= new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
        statement ??= sqlite.prepare(OPEN).pluck();
        return Number(statement.get({ now }));
      } catch {
        return Infinity;
      }
    },
    close: () => void sqlite?.close(),
  };
}

/** How much of the work that is open then waits for another try, and the first instant of these. */
export interface PutBack {
  readonly count: number;
  readonly nextTry: Instant | null;
}

/** Promises whose instant has come and that were put back: the program died over them, or a try failed. */
export function readPutBack(file: string, now: Instant): PutBack {
  return reading(file, (sqlite) => {
    const read = sqlite.prepare<[Instant, Instant], PutBack>(
      `select count(*) as count, min(try_at) as nextTry from promise
       where state = 'waiting' and due_at <= ? and try_at > ?`,
    );
    return read.get(now, now) ?? { count: 0, nextTry: null };
  });
}

const HOTFIXES = `
  with told as (select release_id, event, count(*) as n from journal group by release_id, event)
  select id, seen, step, declared_at as declaredAt,
    (select coalesce(sum(n), 0) from told
      where release_id = hotfix.release_id and event = 'hotfix.declared') as declarations,
    (select count(*) from hotfix_step where hotfix_id = id and ended_at is null) as openSteps,
    (select count(*) from hotfix_step where hotfix_id = id and ended_at is not null) as endedSteps,
    (select coalesce(sum(n), 0) from told where release_id = hotfix.release_id
      and event in ('hotfix.moved', 'hotfix.failed', 'hotfix.closed', 'hotfix.cancelled')) as moves,
    (select count(*) from approval where subject = 'hotfix:' || hotfix.id) as approvals,
    (select coalesce(sum(n), 0) from told where release_id = hotfix.release_id
      and event in ('hotfix.approved', 'hotfix.declined', 'hotfix.glass_broken')) as decisions,
    (select count(*) from (select role from approval where subject = 'hotfix:' || hotfix.id
      and id not in (select approval_id from approval_end)
      group by role having count(*) > 1)) as rolesTwice
  from hotfix order by id`;

/** Reads all of it. */
export function readRecords(file: string): Records {
  return reading(file, (sqlite) => ({
    releases: sqlite
      .prepare<[], string>("select id from release where type <> 'hotfix'")
      .pluck()
      .all(),
    messages: sqlite
      .prepare<[], MessageRecord>(
        `select key, workspace_id as workspaceId, state, reason, channel_id as channelId, ts,
           not_before as notBefore, useful_until as usefulUntil,
           thread_of as threadOf, wanted, late_wanted as lateWanted
         from message order by place`,
      )
      .all(),
    promises: sqlite
      .prepare<[], PromiseRecord>(
        `select key, kind, due_at as dueAt, state, reason, useful_until as usefulUntil,
           updated_at as updatedAt, release_id as releaseId, payload ->> 'week' as week,
           payload ->> 'userId' as userId from promise order by due_at, key`,
      )
      .all(),
    answers: sqlite
      .prepare<[], AnswerRecord>(
        `select user_id as userId, release_id as releaseId, week, confidence, accomplishments, risks,
           mitigation, focus from check_in`,
      )
      .all(),
    hotfixes: sqlite.prepare<[], HotfixRecord>(HOTFIXES).all(),
    decisions: sqlite
      .prepare<[], string>(
        "select substr(subject, length('hotfix:') + 1) || '/' || role from approval",
      )
      .pluck()
      .all(),
    news: sqlite
      .prepare<[], string>("select detail ->> 'text' from journal where event = 'hotfix.updated'")
      .pluck()
      .all(),
    unfinished: Number(
      sqlite.prepare("select count(*) from arrival where state = 'waiting'").pluck().get(),
    ),
    integrity: String(sqlite.pragma('integrity_check', { simple: true })),
    orphans: sqlite.prepare('pragma foreign_key_check').all().length,
  }));
}

/** Reads from the database in this file, which may be in use. */
export function reading<T>(file: string, work: (sqlite: Database.Database) => T): T {
  const sqlite = new Database(file, { readonly: true, timeout: 5_000 });
  try {
    return work(sqlite);
  } finally {
    sqlite.close();
  }
}
