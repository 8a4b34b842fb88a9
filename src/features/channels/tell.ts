/** Tells one person, once, that nothing can be said in a channel. */
import type { Instant } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { findPeople, type Person } from '../../release/people.ts';
import {
  findProject,
  holders,
  projectOfChannel,
  projectsOf,
  type Project,
} from '../../release/projects.ts';
import { workingMoment } from '../../release/recurrence.ts';
import { findRelease } from '../../release/releases.ts';
import { releaseName } from '../../release/names.ts';
import { closedMessage, openAgainMessage } from './words.ts';

type Closed = Awaited<ReturnType<Context['channels']['closed']>>[number];

const WORKING_HOURS = { from: '09:00', until: '17:00' } as const;

const CLOSED = 'channels.closed:';

/** The message about one channel and one trouble. */
export function closedKey({ channelId, since, reason }: Closed): string {
  return `${CLOSED}${channelId}:${reason}:${since}`;
}

/** At each beat: what waits in a channel that is closed is told, if nobody was told. */
export async function tellOfClosed(ctx: Context): Promise<void> {
  const all = await ctx.channels.closed(ctx.db);
  for (const closed of all)
    if (closed.toldAt === null && closed.held.length > 0) await tell(ctx, closed);
  await tellOfOpen(ctx, new Set(all.map(({ channelId }) => channelId)));
}

/** Whoever was told reads that it is over, also when no event said so and a try after an hour found out. */
async function tellOfOpen(ctx: Context, closed: ReadonlySet<string>): Promise<void> {
  for (const { key, to, text, stands } of await ctx.channels.saidUnder(ctx.db, CLOSED)) {
    const [channelId = ''] = key.slice(CLOSED.length).split(':');
    const message = openAgainMessage(channelId);
    if (closed.has(channelId) || text === message.text) continue;
    const { id: workspaceId } = ctx.workspace;
    // Nobody has to be told of a trouble that was over before they heard of it.
    const end = stands ? {} : { usefulUntil: ctx.now };
    await ctx.transact((tx) => ctx.say(tx, { key, workspaceId, to, message, ...end }));
  }
}

async function tell(ctx: Context, closed: Closed): Promise<void> {
  const project = await projectFor(ctx, closed);
  const reader = await readerOf(ctx, project);
  if (reader === null) return;
  const names = await releaseNames(ctx, closed);
  const at = momentFor(ctx, closed, reader, project);
  await ctx.transact(async (tx) => {
    await ctx.channels.markTold(tx, closed.channelId, at);
    await ctx.say(tx, {
      key: closedKey(closed),
      workspaceId: ctx.workspace.id,
      to: reader.id,
      message: closedMessage(closed, names),
      notBefore: at,
    });
  });
}

/** In working hours, unless what waits would be out of date by then: it can still be saved now. */
function momentFor(ctx: Context, { held }: Closed, reader: Person, project?: Project): Instant {
  const at = workingMoment(reader.zone, ctx.now, WORKING_HOURS, new Set(project?.idleDays ?? []));
  const isTooLate = held.some(({ usefulUntil }) => usefulUntil !== null && usefulUntil <= at);
  return isTooLate ? ctx.now : at;
}

async function projectFor(ctx: Context, { channelId, held }: Closed): Promise<Project | undefined> {
  const here = await projectOfChannel(ctx.db, ctx.workspace.id, channelId);
  if (here !== undefined) return here;
  const releaseId = held.find((message) => message.releaseId !== null)?.releaseId;
  const release =
    releaseId === undefined || releaseId === null
      ? undefined
      : await findRelease(ctx.db, releaseId);
  return release === undefined ? undefined : findProject(ctx.db, release.projectId);
}

/** The release manager; else who set the project up; else an admin. Only who is still here. */
async function readerOf(ctx: Context, project: Project | undefined): Promise<Person | null> {
  const projects = await projectsOf(ctx.db, ctx.workspace.id);
  const founders = projects.map(({ setUpBy }) => setUpBy);
  const candidates = [
    ...(project === undefined ? [] : [...holders(project, 'release_manager'), project.setUpBy]),
    ...ctx.admins,
    ...founders,
  ];
  const known = await findPeople(ctx.db, ctx.workspace.id, candidates);
  for (const id of candidates) {
    const person = known.get(id);
    if (person !== undefined && !person.isDeactivated && !person.isOutside) return person;
  }
  return null;
}

async function releaseNames(ctx: Context, { held }: Closed): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(held.flatMap(({ releaseId }) => releaseId ?? []))) {
    const release = await findRelease(ctx.db, id);
    const project = release && (await findProject(ctx.db, release.projectId));
    if (release !== undefined && project !== undefined)
      names.set(id, releaseName(project, release));
  }
  return names;
}
