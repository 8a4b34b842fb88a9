/** Opens the checks when a fix is out, says how they stand, and reminds their owners once they are due. */
import { checklistOf, openChecklist } from '../../authority/checklists-store.ts';
import { plusMinutes } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { findPeople } from '../../release/people.ts';
import { holders } from '../../release/projects.ts';
import type { Db, Tx } from '../../store/db.ts';
import { checksDueMessage, checksMessage, type ChecksFacts } from './check-words.ts';
import {
  checksSubject,
  isOvertaken,
  newChecks,
  overdueFor,
  remindersOf,
  type CheckOwner,
} from './checks.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { alertKey } from './names.ts';

/** A reminder that comes later than this after its time is history. */
const USEFUL_MINUTES = 12 * 60;

/** The fix is out: the list stands in the thread, and its owners are promised a reminder. */
export async function openChecks(ctx: Context, tx: Tx, found: FoundHotfix): Promise<void> {
  const { hotfix } = found;
  const items = newChecks(tx.now, ownersOf(found));
  await openChecklist(tx, checksSubject(hotfix.id, hotfix.attempt), items);
  for (const { userId, dueAt } of remindersOf(items))
    await ctx.promise(tx, {
      key: `hotfix.check:${hotfix.id}:${hotfix.attempt}:${userId}:${dueAt}`,
      workspaceId: hotfix.workspace_id,
      kind: 'hotfix.check',
      dueAt,
      usefulUntil: plusMinutes(dueAt, USEFUL_MINUTES),
      payload: { hotfixId: hotfix.id, attempt: hotfix.attempt, userId },
      releaseId: hotfix.release_id,
    });
  await sayChecks(ctx, tx, found, hotfix.attempt);
}

/** Where nobody holds a role, its checks are the lead's, and the declarer's where nobody leads. */
function ownersOf({ hotfix, project }: FoundHotfix): Readonly<Record<CheckOwner, string>> {
  const lead = hotfix.lead_id ?? hotfix.declared_by;
  return {
    lead,
    qa_lead: holders(project, 'qa_lead')[0] ?? lead,
    product_owner: holders(project, 'product_owner')[0] ?? lead,
  };
}

/** What there is to say about the checks of one try. */
export async function checksFacts(
  db: Db,
  { hotfix, name }: FoundHotfix,
  attempt: number,
): Promise<ChecksFacts> {
  const items = await checklistOf(db, checksSubject(hotfix.id, attempt));
  const ids = items.flatMap(({ owner_id: owner, ticked_by: by }) => [owner, by]);
  const people = await findPeople(db, hotfix.workspace_id, presentIn(ids));
  return {
    hotfixId: hotfix.id,
    name,
    attempt,
    items,
    nameOf: (id) => people.get(id)?.name ?? 'someone',
    isOver: attempt < hotfix.attempt,
  };
}

function presentIn(ids: readonly (string | null)[]): readonly string[] {
  return ids.filter((id) => id !== null);
}

/** Says the list of one try in the alert's thread, or edits the one that stands there. */
export async function sayChecks(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  attempt: number,
): Promise<void> {
  const { hotfix, project } = found;
  const facts = await checksFacts(tx.db, found, attempt);
  if (facts.items.length === 0) return;
  await ctx.say(tx, {
    key: `hotfix.checks:${hotfix.id}:${attempt}`,
    workspaceId: hotfix.workspace_id,
    to: project.channelId,
    threadOf: alertKey(hotfix.id, project.channelId),
    message: checksMessage(facts),
    releaseId: hotfix.release_id,
  });
}

/** Checks are due: their owner reads which of them are open; nothing is said when none is. */
export async function keepChecks(ctx: Context, due: DuePromise): Promise<Kept> {
  const { hotfixId, userId } = due.payload;
  const found = await foundHotfix(ctx.db, ctx.workspace.id, String(hotfixId));
  if (found === undefined) return { kind: 'skipped', reason: 'the hotfix is gone' };
  const { attempt } = found.hotfix;
  if (attempt !== due.payload['attempt'] || found.hotfix.step !== 'validation')
    return { kind: 'skipped', reason: 'the validation is over' };
  const facts = await checksFacts(ctx.db, found, attempt);
  const open = overdueFor(String(userId), due.dueAt, facts.items);
  if (isOvertaken({ userId: String(userId), dueAt: due.dueAt }, facts.items, ctx.now))
    return { kind: 'skipped', reason: 'a later reminder says it too' };
  if (open.length === 0) return { kind: 'skipped', reason: 'all is ticked off' };
  await ctx.transact((tx) =>
    ctx.say(tx, {
      key: due.key,
      workspaceId: found.hotfix.workspace_id,
      to: String(userId),
      message: checksDueMessage(facts, open),
      releaseId: found.hotfix.release_id,
      usefulUntil: due.usefulUntil,
    }),
  );
  return { kind: 'done' };
}
