/** Issues and pull requests: as GitHub last showed them, and as part of a release's scope. */
import type { Instant } from '../base/time.ts';
import type { Db, Tx } from '../store/db.ts';
import { readyQuery } from '../store/ready-query.ts';
import { classify, type Classification } from './labels.ts';
import type { Project } from './projects.ts';
import { scopesMayMove, type Release } from './releases.ts';
import {
  shared,
  type Kind,
  type Priority,
  type RepositoryTable,
  type ScopeItemTable,
  type Source,
  type Tier,
  type TrackedItemTable,
} from './tables.ts';

/** An item with what its labels mean; in a release's scope, or a candidate for one. */
export interface ScopeItem {
  readonly id: string;
  readonly repositoryId: string;
  readonly repository: string;
  readonly isPrivate: boolean;
  readonly item: 'issue' | 'pull_request';
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly isDone: boolean;
  readonly doneAt: Instant | null;
  readonly openedAt: Instant;
  readonly updatedAt: Instant;
  readonly assignees: readonly string[];
  readonly priority: Priority;
  readonly tier: Tier;
  readonly kind: Kind;
  readonly points: number | null;
  /** Why it belongs to no scope whatever its milestone and labels say; null when nothing is against it. */
  readonly leftBecause: string | null;
  readonly wasPlanned: boolean;
  readonly addedAt: Instant;
  readonly removedAt: Instant | null;
  readonly deferredTo: string | null;
  readonly deferredReason: string | null;
}

/** How much is done out of a whole, in items or points, with its share in whole percent. */
export interface Share {
  readonly done: number;
  readonly of: number;
  readonly percent: number;
}

/** The share of what is done, rounded; 100 only when nothing is left, 0 only when nothing is done. */
export function shareOf(done: number, of: number): Share {
  if (of === 0 || done === 0) return { done, of, percent: 0 };
  if (done >= of) return { done, of, percent: 100 };
  return { done, of, percent: Math.min(99, Math.max(1, Math.round((done / of) * 100))) };
}

/** `14 of 19 done (74 %)`. */
export function shareWords({ done, of, percent }: Share): string {
  return `${done} of ${of} done (${percent} %)`;
}

/** The items that count: neither removed nor deferred. P0 first, then by number. */
export async function scopeOf(db: Db, releaseId: string): Promise<readonly ScopeItem[]> {
  return (await wholeScope(db, releaseId)).filter(
    (item) => item.removedAt === null && item.deferredTo === null,
  );
}

/** Every item that ever was in a release's scope. P0 first, then by number. */
export async function wholeScope(db: Db, releaseId: string): Promise<readonly ScopeItem[]> {
  return (await scopeRows.all(db, { releaseId })).map(toScopeItem);
}

// There may be thousands of them, so only what is needed of each.
const OF_ITEM = [
  'id',
  'repository_id',
  'item',
  'number',
  'title',
  'url',
  'state',
  'assignees',
  'opened_at',
  'updated_at',
  'closed_at',
  'closed_as',
  'gone_at',
] as const;
type ItemRow = Pick<TrackedItemTable, (typeof OF_ITEM)[number]>;
const OF_CANDIDATE = [...OF_ITEM, 'labels'] as const;
type CandidateRow = Pick<TrackedItemTable, (typeof OF_CANDIDATE)[number]>;
type ScopeRow = ItemRow &
  ScopeItemTable & { readonly repository_name: string; readonly is_private: 0 | 1 };

const scopeRows = readyQuery<{ releaseId: string }, ScopeRow>((db, place) =>
  shared(db)
    .selectFrom('scope_item')
    .innerJoin('tracked_item', 'tracked_item.id', 'scope_item.item_id')
    .innerJoin('repository', 'repository.id', 'tracked_item.repository_id')
    .select(OF_ITEM.map((name) => `tracked_item.${name}` as const))
    .selectAll('scope_item')
    .select(['repository.name as repository_name', 'repository.is_private'])
    .where('scope_item.release_id', '=', place('releaseId'))
    .orderBy('scope_item.priority')
    .orderBy('tracked_item.number'),
);

