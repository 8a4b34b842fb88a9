/** The tables every house shares, and the one way to reach them. */
import type { Kysely } from 'kysely';
import type { CalendarDate, Instant, LocalTime, Weekday, Zone } from '../base/time.ts';
import type { Db } from '../store/db.ts';
import type { ReleaseType } from './version.ts';
import type { Stage } from './stages.ts';
import type { StepName } from './calendar-steps.ts';

/** One Slack team. `parked` when its token no longer works. */
export interface WorkspaceTable {
  id: string;
  name: string;
  bot_user_id: string;
  created_at: Instant;
}

/** A person of a workspace and, once confirmed, their GitHub login (the *GitHub link*). */
export interface PersonTable {
  workspace_id: string;
  id: string;
  name: string;
  zone: Zone;
  is_admin: 0 | 1;
  is_guest: 0 | 1;
  is_deactivated: 0 | 1;
  /** 1 for somebody of another organisation, with which a channel is shared. */
  is_outside: 0 | 1;
  login: string | null;
  /** `proposed` by whoever set the project up; only the person makes it `confirmed`. */
  login_state: 'none' | 'proposed' | 'confirmed' | 'denied';
  /** Asked again on this day; null when not paused. */
  paused_until: CalendarDate | null;
  /** When the first message explained who added them and how to stop. */
  welcomed_at: Instant | null;
  looked_up_at: Instant;
}

/** A product: its channel, zone and rhythm. Weekdays are ISO numbers, times are local wall times. */
export interface ProjectTable {
  id: string;
  workspace_id: string;
  name: string;
  channel_id: string;
  zone: Zone;
  /** Check-in: asked on this weekday at this time of each person's own zone, open until `close_time`. */
  ask_weekday: Weekday;
  ask_time: LocalTime;
  close_time: LocalTime;
  /** Digest: in the project's zone; the draft on the same day. */
  digest_weekday: Weekday;
  digest_time: LocalTime;
  draft_time: LocalTime;
  /** Colour: yellow when the share done trails the share of days gone by more than this, in percent points. */
  behind_points: number;
  /** Colour: yellow when the median confidence (1 to 5) is at or below this. */
  low_confidence: number;
  /** Name of the number field of GitHub Projects that holds points; null when labels say them. */
  points_field: string | null;
  /** One sentence while that field cannot be read; what was known stands. */
  points_trouble: string | null;
  /** 1 when titles of private repositories may stand in the channel although outsiders read it. */
  shows_private: 0 | 1;
  set_up_by: string;
  created_at: Instant;
  updated_at: Instant;
}

/** A day on which the project rests: no steps, no check-ins, no digest. */
export interface IdleDayTable {
  project_id: string;
  date: CalendarDate;
  note: string;
}

/** A role as the seeds name it. */
export type Role =
  'release_manager' | 'technical_lead' | 'product_owner' | 'qa_lead' | 'stakeholder';

/** Who holds which role in a project; one person may hold several. */
export interface ProjectRoleTable {
  project_id: string;
  role: Role;
  user_id: string;
  /** Order in which they were named; the first release manager gets the drafts. */
  position: number;
}

/** A person who is asked. */
export interface ProjectMemberTable {
  project_id: string;
  user_id: string;
  added_by: string;
  added_at: Instant;
}

/** What a label says about an item. */
export type LabelField = 'priority' | 'tier' | 'kind' | 'points';

/** `label` is compared without case. `value` is one of the field's words, or a number for points. */
export interface LabelRuleTable {
  project_id: string;
  label: string;
  field: LabelField;
  value: string;
}

/** A GitHub repository and how far its news has been read. */
export interface RepositoryTable {
  /** GitHub's node id; outlives a rename. */
  id: string;
  workspace_id: string;
  owner: string;
  name: string;
  is_private: 0 | 1;
  /** Issues updated up to here have been read; null before the first page. */
  issues_read_to: Instant | null;
  /** Pull requests updated up to here have been read; null before the first full read ended. */
  pulls_read_to: Instant | null;
  /** Where a read of pull requests that was interrupted goes on. */
  pulls_cursor: string | null;
  /** Newest update seen by an unfinished read of pull requests; becomes the watermark at its end. */
  pulls_newest: Instant | null;
  /** When a read last reached its end; null before the first one did. */
  last_read_at: Instant | null;
  /** One sentence when the last try failed; null when it went well. */
  trouble: string | null;
  trouble_since: Instant | null;
  next_try_at: Instant | null;
  /** When every item was last known to be there: the first full read, then each night's sweep. */
  swept_at: Instant | null;
  /** GitHub points spent on reading this repository so far; looks at many at once are not in it. */
  points_spent: number;
}

/** Which repositories a project reads, in the order shown. */
export interface ProjectRepositoryTable {
  project_id: string;
  repository_id: string;
  position: number;
}

