/** Writes one answer, from a tap or from the form, and notes that it was given. */
import type { CalendarDate, Instant } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { ScopeItem } from '../../release/items.ts';
import { note } from '../../release/journal.ts';
import { findPerson } from '../../release/people.ts';
import type { Project } from '../../release/projects.ts';
import type { Release } from '../../release/releases.ts';
import type { Tx } from '../../store/db.ts';
import { isDigestOut } from './roster.ts';
import { findCheckIn, replaceSlipping, saveCheckIn, slippingOf, type CheckInRow } from './store.ts';

/** Whose answer it is, for which release and week. */
export interface Whose {
  readonly project: Project;
  readonly release: Release;
  readonly userId: string;
  readonly week: CalendarDate;
}

/** What is written down. A tap leaves everything but the confidence out. */
export interface Answer {
  readonly confidence: number;
  readonly texts?: Pick<CheckInRow, 'accomplishments' | 'risks' | 'mitigation' | 'focus'>;
  readonly slipping?: readonly string[];
  /** The person's own items, to know whether the texts name one that GitHub keeps private. */
  readonly items: readonly ScopeItem[];
}

/**
 * What became of it. `late`: given after the digest of its week. `isOvertaken`: a form that was handed in
 * later is recorded already, and stands.
 */
export interface Recorded {
  readonly checkInId: string;
  readonly late: boolean;
  readonly isOvertaken: boolean;
}

/**
 * Writes an answer, in place of an earlier one; which is earlier says when they were given, for a crash
 * may hold one up. The same answer twice changes nothing and is noted once. The journal tells that someone
 * answered and which fields changed, never what they said.
 */
export async function recordAnswer(
  ctx: Context,
  tx: Tx,
  whose: Whose,
  answer: Answer,
  by: 'tap' | 'form',
): Promise<Recorded> {
  const { release, userId, week } = whose;
  const old = await findCheckIn(tx.db, release.id, userId, week);
  const person = await findPerson(tx.db, ctx.workspace.id, userId);
  const late = await isDigestOut(tx.db, whose, person?.zone ?? whose.project.zone, week);
  const overtaken = howOvertaken(ctx, old);
  const counting = whatCounts(old, answer, overtaken);
  const changed = await whatChanges(tx, old, counting);
  const checkInId = await write(ctx, tx, whose, counting, { old, overtaken, late, by });
  const recorded = { checkInId, late, isOvertaken: overtaken.byForm };
  if ((old?.answered_at ?? null) !== null && changed.length === 0) return recorded;
  await note(tx, {
    workspaceId: ctx.workspace.id,
    projectId: release.projectId,
    releaseId: release.id,
    actor: userId,
    event: 'checkin.answered',
    detail: { week, by, late, first: (old?.answered_at ?? null) === null, changed },
  });
  return recorded;
}

/** Whether something was recorded already that its person said after the answer in hand. */
interface Overtaken {
  readonly byAnswer: boolean;
  readonly byForm: boolean;
}

/** An instant still ahead of us proves nothing: the clock was set back, and what is said now is newer. */
function howOvertaken({ now, heardAt }: Context, old: CheckInRow | undefined): Overtaken {
  const isOvertakenBy = (at: Instant | null | undefined): boolean =>
    typeof at === 'string' && heardAt < at && at <= now;
  return { byAnswer: isOvertakenBy(old?.answered_at), byForm: isOvertakenBy(old?.detailed_at) };
}

/** What an answer says that nothing said after it has replaced. */
function whatCounts(
  old: CheckInRow | undefined,
  { confidence, texts, slipping, items }: Answer,
  { byAnswer, byForm }: Overtaken,
): Answer {
  return {
    confidence: byAnswer ? (old?.confidence ?? confidence) : confidence,
    items,
    ...(byForm || texts === undefined ? {} : { texts }),
    ...(byForm || slipping === undefined ? {} : { slipping }),
  };
}

interface Before {
  readonly old: CheckInRow | undefined;
  readonly overtaken: Overtaken;
  readonly late: boolean;
  readonly by: 'tap' | 'form';
}

async function write(
  ctx: Context,
  tx: Tx,
  { release, userId, week }: Whose,
  answer: Answer,
  { old, overtaken, late, by }: Before,
): Promise<string> {
  const key = { workspace_id: ctx.workspace.id, release_id: release.id, user_id: userId, week };
  const texts = answer.texts === undefined ? [] : Object.values(answer.texts);
  const checkInId = await saveCheckIn(tx, key, {
    ...answer.texts,
    confidence: answer.confidence,
    answered_at: overtaken.byAnswer ? (old?.answered_at ?? ctx.heardAt) : ctx.heardAt,
    first_answered_at: old?.first_answered_at ?? ctx.heardAt,
    late: old === undefined || old.first_answered_at === null ? flag(late) : old.late,
    ...(by === 'form' && !overtaken.byForm ? { detailed_at: ctx.heardAt } : {}),
    ...(texts.length > 0 ? { from_private: flag(namesPrivate(texts, answer.items)) } : {}),
  });
  if (answer.slipping !== undefined) await replaceSlipping(tx, checkInId, answer.slipping);
  return checkInId;
}

async function whatChanges(
  tx: Tx,
  old: CheckInRow | undefined,
  answer: Answer,
): Promise<readonly string[]> {
  const fields: string[] = [];
  if (old?.confidence !== answer.confidence) fields.push('confidence');
  for (const [field, text] of Object.entries(answer.texts ?? {}))
    if ((old?.[field as keyof NonNullable<Answer['texts']>] ?? '') !== text) fields.push(field);
  if (answer.slipping !== undefined) {
    const before = old === undefined ? [] : await slippingOf(tx.db, [old.id]);
    const ids = before.map(({ item_id }) => item_id).sort();
    if (ids.join() !== [...answer.slipping].sort().join()) fields.push('slipping');
  }
  return fields;
}

function namesPrivate(texts: readonly string[], items: readonly ScopeItem[]): boolean {
  return items.some(
    ({ isPrivate, title }) => isPrivate && texts.some((text) => text.includes(title)),
  );
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}