/**
 * The items that a source names in a project's repositories now, with what their labels mean; without those
 * that belong to no scope.
 */
export async function candidates(
  db: Db,
  project: Project,
  source: Source,
  now: Instant,
): Promise<readonly ScopeItem[]> {
  const rows = await trackedItems(db, project, source);
  const points = await pointsOf(db, project);
  const repositories = new Map(project.repositories.map((entry) => [entry.id, entry]));
  const meaningOf = meanings(project);
  return rows
    .filter((row) => reasonToLeave(row) === null)
    .flatMap((row) => {
      const repository = repositories.get(row.repository_id);
      if (repository === undefined) return [];
      return [toCandidate(row, repository, meaningOf(row.labels), points, now)];
    })
    .sort(byPriority);
}

function byPriority(a: ScopeItem, b: ScopeItem): number {
  if (a.priority !== b.priority) return a.priority < b.priority ? -1 : 1;
  return a.number - b.number;
}

/** By item id, as last known under whatever field; null where labels say the points. */
type FieldPoints = ReadonlyMap<string, number | null> | null;

async function pointsOf(db: Db, { id, pointsField }: Project): Promise<FieldPoints> {
  if (pointsField === null) return null;
  const rows = await shared(db)
    .selectFrom('field_points')
    .select(['item_id', 'points'])
    .where('project_id', '=', id)
    .execute();
  return new Map(rows.map(({ item_id, points }) => [item_id, points]));
}

async function trackedItems(
  db: Db,
  project: Project,
  source: Source,
): Promise<readonly CandidateRow[]> {
  if (source.kind === 'github_milestone') return itemsOfMilestones(db, project, source.milestones);
  const query = shared(db)
    .selectFrom('tracked_item')
    .select(OF_CANDIDATE)
    .where(
      'repository_id',
      'in',
      project.repositories.map((entry) => entry.id),
    );
  if (project.repositories.length === 0) return [];
  if (source.kind === 'issue')
    return source.ids.length === 0 ? [] : query.where('id', 'in', [...source.ids]).execute();
  if (source.kind === 'github_search') return query.where('id', 'in', source.found).execute();
  const wanted = new Set(source.labels.map((label) => label.toLowerCase()));
  const rows = await query
    .where((by) =>
      by.or(source.labels.map((label) => by('labels', 'like', `%${JSON.stringify(label)}%`))),
    )
    .execute();
  return rows.filter((row) => names(row.labels).some((label) => wanted.has(label.toLowerCase())));
}

type MilestoneKey = Extract<Source, { kind: 'github_milestone' }>['milestones'][number];

async function itemsOfMilestones(
  db: Db,
  { repositories }: Project,
  milestones: readonly MilestoneKey[],
): Promise<readonly CandidateRow[]> {
  const own = milestones.filter((one) => repositories.some(({ id }) => id === one.repositoryId));
  const unique = new Map(own.map((one) => [`${one.repositoryId}/${one.number}`, one]));
  const items: CandidateRow[] = [];
  for (const one of unique.values()) items.push(...(await ofMilestone.all(db, one)));
  return items;
}

const ofMilestone = readyQuery<MilestoneKey, CandidateRow>((db, place) =>
  shared(db)
    .selectFrom('tracked_item')
    .select(OF_CANDIDATE)
    .where('repository_id', '=', place('repositoryId'))
    .where('github_milestone', '=', place('number')),
);

// One statement for many rows: building and running one costs far more than a row of it.
const ITEMS_AT_ONCE = 100;

