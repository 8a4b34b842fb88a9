/** Says anew whatever tells of a hotfix: the alert, and what each approver was asked. */
import { approvalsOf, type Approval } from '../../authority/approvals-store.ts';
import { standingOf, type Standing } from '../../authority/approval-rules.ts';
import type { Context, Reaction } from '../../feature.ts';
import { findPeople } from '../../release/people.ts';
import type { Message } from '../../slack/blocks.ts';
import type { Tx } from '../../store/db.ts';
import { alertMessage, callBlock, forOutsiders, type AlertFacts } from './alert.ts';
import { claimPlaces } from './alert-places.ts';
import { askMessage, voidedMessage, type AskFacts } from './ask-words.ts';
import { isDecisionLate } from './clocks.ts';
import { alertFacts, foundHotfix, rosterOf, type FoundHotfix } from './facts.ts';
import { changedFor } from './fix-bound.ts';
import { noFix, type FixRow } from './fix-store.ts';
import { aboutCommit, decidedWords } from './fix-words.ts';
import { askKey, subjectOf } from './names.ts';
import { mayDecide } from './road.ts';
import { clocksOf } from './road-store.ts';
import { APPROVERS, askedPeople, seatsOf, type Roster } from './seats.ts';
import { addPerson, hotfixesOf, peopleOf } from './store.ts';
import type { HotfixRow } from './tables.ts';

/** In the transaction of whatever changed; messages that would read the same are left alone by the outbox. */
export async function sayAll(ctx: Context, tx: Tx, hotfixId: string): Promise<void> {
  const found = await foundHotfix(tx.db, ctx.workspace.id, hotfixId);
  if (found === undefined) return;
  const alert = await alertFacts(tx.db, found, tx.now);
  await sayAlert(ctx, tx, found, alert);
  await sayAsks(ctx, tx, found, alert);
}

async function sayAlert(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  alert: AlertFacts,
): Promise<void> {
  const { hotfix } = found;
  const { places, calls } = await claimPlaces(tx, found);
  for (const [at, { key, channelId }] of places.entries())
    await ctx.say(tx, {
      key,
      workspaceId: hotfix.workspace_id,
      to: channelId,
      message: alertMessage(alert),
      redacted: alertMessage(forOutsiders(alert)),
      hidesAlways: true,
      ...(at === 0 && calls !== null ? { firstBlocks: [callBlock(calls)] } : {}),
      releaseId: hotfix.release_id,
    });
}

async function sayAsks(
  ctx: Context,
  tx: Tx,
  { hotfix, project }: FoundHotfix,
  alert: AlertFacts,
): Promise<void> {
  const approvals = await approvalsOf(tx.db, subjectOf(hotfix.id));
  const standing = standingOf(APPROVERS, approvals);
  const roster = await rosterOf(tx.db, project);
  const isVacant = roster.holdings.some(
    ({ holders, deputies }) => holders.length + deputies.length === 0,
  );
  const voided = approvals.filter(({ end }) => end?.kind === 'voided');
  const isLate = isDecisionLate(await clocksOf(tx.db, hotfix.id), tx.now);
  const people = await findPeople(tx.db, project.workspaceId, [
    hotfix.declared_by,
    ...roster.holdings.flatMap(({ holders }) => holders),
  ]);
  const nameOf = (id: string): string => people.get(id)?.name ?? 'someone';
  const asked = mayDecide(hotfix.step)
    ? [
        ...askedPeople(roster, standing, isLate),
        ...askedAgain(
          voided.map(({ by }) => by),
          standing,
          roster,
        ),
      ]
    : [];
  const before = (await peopleOf(tx.db, hotfix.id)).map(({ user_id }) => user_id);
  for (const userId of new Set([...asked, ...before])) {
    const own = voided.filter(({ by }) => by === userId);
    for (const [round, { end }] of own.entries())
      await sayVoided(ctx, tx, hotfix, {
        userId,
        key: askKey(hotfix.id, userId, round + 1),
        message: voidedMessage(alert, end?.reason ?? ''),
      });
    const key = askKey(hotfix.id, userId, own.length + 1);
    const seats = seatsOf(userId, standing, roster);
    if (asked.includes(userId)) await addPerson(tx, hotfix.id, userId, 'asked');
    else if ((await ctx.ledger.fateOf(tx.db, 'message', key)) === null) continue;
    await ctx.say(tx, {
      key,
      workspaceId: hotfix.workspace_id,
      to: userId,
      message: askMessage({
        alert,
        declaredBy: nameOf(hotfix.declared_by),
        roles: seats.map(({ role }) => role),
        insteadOf: seats.flatMap(({ forUserId }) => (forUserId === null ? [] : nameOf(forUserId))),
        approved: approvedBy(userId, standing, alert),
        mayBreakGlass: isVacant && roster.managers.includes(userId) && standing.verdict === 'open',
        changed: changedWords(own.at(-1), hotfix, alert.github?.fix ?? noFix(hotfix.id)),
      }),
      releaseId: hotfix.release_id,
    });
  }
}

/** Whose approval no longer counts and who may decide still, such as a deputy, beside those who are asked anyhow. */
function askedAgain(
  userIds: readonly string[],
  standing: Standing,
  roster: Roster,
): readonly string[] {
  return userIds.filter((userId) => seatsOf(userId, standing, roster).length > 0);
}

/** In place of a question whose answer no longer counts; the next one stands below it. */
async function sayVoided(
  ctx: Context,
  tx: Tx,
  hotfix: HotfixRow,
  { userId, key, message }: Readonly<{ userId: string; key: string; message: Message }>,
): Promise<void> {
  if ((await ctx.ledger.fateOf(tx.db, 'message', key)) === null) return;
  await ctx.say(tx, {
    key,
    workspaceId: hotfix.workspace_id,
    to: userId,
    message,
    releaseId: hotfix.release_id,
  });
}

/** What this person approved and still stands, in words. */
function approvedBy(
  userId: string,
  { seats }: Standing,
  { criterion, github }: AlertFacts,
): AskFacts['approved'] {
  return seats.flatMap(({ role, state, approval }) => {
    if (state !== 'approved' || approval?.by !== userId) return [];
    const { issue = 'none', commit, checks } = approval.bound;
    const named = issue === 'none' ? null : (github?.issue?.words ?? null);
    return [{ role, what: decidedWords(criterion, named, aboutCommit(commit, checks)) }];
  });
}

/** What the newest voided approval of a person was bound to and is different now. */
function changedWords(
  voided: Approval | undefined,
  hotfix: HotfixRow,
  fix: FixRow,
): readonly string[] {
  return voided === undefined ? [] : changedFor(hotfix, fix, voided).map((name) => `the ${name}`);
}

/** The project changed: who holds its roles now is asked, and named. */
export const projectChanged: Reaction = async (ctx, tx, { projectId, detail }) => {
  // Labels and logins are not on the alert.
  if (projectId === null || detail['what'] !== 'settings') return;
  for (const { id } of await hotfixesOf(tx.db, projectId, 'open')) await sayAll(ctx, tx, id);
};
