/** Reads who is asked for what, and what GitHub knows of a person's part in it. */
import { plusMinutes, type CalendarDate, type Instant } from '../../base/time.ts';
import { scopeOf, type ScopeItem } from '../../release/items.ts';
import { entriesOf } from '../../release/journal.ts';
import { findPerson, type Person } from '../../release/people.ts';
import { askedPeople, findProject, projectsOf, type Project } from '../../release/projects.ts';
import { findRelease, releasesOf, type Release } from '../../release/releases.ts';
import { asksAndDigestsRun } from '../../release/stages.ts';
import type { Db } from '../../store/db.ts';
import { activitySince, digestOf, windowOf, type Askable, type Track } from './rules.ts';

/** Every project of the workspace with its releases that are on their way. */
export async function allTracks(db: Db, workspaceId: string): Promise<readonly Track[]> {
  const projects = await projectsOf(db, workspaceId);
  return Promise.all(
    projects.map(async (project) => ({
      project,
      releases: byTarget(await releasesOf(db, project.id, 'active')),
    })),
  );
}

/** Those of the tracks that a person is asked for. */
export function tracksFor(tracks: readonly Track[], userId: string): readonly Track[] {
  return tracks.filter(({ project }) => askedPeople(project).includes(userId));
}

/** What a person is asked for now. */
export async function tracksOf(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<readonly Track[]> {
  return tracksFor(await allTracks(db, workspaceId), userId);
}

/** A person for asking; someone never looked up counts as being where the project is. */
export async function askable(
  db: Db,
  workspaceId: string,
  userId: string,
  tracks: readonly Track[],
): Promise<Askable> {
  const person = await findPerson(db, workspaceId, userId);
  if (person !== undefined) return person;
  const zone = tracks[0]?.project.zone ?? 'UTC';
  return { zone, pausedUntil: null, isDeactivated: false, isOutside: false };
}

/** A release with its project, or undefined when either is gone or of another workspace. */
export async function findTrack(
  db: Db,
  workspaceId: string,
  releaseId: string,
): Promise<{ readonly project: Project; readonly release: Release } | undefined> {
  const release = await findRelease(db, releaseId);
  if (release?.workspaceId !== workspaceId) return undefined;
  const project = await findProject(db, release.projectId);
  return project === undefined ? undefined : { project, release };
}

/** True while a release is on its way, so that people are asked about it. */
export function isAsked(release: Release): boolean {
  return asksAndDigestsRun(release.stage);
}

/** A person's own part of a release on GitHub; empty unless they confirmed their login. */
export interface OwnWork {
  /** Closed since a week before the ask, newest first. */
  readonly closed: readonly ScopeItem[];
  /** Open ones, most urgent first. */
  readonly open: readonly ScopeItem[];
}

/** Reads what is assigned to a person in a release's scope. */
export async function ownWork(
  db: Db,
  person: Person | undefined,
  track: { readonly project: Project; readonly release: Release },
  week: CalendarDate,
): Promise<OwnWork> {
  const login = person?.login?.toLowerCase();
  if (person === undefined || login === undefined) return { closed: [], open: [] };
  const since = activitySince(track.project, person.zone, week);
  const own = (await scopeOf(db, track.release.id)).filter(({ assignees }) =>
    assignees.some((name) => name.toLowerCase() === login),
  );
  return {
    closed: own
      .filter(({ doneAt }) => doneAt !== null && doneAt > since)
      .sort((a, b) => (b.doneAt ?? '').localeCompare(a.doneAt ?? '')),
    open: own.filter(({ isDone }) => !isDone),
  };
}

/**
 * True when the digest that sums up `week` was posted, also when that was earlier than usual because
 * the release ended: what is said from then on is late.
 */
export async function isDigestOut(
  db: Db,
  track: { readonly project: Project; readonly release: Release },
  zone: string,
  week: CalendarDate,
): Promise<boolean> {
  const { asksAt } = windowOf(track.project, zone, week);
  const digest = digestOf(track.project, week);
  const after: Instant = plusMinutes(asksAt < digest ? asksAt : digest, -1);
  const posted = await entriesOf(db, track.release.id, {
    events: ['report.posted'],
    after,
    limit: 1,
  });
  return posted.length > 0;
}

function byTarget(releases: readonly Release[]): readonly Release[] {
  return [...releases].sort((a, b) => a.targetDate.localeCompare(b.targetDate));
}