/** An issue or pull request of a repository we read, as GitHub last showed it. */
export interface TrackedItemTable {
  /** GitHub's node id. */
  id: string;
  repository_id: string;
  item: 'issue' | 'pull_request';
  number: number;
  title: string;
  url: string;
  state: 'open' | 'closed' | 'merged';
  /** JSON array of label names. */
  labels: string;
  /** JSON array of logins. */
  assignees: string;
  author: string | null;
  github_milestone: number | null;
  opened_at: Instant;
  updated_at: Instant;
  closed_at: Instant | null;
  /** Of a closed issue; null for pull requests and where GitHub does not say. */
  closed_as: 'completed' | 'not_planned' | 'duplicate' | null;
  /** Since when GitHub has it no more in this repository; the row stays for what was said of it. */
  gone_at: Instant | null;
}

/** What a project's Projects field said of an item when it was last asked. */
export interface FieldPointsTable {
  project_id: string;
  item_id: string;
  /** The field that was asked; another one's points say nothing. */
  field: string;
  points: number | null;
  /** The item's own time of change then. */
  item_updated_at: Instant;
  read_at: Instant;
}

/** P0 critical, P1 high, P2 medium and everything else. */
export type Priority = 'P0' | 'P1' | 'P2';
export type Tier = 'must' | 'should' | 'could';
export type Kind = 'bug' | 'feature' | 'enhancement' | 'debt' | 'dependency' | 'docs';

/** A version on its way. `source` is JSON of `Source`. */
export interface ReleaseTable {
  id: string;
  workspace_id: string;
  project_id: string;
  version: string;
  version_key: string;
  type: ReleaseType;
  theme: string;
  compatibility: string;
  /** JSON array of plain lines. */
  goals: string;
  target_date: CalendarDate;
  stage: Stage;
  source: string;
  planned_on: CalendarDate;
  planned_by: string;
  created_at: Instant;
  shipped_at: Instant | null;
  ended_at: Instant | null;
}

/** Where a release's items come from. GitHub milestones are kept by number: titles change. */
export type Source =
  | {
      readonly kind: 'github_milestone';
      readonly title: string;
      readonly milestones: readonly { readonly repositoryId: string; readonly number: number }[];
    }
  | { readonly kind: 'labels'; readonly labels: readonly string[] }
  /** Of a hotfix: its issue, by node id; none while it has none. */
  | { readonly kind: 'issue'; readonly ids: readonly string[] }
  | FoundBySearch;

/** What a GitHub search showed. Its index lags and ends at a thousand, so it alone takes nothing out. */
export interface FoundBySearch {
  readonly kind: 'github_search';
  /** As typed; the repositories of the project are added when it is asked. */
  readonly query: string;
  /** Ids of the items that belong to the release: those found, and those missed for too short a while. */
  readonly found: readonly string[];
  /** Since when a search did not show an item of `found`, by its id. */
  readonly missed: Readonly<Record<string, Instant>>;
  /** When it was last asked with success; null before. */
  readonly searchedAt: Instant | null;
  /** Since when GitHub refuses it as it is written; left out while it does not. */
  readonly refusedSince?: Instant;
}

/** A dated step of a release's calendar. */
export interface MilestoneTable {
  release_id: string;
  step: StepName;
  date: CalendarDate;
  state: 'planned' | 'skipped' | 'done';
  compressed: 0 | 1;
}

/** An item in a release's scope. `removed_at` and `deferred_to` end its stay without forgetting it. */
export interface ScopeItemTable {
  release_id: string;
  item_id: string;
  priority: Priority;
  tier: Tier;
  kind: Kind;
  points: number | null;
  /** 1 when it was in scope as the plan was posted. */
  planned: 0 | 1;
  added_at: Instant;
  removed_at: Instant | null;
  deferred_to: string | null;
  deferred_reason: string | null;
}

/**
 * How often anything was written that decides what is in scope of a project's releases. When the scopes were last
 * compared with it and fitted, it had been written `compared` times; null when they never were.
 */
export interface ScopeNewsTable {
  project_id: string;
  written: number;
  compared: number | null;
}

/** What happened, in order. `detail` is JSON. */
export interface JournalTable {
  id: string;
  workspace_id: string;
  project_id: string | null;
  release_id: string | null;
  at: Instant;
  /** A user id, `github`, or `slipway`. */
  actor: string;
  event: string;
  detail: string;
}

/** All tables of the street. */
export type SharedTables = {
  workspace: WorkspaceTable;
  person: PersonTable;
  project: ProjectTable;
  idle_day: IdleDayTable;
  project_role: ProjectRoleTable;
  project_member: ProjectMemberTable;
  label_rule: LabelRuleTable;
  repository: RepositoryTable;
  project_repository: ProjectRepositoryTable;
  tracked_item: TrackedItemTable;
  field_points: FieldPointsTable;
  release: ReleaseTable;
  milestone: MilestoneTable;
  scope_item: ScopeItemTable;
  scope_news: ScopeNewsTable;
  journal: JournalTable;
};

/** The street's tables on a connection or in a transaction. */
export function shared(db: Db): Kysely<SharedTables> {
  return db.$extendTables<SharedTables>();
}
