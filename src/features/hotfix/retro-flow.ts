/** Books the retrospective when the validation is done, tells everybody, and reminds them. */
import { approvalsOf } from '../../authority/approvals-store.ts';
import { plusMinutes } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { entriesOf, note } from '../../release/journal.ts';
import { findPeople, type Person } from '../../release/people.ts';
import { holders } from '../../release/projects.ts';
import type { Db, Tx } from '../../store/db.ts';
import { bookRetro, RETRO_MINUTES, type RetroPerson } from './book-retro.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { alertKey, subjectOf } from './names.ts';
import { findRetro, insertRetro, type HotfixRetroRow } from './retro-store.ts';
import {
  invitation,
  movedInvitation,
  retroMessage,
  retroReminder,
  type RetroFacts,
} from './retro-words.ts';
import { isOpen } from './road.ts';
import { peopleOf } from './store.ts';

const REMIND_MINUTES = 10;
/** Whoever was to write it down is asked for as long as that is worth it. */
const USEFUL_MINUTES = 2 * 24 * 60;

/** Everybody who was in on it, and in whose hands it was: the most important ones first. */
export async function retroPeople(
  db: Db,
  { hotfix, project }: FoundHotfix,
): Promise<readonly RetroPerson[]> {
  const joined = (await peopleOf(db, hotfix.id)).filter(({ how }) => how !== 'asked');
  const decided = await approvalsOf(db, subjectOf(hotfix.id));
  const ranked = [
    ...(hotfix.lead_id === null ? [] : [hotfix.lead_id]),
    ...holders(project, 'technical_lead'),
    ...holders(project, 'product_owner'),
    ...holders(project, 'release_manager'),
  ];
  const ids = new Set([
    ...joined.map(({ user_id: id }) => id),
    ...decided.map(({ by }) => by),
    ...(hotfix.lead_id === null ? [] : [hotfix.lead_id]),
  ]);
  const known = await findPeople(db, project.workspaceId, [...ids, project.setUpBy]);
  const here = [...ids].filter((id) => known.get(id)?.isDeactivated !== true);
  return (here.length > 0 ? here : [project.setUpBy]).map((id) => ({
    id,
    zone: known.get(id)?.zone ?? project.zone,
    rank: ranked.includes(id) ? ranked.indexOf(id) : ranked.length,
  }));
}

/** Books it for everybody who was in on it; what is booked already stays. */
export async function bookFor(ctx: Context, tx: Tx, found: FoundHotfix): Promise<void> {
  const { hotfix, project } = found;
  if ((await findRetro(tx.db, hotfix.id)) !== undefined) return;
  const people = await retroPeople(tx.db, found);
  const slot = bookRetro(people, tx.now, new Set(project.idleDays));
  await insertRetro(tx, {
    hotfix_id: hotfix.id,
    starts_at: slot.startsAt,
    remark: slot.remark,
    invited: JSON.stringify(people.map(({ id }) => id)),
    missing: JSON.stringify(slot.missing),
    set_by: 'slipway',
  });
  await note(tx, {
    workspaceId: hotfix.workspace_id,
    projectId: hotfix.project_id,
    releaseId: hotfix.release_id,
    actor: 'slipway',
    event: 'hotfix.retro_booked',
    detail: { hotfixId: hotfix.id, startsAt: slot.startsAt },
  });
  await sayRetro(ctx, tx, found);
  await promiseReminders(ctx, tx, found);
}

