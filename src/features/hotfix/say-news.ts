/** Asks how it goes when news are due. At most one such question is open at any time. */
import { plusMinutes } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { findPeople } from '../../release/people.ts';
import type { Tx } from '../../store/db.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import {
  AGAIN_MINUTES,
  askedForNews,
  ASKS,
  newsDueMessage,
  newsKey,
  newsOverMessage,
  nextAsk,
  type Ask,
} from './news.ts';
import { promiseUpdate } from './promise-warnings.ts';
import { isRunning } from './road.ts';

/** News are due, or were asked for and nobody answered. */
export async function keepUpdate(ctx: Context, due: DuePromise): Promise<Kept> {
  const found = await foundHotfix(ctx.db, ctx.workspace.id, String(due.payload['hotfixId']));
  if (found === undefined || !isRunning(found.hotfix.step))
    return { kind: 'skipped', reason: 'the emergency is over' };
  if (found.hotfix.next_update_at !== due.payload['at'])
    return { kind: 'skipped', reason: 'there were news meanwhile' };
  const ask = ASKS.find((each) => each === due.payload['ask']) ?? 0;
  const to = askedForNews(ask, found.hotfix, found.project);
  if (to === null) return { kind: 'skipped', reason: 'nobody else may say how it goes' };
  await ctx.transact((tx) => askForNews(ctx, tx, found, { ask, to, due }));
  return { kind: 'done' };
}

async function askForNews(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  { ask, to, due }: { readonly ask: Ask; readonly to: string; readonly due: DuePromise },
): Promise<void> {
  const { hotfix, project, name } = found;
  const before = askedForNews(0, hotfix, project);
  const people = await findPeople(tx.db, project.workspaceId, [to, before ?? to]);
  const now = people.get(to)?.name ?? 'someone else';
  await closeNews(ctx, tx, found, ask === 2 ? `${now} is asked now.` : 'Asked again.');
  await ctx.say(tx, {
    key: newsKey(hotfix.id, String(hotfix.next_update_at), ask),
    workspaceId: hotfix.workspace_id,
    to,
    message: newsDueMessage(name, hotfix.id, ask, people.get(before ?? '')?.name ?? null),
    releaseId: hotfix.release_id,
    usefulUntil: due.usefulUntil,
  });
  const next = nextAsk(ask);
  // From now on, and not from when it was due: after downtime nobody is asked twice in one minute.
  if (next !== null)
    await promiseUpdate(ctx, tx, hotfix, { ask: next, dueAt: plusMinutes(tx.now, AGAIN_MINUTES) });
}

/** Takes the buttons off the questions that stand, with the reason; one that was not posted yet stays unposted. */
export async function closeNews(
  ctx: Context,
  tx: Tx,
  { hotfix, name }: FoundHotfix,
  why: string,
): Promise<void> {
  if (hotfix.next_update_at === null) return;
  for (const ask of ASKS) {
    const key = newsKey(hotfix.id, hotfix.next_update_at, ask);
    if ((await ctx.ledger.fateOf(tx.db, 'message', key)) === null) continue;
    await ctx.say(tx, {
      key,
      workspaceId: hotfix.workspace_id,
      // Where it stands already: an edit goes nowhere else.
      to: hotfix.lead_id ?? hotfix.declared_by,
      message: newsOverMessage(name, why),
      releaseId: hotfix.release_id,
      usefulUntil: tx.now,
    });
  }
}