/** Puts items into a release's scope; those that were there before come back as they are now. */
export async function addToScope(
  tx: Tx,
  release: Pick<Release, 'id'>,
  items: readonly ScopeItem[],
  planned: boolean,
): Promise<void> {
  for (let at = 0; at < items.length; at += ITEMS_AT_ONCE)
    await shared(tx.db)
      .insertInto('scope_item')
      .values(
        items.slice(at, at + ITEMS_AT_ONCE).map((item) => ({
          release_id: release.id,
          item_id: item.id,
          priority: item.priority,
          tier: item.tier,
          kind: item.kind,
          points: item.points,
          planned: planned ? 1 : 0,
          added_at: tx.now,
          removed_at: null,
          deferred_to: null,
          deferred_reason: null,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['release_id', 'item_id']).doUpdateSet((eb) => ({
          priority: eb.ref('excluded.priority'),
          tier: eb.ref('excluded.tier'),
          kind: eb.ref('excluded.kind'),
          points: eb.ref('excluded.points'),
          removed_at: null,
        })),
      )
      .execute();
  await scopesMayMove(tx, { releaseId: release.id });
}

/** Takes an item out of a release's scope, keeping its row. */
export async function removeFromScope(tx: Tx, releaseId: string, itemId: string): Promise<void> {
  await shared(tx.db)
    .updateTable('scope_item')
    .set({ removed_at: tx.now })
    .where('release_id', '=', releaseId)
    .where('item_id', '=', itemId)
    .where('removed_at', 'is', null)
    .execute();
  await scopesMayMove(tx, { releaseId });
}

/** What labels mean in a project. Most items share theirs with others, so each set is read once. */
function meanings({ labelRules }: Project): (labels: string) => Classification {
  const known = new Map<string, Classification>();
  return (labels) => {
    const meaning = known.get(labels) ?? classify(names(labels), labelRules);
    known.set(labels, meaning);
    return meaning;
  };
}

function toCandidate(
  row: CandidateRow,
  repository: RepositoryTable,
  meaning: Classification,
  points: FieldPoints,
  now: Instant,
): ScopeItem {
  return {
    ...itemFacts(row, repository.name, repository.is_private),
    ...meaning,
    ...(points !== null && { points: points.get(row.id) ?? null }),
    wasPlanned: true,
    addedAt: now,
    removedAt: null,
    deferredTo: null,
    deferredReason: null,
  };
}

function toScopeItem(row: ScopeRow): ScopeItem {
  return {
    ...itemFacts(row, row.repository_name, row.is_private),
    priority: row.priority,
    tier: row.tier,
    kind: row.kind,
    points: row.points,
    wasPlanned: row.planned === 1,
    addedAt: row.added_at,
    removedAt: row.removed_at,
    deferredTo: row.deferred_to,
    deferredReason: row.deferred_reason,
  };
}

function itemFacts(row: ItemRow, repository: string, isPrivate: 0 | 1) {
  return {
    id: row.id,
    repositoryId: row.repository_id,
    repository,
    isPrivate: isPrivate === 1,
    item: row.item,
    number: row.number,
    title: row.title,
    url: row.url,
    isDone: row.state !== 'open',
    doneAt: row.state === 'open' ? null : row.closed_at,
    openedAt: row.opened_at,
    updatedAt: row.updated_at,
    assignees: names(row.assignees),
    leftBecause: reasonToLeave(row),
  };
}

/**
 * Work that nobody does any more is not done: it belongs to no scope. GitHub gives a transferred issue a
 * new id and a discussion is another kind of thing, so neither can be told from a deleted one.
 */
function reasonToLeave(row: ItemRow): string | null {
  if (row.gone_at !== null) return 'deleted, transferred or made a discussion on GitHub';
  if (row.state !== 'closed') return null;
  if (row.item === 'pull_request') return 'closed without being merged';
  if (row.closed_as === 'not_planned') return 'closed as not planned';
  return row.closed_as === 'duplicate' ? 'closed as a duplicate' : null;
}

/** Reads a JSON array of names from a column. */
function names(json: string): readonly string[] {
  return JSON.parse(json) as string[];
}
