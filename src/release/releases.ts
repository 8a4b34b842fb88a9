/** Releases and their calendar steps: rows in, rows out. Which step may follow which stands in `stages.ts`. */
import { sql } from 'kysely';
import type { CalendarDate, Instant } from '../base/time.ts';
import type { Db, Tx } from '../store/db.ts';
import { readyList } from '../store/ready-list.ts';
import { readyQuery } from '../store/ready-query.ts';
import type { StepName } from './calendar-steps.ts';
import type { Stage } from './stages.ts';
import { shared, type MilestoneTable, type ReleaseTable, type Source } from './tables.ts';
import type { ReleaseType } from './version.ts';

/** A dated step of a release's calendar. */
export interface Milestone {
  readonly step: StepName;
  readonly date: CalendarDate;
  readonly state: MilestoneTable['state'];
  readonly compressed: boolean;
}

/** A release as the rooms use it. */
export interface Release {
  readonly id: string;
  readonly workspaceId: string;
  readonly projectId: string;
  readonly version: string;
  readonly type: ReleaseType;
  readonly theme: string;
  readonly compatibility: string;
  /** Plain lines in the order they were typed; none when empty. */
  readonly goals: readonly string[];
  readonly targetDate: CalendarDate;
  readonly stage: Stage;
  readonly source: Source;
  readonly plannedOn: CalendarDate;
  readonly plannedBy: string;
  readonly createdAt: Instant;
  readonly shippedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly milestones: readonly Milestone[];
}

/** A release that is about to be planned. */
export type NewRelease = Omit<Release, 'createdAt' | 'shippedAt' | 'endedAt'> & {
  readonly versionKey: string;
};

/** Stages in which a release is on its way: it is asked about and reported. */
export const ACTIVE_STAGES: readonly Stage[] = [
  'planning',
  'development',
  'feature-complete',
  'code-freeze',
  'release-candidate',
];

/** Writes a planned release with its calendar. A second one of the same version violates `release.version`. */
export async function insertRelease(tx: Tx, release: NewRelease): Promise<void> {
  await shared(tx.db)
    .insertInto('release')
    .values({
      id: release.id,
      workspace_id: release.workspaceId,
      project_id: release.projectId,
      version: release.version,
      version_key: release.versionKey,
      type: release.type,
      theme: release.theme,
      compatibility: release.compatibility,
      goals: JSON.stringify(release.goals),
      target_date: release.targetDate,
      stage: release.stage,
      source: JSON.stringify(release.source),
      planned_on: release.plannedOn,
      planned_by: release.plannedBy,
      created_at: tx.now,
      shipped_at: null,
      ended_at: null,
    })
    .execute();
  await replaceMilestones(tx, release.id, release.milestones);
  await scopesMayMove(tx, release);
}

/** Whose scopes may have to change: those of one project, also told by its release, or of all that read a repository. */
export type WhoseScopes =
  | { readonly projectId: string }
  | { readonly releaseId: string }
  | { readonly repositoryId: string };

/**
 * Says that scopes may not fit any more. Whoever writes what decides them says so in the same transaction; else
 * nobody compares them before the next night's sweep.
 */
export async function scopesMayMove(tx: Tx, whose: WhoseScopes): Promise<void> {
  await scopeNews.all(tx.db, { projectId: null, releaseId: null, repositoryId: null, ...whose });
}

type Whose = Readonly<Record<'projectId' | 'releaseId' | 'repositoryId', string | null>>;

const scopeNews = readyQuery<Whose, unknown>((db, place) =>
  shared(db)
    .insertInto('scope_news')
    .columns(['project_id', 'written'])
    .expression((from) =>
      from
        .selectFrom('project')
        .select(['id', sql.lit(1).as('written')])
        .where((by) =>
          by.or([
            by('id', '=', place('projectId')),
            by(
              'id',
              'in',
              by.selectFrom('release').select('project_id').where('id', '=', place('releaseId')),
            ),
            by(
              'id',
              'in',
              by
                .selectFrom('project_repository')
                .select('project_id')
                .where('repository_id', '=', place('repositoryId')),
            ),
          ]),
        ),
    )
    .onConflict((conflict) =>
      conflict
        .column('project_id')
        .doUpdateSet((by) => ({ written: by('scope_news.written', '+', 1) })),
    ),
);

/** Puts a new calendar in place of a release's old one. */
export async function replaceMilestones(
  tx: Tx,
  releaseId: string,
  milestones: readonly Milestone[],
): Promise<void> {
  const tables = shared(tx.db);
  await tables.deleteFrom('milestone').where('release_id', '=', releaseId).execute();
  if (milestones.length === 0) return;
  await tables
    .insertInto('milestone')
    .values(
      milestones.map(({ step, date, state, compressed }) => ({
        release_id: releaseId,
        step,
        date,
        state,
        compressed: compressed ? (1 as const) : (0 as const),
      })),
    )
    .execute();
}

