/** Projects: their rows, roles, members, label rules, repositories and idle days. */
import { usableZone } from '../base/time.ts';
import type { CalendarDate, LocalTime, Weekday, Zone } from '../base/time.ts';
import type { Db, Tx } from '../store/db.ts';
import { readyQuery } from '../store/ready-query.ts';
import {
  shared,
  type IdleDayTable,
  type LabelField,
  type LabelRuleTable,
  type ProjectMemberTable,
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
  const row = await byId.first(db, { id: projectId });
  return row === undefined ? undefined : fill(db, row);
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

// A project is read for nearly everything that happens, so its queries are built once.
const byId = readyQuery<{ id: string }, ProjectTable>((db, place) =>
  shared(db).selectFrom('project').selectAll().where('id', '=', place('id')),
);
const rolesOf = readyQuery<{ id: string }, ProjectRoleTable>((db, place) =>
  shared(db)
    .selectFrom('project_role')
    .selectAll()
    .where('project_id', '=', place('id'))
    .orderBy('position'),
);
const membersOf = readyQuery<{ id: string }, Pick<ProjectMemberTable, 'user_id'>>((db, place) =>
  shared(db)
    .selectFrom('project_member')
    .select('user_id')
    .where('project_id', '=', place('id'))
    .orderBy('added_at')
    .orderBy('user_id'),
);
const rulesOf = readyQuery<{ id: string }, LabelRuleTable>((db, place) =>
  shared(db).selectFrom('label_rule').selectAll().where('project_id', '=', place('id')),
);
const repositoriesOf = readyQuery<{ id: string }, RepositoryTable>((db, place) =>
  shared(db)
    .selectFrom('repository')
    .innerJoin('project_repository', 'project_repository.repository_id', 'repository.id')
    .selectAll('repository')
    .where('project_repository.project_id', '=', place('id'))
    .orderBy('project_repository.position'),
);
const idleDaysOf = readyQuery<{ id: string }, Pick<IdleDayTable, 'date'>>((db, place) =>
  shared(db).selectFrom('idle_day').select('date').where('project_id', '=', place('id')),
);

async function fill(db: Db, row: ProjectTable): Promise<Project> {
  const roles = await rolesOf.all(db, row);
  const members = await membersOf.all(db, row);
  const rules = await rulesOf.all(db, row);
  const repositories = await repositoriesOf.all(db, row);
  const idle = await idleDaysOf.all(db, row);
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
    roles: roles.map((entry) => ({ role: entry.role, userId: entry.user_id })),
    members: members.map((member) => member.user_id),
    labelRules: rules.map(({ label, field, value }) => ({ label, field, value })),
    repositories,
    idleDays: idle.map((day) => day.date),
  };
}
