/** A clock warns: first who has to act, then one role further at each warning. */
import { clip, oneLine } from '../../base/text.ts';
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { note } from '../../release/journal.ts';
import { findPeople } from '../../release/people.ts';
import { holders } from '../../release/projects.ts';
import {
  bold,
  button,
  line,
  lines,
  localTime,
  notification,
  type Message,
} from '../../slack/blocks.ts';
import type { Db, Tx } from '../../store/db.ts';
import { WARNINGS, warnedBy, warnsAt, type Clock, type Warning } from './clocks.ts';
import { alertFacts, foundHotfix, rosterOf, standingAt, type FoundHotfix } from './facts.ts';
import { warnedKey } from './names.ts';
import { isOpen } from './road.ts';
import { clocksOf } from './road-store.ts';
import { sayAll } from './say-all.ts';
import { askedPeople, roleWords, seatsOf } from './seats.ts';
import { awaitedWords, WHAT } from './warn-words.ts';

/** Keeps the promise of one warning; skipped when the clock has stopped meanwhile. */
export async function keepWarning(ctx: Context, due: DuePromise): Promise<Kept> {
  const { hotfixId, clock: name, attempt } = due.payload;
  const warning = WARNINGS.find((one) => one === due.payload['warning']);
  const found = await foundHotfix(ctx.db, ctx.workspace.id, String(hotfixId));
  const clocks = found === undefined ? [] : await clocksOf(ctx.db, found.hotfix.id);
  const clock = clocks.find((one) => one.clock === name && one.attempt === attempt);
  if (found === undefined || clock === undefined || warning === undefined)
    return { kind: 'skipped', reason: 'the hotfix is gone' };
  if (clock.stoppedAt !== null || !isOpen(found.hotfix.step))
    return { kind: 'skipped', reason: 'the clock has stopped' };
  const people = await warnedPeople(ctx.db, found, clock, warning);
  await warn(ctx, due, found, clock, warning, people);
  return { kind: 'done' };
}

async function warn(
  ctx: Context,
  due: DuePromise,
  found: FoundHotfix,
  clock: Clock,
  warning: Warning,
  people: readonly string[],
): Promise<void> {
  const { hotfix, name } = found;
  await ctx.transact(async (tx) => {
    if (!(await runsStill(tx.db, hotfix.id, clock))) return;
    for (const userId of people)
      await ctx.say(tx, {
        key: warnedKey(hotfix.id, clock, warning, userId),
        workspaceId: hotfix.workspace_id,
        to: userId,
        message: warningMessage(
          name,
          hotfix,
          clock,
          warning,
          await awaited(tx, found, clock, warning, userId),
        ),
        releaseId: hotfix.release_id,
        usefulUntil: due.usefulUntil,
      });
    await note(tx, {
      workspaceId: hotfix.workspace_id,
      projectId: hotfix.project_id,
      releaseId: hotfix.release_id,
      actor: 'slipway',
      event: 'hotfix.warned',
      detail: {
        hotfixId: hotfix.id,
        clock: clock.clock,
        attempt: clock.attempt,
        share: warning,
        warning: SHARES[warning],
        told: people.join(' '),
      },
    });
    // From three quarters on deputies are asked as well, and the alert says when the time is over.
    if (clock.clock === 'decision' || warning === 'over') await sayAll(ctx, tx, hotfix.id);
  });
}

/** Somebody may have decided since the promise was looked at. */
async function runsStill(db: Db, hotfixId: string, { clock, attempt }: Clock): Promise<boolean> {
  const clocks = await clocksOf(db, hotfixId);
  return clocks.some(
    (one) => one.clock === clock && one.attempt === attempt && one.stoppedAt === null,
  );
}

/** What the decision waits for, for who is not the one waited for; empty at other clocks. */
async function awaited(
  { db, now }: Tx,
  found: FoundHotfix,
  { clock }: Clock,
  warning: Warning,
  userId: string,
): Promise<string> {
  if (clock !== 'decision' || warning === 'half') return '';
  const { seats } = await alertFacts(db, found, now);
  const { holdings, managers } = await rosterOf(db, found.project);
  const open = new Set(seats.filter(({ state }) => state === 'open').map(({ role }) => role));
  const ids = holdings.flatMap(({ role, holders: own, deputies }) =>
    open.has(roleWords(role)) && own.length > 0 ? deputies : [],
  );
  const known = await findPeople(db, found.project.workspaceId, ids);
  const deputies = [...new Set(ids)].flatMap((id) => known.get(id)?.name ?? []);
  return awaitedWords({ seats, deputies, mayGoAhead: managers.includes(userId) });
}

/** Nobody in the role that is next: the release managers, else who declared it. */
async function warnedPeople(
  db: Db,
  { hotfix, project }: FoundHotfix,
  { clock }: Clock,
  warning: Warning,
): Promise<readonly string[]> {
  const whom = warnedBy(clock, warning);
  const found =
    whom === 'lead'
      ? [hotfix.lead_id ?? hotfix.declared_by]
      : whom === 'undecided'
        ? await undecided(db, hotfix.id, project)
        : holders(project, whom);
  const managers = holders(project, 'release_manager');
  if (found.length > 0) return found;
  return managers.length > 0 ? managers : [hotfix.declared_by];
}

async function undecided(
  db: Db,
  hotfixId: string,
  project: FoundHotfix['project'],
): Promise<readonly string[]> {
  const standing = await standingAt(db, hotfixId);
  const roster = await rosterOf(db, project);
  const asked = askedPeople(roster, standing);
  return asked.filter((userId) => seatsOf(userId, standing, roster).length > 0);
}

const SHARES: Readonly<Record<Warning, string>> = {
  half: 'half of its time is gone',
  three_quarters: 'three quarters of its time are gone',
  over: 'its time is over',
};

const LONGEST_MORE = 400;

/** The direct message; `more` is one sentence about what is waited for, empty for none. */
export function warningMessage(
  name: string,
  { id, seen }: Pick<FoundHotfix['hotfix'], 'id' | 'seen'>,
  clock: Clock,
  warning: Warning,
  more = '',
): Message {
  const head = `⏳ ${name}: ${WHAT[clock.clock]} is wanted, ${SHARES[warning]}`;
  return {
    text: notification(head),
    blocks: [
      lines([
        line(bold(head)),
        line(clip(oneLine(seen), 200)),
        line(
          warning === 'over' ? 'It was due at ' : 'It is due at ',
          localTime(warnsAt(clock, 'over'), '{time} {date_short_pretty}'),
          '.',
        ),
        ...(more === '' ? [] : [line(clip(oneLine(more), LONGEST_MORE))]),
      ]),
      { type: 'actions', elements: [button('Open hotfix', 'hotfix.open', id, 'primary')] },
    ],
  };
}
