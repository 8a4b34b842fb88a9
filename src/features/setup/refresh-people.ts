/** Looks people up again once a day: they move to other zones, get other names, and leave. */
import { plusMinutes } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import { rememberPerson, type KnownPerson } from '../../release/people.ts';
import { projectsOf, type Project } from '../../release/projects.ts';
import type { PersonTable } from '../../release/tables.ts';
import { SlackRefusal } from '../../slack/port.ts';
import type { Tx } from '../../store/db.ts';
import { isUnknown } from './ask-slack.ts';
import { stalePeople } from './store.ts';

const DAY_MINUTES = 24 * 60;
/** At each beat of the minute: Slack allows far more, but this is never urgent. */
const MOST_AT_ONCE = 20;
/** What Slack's line says when another try may do. */
const LATER: ReadonlySet<string> = new Set(['ratelimited', 'no_answer', 'request_timeout']);

/** A few people at each beat. When Slack does not answer, the next beat goes on. */
export async function refreshPeople(ctx: Context): Promise<void> {
  const before = plusMinutes(ctx.now, -DAY_MINUTES);
  for (const row of await stalePeople(ctx.db, ctx.workspace.id, before, MOST_AT_ONCE)) {
    const now = await lookAgain(ctx, row);
    if (now === null) return;
    await ctx.aside((tx) => remember(ctx, tx, row, now));
  }
}

/**
 * What Slack says now; null when it does not answer at all. Whoever it no longer knows has left; one
 * refusal more stays as known for a day, so that it does not stand in everybody else's way.
 */
async function lookAgain(ctx: Context, row: PersonTable): Promise<KnownPerson | null> {
  try {
    return await ctx.desk.person(row.id);
  } catch (error) {
    if (isUnknown(error)) return { ...asKnown(row), isDeactivated: true };
    if (!(error instanceof SlackRefusal)) throw error;
    ctx.log.trouble('setup.person_not_read', error, { user: row.id });
    return LATER.has(error.code) ? null : asKnown(row);
  }
}

/** What is promised to a person follows their zone, and ends when they leave. */
async function remember(
  ctx: Context,
  tx: Tx,
  before: PersonTable,
  now: KnownPerson,
): Promise<void> {
  await rememberPerson(tx, ctx.workspace.id, now);
  // Somebody whose account moved to another organisation is asked no more than one who has left.
  const [isOut, wasOut] = [isAway(now), isAway(asKnown(before))];
  const hasLeft = isOut && !wasOut;
  const isBack = !isOut && wasOut;
  if (now.zone === before.zone && !hasLeft && !isBack) return;
  const what = hasLeft ? 'person_left' : isBack ? 'person_back' : 'person_moved';
  for (const project of await projectsOf(tx.db, ctx.workspace.id)) {
    if (!belongsTo(project, now.id)) continue;
    await note(tx, {
      workspaceId: ctx.workspace.id,
      projectId: project.id,
      actor: 'slipway',
      event: 'project.changed',
      detail: { what, userId: now.id },
    });
  }
}

function isAway({ isDeactivated, isOutside }: KnownPerson): boolean {
  return isDeactivated || isOutside;
}

function belongsTo(project: Project, userId: string): boolean {
  return project.members.includes(userId) || project.roles.some((entry) => entry.userId === userId);
}

function asKnown(row: PersonTable): KnownPerson {
  return {
    id: row.id,
    name: row.name,
    zone: row.zone,
    isAdmin: row.is_admin === 1,
    isGuest: row.is_guest === 1,
    isDeactivated: row.is_deactivated === 1,
    isOutside: row.is_outside === 1,
  };
}
