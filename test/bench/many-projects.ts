/** Many projects on one day: each with a release, its items, and a digest that is due. By plain SQL. */
import Database from 'better-sqlite3';
import type { GitHubPort } from '../../src/github/port.ts';
import { makeTables, WORKSPACE } from './house.ts';

/** Friday, 15:00 in Berlin: every digest is due. Its draft was sent at 11:00, and will be edited. */
export const DUE = '2026-11-20T14:00:00.000Z';
const DRAFTED = '2026-11-20T10:00:00.000Z';
const WEEK = '2026-11-16';
const PLANNED = '2026-11-02T08:00:00.000Z';
const READ = '2026-11-20T13:00:00.000Z';

/** Writes `projects` with `items` each into a new database. */
export async function makeProjects(file: string, projects: number, items: number): Promise<void> {
  await makeTables(file);
  const sqlite = new Database(file);
  const each = (sql: string): void => {
    sqlite
      .prepare(`with recursive p(n) as (select 1 union all select n + 1 from p where n < ?) ${sql}`)
      .run(projects);
  };
  sqlite.exec('begin');
  sqlite
    .prepare('insert into workspace values (?, ?, ?, ?)')
    .run(WORKSPACE.id, WORKSPACE.name, WORKSPACE.botUserId, PLANNED);
  each(`insert into person select 'T1', 'U' || n, 'Person ' || n, 'Europe/Berlin', 0, 0, 0, 'login-' || n,
    'confirmed', null, null, '${READ}', 0 from p where true`);
  each(`insert into project select 'prj_' || n, 'T1', 'Project ' || n, 'C' || n, 'Europe/Berlin', 4, '10:00',
    '18:00', 5, '15:00', '11:00', 15, 2, 'U1', '${PLANNED}', '${PLANNED}', null, null, 0 from p`);
  each(`insert into project_role select 'prj_' || n, 'release_manager', 'U' || n, 0 from p`);
  each(`insert into project_member select 'prj_' || n, 'U' || n, 'U1', '${PLANNED}' from p`);
  each(`insert into repository (id, workspace_id, owner, name, is_private, issues_read_to, pulls_read_to,
    last_read_at, next_try_at, swept_at) select 'R' || n, 'T1', 'bench', 'repo-' || n, 0, '2026-11-19T12:00:00.000Z',
    '2026-11-19T12:00:00.000Z', '${READ}', '2026-11-20T13:55:00.000Z', '${READ}' from p`);
  each(`insert into project_repository select 'prj_' || n, 'R' || n, 0 from p`);
  each(`insert into release select 'rel_' || n, 'T1', 'prj_' || n, '1.0.0', '1', 'minor', 'Theme', '', '[]',
    '2026-12-18', 'development', '{"kind":"github_milestone","title":"1.0.0","milestones":[{"repositoryId":"R' || n
    || '","number":1}]}', '2026-11-02', 'U1', '${PLANNED}', null, null from p`);
  const ofItems = `from p, (with recursive i(m) as (select 1 union all select m + 1 from i where m < ${items})
    select m from i)`;
  each(`insert into tracked_item select 'I' || n || '-' || m, 'R' || n, 'issue', m,
    'Handle errors of the ' || m || 'th kind better', 'https://github.example/' || m,
    case when m % 3 = 0 then 'closed' else 'open' end, '["bug","priority: high","size: 3"]',
    '["login-' || n || '"]', 'login-1', 1, '${PLANNED}', '2026-11-18T10:00:00.000Z',
    case when m % 3 = 0 then '2026-11-18T10:00:00.000Z' end, null,
    case when m % 3 = 0 then 'completed' end ${ofItems}`);
  each(`insert into scope_item select 'rel_' || n, 'I' || n || '-' || m, 'P2', 'could', 'enhancement', null, 1,
    '${PLANNED}', null, null, null ${ofItems}`);
  each(`insert into promise select 'report.digest:rel_' || n || ':${WEEK}', 'T1', 'report.digest', '${DUE}',
    '2026-11-22T14:00:00.000Z', '${DUE}', '{"releaseId":"rel_' || n || '","week":"${WEEK}"}', 'rel_' || n,
    'waiting', null, 0, 0, null, '${PLANNED}', '${PLANNED}' from p`);
  each(`insert into promise select 'report.draft:rel_' || n || ':${WEEK}', 'T1', 'report.draft', '${DRAFTED}',
    '${DUE}', '${DRAFTED}', '{"releaseId":"rel_' || n || '","week":"${WEEK}"}', 'rel_' || n,
    'done', null, 0, 1, 1, '${PLANNED}', '${DRAFTED}' from p`);
  each(`insert into message (key, place, workspace_id, target, release_id, wanted, version, sent_version, state,
    plain, sent_redacted, useful_until, channel_id, ts, attempts, attempt_version, setbacks, looks, claim_epoch,
    created_at, updated_at, sent_at)
    select 'report.draft:rel_' || n || ':${WEEK}', n, 'T1', 'U' || n, 'rel_' || n, '{"text":"Draft","blocks":[]}',
    1, 1, 'sent', 0, 0, '${DUE}', 'D' || n, '1795860000.00' || n, 1, 1, 0, 0, 1, '${DRAFTED}', '${DRAFTED}', '${DRAFTED}' from p`);
  each(`insert into report_draft select 'rel_' || n, '${WEEK}', '2026-11-20T14:01:00.000Z' from p`);
  sqlite.exec('commit');
  sqlite.close();
}

/** A GitHub without news: whatever is asked for stands as it was read. */
export const noNews: Pick<GitHubPort, 'look'> = {
  look: async (ids) =>
    ids.map((id) => ({
      id,
      owner: 'bench',
      name: `repo-${id.slice(1)}`,
      isPrivate: false,
      newestIssue: '2026-11-19T12:00:00.000Z',
      newestPullRequest: null,
    })),
};
