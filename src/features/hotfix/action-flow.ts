/** Actions of a retrospective: given, told, and reminded of on the working day before. */
import { endOfDay, instantAt } from '../../base/time.ts';
import type { Context, HomeCard, RetroAction } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { note } from '../../release/journal.ts';
import { findPeople } from '../../release/people.ts';
import { findRelease } from '../../release/releases.ts';
import { plusWorkingDays } from '../../release/working-days.ts';
import type { Db, Tx } from '../../store/db.ts';
import { actionCard, actionDueMessage, actionMessage, type ActionFacts } from './action-words.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import type { TypedAction } from './retro-form.ts';
import {
  findAction,
  insertAction,
  openActions,
  ownActions,
  type RetroActionRow,
} from './retro-store.ts';
import { findHotfix } from './store.ts';

const REMIND_AT = '10:00';
/** Below check-ins and what waits for an answer. */
const ORDER = 25;
const MOST_AT_HOME = 10;

/** Gives an action to its owner, who reads it at once and is reminded on the working day before. */
export async function giveAction(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  userId: string,
  { text, ownerId, dueOn }: TypedAction,
): Promise<void> {
  const { hotfix, project } = found;
  const action = await insertAction(tx, {
    project_id: project.id,
    hotfix_id: hotfix.id,
    text,
    owner_id: ownerId,
    due_on: dueOn,
    given_by: userId,
  });
  await noteAction(tx, found, userId, 'hotfix.action_given');
  const owner = (await findPeople(tx.db, project.workspaceId, [ownerId])).get(ownerId);
  const zone = owner?.zone ?? project.zone;
  const day = plusWorkingDays(dueOn, -1, new Set(project.idleDays));
  const dueAt = instantAt(zone, day, REMIND_AT);
  // Not a promise of the hotfix's release: what is promised there ends with the hotfix, and this lives on.
  if (dueAt > tx.now)
    await ctx.promise(tx, {
      key: reminderKey(action.id),
      workspaceId: hotfix.workspace_id,
      kind: 'hotfix.action',
      dueAt,
      usefulUntil: endOfDay(zone, dueOn),
      payload: { actionId: action.id, userId: ownerId },
    });
  await sayAction(ctx, tx, found, action);
}

/** Key of the reminder, as a promise and as a message. */
export function reminderKey(actionId: string): string {
  return `hotfix.action:${actionId}:due`;
}

/** Notes what became of an action. */
export async function noteAction(
  tx: Tx,
  { hotfix }: FoundHotfix,
  actor: string,
  event: 'hotfix.action_given' | 'hotfix.action_done',
): Promise<void> {
  await note(tx, {
    workspaceId: hotfix.workspace_id,
    projectId: hotfix.project_id,
    releaseId: hotfix.release_id,
    actor,
    event,
    detail: { hotfixId: hotfix.id },
  });
}

/** What its owner reads of an action. */
export async function actionFacts(
  db: Db,
  { hotfix, name }: FoundHotfix,
  action: RetroActionRow,
): Promise<ActionFacts> {
  const people = await findPeople(db, hotfix.workspace_id, [action.given_by]);
  return {
    id: action.id,
    hotfixId: hotfix.id,
    name,
    text: action.text,
    dueOn: action.due_on,
    givenBy: people.get(action.given_by)?.name ?? 'Someone',
    isDone: action.done_at !== null,
  };
}

/** Tells the owner; where the reminder stands already, it says the same. */
export async function sayAction(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  action: RetroActionRow,
): Promise<void> {
  const facts = await actionFacts(tx.db, found, action);
  const to = { workspaceId: found.hotfix.workspace_id, to: action.owner_id };
  await ctx.say(tx, { ...to, key: `hotfix.action:${action.id}`, message: actionMessage(facts) });
  const key = reminderKey(action.id);
  if ((await ctx.ledger.fateOf(tx.db, 'message', key)) !== null)
    await ctx.say(tx, { ...to, key, message: actionDueMessage(facts) });
}

/** Its owner is reminded, unless it is done. */
export async function keepAction(ctx: Context, due: DuePromise): Promise<Kept> {
  const action = await findAction(ctx.db, String(due.payload['actionId']));
  const found = action && (await foundHotfix(ctx.db, ctx.workspace.id, action.hotfix_id));
  if (action === undefined || found === undefined || action.done_at !== null)
    return { kind: 'skipped', reason: 'the action is done' };
  const facts = await actionFacts(ctx.db, found, action);
  await ctx.transact((tx) =>
    ctx.say(tx, {
      key: due.key,
      workspaceId: found.hotfix.workspace_id,
      to: action.owner_id,
      message: actionDueMessage(facts),
      usefulUntil: due.usefulUntil,
    }),
  );
  return { kind: 'done' };
}

/** What projects owe from their hotfixes, the earliest due first; by project id. */
export async function retroActions(
  db: Db,
  projectIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RetroAction[]>> {
  const rows = Map.groupBy(await openActions(db, projectIds), (row) => row.project_id);
  const owed = new Map<string, readonly RetroAction[]>();
  for (const [projectId, own] of rows)
    owed.set(projectId, await Promise.all(own.map((row) => owedAction(db, row))));
  return owed;
}

async function owedAction(db: Db, row: RetroActionRow): Promise<RetroAction> {
  const [workspaceId, version] = await whereFrom(db, row);
  const people = await findPeople(db, workspaceId, [row.owner_id]);
  return {
    id: row.id,
    text: row.text,
    owner: people.get(row.owner_id)?.name ?? 'someone',
    dueOn: row.due_on,
    version,
  };
}

async function whereFrom(db: Db, { hotfix_id: id }: RetroActionRow): Promise<[string, string]> {
  const hotfix = await findHotfix(db, id);
  const release = hotfix && (await findRelease(db, hotfix.release_id));
  return [hotfix?.workspace_id ?? '', release?.version ?? ''];
}

/** What App Home shows a person: the actions that are theirs. */
export async function actionCards(ctx: Context, userId: string): Promise<readonly HomeCard[]> {
  const rows = (await ownActions(ctx.db, userId)).slice(0, MOST_AT_HOME);
  const facts = await Promise.all(
    rows.map(async (row) => {
      const found = await foundHotfix(ctx.db, ctx.workspace.id, row.hotfix_id);
      return found === undefined ? [] : [await actionFacts(ctx.db, found, row)];
    }),
  );
  const own = facts.flat();
  return own.length === 0 ? [] : [{ order: ORDER, blocks: actionCard(own) }];
}
