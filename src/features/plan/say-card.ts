/** Says the plan card, and says it again when something that can be seen has changed. */
import { instantAt, plusDays } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import {
  emittedEntries,
  entriesOf,
  type JournalEntry,
  type JournalEvent,
} from '../../release/journal.ts';
import { planCardKey } from '../../release/names.ts';
import { findProject, projectsOf, type Project } from '../../release/projects.ts';
import { findRelease, releasesOf, type Release } from '../../release/releases.ts';
import type { Message } from '../../slack/blocks.ts';
import type { Tx } from '../../store/db.ts';
import { cardFingerprint, isUnderWay, planCard } from './card.ts';
import { cardFacts, today } from './facts.ts';
import { rememberCard, shownCard } from './store.ts';

/** Posts the card, or edits it when it would read differently; otherwise leaves it alone. */
export async function sayCard(ctx: Context, tx: Tx, releaseId: string): Promise<void> {
  const release = await findRelease(tx.db, releaseId);
  const read = release === undefined ? undefined : await cardFacts(ctx, tx.db, release);
  if (read === undefined) return;
  const message = planCard(read.facts);
  const shown = cardFingerprint(read.facts, message);
  if ((await shownCard(tx.db, releaseId)) === shown) return;
  await rememberCard(tx, releaseId, shown);
  await ctx.say(tx, {
    key: planCardKey(releaseId),
    workspaceId: read.project.workspaceId,
    to: read.project.channelId,
    message,
    releaseId,
  });
}

/** What can change a card. */
export const CARD_EVENTS = [
  'release.stage_moved',
  'release.step_done',
  'release.target_moved',
  'release.source_changed',
  'release.held',
  'release.let_go',
  'scope.added',
  'scope.removed',
  'scope.deferred',
  'item.done',
  'item.reopened',
  'sync.finished',
] as const satisfies readonly JournalEvent[];

/**
 * Edits the card of the release that something happened to; only one that was posted. Of many entries
 * in one transaction only the last one counts: reactions run when all is written.
 */
export async function onChange(ctx: Context, tx: Tx, entry: JournalEntry): Promise<void> {
  const { releaseId } = entry;
  if (releaseId === null) return;
  const events: readonly JournalEvent[] = CARD_EVENTS;
  const last = emittedEntries(tx).findLast(
    (other) => other.releaseId === releaseId && events.includes(other.event),
  );
  if (last?.id !== entry.id || (await shownCard(tx.db, releaseId)) === undefined) return;
  await sayCard(ctx, tx, releaseId);
}

/** What can change what hotfixes owe to the next release, or what is to be done after them. */
export const HOTFIX_EVENTS = [
  'hotfix.moved',
  'hotfix.failed',
  'hotfix.fix_seen',
  'hotfix.no_back_port',
  'hotfix.action_given',
  'hotfix.action_done',
] as const satisfies readonly JournalEvent[];

/** A hotfix of the project went on: the cards of what is under way follow. */
export async function onHotfix(ctx: Context, tx: Tx, { projectId }: JournalEntry): Promise<void> {
  if (projectId === null) return;
  for (const { id } of await releasesOf(tx.db, projectId, 'active'))
    if ((await shownCard(tx.db, id)) !== undefined) await sayCard(ctx, tx, id);
}

/** The project's name, people, rhythm or zone changed: cards and promised looks follow. */
export async function onProjectChange(ctx: Context, tx: Tx, entry: JournalEntry): Promise<void> {
  const project = entry.projectId === null ? undefined : await findProject(tx.db, entry.projectId);
  if (project === undefined) return;
  for (const release of await releasesOf(tx.db, project.id, 'active')) {
    await promiseSteps(ctx, tx, project, release);
    if ((await shownCard(tx.db, release.id)) !== undefined) await sayCard(ctx, tx, release.id);
  }
}

/** A reply in the card's thread; `what` makes it one of its kind, such as `shipped`. The card stands first. */
export async function replyInThread(
  ctx: Context,
  tx: Tx,
  project: Project,
  release: Release,
  what: string,
  message: Message,
): Promise<void> {
  await ctx.say(tx, {
    key: `plan.reply:${release.id}:${what}`,
    workspaceId: release.workspaceId,
    to: project.channelId,
    threadOf: planCardKey(release.id),
    message,
    releaseId: release.id,
  });
}

/** Takes back the promised looks at the calendar, with the reason for the ledger. */
export async function withdrawSteps(
  ctx: Context,
  tx: Tx,
  releaseId: string,
  reason: string,
): Promise<void> {
  await ctx.withdraw(tx, { releaseId, kind: 'plan.step' }, reason);
}

// Early on the day, so that the card is right when people come in. An edit notifies nobody.
const CARD_TIME = '08:00';
const USEFUL_DAYS = 7;

/**
 * Promises to look at the card again on the day of each open step and the day after, when what is next
 * or overdue reads differently. Keys carry the calendar's edition, so that a step that comes back to a
 * day is looked at again.
 */
export async function promiseSteps(
  ctx: Context,
  tx: Tx,
  project: Project,
  release: Release,
): Promise<void> {
  const edition = await calendarEdition(tx, release);
  const days = release.milestones
    .filter(({ state }) => state === 'planned')
    .flatMap(({ date }) => [date, plusDays(date, 1)]);
  for (const day of new Set(days)) {
    const dueAt = instantAt(project.zone, day, CARD_TIME);
    if (dueAt <= tx.now) continue;
    await ctx.promise(tx, {
      key: `plan.step:${release.id}:${edition}:${day}`,
      workspaceId: release.workspaceId,
      kind: 'plan.step',
      dueAt,
      usefulUntil: instantAt(project.zone, plusDays(day, USEFUL_DAYS), CARD_TIME),
      payload: { releaseId: release.id },
      releaseId: release.id,
    });
  }
}

/** How often the calendar has changed: once for each move of the target, and by shipping. */
async function calendarEdition(tx: Tx, release: Release): Promise<string> {
  if (release.stage === 'released') return 'shipped';
  const moves = await entriesOf(tx.db, release.id, { events: ['release.target_moved'] });
  return String(moves.length);
}

/** A step's day has come: the card says so, or says what the calendar suggests. */
export async function keepStep(ctx: Context, due: DuePromise): Promise<Kept> {
  const release = await findRelease(ctx.db, String(due.payload['releaseId']));
  if (release === undefined || (!isUnderWay(release.stage) && release.stage !== 'released'))
    return { kind: 'skipped', reason: 'the release is over' };
  await ctx.transact((tx) => sayCard(ctx, tx, release.id));
  return { kind: 'done' };
}

/** At the start: every release under way, or still supported, has its step days promised. */
export async function promiseAllSteps(ctx: Context): Promise<void> {
  for (const project of await projectsOf(ctx.db, ctx.workspace.id))
    for (const release of await releasesOf(ctx.db, project.id))
      if (isUnderWay(release.stage) || release.stage === 'released')
        await ctx.aside((tx) => promiseSteps(ctx, tx, project, release));
}

/** A release with its project and the project's day, by id. */
export async function releaseInProject(
  ctx: Context,
  releaseId: string,
): Promise<
  { readonly release: Release; readonly project: Project; readonly today: string } | undefined
> {
  const release = await findRelease(ctx.db, releaseId);
  const project = release && (await findProject(ctx.db, release.projectId));
  if (release === undefined || project === undefined) return undefined;
  return { release, project, today: today(project, ctx.now) };
}
