/** Which releases wait for a hotfix: all that are active, unless somebody let them go on. */
import { releaseName } from '../../release/names.ts';
import { findProject } from '../../release/projects.ts';
import { findRelease, releasesOf, type Release } from '../../release/releases.ts';
import type { Held } from '../../feature.ts';
import type { Db, Tx } from '../../store/db.ts';
import { isRunning } from './road.ts';
import { openHotfixes } from './store.ts';
import { hotfixTables, type HotfixRow } from './tables.ts';

/** Hotfixes that each of these releases waits for, the oldest first, by release id; those that go on are missing. */
export async function holdersOf(
  db: Db,
  releases: readonly Release[],
): Promise<ReadonlyMap<string, readonly HotfixRow[]>> {
  const running = Map.groupBy(await runningIn(db, releases), ({ project_id }) => project_id);
  const holders = new Map<string, readonly HotfixRow[]>();
  if (running.size === 0) return holders;
  const lifted = await liftsOf(db, releases);
  for (const { id, projectId, type } of releases) {
    if (type === 'hotfix') continue;
    const own = (running.get(projectId) ?? []).filter((row) => !lifted.has(liftKey(row.id, id)));
    if (own.length > 0) holders.set(id, own);
  }
  return holders;
}

async function runningIn(db: Db, releases: readonly Release[]): Promise<readonly HotfixRow[]> {
  const open = await openHotfixes(
    db,
    releases.map(({ projectId }) => projectId),
  );
  return open.filter(({ step }) => isRunning(step));
}

async function liftsOf(db: Db, releases: readonly Release[]): Promise<ReadonlySet<string>> {
  const ids = releases.map(({ id }) => id);
  const lifts = await hotfixTables(db)
    .selectFrom('hotfix_lift')
    .select(['hotfix_id', 'release_id'])
    .where('release_id', 'in', ids)
    .execute();
  return new Set(lifts.map((lift) => liftKey(lift.hotfix_id, lift.release_id)));
}

function liftKey(hotfixId: string, releaseId: string): string {
  return `${hotfixId}/${releaseId}`;
}

/** What releases wait for, by the name that everybody may read, by release id; those that go on are missing. */
export async function heldBy(
  db: Db,
  releases: readonly Release[],
): Promise<ReadonlyMap<string, Held>> {
  const held = new Map<string, Held>();
  for (const [releaseId, [first]] of await holdersOf(db, releases)) {
    const project = first && (await findProject(db, first.project_id));
    const own = first && (await findRelease(db, first.release_id));
    if (first !== undefined && project !== undefined && own !== undefined)
      held.set(releaseId, { hotfixId: first.id, name: releaseName(project, own) });
  }
  return held;
}

type Which = Pick<HotfixRow, 'id' | 'project_id'>;

/** Releases of the project that wait for this hotfix. */
export async function waitingFor(db: Db, hotfix: Which): Promise<readonly Release[]> {
  return (await waiting(db, hotfix)).map(({ release }) => release);
}

/** Releases that wait for this hotfix and for no other one. */
export async function waitingOnlyFor(db: Db, hotfix: Which): Promise<readonly Release[]> {
  const all = await waiting(db, hotfix);
  return all.filter(({ holders }) => holders.length === 1).map(({ release }) => release);
}

async function waiting(
  db: Db,
  hotfix: Which,
): Promise<readonly { readonly release: Release; readonly holders: readonly HotfixRow[] }[]> {
  const active = await releasesOf(db, hotfix.project_id, 'active');
  const holders = await holdersOf(db, active);
  return active
    .map((release) => ({ release, holders: holders.get(release.id) ?? [] }))
    .filter((one) => one.holders.some(({ id }) => id === hotfix.id));
}

/** Who let releases go on while this hotfix runs, the newest first; of one release, when given. */
export async function liftersOf(
  db: Db,
  which: { readonly hotfixId: string } | { readonly releaseId: string },
): Promise<readonly string[]> {
  const [column, id] =
    'hotfixId' in which
      ? (['hotfix_id', which.hotfixId] as const)
      : (['release_id', which.releaseId] as const);
  const rows = await hotfixTables(db)
    .selectFrom('hotfix_lift')
    .select('lifted_by')
    .where(column, '=', id)
    .orderBy('lifted_at', 'desc')
    .execute();
  return rows.map(({ lifted_by }) => lifted_by);
}

/** Notes that a release need not wait for a hotfix; false when somebody said so before. */
export async function insertLift(
  tx: Tx,
  hotfixId: string,
  releaseId: string,
  userId: string,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await hotfixTables(tx.db)
    .insertInto('hotfix_lift')
    .values({
      hotfix_id: hotfixId,
      release_id: releaseId,
      lifted_by: userId,
      lifted_at: tx.now,
    })
    .onConflict((conflict) => conflict.columns(['hotfix_id', 'release_id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
