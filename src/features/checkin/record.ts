/** Writes one answer, from a tap or from the form, and notes that it was given. */
import type { CalendarDate } from '../../base/time.ts';
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

/** What became of it. `late`: given after the digest of its week. */
export interface Recorded {
  readonly checkInId: string;
  readonly late: boolean;
}

/**
 * Writes an answer, in place of an earlier one. The same answer twice changes nothing and is noted
 * once. The journal tells that someone answered and which fields changed, never what they said.
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
  const changed = await whatChanges(tx, old, answer);
  if (old !== undefined && old.answered_at !== null && changed.length === 0)
    return { checkInId: old.id, late };
  const checkInId = await write(ctx, tx, whose, answer, { old, late, by });
  await note(tx, {
    workspaceId: ctx.workspace.id,
    projectId: release.projectId,
    releaseId: release.id,
    actor: userId,
    event: 'checkin.answered',
    detail: { week, by, late, first: (old?.answered_at ?? null) === null, changed },
  });
  return { checkInId, late };
}

interface Before {
  readonly old: CheckInRow | undefined;
  readonly late: boolean;
  readonly by: 'tap' | 'form';
}

async function write(
  ctx: Context,
  tx: Tx,
  { release, userId, week }: Whose,
  answer: Answer,
  { old, late, by }: Before,
): Promise<string> {
  const key = { workspace_id: ctx.workspace.id, release_id: release.id, user_id: userId, week };
  const texts = answer.texts === undefined ? [] : Object.values(answer.texts);
  const checkInId = await saveCheckIn(tx, key, {
    ...answer.texts,
    confidence: answer.confidence,
    answered_at: ctx.now,
    first_answered_at: old?.first_answered_at ?? ctx.now,
    late: old === undefined || old.first_answered_at === null ? flag(late) : old.late,
    ...(by === 'form' ? { detailed: 1 as const } : {}),
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
