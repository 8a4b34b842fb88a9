/** Writes a declared hotfix in one transaction: the release, the lane, the clocks, the holds and the words. */
import { dateIn, plusMinutes } from '../../base/time.ts';
import { newId } from '../../base/id.ts';
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import { findProject, type Project } from '../../release/projects.ts';
import { insertRelease, releasesOf, type Release } from '../../release/releases.ts';
import { formatVersion, nextOf, parseVersion, sortKey } from '../../release/version.ts';
import type { Tx } from '../../store/db.ts';
import { clocksOn } from './clocks.ts';
import type { CheckedDraft } from './draft.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { saveFix } from './fix-store.ts';
import { beginHolds } from './holds.ts';
import { findIssue, issueTyped } from './issue.ts';
import { beginStep, endStep } from './road-store.ts';
import { beginClock } from './move.ts';
import { minutesOf } from './minutes-store.ts';
import { promiseUpdate } from './promise-warnings.ts';
import { sayAll } from './say-all.ts';
import { addPerson, changeHotfix, hotfixesOf, insertHotfix } from './store.ts';
import type { HotfixRow } from './tables.ts';
import { twinIn } from './twin.ts';

/** All that is known when a hotfix is declared. `known` are those that its author has seen. */
export interface Declaring {
  readonly projectId: string;
  readonly draft: CheckedDraft;
  readonly userId: string;
  readonly declaredIn: string | null;
  readonly known: readonly string[];
}

/** How it ended. Of two who declare in the same second the second one is shown the first's. */
export type Written =
  | {
      readonly kind: 'declared';
      readonly found: FoundHotfix;
    }
  | { readonly kind: 'twin'; readonly hotfix: HotfixRow }
  | { readonly kind: 'gone' };

/** Decides and writes in one transaction. */
export async function writeHotfix(ctx: Context, declaring: Declaring): Promise<Written> {
  return ctx.transact(async (tx): Promise<Written> => {
    const project = await findProject(tx.db, declaring.projectId);
    if (project === undefined || project.workspaceId !== ctx.workspace.id) return { kind: 'gone' };
    const twin = twinIn(await hotfixesOf(tx.db, project.id, 'open'), declaring.known, tx.now);
    if (twin !== undefined) return { kind: 'twin', hotfix: twin };
    const hotfix = await writeRows(ctx, tx, project, declaring);
    await sayAll(ctx, tx, hotfix.id);
    const found = await foundHotfix(tx.db, ctx.workspace.id, hotfix.id);
    if (found === undefined) throw new Error(`hotfix ${hotfix.id} was written and is not there`);
    await beginHolds(tx, found);
    return { kind: 'declared', found };
  });
}

async function writeRows(
  ctx: Context,
  tx: Tx,
  project: Project,
  declaring: Declaring,
): Promise<HotfixRow> {
  const { draft, userId, declaredIn } = declaring;
  const found = await findIssue(tx.db, project, draft.issue);
  // An issue that is not known yet is linked once GitHub shows it: nothing of the network holds an alert up.
  const issue = typeof found === 'string' ? null : found.id;
  const named = typeof found === 'string' ? issueTyped(draft.issue) : null;
  const release = await writeRelease(tx, project, declaring, issue);
  const { [draft.criterion]: newsMinutes } = await minutesOf(tx.db, project.id);
  const hotfix = await insertHotfix(tx, {
    workspace_id: project.workspaceId,
    project_id: project.id,
    release_id: release.id,
    criterion: draft.criterion,
    seen: draft.seen,
    since: draft.since,
    affected: draft.affected,
    impact: draft.impact,
    issue,
    lead_id: draft.leadId,
    declared_by: userId,
    declared_at: tx.now,
    declared_in: declaredIn,
    step: 'identified',
    next_update_at: plusMinutes(tx.now, newsMinutes),
  });
  await note(tx, {
    workspaceId: project.workspaceId,
    projectId: project.id,
    releaseId: release.id,
    actor: userId,
    event: 'hotfix.declared',
    detail: { hotfixId: hotfix.id, seen: draft.seen, criterion: draft.criterion },
  });
  if (named !== null) await saveFix(tx, hotfix.id, { named_issue: named });
  await addPerson(tx, hotfix.id, userId, 'declared');
  if (draft.leadId !== null) await addPerson(tx, hotfix.id, draft.leadId, 'lead');
  // Declaring identifies the case; what is wanted next is the decision.
  await beginStep(tx, hotfix, 'identified', userId);
  await endStep(tx, hotfix, 'identified', { by: userId, outcome: 'done', remark: '' });
  await beginStep(tx, hotfix, 'decision', userId);
  for (const clock of clocksOn('decision')) await beginClock(ctx, tx, hotfix, clock);
  await promiseUpdate(ctx, tx, hotfix);
  await changeHotfix(tx, hotfix, { step: 'decision' });
  return { ...hotfix, step: 'decision' };
}

/** An emergency release of the next free version of the affected line; its target is today. */
async function writeRelease(
  tx: Tx,
  project: Project,
  { draft, userId }: Declaring,
  issue: string | null,
): Promise<Pick<Release, 'id'>> {
  const known = (await releasesOf(tx.db, project.id)).flatMap(({ version }) => {
    const reading = parseVersion(version);
    return reading.ok ? [reading.version] : [];
  });
  const version = nextOf('hotfix', known, { ...draft.base, hotfix: 0 });
  if (version === null) throw new Error('a hotfix always has a version to mend');
  const today = dateIn(project.zone, tx.now);
  const id = newId('rel', tx.now);
  await insertRelease(tx, {
    id,
    workspaceId: project.workspaceId,
    projectId: project.id,
    version: formatVersion(version),
    versionKey: sortKey(version),
    type: 'hotfix',
    theme: draft.seen,
    compatibility: '',
    goals: [],
    targetDate: today,
    stage: 'development',
    source: { kind: 'issue', ids: issue === null ? [] : [issue] },
    plannedOn: today,
    plannedBy: userId,
    milestones: [],
  });
  return { id };
}
