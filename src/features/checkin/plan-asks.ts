/** Keeps the promises to ask in line with who is on which project and in which rhythm. */
import { dateIn, plusMinutes, weekOf, type CalendarDate } from '../../base/time.ts';
import type { Context, Reaction } from '../../feature.ts';
import { findPeople } from '../../release/people.ts';
import { askedPeople, findProject } from '../../release/projects.ts';
import type { Tx } from '../../store/db.ts';
import { keysToWithdraw, keyToPromise, plannedPeople } from './plan-store.ts';
import { allTracks, askable, tracksFor } from './roster.ts';
import { comingWeeks, type Track, type WeekPlan } from './rules.ts';
import { refreshStanding } from './standing.ts';

// Two weeks, not one: when a whole window falls into a long downtime its ask is skipped without our
// handler, and the week after it must be promised already.
const WEEKS_AHEAD = 2;
const DAY_MINUTES = 24 * 60;

/** Brings all promises in line; at every start. */
export async function planEverybody(ctx: Context): Promise<void> {
  await ctx.transact(async (tx) => {
    const tracks = await allTracks(tx.db, ctx.workspace.id);
    const listed = tracks.flatMap(({ project }) => askedPeople(project));
    await planPeople(ctx, tx, [...listed, ...(await promisedPeople(ctx, tx))], tracks);
  });
}

/** Brings the promises of these people in line with what they are asked for now. */
export async function planPeople(
  ctx: Context,
  tx: Tx,
  userIds: readonly string[],
  known?: readonly Track[],
): Promise<void> {
  const tracks = known ?? (await allTracks(tx.db, ctx.workspace.id));
  for (const userId of new Set(userIds))
    await planPerson(ctx, tx, userId, tracksFor(tracks, userId));
}

async function planPerson(
  ctx: Context,
  tx: Tx,
  userId: string,
  tracks: readonly Track[],
): Promise<void> {
  const person = await askable(tx.db, ctx.workspace.id, userId, tracks);
  if (tracks.every(({ releases }) => releases.length === 0))
    return withdrawAsks(ctx, tx, userId, weekOf(dateIn(person.zone, ctx.now)));
  for (const { week, plan } of comingWeeks(person, tracks, ctx.now, WEEKS_AHEAD))
    await promiseAsk(ctx, tx, userId, week, plan);
}

async function withdrawAsks(
  ctx: Context,
  tx: Tx,
  userId: string,
  from: CalendarDate,
): Promise<void> {
  for (const key of await keysToWithdraw(tx, ctx.workspace.id, userId, from))
    await ctx.withdraw(tx, { key }, 'on no list of a release on its way');
}

async function promiseAsk(
  ctx: Context,
  tx: Tx,
  userId: string,
  week: CalendarDate,
  plan: Exclude<WeekPlan, { kind: 'silence' }>,
): Promise<void> {
  await ctx.promise(tx, {
    key: await keyToPromise(tx, { workspace_id: ctx.workspace.id, user_id: userId, week }),
    workspaceId: ctx.workspace.id,
    kind: 'checkin.ask',
    dueAt: plan.asksAt,
    usefulUntil: plan.kind === 'ask' ? plan.endsAt : plusMinutes(plan.asksAt, DAY_MINUTES),
    payload: { userId, week },
  });
}

/** A project or its releases changed: plan its people again and bring standing messages up to date. */
export const replanProject: Reaction = async (ctx, tx, entry) => {
  if (entry.projectId === null) return;
  const project = await findProject(tx.db, entry.projectId);
  if (project === undefined) return;
  // Whoever was taken off the list is no longer on it, but still has an ask promised.
  const before = entry.event === 'project.changed' ? await promisedPeople(ctx, tx) : [];
  await planPeople(ctx, tx, [...askedPeople(project), ...before]);
  if (entry.releaseId !== null) await refreshStanding(ctx, tx, entry.releaseId);
};

async function promisedPeople(ctx: Context, tx: Tx): Promise<readonly string[]> {
  return plannedPeople(tx.db, ctx.workspace.id, weekOf(dateIn('UTC', ctx.now)));
}

/** Someone paused or resumed: their next ask may move. */
export const replanPerson: Reaction = async (ctx, tx, entry) => {
  const known = await findPeople(tx.db, ctx.workspace.id, [entry.actor]);
  await planPeople(ctx, tx, [...known.keys()]);
};
