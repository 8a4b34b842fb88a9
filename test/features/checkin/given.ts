/** What happens around check-ins: projects, releases, items, digests, links. */
import { isCalendarDate, type Instant } from '../../../src/base/time.ts';
import { note } from '../../../src/release/journal.ts';
import { setLogin } from '../../../src/release/people.ts';
import { DEFAULT_RHYTHM, DEFAULT_THRESHOLDS } from '../../../src/release/projects.ts';
import { saveProject, type ProjectDraft } from '../../../src/release/save-project.ts';
import { insertRelease, moveStage, moveTarget } from '../../../src/release/releases.ts';
import { shared } from '../../../src/release/tables.ts';
import { WORKSPACE } from './played-slack.ts';
import type { World } from './world.ts';

/** Atlas with everyone but Nia on it, or what is given. */
function aDraft(given: Partial<ProjectDraft>): ProjectDraft {
  const id = given.id ?? 'atlas';
  return {
    id,
    workspaceId: WORKSPACE.id,
    name: 'Atlas',
    channelId: `C-${id}`,
    zone: 'Europe/Berlin',
    rhythm: DEFAULT_RHYTHM,
    thresholds: DEFAULT_THRESHOLDS,
    roles: [{ role: 'release_manager', userId: 'UMARA' }],
    members: ['UIVO', 'UDANA', 'UKAI'],
    labelRules: [],
    repositories: [{ id: `R-${id}`, owner: 'acme', name: id, isPrivate: false }],
    idleDays: [],
    ...given,
  };
}

/** A project with one release on its way. */
export async function aProject(world: World, given: Partial<ProjectDraft> = {}): Promise<void> {
  const draft = aDraft(given);
  await world.write(async (tx) => {
    await saveProject(tx, draft, 'UMARA');
    await note(tx, {
      workspaceId: WORKSPACE.id,
      projectId: draft.id,
      actor: 'UMARA',
      event: 'project.set_up',
    });
  });
  await aRelease(world, { id: `${draft.id}-070`, projectId: draft.id });
}

/** Changes a project's settings. */
export async function saveAgain(world: World, given: Partial<ProjectDraft>): Promise<void> {
  const draft = aDraft(given);
  await world.write(async (tx) => {
    await saveProject(tx, draft, 'UMARA');
    await note(tx, {
      workspaceId: WORKSPACE.id,
      projectId: draft.id,
      actor: 'UMARA',
      event: 'project.changed',
    });
  });
}

/** A planned release. */
export async function aRelease(
  world: World,
  given: {
    readonly id: string;
    readonly projectId?: string;
    readonly version?: string;
    readonly target?: string;
  },
): Promise<void> {
  const { id, projectId = 'atlas', version = '0.7.0', target = '2026-12-11' } = given;
  if (!isCalendarDate(target)) throw new Error('no such day');
  await world.write(async (tx) => {
    await insertRelease(tx, {
      id,
      workspaceId: WORKSPACE.id,
      projectId,
      version,
      versionKey: version,
      type: 'minor',
      theme: '',
      compatibility: '',
      goals: [],
      targetDate: target,
      stage: 'development',
      source: { kind: 'labels', labels: [] },
      plannedOn: '2026-11-16',
      plannedBy: 'UMARA',
      milestones: [],
    });
    await note(tx, {
      workspaceId: WORKSPACE.id,
      projectId,
      releaseId: id,
      actor: 'UMARA',
      event: 'release.planned',
    });
  });
}

/** Moves a release's end: shipped or cancelled. */
export async function endRelease(
  world: World,
  releaseId: string,
  to: 'released' | 'cancelled',
): Promise<void> {
  await world.write(async (tx) => {
    await moveStage(tx, releaseId, 'development', to);
    await note(tx, {
      workspaceId: WORKSPACE.id,
      projectId: releaseId.split('-')[0] ?? null,
      releaseId,
      actor: 'UMARA',
      event: to === 'released' ? 'release.shipped' : 'release.cancelled',
    });
  });
}

/** Moves a release's target date. */
export async function moveDate(world: World, releaseId: string, to: string): Promise<void> {
  await world.write(async (tx) => {
    await moveTarget(tx, releaseId, '2026-12-11', to);
    await note(tx, {
      workspaceId: WORKSPACE.id,
      projectId: 'atlas',
      releaseId,
      actor: 'UMARA',
      event: 'release.target_moved',
    });
  });
}

/** The digest of a release goes out now. */
export async function postDigest(world: World, releaseId = 'atlas-070'): Promise<void> {
  await world.noted({ projectId: 'atlas', releaseId, actor: 'slipway', event: 'report.posted' });
}

/** Links a person to a GitHub login. */
export async function linkLogin(
  world: World,
  userId: string,
  login: string,
  state: 'proposed' | 'confirmed' = 'confirmed',
): Promise<void> {
  await world.write((tx) => setLogin(tx, WORKSPACE.id, userId, login, state));
}

/** Puts an item into Atlas 0.7.0. */
export async function anItem(
  world: World,
  given: {
    readonly number: number;
    readonly title: string;
    readonly assignee?: string;
    readonly closedAt?: Instant;
    readonly releaseId?: string;
  },
): Promise<string> {
  const { number, title, assignee, closedAt, releaseId = 'atlas-070' } = given;
  const id = `I_${number}`;
  await world.write(async (tx) => {
    await shared(tx.db)
      .insertInto('tracked_item')
      .values({
        id,
        repository_id: 'R-atlas',
        item: 'issue',
        number,
        title,
        url: `https://github.com/acme/atlas/issues/${number}`,
        state: closedAt === undefined ? 'open' : 'closed',
        labels: '[]',
        assignees: JSON.stringify(assignee === undefined ? [] : [assignee]),
        author: null,
        github_milestone: null,
        opened_at: '2026-10-01T00:00:00.000Z',
        updated_at: closedAt ?? tx.now,
        closed_at: closedAt ?? null,
      })
      .execute();
    await shared(tx.db)
      .insertInto('scope_item')
      .values({
        release_id: releaseId,
        item_id: id,
        priority: 'P1',
        tier: 'should',
        kind: 'feature',
        points: null,
        planned: 1,
        added_at: tx.now,
        removed_at: null,
        deferred_to: null,
        deferred_reason: null,
      })
      .execute();
  });
  return id;
}
