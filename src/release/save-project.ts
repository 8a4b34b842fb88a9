/** Writes a project: new, or in place of what stood there. */
import type { Instant } from '../base/time.ts';
import type { Tx } from '../store/db.ts';
import type { Project } from './projects.ts';
import { scopesMayMove } from './releases.ts';
import { shared, type ProjectMemberTable } from './tables.ts';

/** All that a project is made of, as setup and the sandbox's seed write it. */
export interface ProjectDraft extends Omit<
  Project,
  'setUpBy' | 'repositories' | 'pointsField' | 'pointsTrouble' | 'showsPrivate'
> {
  /** Null, or left out, when labels say the points. */
  readonly pointsField?: string | null;
  /** False when left out. */
  readonly showsPrivate?: boolean;
  readonly repositories: readonly {
    readonly id: string;
    readonly owner: string;
    readonly name: string;
    readonly isPrivate: boolean;
  }[];
}

/** Writes a project as a whole: new, or in place of what stood there. */
export async function saveProject(tx: Tx, draft: ProjectDraft, by: string): Promise<void> {
  const tables = shared(tx.db);
  const facts = columns(draft, tx.now);
  await tables
    .insertInto('project')
    .values({ id: draft.id, set_up_by: by, created_at: tx.now, ...facts })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(facts))
    .execute();
  const before = await whoAddedThem(tx, draft.id);
  for (const table of [
    'project_role',
    'project_member',
    'label_rule',
    'project_repository',
    'idle_day',
  ] as const) {
    await tables.deleteFrom(table).where('project_id', '=', draft.id).execute();
  }
  await saveParts(tx, draft, by, before);
  await scopesMayMove(tx, { projectId: draft.id });
}

type Added = Pick<ProjectMemberTable, 'added_by' | 'added_at'>;

/** Whoever stays a member was added by whom they were, whoever saves the project now. */
async function whoAddedThem(tx: Tx, projectId: string): Promise<ReadonlyMap<string, Added>> {
  const rows = await shared(tx.db)
    .selectFrom('project_member')
    .selectAll()
    .where('project_id', '=', projectId)
    .execute();
  return new Map(rows.map(({ user_id, added_by, added_at }) => [user_id, { added_by, added_at }]));
}

async function saveParts(
  tx: Tx,
  draft: ProjectDraft,
  by: string,
  before: ReadonlyMap<string, Added>,
): Promise<void> {
  const tables = shared(tx.db);
  const project_id = draft.id;
  for (const [position, { role, userId }] of draft.roles.entries())
    await tables
      .insertInto('project_role')
      .values({ project_id, role, user_id: userId, position })
      .execute();
  for (const user_id of new Set(draft.members))
    await tables
      .insertInto('project_member')
      .values({ project_id, user_id, added_by: by, added_at: tx.now, ...before.get(user_id) })
      .execute();
  for (const rule of draft.labelRules)
    await tables
      .insertInto('label_rule')
      .values({ project_id, ...rule, label: rule.label.toLowerCase() })
      .onConflict((conflict) =>
        conflict.columns(['project_id', 'label', 'field']).doUpdateSet({ value: rule.value }),
      )
      .execute();
  for (const date of new Set(draft.idleDays))
    await tables.insertInto('idle_day').values({ project_id, date, note: '' }).execute();
  for (const [position, repository] of draft.repositories.entries())
    await saveRepository(tx, draft, repository, position);
}

async function saveRepository(
  tx: Tx,
  draft: ProjectDraft,
  repository: ProjectDraft['repositories'][number],
  position: number,
): Promise<void> {
  const name = {
    owner: repository.owner,
    name: repository.name,
    is_private: repository.isPrivate ? (1 as const) : (0 as const),
  };
  await shared(tx.db)
    .insertInto('repository')
    .values({
      id: repository.id,
      workspace_id: draft.workspaceId,
      ...name,
      issues_read_to: null,
      pulls_read_to: null,
      pulls_cursor: null,
      pulls_newest: null,
      last_read_at: null,
      trouble: null,
      trouble_since: null,
      next_try_at: null,
      swept_at: null,
      points_spent: 0,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(name))
    .execute();
  await shared(tx.db)
    .insertInto('project_repository')
    .values({ project_id: draft.id, repository_id: repository.id, position })
    .execute();
}

function columns(draft: ProjectDraft, now: Instant) {
  return {
    workspace_id: draft.workspaceId,
    name: draft.name,
    channel_id: draft.channelId,
    zone: draft.zone,
    ask_weekday: draft.rhythm.askWeekday,
    ask_time: draft.rhythm.askTime,
    close_time: draft.rhythm.closeTime,
    digest_weekday: draft.rhythm.digestWeekday,
    digest_time: draft.rhythm.digestTime,
    draft_time: draft.rhythm.draftTime,
    points_field: draft.pointsField ?? null,
    // Whatever was wrong is looked for anew.
    points_trouble: null,
    shows_private: draft.showsPrivate === true ? (1 as const) : (0 as const),
    behind_points: draft.thresholds.behindPoints,
    low_confidence: draft.thresholds.lowConfidence,
    updated_at: now,
  };
}
