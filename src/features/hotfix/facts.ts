/** What the hotfix lane reads before it decides or says anything. */
import type { Instant } from '../../base/time.ts';
import { approvalsOf } from '../../authority/approvals-store.ts';
import { standingOf, type Standing } from '../../authority/approval-rules.ts';
import { deputiesOf } from '../../authority/deputies-store.ts';
import { findPeople, type Person } from '../../release/people.ts';
import { findProject, holders, type Project } from '../../release/projects.ts';
import { findRelease, type Release } from '../../release/releases.ts';
import { releaseName } from '../../release/names.ts';
import type { Db } from '../../store/db.ts';
import type { AlertFacts, SeatWords } from './alert.ts';
import { warnsAt, type Clock } from './clocks.ts';
import { fixOf } from './fix-store.ts';
import { aboutCommit, type GitHubFacts } from './fix-words.ts';
import { issueLink } from './issue.ts';
import { newIssueUrl } from './new-issue.ts';
import { criterionOf } from './criteria.ts';
import { subjectOf } from './names.ts';
import { APPROVERS, roleWords, type Roster } from './seats.ts';
import { clocksOf, failedBefore } from './road-store.ts';
import { findHotfix } from './store.ts';
import type { HotfixRow } from './tables.ts';

/** A hotfix with its project and release. */
export interface FoundHotfix {
  readonly hotfix: HotfixRow;
  readonly project: Project;
  readonly release: Release;
  /** `Atlas 1.4.2-hotfix`. */
  readonly name: string;
}

/** A hotfix of this workspace with what belongs to it; undefined when it is not there any more. */
export async function foundHotfix(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<FoundHotfix | undefined> {
  const hotfix = await findHotfix(db, id);
  if (hotfix === undefined || hotfix.workspace_id !== workspaceId) return undefined;
  const project = await findProject(db, hotfix.project_id);
  const release = await findRelease(db, hotfix.release_id);
  if (project === undefined || release === undefined) return undefined;
  return { hotfix, project, release, name: releaseName(project, release) };
}

/** How its approvals stand. */
export async function standingAt(db: Db, hotfixId: string): Promise<Standing> {
  return standingOf(APPROVERS, await approvalsOf(db, subjectOf(hotfixId)));
}

/** Who holds the roles that decide, and who stands in for them. */
export async function rosterOf(db: Db, project: Project): Promise<Roster> {
  const deputies = await deputiesOf(db, project.id);
  const managers = holders(project, 'release_manager');
  return {
    holdings: APPROVERS.map((role) => ({
      role,
      holders: holders(project, role),
      deputies: deputies.filter((one) => one.role === role).map(({ userId }) => userId),
    })),
    // Whoever set the project up stands in, so that there is always somebody to ask.
    managers: managers.length > 0 ? managers : [project.setUpBy],
  };
}

/** What the alert says at `now`. */
export async function alertFacts(db: Db, found: FoundHotfix, now: Instant): Promise<AlertFacts> {
  const { hotfix, project, name } = found;
  const standing = await standingAt(db, hotfix.id);
  const people = await peopleFor(db, found, standing);
  return {
    id: hotfix.id,
    name,
    seen: hotfix.seen,
    impact: hotfix.impact,
    criterion: criterionOf(hotfix.criterion)?.name ?? hotfix.criterion,
    since: hotfix.since,
    place: hotfix.step,
    attempt: hotfix.attempt,
    lead: nameIn(people, hotfix.lead_id),
    seats: seatWords(standing, project, people),
    clockEnds: clockEnds(await clocksOf(db, hotfix.id), now),
    nextUpdateAt: hotfix.next_update_at,
    endedAt: hotfix.ended_at,
    endedReason: hotfix.ended_reason,
    failedReason: hotfix.step === 'development' ? await failedBefore(db, hotfix) : null,
    brokenGlass: nameIn(people, standing.brokenGlass?.by),
    brokenReason: standing.brokenGlass?.reason ?? '',
    github: await gitHubFacts(db, found),
  };
}

async function gitHubFacts(
  db: Db,
  { hotfix, project, release, name }: FoundHotfix,
): Promise<GitHubFacts> {
  const fix = await fixOf(db, hotfix.id);
  const isWanted = hotfix.issue === null && fix.named_issue === null;
  const criterion = criterionOf(hotfix.criterion)?.name ?? hotfix.criterion;
  return {
    fix,
    version: release.version,
    issue: await issueLink(db, project, hotfix.issue),
    newIssueUrl:
      isWanted && fix.repository_url !== null
        ? newIssueUrl(fix.repository_url, { ...hotfix, criterion, name })
        : null,
  };
}

function nameIn(people: ReadonlyMap<string, Person>, id: string | null | undefined): string | null {
  return people.get(id ?? '')?.name ?? null;
}

async function peopleFor(
  db: Db,
  { hotfix, project }: FoundHotfix,
  standing: Standing,
): Promise<ReadonlyMap<string, Person>> {
  const deciders = standing.seats.flatMap(({ approval }) => (approval ? [approval.by] : []));
  const ids = [
    ...APPROVERS.flatMap((role) => holders(project, role)),
    ...deciders,
    ...(standing.brokenGlass === null ? [] : [standing.brokenGlass.by]),
    ...(hotfix.lead_id === null ? [] : [hotfix.lead_id]),
  ];
  return findPeople(db, project.workspaceId, ids);
}

function seatWords(
  standing: Standing,
  project: Project,
  people: ReadonlyMap<string, Person>,
): readonly SeatWords[] {
  return standing.seats.map(({ role, state, approval }) => {
    const who = approval === null ? holders(project, role) : [approval.by];
    const names = who.flatMap((id) => people.get(id)?.name ?? []);
    const asDeputy = approval?.actingAs === 'deputy' ? ', deputy' : '';
    const about = aboutCommit(approval?.bound['commit'], approval?.bound['checks']);
    const reason = state === 'declined' ? (approval?.reason ?? '') : '';
    return { role: `${roleWords(role)}${asDeputy}`, names, state, about, reason };
  });
}

const DEEDS: Readonly<Record<Clock['clock'], string>> = {
  decision: 'decide',
  planning: 'fix ready',
  testing: 'tested',
};

/** The running clock that ends first. */
function clockEnds(clocks: readonly Clock[], now: Instant): AlertFacts['clockEnds'] {
  const running = clocks
    .filter(({ stoppedAt }) => stoppedAt === null)
    .map((clock) => ({ at: warnsAt(clock, 'over'), deed: DEEDS[clock.clock] }));
  const first = running.toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];
  return first === undefined ? null : { ...first, isOver: first.at <= now };
}
