/** What planning reads from the rows before it decides or says anything. */
import { permit } from '../../authority/permit.ts';
import { dateIn, type CalendarDate, type Instant } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { scopeOf } from '../../release/items.ts';
import { entriesOf } from '../../release/journal.ts';
import { confirmedLinks, findPeople } from '../../release/people.ts';
import { findProject, holders, type Project } from '../../release/projects.ts';
import { nextWeekly } from '../../release/recurrence.ts';
import { releasesOf, type Release } from '../../release/releases.ts';
import type { Db } from '../../store/db.ts';
import type { CardFacts } from './card.ts';
import type { CheckFacts } from './draft-check.ts';
import { milestoneChoices } from './github-milestones.ts';
import type { ItemStyle, OwnerNames } from './item-lines.ts';
import { countScope } from './scope-counts.ts';
import { knownMilestones } from './store.ts';

/** What a draft is checked against. */
export async function checkFacts(db: Db, project: Project, now: Instant): Promise<CheckFacts> {
  const ids = project.repositories.map(({ id }) => id);
  return {
    projectName: project.name,
    today: today(project, now),
    daysOff: new Set(project.idleDays),
    releases: await releasesOf(db, project.id),
    choices: milestoneChoices(await knownMilestones(db, ids)),
  };
}

/** What a release's card says now; undefined when its project is gone. */
export async function cardFacts(
  { now, offers }: Pick<Context, 'now' | 'offers'>,
  db: Db,
  release: Release,
): Promise<{ readonly project: Project; readonly facts: CardFacts } | undefined> {
  const project = await findProject(db, release.projectId);
  if (project === undefined) return undefined;
  const { zone, rhythm } = project;
  const facts: CardFacts = {
    projectName: project.name,
    release,
    counts: countScope(await scopeOf(db, release.id)),
    today: today(project, now),
    leader: await leaderName(db, project),
    rhythm,
    debts: (await offers.openDebts(db, [release])).get(release.id) ?? [],
    digestAt: nextWeekly(zone, rhythm.digestWeekday, rhythm.digestTime, now),
    githubAsOf: githubAsOf(project),
    endedOn: endedOn(project, release),
    actions: (await offers.retroActions(db, [project.id])).get(project.id) ?? [],
    heldBy: (await offers.heldBy(db, [release])).get(release.id)?.name ?? null,
    cancelReason: release.stage === 'cancelled' ? await cancelReason(db, release) : null,
  };
  return { project, facts };
}

/** The day it is for a project. */
export function today(project: Project, now: Instant): CalendarDate {
  return dateIn(project.zone, now);
}

/** How old the oldest of a project's news from GitHub is; null while one repository was never read. */
function githubAsOf(project: Project): Instant | null {
  const reads = project.repositories.map((repository) => repository.last_read_at);
  if (reads.length === 0 || reads.includes(null)) return null;
  return reads.filter((at) => at !== null).sort()[0] ?? null;
}

async function leaderName(db: Db, project: Project): Promise<string | null> {
  const leader = holders(project, 'release_manager')[0];
  return leader === undefined ? null : nameOf(db, project.workspaceId, leader);
}

function endedOn(project: Project, { endedAt, shippedAt }: Release): CalendarDate | null {
  const at = endedAt ?? shippedAt;
  return at === null ? null : today(project, at);
}

async function cancelReason(db: Db, release: Release): Promise<string | null> {
  const entries = await entriesOf(db, release.id, { events: ['release.cancelled'], limit: 1 });
  const reason = entries[0]?.detail['reason'];
  return typeof reason === 'string' ? reason : null;
}

/** A person's plain name; null when Slipway never met them. */
export async function nameOf(db: Db, workspaceId: string, userId: string): Promise<string | null> {
  return (await findPeople(db, workspaceId, [userId])).get(userId)?.name ?? null;
}

/** Names of people behind confirmed GitHub links, by login in lower case. */
async function ownerNames(db: Db, workspaceId: string): Promise<OwnerNames> {
  const links = await confirmedLinks(db, workspaceId);
  return new Map([...links].map(([login, person]) => [login, person.name]));
}

/** How a project's items are named, where only its own people read or where outsiders may. */
export async function itemStyle(
  db: Db,
  project: Project,
  hidePrivate: boolean,
): Promise<ItemStyle> {
  return {
    owners: await ownerNames(db, project.workspaceId),
    project,
    hidePrivate,
  };
}

/** Null when this person may plan releases of a project, else a sentence that says who may. */
export function mayNotPlan(ctx: Context, project: Project, userId: string): Promise<string | null> {
  return permit(ctx, ctx.db, 'plan.create', userId, { name: project.name, project });
}
