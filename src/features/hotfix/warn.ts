/** A clock warns: first who has to act, then one role further at each warning. */
import type { Context } from '../../feature.ts';
import type { DuePromise, Kept } from '../../jobs/contract.ts';
import { note } from '../../release/journal.ts';
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
import type { Db } from '../../store/db.ts';
import { WARNINGS, warnedBy, warnsAt, type Clock, type Warning } from './clocks.ts';
import { foundHotfix, rosterOf, standingAt, type FoundHotfix } from './facts.ts';
import { isOpen } from './road.ts';
import { clocksOf } from './road-store.ts';
import { askedPeople, seatsOf } from './seats.ts';

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
  { hotfix, name }: FoundHotfix,
  clock: Clock,
  warning: Warning,
  people: readonly string[],
): Promise<void> {
  await ctx.transact(async (tx) => {
    for (const userId of people)
      await ctx.say(tx, {
        key: `hotfix.warned:${hotfix.id}:${clock.clock}:${clock.attempt}:${warning}:${userId}`,
        workspaceId: hotfix.workspace_id,
        to: userId,
        message: warningMessage(name, hotfix.id, clock, warning),
        releaseId: hotfix.release_id,
        usefulUntil: due.usefulUntil,
      });
    await note(tx, {
      workspaceId: hotfix.workspace_id,
      projectId: hotfix.project_id,
      releaseId: hotfix.release_id,
      actor: 'slipway',
      event: 'hotfix.warned',
      detail: { hotfixId: hotfix.id, clock: clock.clock, warning: SHARES[warning] },
    });
  });
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
const WHAT: Readonly<Record<Clock['clock'], string>> = {
  decision: 'the decision',
  planning: 'the fix',
  testing: 'the test',
};

/** The direct message. Pure. */
export function warningMessage(
  name: string,
  hotfixId: string,
  clock: Clock,
  warning: Warning,
): Message {
  const head = `⏳ ${name}: ${WHAT[clock.clock]} is wanted, ${SHARES[warning]}`;
  return {
    text: notification(head),
    blocks: [
      lines([
        line(bold(head)),
        line(
          warning === 'over' ? 'It was due at ' : 'It is due at ',
          localTime(warnsAt(clock, 'over'), '{date_short} {time}'),
          '.',
        ),
      ]),
      { type: 'actions', elements: [button('Open hotfix', 'hotfix.open', hotfixId, 'primary')] },
    ],
  };
}
