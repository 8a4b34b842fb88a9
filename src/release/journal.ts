/** The journal: what happened to a project and its releases, in order. Never deleted; only old words are forgotten. */
import { sql } from 'kysely';
import { newId } from '../base/id.ts';
import type { Instant } from '../base/time.ts';
import type { Db, Tx } from '../store/db.ts';
import { readyList } from '../store/ready-list.ts';
import { readyRows } from '../store/ready-rows.ts';
import { shared, type JournalTable } from './tables.ts';

/** Every kind of thing that is noted; a closed list, so that readers know what they may meet. */
export type JournalEvent =
  | 'project.set_up'
  | 'project.changed'
  | 'project.private_titles_shown'
  | 'project.private_titles_hidden'
  | 'project.repository_hidden'
  | 'project.repository_opened'
  | 'release.planned'
  | 'release.stage_moved'
  | 'release.step_done'
  | 'release.target_moved'
  | 'release.goals_changed'
  | 'release.source_changed'
  | 'release.shipped'
  | 'release.cancelled'
  | 'release.closed'
  | 'release.held'
  | 'release.let_go'
  | 'scope.added'
  | 'scope.removed'
  | 'scope.deferred'
  | 'item.done'
  | 'item.reopened'
  | 'sync.finished'
  | 'checkin.answered'
  | 'support.asked'
  | 'support.done'
  | 'support.declined'
  | 'person.paused'
  | 'person.resumed'
  | 'report.posted'
  | 'report.held'
  | 'report.overridden'
  | 'project.deputies_named'
  | 'project.hotfixes_set_up'
  | 'project.hotfix_clocks_set'
  | 'hotfix.declared'
  | 'hotfix.joined'
  | 'hotfix.changed'
  | 'hotfix.moved'
  | 'hotfix.failed'
  | 'hotfix.approved'
  | 'hotfix.declined'
  | 'hotfix.glass_broken'
  | 'hotfix.approval_voided'
  | 'hotfix.warned'
  | 'hotfix.updated'
  | 'hotfix.fix_seen'
  | 'hotfix.issue_linked'
  | 'hotfix.no_back_port'
  | 'hotfix.cancelled'
  | 'hotfix.closed'
  | 'hotfix.checked'
  | 'hotfix.unchecked'
  | 'hotfix.cause_added'
  | 'hotfix.retro_booked'
  | 'hotfix.retro_moved'
  | 'hotfix.retro_held'
  | 'hotfix.retro_added'
  | 'hotfix.action_given'
  | 'hotfix.action_done';

/** Who did it: a user id, GitHub's news, or Slipway by itself. */
export type Actor = string;

/** One thing that happened. */
export interface JournalEntry {
  readonly id: string;
  readonly workspaceId: string;
  readonly projectId: string | null;
  readonly releaseId: string | null;
  readonly at: Instant;
  readonly actor: Actor;
  readonly event: JournalEvent;
  readonly detail: Readonly<Record<string, unknown>>;
}

const MOST_ENTRIES = 500;

/** What a writer knows of an entry; the rest comes from the transaction. */
export type NewEntry = Pick<JournalEntry, 'workspaceId' | 'actor' | 'event'> &
  Partial<Pick<JournalEntry, 'projectId' | 'releaseId' | 'detail'>>;

/**
 * Notes what happened, in its order and in the transaction in which it happens; those who react see it before the
 * commit.
 */
export async function note(tx: Tx, ...entries: readonly NewEntry[]): Promise<void> {
  const full = entries.map((entry): JournalEntry => ({
    id: newId('jrn', tx.now),
    at: tx.now,
    projectId: null,
    releaseId: null,
    detail: {},
    ...entry,
  }));
  await insertion(tx.db, full.map(toRow));
  tx.emitted.push(...full);
}

function toRow(entry: JournalEntry): JournalTable {
  return {
    id: entry.id,
    workspace_id: entry.workspaceId,
    project_id: entry.projectId,
    release_id: entry.releaseId,
    at: entry.at,
    actor: entry.actor,
    event: entry.event,
    detail: JSON.stringify(entry.detail),
  };
}

