/** How the database stands: what waits, what is late, how old the news is. Few and cheap questions. */
import { sql } from 'kysely';
import { millisecondsBetween, plusMinutes, type Instant } from '../base/time.ts';
import type { Db } from '../store/db.ts';
import type { Metric, Sample } from './text-format.ts';

const MESSAGE_STATES = [
  'waiting',
  'ready',
  'sending',
  'unknown',
  'sent',
  'unconfirmed',
  'skipped',
  'failed',
] as const;
/** The same two minutes after which what is kept late says so. */
const LATE_MINUTES = 2;
/** The ones with the oldest news; more would be a series for each. */
const MOST_PROJECTS = 100;

/** `now` is on the product's clock, `wall` on the machine's. Throws when the database cannot be read. */
export async function databaseGauges(
  db: Db,
  now: Instant,
  wall: Instant,
): Promise<readonly Metric[]> {
  return [
    {
      name: 'slipway_messages',
      type: 'gauge',
      help: 'Messages by how they stand: waiting, ready, sending and unknown are still to go out.',
      samples: await counted(db, 'message', MESSAGE_STATES),
    },
    {
      name: 'slipway_outbox_oldest_seconds',
      type: 'gauge',
      help: 'Age of the oldest message that could go out now and has not; 0 when there is none.',
      samples: [{ value: await oldestReady(db, now) }],
    },
    {
      name: 'slipway_promises',
      type: 'gauge',
      help: 'Promises: due now, of these late by two minutes or more; and skipped and failed ones.',
      samples: [
        ...(await duePromises(db, now)),
        ...(await counted(db, 'promise', ['skipped', 'failed'])),
      ],
    },
    {
      name: 'slipway_arrivals_waiting',
      type: 'gauge',
      help: 'What Slack delivered and is written down, but not handled yet.',
      samples: (await counted(db, 'arrival', ['waiting'])).map(({ value }) => ({ value })),
    },
    {
      name: 'slipway_sync_age_seconds',
      type: 'gauge',
      help: "Age of the oldest news of GitHub that a project has, by the project's id.",
      samples: await syncAges(db, now),
    },
    {
      name: 'slipway_lease_held',
      type: 'gauge',
      help: '1 while some program on this database is its sender (outbox) or keeps its promises.',
      samples: await leases(db, wall),
    },
  ];
}

// The state stands in the text of the query, not as a value: only then can its own index be used.
async function counted(
  db: Db,
  table: string,
  states: readonly string[],
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const state of states) {
    const value = await figure(
      db,
      sql`select count(*) as figure from ${sql.table(table)} where state = ${sql.lit(state)}`,
    );
    samples.push({ labels: { state }, value });
  }
  return samples;
}

async function oldestReady(db: Db, now: Instant): Promise<number> {
  const since: Instant[] = [];
  for (const state of ['ready', 'sending', 'unknown']) {
    const { rows } = await sql<{ at: Instant | null }>`
      select min(max(updated_at, coalesce(not_before, ''))) as at from message
      where state = ${sql.lit(state)}`.execute(db);
    const at = rows[0]?.at ?? null;
    if (at !== null) since.push(at);
  }
  const [oldest] = since.toSorted();
  return oldest === undefined ? 0 : age(oldest, now);
}

async function duePromises(db: Db, now: Instant): Promise<readonly Sample[]> {
  const lateBefore = plusMinutes(now, -LATE_MINUTES);
  const due = sql`select count(*) as figure from promise where state = 'waiting' and try_at <= ${now}`;
  return [
    { labels: { state: 'due' }, value: await figure(db, due) },
    { labels: { state: 'late' }, value: await figure(db, sql`${due} and due_at <= ${lateBefore}`) },
  ];
}

async function syncAges(db: Db, now: Instant): Promise<readonly Sample[]> {
  const { rows } = await sql<{ project: string; at: Instant }>`
    select p.project_id as project, min(r.last_read_at) as at
    from project_repository p join repository r on r.id = p.repository_id
    where r.last_read_at is not null
    group by p.project_id order by at limit ${sql.lit(MOST_PROJECTS)}`.execute(db);
  return rows.map(({ project, at }) => ({ labels: { project }, value: age(at, now) }));
}

async function leases(db: Db, wall: Instant): Promise<readonly Sample[]> {
  const { rows } = await sql<{ name: string; held: number }>`
    select name, expires_wall > ${wall} as held from lease order by name`.execute(db);
  return rows.map(({ name, held }) => ({ labels: { name }, value: held }));
}

async function figure(db: Db, question: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ figure: number | string }>`${question}`.execute(db);
  return Number(rows[0]?.figure ?? 0);
}

function age(since: Instant, now: Instant): number {
  return Math.max(0, millisecondsBetween(since, now) / 1000);
}
