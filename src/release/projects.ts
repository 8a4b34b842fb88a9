/** Projects: their rows, roles, members, label rules, repositories and idle days. */
import { usableZone } from '../base/time.ts';
import type { CalendarDate, LocalTime, Weekday, Zone } from '../base/time.ts';
import type { Db, Tx } from '../store/db.ts';
import { readyList } from '../store/ready-list.ts';
import {
  shared,
  type IdleDayTable,
  type LabelField,
  type LabelRuleTable,
  type ProjectMemberTable,
  type ProjectRepositoryTable,
  type ProjectRoleTable,
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
  /** Points come from this number field of GitHub Projects; null when labels say them. */
  readonly pointsField: string | null;
  /** One sentence while that field cannot be read. */
  readonly pointsTrouble: string | null;
  /** True when titles of private repositories may stand in the channel although outsiders read it. */
  readonly showsPrivate: boolean;
  readonly setUpBy: string;
  readonly roles: readonly { readonly role: Role; readonly userId: string }[];
  readonly members: readonly string[];
  readonly labelRules: readonly LabelRule[];
  readonly repositories: readonly RepositoryTable[];
  readonly idleDays: readonly CalendarDate[];
}

/** The project whose home is this channel. */
export async function projectOfChannel(
  db: Db,
  workspaceId: string,
  channelId: string,
): Promise<Project | undefined> {
  const rows = await shared(db)
    .selectFrom('project')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .execute();
  return (await fill(db, rows))[0];
}

/** A project by id. */
export async function findProject(db: Db, projectId: string): Promise<Project | undefined> {
  return (await findProjects(db, [projectId])).get(projectId);
}

/** Projects by id, for those that are known. */
export async function findProjects(
  db: Db,
  projectIds: readonly string[],
): Promise<ReadonlyMap<string, Project>> {
  const projects = await fill(db, await byIds(db, projectIds, {}));
  return new Map(projects.map((project) => [project.id, project]));
}

/** True when the project that lives in this channel shows titles of private repositories there to everybody. */
export async function showsPrivateIn(
  db: Db,
  workspaceId: string,
  channelId: string,
): Promise<boolean> {
  const row = await shared(db)
    .selectFrom('project')
    .select('shows_private')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .executeTakeFirst();
  return row?.shows_private === 1;
}

/** Of every item that ever was in these releases' scopes, by id: whether its repository is private now. */
export async function privacyOfScopes(
  db: Db,
  releaseIds: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const rows = await scopePrivacy(db, releaseIds, {});
  return new Map(rows.map(({ item_id, is_private }) => [item_id, is_private === 1]));
}

const scopePrivacy = readyList<object, { readonly item_id: string; readonly is_private: 0 | 1 }>(
  (db, keys) =>
    shared(db)
      .selectFrom('scope_item')
      .innerJoin('tracked_item', 'tracked_item.id', 'scope_item.item_id')
      .innerJoin('repository', 'repository.id', 'tracked_item.repository_id')
      .select(['scope_item.item_id', 'repository.is_private'])
      .where('scope_item.release_id', 'in', keys),
);

/** Of these repositories, by id: whether each is private now. */
export async function privacyOfRepositories(
  db: Db,
  repositoryIds: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const rows = await repositoryPrivacy(db, repositoryIds, {});
  return new Map(rows.map(({ id, is_private }) => [id, is_private === 1]));
}

const repositoryPrivacy = readyList<object, Pick<RepositoryTable, 'id' | 'is_private'>>(
  (db, keys) =>
    shared(db).selectFrom('repository').select(['id', 'is_private']).where('id', 'in', keys),
);

/** The channel `from` has the id `to` now: projects that live there go along. */
export async function rehomeProjects(
  tx: Tx,
  workspaceId: string,
  from: string,
  to: string,
): Promise<void> {
  await shared(tx.db)
    .updateTable('project')
    .set({ channel_id: to })
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', from)
    .execute();
}

/** All projects of a workspace, by name. */
export async function projectsOf(db: Db, workspaceId: string): Promise<readonly Project[]> {
  const rows = await shared(db)
    .selectFrom('project')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .execute();
  return fill(db, rows);
}

/** User ids that hold a role, in the order they were named. */
export function holders(project: Pick<Project, 'roles'>, role: Role): readonly string[] {
  return project.roles.filter((entry) => entry.role === role).map((entry) => entry.userId);
}