/** Moves a release to another stage, if it still stands in `from`; false when someone was quicker. */
export async function moveStage(
  tx: Tx,
  releaseId: string,
  from: Stage,
  to: Stage,
): Promise<boolean> {
  const ends = to === 'closed' || to === 'cancelled';
  const result = await shared(tx.db)
    .updateTable('release')
    .set({
      stage: to,
      ...(to === 'released' ? { shipped_at: tx.now } : {}),
      ...(ends ? { ended_at: tx.now } : {}),
    })
    .where('id', '=', releaseId)
    .where('stage', '=', from)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Moves the target date, if it still is `from`; false when someone was quicker. */
export async function moveTarget(
  tx: Tx,
  releaseId: string,
  from: CalendarDate,
  to: CalendarDate,
): Promise<boolean> {
  const result = await shared(tx.db)
    .updateTable('release')
    .set({ target_date: to })
    .where('id', '=', releaseId)
    .where('target_date', '=', from)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Gives a release other goals, if they still are `from`; false when someone was quicker. */
export async function changeGoals(
  tx: Tx,
  releaseId: string,
  from: readonly string[],
  to: readonly string[],
): Promise<boolean> {
  const result = await shared(tx.db)
    .updateTable('release')
    .set({ goals: JSON.stringify(to) })
    .where('id', '=', releaseId)
    .where('goals', '=', JSON.stringify(from))
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Says anew where a release's items come from, such as once a typed GitHub milestone was found. */
export async function changeSource(tx: Tx, releaseId: string, source: Source): Promise<void> {
  await shared(tx.db)
    .updateTable('release')
    .set({ source: JSON.stringify(source) })
    .where('id', '=', releaseId)
    .execute();
  await scopesMayMove(tx, { releaseId });
}

/** A release by id. */
export async function findRelease(db: Db, releaseId: string): Promise<Release | undefined> {
  return (await findReleases(db, [releaseId])).get(releaseId);
}

/** Releases by id, for those that are known. */
export async function findReleases(
  db: Db,
  releaseIds: readonly string[],
): Promise<ReadonlyMap<string, Release>> {
  const releases = await withMilestones(db, await byIds(db, releaseIds, {}));
  return new Map(releases.map((release) => [release.id, release]));
}

// Read for nearly everything that happens, so these are built once.
const byIds = readyList<object, ReleaseTable>((db, keys) =>
  shared(db).selectFrom('release').selectAll().where('id', 'in', keys),
);
const stepsOf = readyList<object, MilestoneTable>((db, keys) =>
  shared(db).selectFrom('milestone').selectAll().where('release_id', 'in', keys).orderBy('date'),
);

/**
 * All releases of a project, newest version first; only the active ones when asked. A hotfix is active in a
 * lane of its own: nobody is asked about it once a week.
 */
export async function releasesOf(
  db: Db,
  projectId: string,
  only: 'active' | 'all' = 'all',
): Promise<readonly Release[]> {
  if (only === 'active') return (await activeReleasesOf(db, [projectId])).get(projectId) ?? [];
  return withMilestones(db, await allOf.all(db, { projectId }));
}

/** Active releases by project, newest version first; a project without any is left out. */
export async function activeReleasesOf(
  db: Db,
  projectIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Release[]>> {
  const releases = await withMilestones(db, await activeOf(db, projectIds, {}));
  return Map.groupBy(releases, ({ projectId }) => projectId);
}

/**
 * Ids of the releases that come next, one for each of these projects that has one under way: the target is the
 * first; of two on one day it is the lower version.
 */
export async function nextReleases(
  db: Db,
  projectIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const active = await activeReleasesOf(db, projectIds);
  // They come with the highest version first; sorting leaves those of one day in their order.
  const next = [...active.values()].flatMap((own) =>
    own
      .toReversed()
      .toSorted((a, b) => (a.targetDate < b.targetDate ? -1 : Number(a.targetDate > b.targetDate)))
      .slice(0, 1),
  );
  return new Set(next.map(({ id }) => id));
}

const allOf = readyQuery<{ projectId: string }, ReleaseTable>((db, place) =>
  shared(db)
    .selectFrom('release')
    .selectAll()
    .where('project_id', '=', place('projectId'))
    .orderBy('version_key', 'desc'),
);
const activeOf = readyList<object, ReleaseTable>((db, keys) =>
  shared(db)
    .selectFrom('release')
    .selectAll()
    .where('project_id', 'in', keys)
    .where('stage', 'in', [...ACTIVE_STAGES])
    .where('type', '<>', 'hotfix')
    .orderBy('version_key', 'desc'),
);

/** Active releases of a workspace, by target date; without hotfixes. */
export async function activeReleases(db: Db, workspaceId: string): Promise<readonly Release[]> {
  const rows = await shared(db)
    .selectFrom('release')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('stage', 'in', [...ACTIVE_STAGES])
    .where('type', '<>', 'hotfix')
    .orderBy('target_date')
    .orderBy('id')
    .execute();
  return withMilestones(db, rows);
}

async function withMilestones(db: Db, rows: readonly ReleaseTable[]): Promise<readonly Release[]> {
  const ids = rows.map((row) => row.id);
  const steps = Map.groupBy(await stepsOf(db, ids, {}), (step) => step.release_id);
  return rows.map((row) => toRelease(row, steps.get(row.id) ?? []));
}

function toRelease(row: ReleaseTable, steps: readonly MilestoneTable[]): Release {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    projectId: row.project_id,
    version: row.version,
    type: row.type,
    theme: row.theme,
    compatibility: row.compatibility,
    goals: JSON.parse(row.goals) as string[],
    targetDate: row.target_date,
    stage: row.stage,
    source: JSON.parse(row.source) as Source,
    plannedOn: row.planned_on,
    plannedBy: row.planned_by,
    createdAt: row.created_at,
    shippedAt: row.shipped_at,
    endedAt: row.ended_at,
    milestones: steps.map(({ step, date, state, compressed }) => ({
      step,
      date,
      state,
      compressed: compressed === 1,
    })),
  };
}