const insertion = readyRows<JournalTable>((db, rows) =>
  shared(db).insertInto('journal').values(rows),
);

/** What was noted in this transaction so far, for those who react before the commit. */
export function emittedEntries(tx: Tx): readonly JournalEntry[] {
  return tx.emitted as readonly JournalEntry[];
}

/** A release's entries, oldest first; of some kinds and since an instant when asked. At most `limit`, the newest. */
export async function entriesOf(
  db: Db,
  releaseId: string,
  filter: {
    readonly events?: readonly JournalEvent[];
    readonly after?: Instant;
    readonly limit?: number;
  } = {},
): Promise<readonly JournalEntry[]> {
  let query = shared(db)
    .selectFrom('journal')
    .selectAll()
    .where('release_id', '=', releaseId)
    .orderBy('id', 'desc')
    .limit(filter.limit ?? MOST_ENTRIES);
  if (filter.events !== undefined) query = query.where('event', 'in', [...filter.events]);
  if (filter.after !== undefined) query = query.where('at', '>', filter.after);
  return (await query.execute()).reverse().map(toEntry);
}

/** Who did the newest of these to a release; null when nobody did. */
export async function lastActor(
  db: Db,
  releaseId: string,
  events: readonly JournalEvent[],
): Promise<Actor | null> {
  return (await entriesOf(db, releaseId, { events, limit: 1 }))[0]?.actor ?? null;
}

/** Entries by release id, oldest first, each release's since its own instant; one without any is left out. */
export type EntriesSince = (
  db: Db,
  since: ReadonlyMap<string, Instant>,
) => Promise<ReadonlyMap<string, readonly JournalEntry[]>>;

/** Reads entries of some kinds of many releases: at most 500 a release, the newest; the others stay where they are. */
export function entriesSince(events: readonly JournalEvent[]): EntriesSince {
  const newest = readyList<{ oldest: Instant }, JournalTable>((db, keys, place) =>
    shared(db)
      .selectFrom(
        shared(db)
          .selectFrom('journal')
          .selectAll()
          .select((by) =>
            by.fn
              .agg<number>('row_number')
              .over((of) => of.partitionBy('release_id').orderBy('id', 'desc'))
              .as('nth'),
          )
          .where('release_id', 'in', keys)
          .where('event', 'in', [...events])
          .where('at', '>', place('oldest'))
          .as('entry'),
      )
      .selectAll()
      .where('nth', '<=', MOST_ENTRIES)
      .orderBy('id'),
  );
  return async (db, since) => {
    const [oldest] = [...since.values()].sort();
    if (oldest === undefined) return new Map();
    const rows = await newest(db, [...since.keys()], { oldest });
    const own = rows.filter(({ release_id, at }) => at > (since.get(release_id ?? '') ?? at));
    const byRelease = Map.groupBy(own, ({ release_id }) => release_id ?? '');
    return new Map([...byRelease].map(([id, entries]) => [id, entries.map(toEntry)]));
  };
}

function toEntry(row: JournalTable): JournalEntry {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    projectId: row.project_id,
    releaseId: row.release_id,
    at: row.at,
    actor: row.actor,
    event: row.event as JournalEvent,
    detail: JSON.parse(row.detail) as Record<string, unknown>,
  };
}

/**
 * Forgets these names in the details of the releases' entries, for what ended longer ago than anybody wants
 * to keep words. That it happened, when and by whom stays.
 */
export async function forgetDetails(
  tx: Tx,
  releaseIds: readonly string[],
  names: readonly string[],
): Promise<void> {
  const paths = sql.join(names.map((name) => sql.lit(`$.${name}`)));
  await shared(tx.db)
    .updateTable('journal')
    .set({ detail: sql<string>`json_remove(detail, ${paths})` })
    .where('release_id', 'in', [...releaseIds])
    .execute();
}