/** User ids of a stored list. */
export function idsIn(json: string): readonly string[] {
  const ids: unknown = JSON.parse(json);
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

/** What is said of a retrospective; null before one is booked. */
export async function retroFacts(
  db: Db,
  { hotfix, name }: FoundHotfix,
): Promise<{
  readonly facts: RetroFacts;
  readonly retro: HotfixRetroRow;
  readonly people: ReadonlyMap<string, Person>;
} | null> {
  const retro = await findRetro(db, hotfix.id);
  if (retro === undefined) return null;
  const missing = idsIn(retro.missing);
  const everybody = [...idsIn(retro.invited), ...missing, retro.set_by];
  const people = await findPeople(db, hotfix.workspace_id, everybody);
  const facts: RetroFacts = {
    hotfixId: hotfix.id,
    name,
    startsAt: retro.starts_at,
    remark: retro.remark,
    missing: missing.flatMap((id) => people.get(id)?.name ?? []),
    setBy: people.get(retro.set_by)?.name ?? null,
    heldAt: retro.held_at,
  };
  return { facts, retro, people };
}

/**
 * Says it in the thread and to everybody. After a move each gets a new message, for an edit calls nobody,
 * and the older ones say that their time no longer holds.
 */
export async function sayRetro(ctx: Context, tx: Tx, found: FoundHotfix): Promise<void> {
  const read = await retroFacts(tx.db, found);
  if (read === null) return;
  const { facts, retro } = read;
  const { hotfix, project } = found;
  const to = { workspaceId: hotfix.workspace_id, releaseId: hotfix.release_id };
  await ctx.say(tx, {
    ...to,
    key: `hotfix.retro:${hotfix.id}`,
    to: project.channelId,
    threadOf: alertKey(hotfix.id, project.channelId),
    message: retroMessage(facts),
  });
  const edition = await editionOf(tx.db, found);
  for (const userId of idsIn(retro.invited))
    for (let one = 0; one <= edition; one += 1)
      await ctx.say(tx, {
        ...to,
        key: `hotfix.retro:${hotfix.id}:${userId}:${one}`,
        to: userId,
        message:
          one === edition ? invitation(facts, userId === hotfix.lead_id) : movedInvitation(facts),
      });
}

/** How often it was moved. */
async function editionOf(db: Db, { hotfix }: FoundHotfix): Promise<number> {
  return (await entriesOf(db, hotfix.release_id, { events: ['hotfix.retro_moved'] })).length;
}

/** Promises what is said before and after; of a time that was moved nothing is kept. */
export async function promiseReminders(ctx: Context, tx: Tx, found: FoundHotfix): Promise<void> {
  const { hotfix } = found;
  const retro = await findRetro(tx.db, hotfix.id);
  if (retro === undefined) return;
  const endsAt = plusMinutes(retro.starts_at, RETRO_MINUTES);
  const edition = await editionOf(tx.db, found);
  const promised = (when: 'before' | 'after', dueAt: string, usefulUntil: string) => ({
    key: `hotfix.retro:${hotfix.id}:${edition}:${when}`,
    workspaceId: hotfix.workspace_id,
    kind: 'hotfix.retro',
    dueAt,
    usefulUntil,
    payload: { hotfixId: hotfix.id, startsAt: retro.starts_at, when },
    releaseId: hotfix.release_id,
  });
  await ctx.promise(
    tx,
    promised('before', plusMinutes(retro.starts_at, -REMIND_MINUTES), endsAt),
    promised('after', plusMinutes(endsAt, REMIND_MINUTES), plusMinutes(endsAt, USEFUL_MINUTES)),
  );
}

/** It begins soon, or is over and nobody has written it down. */
export async function keepRetro(ctx: Context, due: DuePromise): Promise<Kept> {
  const found = await foundHotfix(ctx.db, ctx.workspace.id, String(due.payload['hotfixId']));
  const read = found === undefined ? null : await retroFacts(ctx.db, found);
  if (found === undefined || read === null || !isOpen(found.hotfix.step))
    return { kind: 'skipped', reason: 'the hotfix is over' };
  const { facts, retro } = read;
  if (retro.held_at !== null) return { kind: 'skipped', reason: 'the retrospective was held' };
  if (retro.starts_at !== due.payload['startsAt'])
    return { kind: 'skipped', reason: 'the retrospective was moved' };
  const when = due.payload['when'] === 'before' ? 'before' : 'after';
  const { hotfix } = found;
  const lead = hotfix.lead_id ?? hotfix.declared_by;
  await ctx.transact(async (tx) => {
    for (const userId of when === 'before' ? idsIn(retro.invited) : [lead])
      await ctx.say(tx, {
        key: `${due.key}:${userId}`,
        workspaceId: hotfix.workspace_id,
        to: userId,
        message: retroReminder(facts, when),
        releaseId: hotfix.release_id,
        usefulUntil: due.usefulUntil,
      });
  });
  return { kind: 'done' };
}
