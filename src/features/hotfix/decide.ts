/** Decisions about a hotfix: approved, declined, gone ahead without approval, and voided by a change. */
import {
  approvalsOf,
  decide,
  voidApproval,
  type ActingAs,
  type Approval,
} from '../../authority/approvals-store.ts';
import type { Context } from '../../feature.ts';
import { note, type JournalEvent } from '../../release/journal.ts';
import { byOther, otherName } from '../../release/people.ts';
import type { Role } from '../../release/tables.ts';
import type { Press } from '../../slack/arrivals.ts';
import type { Tx } from '../../store/db.ts';
import { foundHotfix, rosterOf, standingAt, type FoundHotfix } from './facts.ts';
import { boundNow, touchedNow } from './fix-bound.ts';
import { fixOf } from './fix-store.ts';
import { aboutCommit } from './fix-words.ts';
import { goOn } from './move.ts';
import { subjectOf } from './names.ts';
import { readValue, withHotfix } from './reach.ts';
import { mayDecide, stepName } from './road.ts';
import { showRoomOrTell } from './show-room.ts';
import { sayAll } from './say-all.ts';
import { roleWords, seatsOf, type OpenSeat } from './seats.ts';

/** “Approve”: the value is the hotfix's id and the role. The second approval lets the work begin. */
export async function approvePressed(ctx: Context, press: Press): Promise<void> {
  const { hotfixId, rest: role } = readValue(press);
  const wish = { hotfixId, action: 'hotfix.approve', userId: press.userId } as const;
  const no = await withHotfix(ctx, wish, async (tx, found) => {
    const seat = await seatFor(tx, found, press.userId, role);
    if (typeof seat === 'string') return seat;
    await write(tx, found, press, 'approved', { ...seat, reason: '' });
    return begin(ctx, tx, found, press.userId);
  });
  await showRoomOrTell(ctx, press, hotfixId, no);
}

/** Who decides, and from where. */
interface Decider {
  readonly userId: string;
  readonly madeIn: string;
}

/** “Say no”, with the reason. */
export async function decline(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  userId: string,
  role: string,
  reason: string,
): Promise<string | null> {
  const seat = await seatFor(tx, found, userId, role);
  if (typeof seat === 'string') return seat;
  await record(tx, found, { userId, madeIn: 'window' }, 'declined', { ...seat, reason });
  await sayAll(ctx, tx, found.hotfix.id);
  return null;
}

/** The release manager goes ahead without approval, on their own responsibility. */
export async function breakGlass(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  userId: string,
  reason: string,
): Promise<string | null> {
  const { verdict, brokenGlass } = await standingAt(tx.db, found.hotfix.id);
  const by = await byOther(tx.db, found.hotfix.workspace_id, brokenGlass?.by, userId);
  if (verdict === 'approved') return `This hotfix is approved already${by}.`;
  const seat = { role: 'release_manager', actingAs: 'break_glass', forUserId: null } as const;
  await record(tx, found, { userId, madeIn: 'window' }, 'approved', { ...seat, reason });
  return begin(ctx, tx, found, userId);
}

/** The seat that this person decides for; a sentence when they may not, or not any more. */
async function seatFor(
  tx: Tx,
  { hotfix, project }: FoundHotfix,
  userId: string,
  role: string,
): Promise<OpenSeat | string> {
  const standing = await standingAt(tx.db, hotfix.id);
  if (!mayDecide(hotfix.step)) {
    const decided = standing.seats.find((one) => one.role === role)?.approval ?? null;
    const name = await otherName(tx.db, hotfix.workspace_id, decided?.by, userId);
    const who = name === null ? '' : ` ${name} decided.`;
    return `There is nothing left to decide: this hotfix is at ${stepName(hotfix.step)}.${who}`;
  }
  const seats = seatsOf(userId, standing, await rosterOf(tx.db, project));
  const seat = seats.find((one) => one.role === role);
  if (seat !== undefined) return seat;
  const decided = standing.seats.find((one) => one.role === role && one.state === 'approved');
  const by = await byOther(tx.db, hotfix.workspace_id, decided?.approval?.by, userId);
  return decided !== undefined
    ? `This is approved already${by}.`
    : 'You do not decide for this role any more. Open the hotfix to see who does.';
}

