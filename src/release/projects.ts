/** Projects: their rows, roles, members, label rules, repositories and idle days. */
import type { CalendarDate, Instant, LocalTime, Weekday, Zone } from '../base/time.ts';
import type { Db, Tx } from '../store/db.ts';
import {
  shared,
  type LabelField,
  type ProjectMemberTable,
  type ProjectTable,
  type RepositoryTable,
  type Role,
} from './tables.ts';

/** When a project asks and reports. Asking happens in each person's zone, the rest in the project's. */
export interface Rhythm {
  readonly askWeekday: Weekday;
  readonly askTime: LocalTime;
  readonly closeTime: LocalTime;
  readonly digestWeekday: Weekday;
  readonly digestTime: LocalTime;
  readonly draftTime: LocalTime;
}

/** Thursday 10:00 to 18:00 each person's time; draft Friday 11:00, digest Friday 15:00 project time. */
export const DEFAULT_RHYTHM: Rhythm = {
  askWeekday: 4,
  askTime: '10:00',
  closeTime: '18:00',
  digestWeekday: 5,
  digestTime: '15:00',
  draftTime: '11:00',
};

/** Colour thresholds of a project: percent points behind, and the median confidence that worries. */
export interface Thresholds {
  readonly behindPoints: number;
  readonly lowConfidence: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = { behindPoints: 15, lowConfidence: 2 };

/** What a label means; `label` in lower case. */
export interface LabelRule {
  readonly label: string;
  readonly field: LabelField;
  readonly value: string;
}

/** A project with everything the rooms ask of it. */
export interface Project {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly channelId: string;
  readonly zone: Zone;
  readonly rhythm: Rhythm;
  readonly thresholds: Thresholds;
  readonly setUpBy: string;
  readonly roles: readonly { readonly role: Role; readonly userId: string }[];
  readonly members: readonly string[];
  readonly labelRules: readonly LabelRule[];
  readonly repositories: readonly RepositoryTable[];
  readonly idleDays: readonly CalendarDate[];
}

/** All that a project is made of, as setup and the sandbox's seed write it. */
export interface ProjectDraft {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly channelId: string;
  readonly zone: Zone;
  readonly rhythm: Rhythm;
  readonly thresholds: Thresholds;
  readonly roles: readonly { readonly role: Role; readonly userId: string }[];
  readonly members: readonly string[];
  readonly labelRules: readonly LabelRule[];
  readonly repositories: readonly {
    readonly id: string;
    readonly owner: string;
    readonly name: string;
    readonly isPrivate: boolean;
  }[];
  readonly idleDays: readonly CalendarDate[];
}

/** The project whose home is this channel. */
export async function projectOfChannel(
  db: Db,
  workspaceId: string,
  channelId: string,
): Promise<Project | undefined> {
  const row = await shared(db)
    .selectFrom('project')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .executeTakeFirst();
  return row === undefined ? undefined : fill(db, row);
}

/** A project by id. */
export async function findProject(db: Db, projectId: string): Promise<Project | undefined> {
  const row = await shared(db)
    .selectFrom('project')
    .selectAll()
    .where('id', '=', projectId)
    .executeTakeFirst();
  return row === undefined ? undefined : fill(db, row);
}

/** All projects of a workspace, by name. */
export async function projectsOf(db: Db, workspaceId: string): Promise<readonly Project[]> {
  const rows = await shared(db)
    .selectFrom('project')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .execute();
  return Promise.all(rows.map((row) => fill(db, row)));
}

/** User ids that hold a role, in the order they were named. */
export function holders(project: Project, role: Role): readonly string[] {
  return project.roles.filter((entry) => entry.role === role).map((entry) => entry.userId);
}

/** Whether this person may change the project: its release manager, or who set it up. */
export function mayManage(project: Project, userId: string): boolean {
  return userId === project.setUpBy || holders(project, 'release_manager').includes(userId);
}

/** Everyone who is asked: members and role holders but stakeholders, each once. */
export function askedPeople(project: Project): readonly string[] {
  const holding = project.roles
    .filter((entry) => entry.role !== 'stakeholder')
    .map((entry) => entry.userId);
  return [...new Set([...project.members, ...holding])];
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
    behind_points: draft.thresholds.behindPoints,
    low_confidence: draft.thresholds.lowConfidence,
    updated_at: now,
  };
}

async function fill(db: Db, row: ProjectTable): Promise<Project> {
  const tables = shared(db);
  const [roles, members, rules, repositories, idle] = await Promise.all([
    tables
      .selectFrom('project_role')
      .selectAll()
      .where('project_id', '=', row.id)
      .orderBy('position')
      .execute(),
    tables
      .selectFrom('project_member')
      .select('user_id')
      .where('project_id', '=', row.id)
      .orderBy('added_at')
      .orderBy('user_id')
      .execute(),
    tables.selectFrom('label_rule').selectAll().where('project_id', '=', row.id).execute(),
    tables
      .selectFrom('repository')
      .innerJoin('project_repository', 'project_repository.repository_id', 'repository.id')
      .selectAll('repository')
      .where('project_repository.project_id', '=', row.id)
      .orderBy('project_repository.position')
      .execute(),
    tables.selectFrom('idle_day').select('date').where('project_id', '=', row.id).execute(),
  ]);
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    channelId: row.channel_id,
    zone: row.zone,
    rhythm: {
      askWeekday: row.ask_weekday,
      askTime: row.ask_time,
      closeTime: row.close_time,
      digestWeekday: row.digest_weekday,
      digestTime: row.digest_time,
      draftTime: row.draft_time,
    },
    thresholds: { behindPoints: row.behind_points, lowConfidence: row.low_confidence },
    setUpBy: row.set_up_by,
    roles: roles.map((entry) => ({ role: entry.role, userId: entry.user_id })),
    members: members.map((member) => member.user_id),
    labelRules: rules.map(({ label, field, value }) => ({ label, field, value })),
    repositories,
    idleDays: idle.map((day) => day.date),
  };
}
