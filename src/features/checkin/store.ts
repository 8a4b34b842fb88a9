/** The tables of check-ins: what was asked of whom, and what they answered. */
import type { Kysely } from 'kysely';
import { newId } from '../../base/id.ts';
import type { CalendarDate, Instant } from '../../base/time.ts';
import type { Db, Tx } from '../../store/db.ts';
import type { AskedWeek } from '../../feature.ts';
import { readyList } from '../../store/ready-list.ts';

/** One person's check-in for one release and week; answered in whole or not at all. */
export interface CheckInRow {
  id: string;
  workspace_id: string;
  release_id: string;
  user_id: string;
  week: CalendarDate;
  /** Null when the person answered without being asked. */
  asked_at: Instant | null;
  closes_at: Instant | null;
  first_answered_at: Instant | null;
  /** When the answer that stands was given. */
  answered_at: Instant | null;
  /** 1 when the first answer came after the digest of its week. */
  late: 0 | 1;
  /** When the form that stands was handed in; a tap alone leaves it null. */
  detailed_at: Instant | null;
  /** 1 (no) to 5 (sure). Shown to nobody but the person. */
  confidence: number | null;
  accomplishments: string;
  risks: string;
  mitigation: string;
  focus: string;
  /** 1 when the texts hold titles that GitHub keeps private. */
  from_private: 0 | 1;
}

interface SlippingRow {
  check_in_id: string;
  item_id: string;
}

/** These tables by name. */
export type CheckinTables = {
  check_in: CheckInRow;
  check_in_slipping: SlippingRow;
};

function own(db: Db): Kysely<CheckinTables> {
  return db.withTables<CheckinTables>();
}

/** A person's check-ins of one week, for all releases. */
export async function checkInsOf(
  db: Db,
  workspaceId: string,
  userId: string,
  week: CalendarDate,
): Promise<readonly CheckInRow[]> {
  return own(db)
    .selectFrom('check_in')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('week', '=', week)
    .orderBy('id')
    .execute();
}

/** One check-in, or undefined when neither asked nor answered. */
export async function findCheckIn(
  db: Db,
  releaseId: string,
  userId: string,
  week: CalendarDate,
): Promise<CheckInRow | undefined> {
  return own(db)
    .selectFrom('check_in')
    .selectAll()
    .where('release_id', '=', releaseId)
    .where('user_id', '=', userId)
    .where('week', '=', week)
    .executeTakeFirst();
}

/**
 * All check-ins for releases, each in its own week, in the order of their answers; by release id. One without
 * check-ins is left out.
 */
export async function checkInsForAll(
  db: Db,
  of: readonly Pick<AskedWeek, 'release' | 'week'>[],
): Promise<ReadonlyMap<string, readonly CheckInRow[]>> {
  const rows: CheckInRow[] = [];
  for (const [week, own] of Map.groupBy(of, (one) => one.week)) {
    const ids = own.map(({ release }) => release.id);
    rows.push(...(await ofWeek(db, ids, { week })));
  }
  return Map.groupBy(rows, ({ release_id }) => release_id);
}

const ofWeek = readyList<{ week: CalendarDate }, CheckInRow>((db, keys, place) =>
  own(db)
    .selectFrom('check_in')
    .selectAll()
    .where('release_id', 'in', keys)
    .where('week', '=', place('week'))
    .orderBy('first_answered_at')
    .orderBy('id'),
);

/** A person's own answers, newest first. */
export async function answersOf(
  db: Db,
  workspaceId: string,
  userId: string,
  limit: number,
): Promise<readonly CheckInRow[]> {
  return own(db)
    .selectFrom('check_in')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('answered_at', 'is not', null)
    .orderBy('week', 'desc')
    .orderBy('answered_at', 'desc')
    .limit(limit)
    .execute();
}

/** The newest answer of a person for a release before a week. */
export async function answerBefore(
  db: Db,
  releaseId: string,
  userId: string,
  week: CalendarDate,
): Promise<CheckInRow | undefined> {
  return own(db)
    .selectFrom('check_in')
    .selectAll()
    .where('release_id', '=', releaseId)
    .where('user_id', '=', userId)
    .where('week', '<', week)
    .where('answered_at', 'is not', null)
    .orderBy('week', 'desc')
    .executeTakeFirst();
}

/** The people of a release who were asked in weeks from `week` on. */
export async function askedSince(
  db: Db,
  releaseId: string,
  week: CalendarDate,
): Promise<readonly { readonly user_id: string; readonly week: CalendarDate }[]> {
  return own(db)
    .selectFrom('check_in')
    .select(['user_id', 'week'])
    .where('release_id', '=', releaseId)
    .where('week', '>=', week)
    .where('asked_at', 'is not', null)
    .execute();
}

/** Whose check-in of which release and week. */
export type CheckInKey = Pick<CheckInRow, 'workspace_id' | 'release_id' | 'user_id' | 'week'>;

/** Writes a check-in's facts, new or in place of those that stood there; answers the whole row's id. */
export async function saveCheckIn(
  tx: Tx,
  key: CheckInKey,
  facts: Partial<Omit<CheckInRow, 'id' | keyof CheckInKey>>,
): Promise<string> {
  const { id } = await own(tx.db)
    .insertInto('check_in')
    .values({ id: newId('chk', tx.now), ...key, ...EMPTY, ...facts })
    .onConflict((conflict) =>
      conflict.columns(['release_id', 'user_id', 'week']).doUpdateSet(facts),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const EMPTY = {
  asked_at: null,
  closes_at: null,
  first_answered_at: null,
  answered_at: null,
  late: 0,
  detailed_at: null,
  confidence: null,
  accomplishments: '',
  risks: '',
  mitigation: '',
  focus: '',
  from_private: 0,
} as const;

/** Items that a person says will not make it, by check-in. */
export async function slippingOf(
  db: Db,
  checkInIds: readonly string[],
): Promise<readonly SlippingRow[]> {
  if (checkInIds.length === 0) return [];
  return own(db)
    .selectFrom('check_in_slipping')
    .selectAll()
    .where('check_in_id', 'in', [...checkInIds])
    .orderBy('item_id')
    .execute();
}

/** Puts these items in place of those that were named before. */
export async function replaceSlipping(
  tx: Tx,
  checkInId: string,
  itemIds: readonly string[],
): Promise<void> {
  await own(tx.db).deleteFrom('check_in_slipping').where('check_in_id', '=', checkInId).execute();
  if (itemIds.length === 0) return;
  await own(tx.db)
    .insertInto('check_in_slipping')
    .values(itemIds.map((item_id) => ({ check_in_id: checkInId, item_id })))
    .execute();
}

/** A check-in by its id. */
export async function checkInById(db: Db, id: string): Promise<CheckInRow | undefined> {
  return own(db).selectFrom('check_in').selectAll().where('id', '=', id).executeTakeFirst();
}