/** Lets the work begin once everything that was waited for is approved. */
async function begin(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  userId: string,
): Promise<string | null> {
  const { verdict } = await standingAt(tx.db, found.hotfix.id);
  if (verdict === 'approved' && found.hotfix.step === 'decision')
    await goOn(ctx, tx, found, { by: userId, remark: '' });
  else await sayAll(ctx, tx, found.hotfix.id);
  return null;
}

type Decided = Pick<OpenSeat, 'role' | 'forUserId'> & {
  readonly actingAs: ActingAs;
  readonly reason: string;
};

function write(
  tx: Tx,
  found: FoundHotfix,
  press: Press,
  decision: Approval['decision'],
  decided: Decided,
): Promise<void> {
  const madeIn = press.view === undefined ? 'message' : 'window';
  return record(tx, found, { userId: press.userId, madeIn }, decision, decided);
}

async function record(
  tx: Tx,
  { hotfix }: FoundHotfix,
  { userId, madeIn }: Decider,
  decision: Approval['decision'],
  decided: Decided,
): Promise<void> {
  const bound = boundNow(hotfix, await fixOf(tx.db, hotfix.id), decided.role);
  await decide(tx, {
    ...decided,
    workspaceId: hotfix.workspace_id,
    projectId: hotfix.project_id,
    subject: subjectOf(hotfix.id),
    decision,
    by: userId,
    madeIn,
    bound,
  });
  await noteDecision(tx, hotfix, userId, eventOf(decision, decided.actingAs), {
    as: capacityWords(decided),
    reason: decided.reason,
    about: aboutCommit(bound['commit'], bound['checks']),
  });
}

/** As whom somebody decided: `product owner`, or `deputy of the product owner`. */
function capacityWords({ role, actingAs }: Decided): string {
  return actingAs === 'deputy' ? `deputy of the ${roleWords(role)}` : roleWords(role);
}

function eventOf(decision: Approval['decision'], actingAs: ActingAs): JournalEvent {
  if (actingAs === 'break_glass') return 'hotfix.glass_broken';
  return decision === 'approved' ? 'hotfix.approved' : 'hotfix.declined';
}

/**
 * Goes on, and voids at once what was approved and is not about the fix that is tested now. False when the hotfix has
 * ended.
 */
export async function goOnAnew(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  by: string,
): Promise<boolean> {
  const isMoved = await goOn(ctx, tx, found, { by, remark: '' });
  const now = isMoved ? await foundHotfix(tx.db, ctx.workspace.id, found.hotfix.id) : undefined;
  if (now !== undefined && (await voidTouched(tx, now.hotfix, by)))
    await sayAll(ctx, tx, found.hotfix.id);
  return isMoved;
}

/**
 * Voids the approvals that were bound to something that is different now; their people are asked again. True when
 * there were any. `userId` is who changed it, or `github`.
 */
export async function voidTouched(
  tx: Tx,
  hotfix: FoundHotfix['hotfix'],
  userId: string,
): Promise<boolean> {
  const approvals = await approvalsOf(tx.db, subjectOf(hotfix.id));
  const touched = touchedNow(hotfix, await fixOf(tx.db, hotfix.id), approvals);
  for (const { approval, changed } of touched) {
    const reason = `the ${changed.join(' and the ')} changed`;
    await voidApproval(tx, approval.id, reason);
    await noteDecision(tx, hotfix, userId, 'hotfix.approval_voided', {
      as: roleWords(approval.role satisfies Role),
      reason,
    });
  }
  return touched.length > 0;
}

async function noteDecision(
  tx: Tx,
  hotfix: FoundHotfix['hotfix'],
  actor: string,
  event: JournalEvent,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  await note(tx, {
    workspaceId: hotfix.workspace_id,
    projectId: hotfix.project_id,
    releaseId: hotfix.release_id,
    actor,
    event,
    detail: { hotfixId: hotfix.id, ...detail },
  });
}
