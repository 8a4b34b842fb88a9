/** A fix that is out and not on the default branch: reminds of it, and ends by GitHub or by a person's reason. */
import {
  dateIn,
  endOfDay,
  instantAt,
  plusDays,
  plusMinutes,
  type Instant,
  type Zone,
} from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { note } from '../../release/journal.ts';
import { findPeople } from '../../release/people.ts';
import { holders } from '../../release/projects.ts';
import { findRelease, nextReleases, type Release } from '../../release/releases.ts';
import { isWorkingDay, workingDayOnOrAfter, type DaysOff } from '../../release/working-days.ts';
import type { Db, Tx } from '../../store/db.ts';
import { backPortMessage } from './back-port-words.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { mainWords, owesMain } from './fix-rules.ts';
import { fixOf, saveFix, type FixRow } from './fix-store.ts';
import { debtWords } from './fix-words.ts';
import { sayAll } from './say-all.ts';
import { openHotfixes } from './store.ts';

const REMIND_AT = '10:00';
/** Until the evening of the same day. */
const USEFUL_MINUTES = 8 * 60;

/** Who is reminded: first the lead, from the second day on the technical lead, too. */
type Reminded = 'lead' | 'technical_lead';

/**
 * Promises the next reminder, on the next working day at ten of whoever gets it. The technical lead's begin on the day
 * after the lead's, wherever ten o'clock comes first.
 */
export async function promiseBackPort(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  whom: Reminded = 'lead',
): Promise<void> {
  const { hotfix, project } = found;
  const [first] = peopleFor(found, whom);
  if (first === undefined) return;
  const person = (await findPeople(tx.db, project.workspaceId, [first])).get(first);
  const zone = person?.zone ?? project.zone;
  const from = whom === 'lead' ? tx.now : endOfDay(zone, dateIn(zone, tx.now));
  const dueAt = nextReminder(zone, from, new Set(project.idleDays));
  await ctx.promise(tx, {
    key: `hotfix.back_port:${hotfix.id}:${hotfix.attempt}:${whom}:${dueAt}`,
    workspaceId: hotfix.workspace_id,
    kind: 'hotfix.back_port',
    dueAt,
    usefulUntil: plusMinutes(dueAt, USEFUL_MINUTES),
    payload: { hotfixId: hotfix.id, whom },
    releaseId: hotfix.release_id,
  });
}

/** The next working day's ten o'clock after `now`, in a person's zone. Pure. */
export function nextReminder(zone: Zone, now: Instant, daysOff: DaysOff): Instant {
  const today = dateIn(zone, now);
  const at = instantAt(zone, today, REMIND_AT);
  if (now < at && isWorkingDay(today, daysOff)) return at;
  return instantAt(zone, workingDayOnOrAfter(plusDays(today, 1), daysOff), REMIND_AT);
}

function peopleFor({ hotfix, project }: FoundHotfix, whom: Reminded): readonly string[] {
  const lead = hotfix.lead_id ?? hotfix.declared_by;
  if (whom === 'lead') return [lead];
  return holders(project, 'technical_lead').filter((userId) => userId !== lead);
}

/** Keeps the promise of one reminder, and promises the next; skipped when the fix is on the default branch. */
export async function keepBackPort(ctx: Context, due: DuePromise): Promise<Kept> {
  const found = await foundHotfix(ctx.db, ctx.workspace.id, String(due.payload['hotfixId']));
  if (found === undefined) return { kind: 'skipped', reason: 'the hotfix is gone' };
  const whom: Reminded = due.payload['whom'] === 'technical_lead' ? 'technical_lead' : 'lead';
  const fix = await fixOf(ctx.db, found.hotfix.id);
  if (!owesMain(found.hotfix.step, fix))
    return { kind: 'skipped', reason: 'the fix is not missing any more' };
  await ctx.transact(async (tx) => {
    await remind(ctx, tx, found, fix, whom, due);
    await promiseBackPort(ctx, tx, found, whom);
    if (whom === 'lead') await promiseBackPort(ctx, tx, found, 'technical_lead');
  });
  return { kind: 'done' };
}

async function remind(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  fix: FixRow,
  whom: Reminded,
  due: DuePromise,
): Promise<void> {
  const { hotfix, name } = found;
  for (const userId of peopleFor(found, whom))
    await ctx.say(tx, {
      key: `hotfix.back_port:${hotfix.id}:${due.dueAt}:${userId}`,
      workspaceId: hotfix.workspace_id,
      to: userId,
      message: backPortMessage(name, hotfix.id, fix),
      releaseId: hotfix.release_id,
      usefulUntil: due.usefulUntil,
    });
}

/** A person says why the default branch does not need the fix. */
export async function excuseBackPort(
  ctx: Context,
  tx: Tx,
  { hotfix }: FoundHotfix,
  userId: string,
  reason: string,
): Promise<string | null> {
  const fix = await fixOf(tx.db, hotfix.id);
  if (!owesMain(hotfix.step, fix)) return `The fix is not missing on ${mainWords(fix)} any more.`;
  await saveFix(tx, hotfix.id, {
    excused_at: tx.now,
    excused_by: userId,
    excused_reason: reason,
  });
  await ctx.withdraw(
    tx,
    { releaseId: hotfix.release_id, kind: 'hotfix.back_port' },
    'a person said why it is not needed',
  );
  await note(tx, {
    workspaceId: hotfix.workspace_id,
    projectId: hotfix.project_id,
    releaseId: hotfix.release_id,
    actor: userId,
    event: 'hotfix.no_back_port',
    detail: { hotfixId: hotfix.id, reason, main: mainWords(fix) },
  });
  await sayAll(ctx, tx, hotfix.id);
  return null;
}

/**
 * What hotfixes owe, in words, by release id: fixes that are out and missing on the default branch, the oldest first.
 * It is the next release of the project that would bring their faults back; the others owe nothing.
 */
export async function openDebts(
  db: Db,
  releases: readonly Release[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const owed = await owedBy(
    db,
    releases.map(({ projectId }) => projectId),
  );
  const debts = new Map<string, readonly string[]>();
  if (owed.size === 0) return debts;
  const next = await nextReleases(db, [...owed.keys()]);
  for (const { id, projectId } of releases) {
    const words = owed.get(projectId);
    if (words !== undefined && next.has(id)) debts.set(id, words);
  }
  return debts;
}

async function owedBy(
  db: Db,
  projectIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const owed = new Map<string, readonly string[]>();
  for (const hotfix of await openHotfixes(db, projectIds)) {
    const fix = await fixOf(db, hotfix.id);
    const release = owesMain(hotfix.step, fix)
      ? await findRelease(db, hotfix.release_id)
      : undefined;
    if (release === undefined) continue;
    const words = debtWords({ fix, version: release.version });
    owed.set(hotfix.project_id, [...(owed.get(hotfix.project_id) ?? []), words]);
  }
  return owed;
}