/**
 * Whether this person runs the project, as its release manager or as who set it up: what they are shown depends on it.
 * What they may do is asked of the table of actions.
 */
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

// A project is read for nearly everything that happens, so its queries are built once.
const byIds = readyList<object, ProjectTable>((db, keys) =>
  shared(db).selectFrom('project').selectAll().where('id', 'in', keys),
);
const rolesOf = readyList<object, ProjectRoleTable>((db, keys) =>
  shared(db)
    .selectFrom('project_role')
    .selectAll()
    .where('project_id', 'in', keys)
    .orderBy('position'),
);
const membersOf = readyList<object, ProjectMemberTable>((db, keys) =>
  shared(db)
    .selectFrom('project_member')
    .selectAll()
    .where('project_id', 'in', keys)
    .orderBy('added_at')
    .orderBy('user_id'),
);
const rulesOf = readyList<object, LabelRuleTable>((db, keys) =>
  shared(db).selectFrom('label_rule').selectAll().where('project_id', 'in', keys),
);
const linksOf = readyList<object, ProjectRepositoryTable>((db, keys) =>
  shared(db)
    .selectFrom('project_repository')
    .selectAll()
    .where('project_id', 'in', keys)
    .orderBy('position'),
);
const repositoriesOf = readyList<object, RepositoryTable>((db, keys) =>
  shared(db).selectFrom('repository').selectAll().where('id', 'in', keys),
);
const idleDaysOf = readyList<object, IdleDayTable>((db, keys) =>
  shared(db).selectFrom('idle_day').selectAll().where('project_id', 'in', keys),
);

async function fill(db: Db, rows: readonly ProjectTable[]): Promise<readonly Project[]> {
  const ids = rows.map(({ id }) => id);
  const parts = {
    roles: byProject(await rolesOf(db, ids, {})),
    members: byProject(await membersOf(db, ids, {})),
    rules: byProject(await rulesOf(db, ids, {})),
    repositories: await repositoriesByProject(db, ids),
    idle: byProject(await idleDaysOf(db, ids, {})),
  };
  return rows.map((row) => toProject(row, parts));
}

/** In the order of each project. One repository may belong to several. */
async function repositoriesByProject(
  db: Db,
  projectIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RepositoryTable[]>> {
  const links = await linksOf(db, projectIds, {});
  const ids = links.map(({ repository_id }) => repository_id);
  const known = new Map((await repositoriesOf(db, ids, {})).map((row) => [row.id, row]));
  const repositories = new Map<string, readonly RepositoryTable[]>();
  for (const [projectId, own] of byProject(links))
    repositories.set(
      projectId,
      own.flatMap(({ repository_id }) => known.get(repository_id) ?? []),
    );
  return repositories;
}

type ByProject<Row> = ReadonlyMap<string, readonly Row[]>;

function byProject<Row extends { readonly project_id: string }>(
  rows: readonly Row[],
): ByProject<Row> {
  return Map.groupBy(rows, ({ project_id }) => project_id);
}

function toProject(
  row: ProjectTable,
  parts: {
    readonly roles: ByProject<ProjectRoleTable>;
    readonly members: ByProject<ProjectMemberTable>;
    readonly rules: ByProject<LabelRuleTable>;
    readonly repositories: ByProject<RepositoryTable>;
    readonly idle: ByProject<IdleDayTable>;
  },
): Project {
  const of = <Row>(rows: ByProject<Row>): readonly Row[] => rows.get(row.id) ?? [];
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    channelId: row.channel_id,
    zone: usableZone(row.zone),
    rhythm: {
      askWeekday: row.ask_weekday,
      askTime: row.ask_time,
      closeTime: row.close_time,
      digestWeekday: row.digest_weekday,
      digestTime: row.digest_time,
      draftTime: row.draft_time,
    },
    thresholds: { behindPoints: row.behind_points, lowConfidence: row.low_confidence },
    pointsField: row.points_field,
    pointsTrouble: row.points_trouble,
    showsPrivate: row.shows_private === 1,
    setUpBy: row.set_up_by,
    roles: of(parts.roles).map((entry) => ({ role: entry.role, userId: entry.user_id })),
    members: of(parts.members).map((member) => member.user_id),
    labelRules: of(parts.rules).map(({ label, field, value }) => ({ label, field, value })),
    repositories: of(parts.repositories),
    idleDays: of(parts.idle).map((day) => day.date),
  };
}
