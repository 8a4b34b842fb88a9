/** Reads what a person finds on App Home. */
import { dateIn, plusMinutes } from '../../base/time.ts';
import type { Context, Glance } from '../../feature.ts';
import { findPerson, rememberPerson, type Person } from '../../release/people.ts';
import { mayManage, projectsOf, type Project } from '../../release/projects.ts';
import { releasesOf, type Release } from '../../release/releases.ts';
import { SlackRefusal } from '../../slack/port.ts';
import { isAdmin, readAdminFacts } from './admin-facts.ts';
import { lookedUpAt } from './store.ts';
import { MOST_RELEASES, type HomeFacts, type OwnProject, type OwnRelease } from './view.ts';

const DAY_MINUTES = 24 * 60;

/** Everything for one person. */
export async function readHome(ctx: Context, userId: string): Promise<HomeFacts> {
  const projects = await projectsOf(ctx.db, ctx.workspace.id);
  const own = projects.filter((project) => belongsTo(project, userId));
  const person = await knownPerson(ctx, userId);
  const read = await Promise.all(own.map((project) => readProject(ctx, project, userId)));
  const releases = read.flatMap((one) => one.releases).sort(byTarget);
  const sees = isAdmin(ctx, person, projects, userId);
  return {
    cards: await ctx.homeCards(userId),
    releases: await Promise.all(
      // To tell how a release stands all of its items are read: only for what is shown.
      releases.map(async (one, at) => {
        const glance = at < MOST_RELEASES ? await glanceAt(ctx, one.release) : null;
        return { ...one, glance };
      }),
    ),
    projects: read.map(({ project }) => project),
    isFirst: projects.length === 0,
    admin: sees ? await readAdminFacts(ctx, projects, person, userId) : null,
  };
}

/** True for members, for those who hold a role and for who set it up. */
export function belongsTo(project: Project, userId: string): boolean {
  return (
    mayManage(project, userId) ||
    project.members.includes(userId) ||
    project.roles.some((entry) => entry.userId === userId)
  );
}

/**
 * The person, looked up again after a day: whoever is no admin any more sees no ledger. Undefined when
 * they are new and Slack does not answer.
 */
export async function knownPerson(ctx: Context, userId: string): Promise<Person | undefined> {
  const at = await lookedUpAt(ctx.db, ctx.workspace.id, userId);
  if (at === null || at < plusMinutes(ctx.now, -DAY_MINUTES)) await lookUp(ctx, userId);
  return findPerson(ctx.db, ctx.workspace.id, userId);
}

async function lookUp(ctx: Context, userId: string): Promise<void> {
  try {
    const person = await ctx.desk.person(userId);
    if (person.isBot) return;
    await ctx.aside((tx) => rememberPerson(tx, ctx.workspace.id, person));
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    ctx.log.trouble('home.person_not_read', error, { user: userId });
  }
}

type Unglanced = Omit<OwnRelease, 'glance'>;

async function readProject(
  ctx: Context,
  project: Project,
  userId: string,
): Promise<{ readonly project: OwnProject; readonly releases: readonly Unglanced[] }> {
  const active = await releasesOf(ctx.db, project.id, 'active');
  const today = dateIn(project.zone, ctx.now);
  const { id, name, channelId } = project;
  return {
    project: { id, name, channelId, manages: mayManage(project, userId), active: active.length },
    releases: active.map((release) => ({ release, projectName: name, today })),
  };
}

/** A report that cannot be made leaves the rest of Home as it is. */
async function glanceAt(ctx: Context, release: Release): Promise<Glance | null> {
  try {
    return await ctx.offers.glance(ctx, release);
  } catch (error) {
    ctx.log.trouble('home.no_glance', error, { release: release.id });
    return null;
  }
}

function byTarget(a: Unglanced, b: Unglanced): number {
  const left = `${a.release.targetDate} ${a.release.id}`;
  return left < `${b.release.targetDate} ${b.release.id}` ? -1 : 1;
}
