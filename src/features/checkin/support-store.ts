/** The tables of support requests: who needs what of whom, and who was told. */
import type { Kysely } from 'kysely';
import { newId } from '../../base/id.ts';
import type { CalendarDate, Instant } from '../../base/time.ts';
import type { Db, Tx } from '../../store/db.ts';
import { readyList } from '../../store/ready-list.ts';

/** Support that someone needs. It stands in the digest while it is open. */
export interface SupportRow {
  id: string;
  workspace_id: string;
  check_in_id: string;
  release_id: string;
  from_user_id: string;
  /** Who was named; null leaves it to the release manager. */
  to_user_id: string | null;
  text: string;
  since: CalendarDate;
  state: 'open' | 'done' | 'withdrawn';
  /** Who said that it is not for them. */
  returned_by: string | null;
  closed_by: string | null;
  closed_at: Instant | null;
}

/**
 * Who was told of a request, in which day's message. While `outcome` is `open` it is theirs to act;
 * `told_at` is null as long as the message waits for their working hours.
 */
export interface NoticeRow {
  request_id: string;
  user_id: string;
  day: CalendarDate;
  told_at: Instant | null;
  outcome: 'open' | 'done' | 'declined' | 'withdrawn' | 'handed';
}

/** These tables by name. */
export type SupportTables = {
  support_request: SupportRow;
  support_notice: NoticeRow;
};

function own(db: Db): Kysely<SupportTables> {
  return db.withTables<SupportTables>();
}

/** A request by id. */
export async function findRequest(db: Db, id: string): Promise<SupportRow | undefined> {
  return own(db).selectFrom('support_request').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The requests of a check-in, oldest first; at most one of them is open. */
export async function requestsOfCheckIn(
  db: Db,
  checkInIds: readonly string[],
): Promise<readonly SupportRow[]> {
  if (checkInIds.length === 0) return [];
  return own(db)
    .selectFrom('support_request')
    .selectAll()
    .where('check_in_id', 'in', [...checkInIds])
    .orderBy('id')
    .execute();
}

/** A release's open requests, oldest first. */
export async function openRequests(db: Db, releaseId: string): Promise<readonly SupportRow[]> {
  return openOf(db, [releaseId], {});
}

/** The same of several releases, by release id; one without any is left out. */
export async function openRequestsOfAll(
  db: Db,
  releaseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly SupportRow[]>> {
  return Map.groupBy(await openOf(db, releaseIds, {}), ({ release_id }) => release_id);
}

const openOf = readyList<object, SupportRow>((db, keys) =>
  own(db)
    .selectFrom('support_request')
    .selectAll()
    .where('release_id', 'in', keys)
    .where('state', '=', 'open')
    .orderBy('id'),
);

/** Writes a new open request. */
export async function insertRequest(
  tx: Tx,
  request: Omit<SupportRow, 'id' | 'state' | 'returned_by' | 'closed_by' | 'closed_at'>,
): Promise<SupportRow> {
  const row: SupportRow = {
    id: newId('sup', tx.now),
    state: 'open',
    returned_by: null,
    closed_by: null,
    closed_at: null,
    ...request,
  };
  await own(tx.db).insertInto('support_request').values(row).execute();
  return row;
}

/** Changes an open request; false when someone closed it meanwhile. */
export async function changeRequest(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<SupportRow, 'text' | 'to_user_id' | 'returned_by' | 'state' | 'closed_by' | 'closed_at'>
  >,
): Promise<boolean> {
  const result = await own(tx.db)
    .updateTable('support_request')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Puts a request into a person's message of a day; in place of an earlier one to the same person. */
export async function saveNotice(tx: Tx, notice: NoticeRow): Promise<void> {
  const { request_id: _request, user_id: _user, ...facts } = notice;
  await own(tx.db)
    .insertInto('support_notice')
    .values(notice)
    .onConflict((conflict) => conflict.columns(['request_id', 'user_id']).doUpdateSet(facts))
    .execute();
}

/** Ends what a request wanted of those who could still act on it. */
export async function closeNotices(
  tx: Tx,
  requestId: string,
  outcome: NoticeRow['outcome'],
): Promise<void> {
  await own(tx.db)
    .updateTable('support_notice')
    .set({ outcome })
    .where('request_id', '=', requestId)
    .where('outcome', '=', 'open')
    .execute();
}

/** Who was told of a request, and how it ended for them. */
export async function noticesOf(db: Db, requestId: string): Promise<readonly NoticeRow[]> {
  return own(db)
    .selectFrom('support_notice')
    .selectAll()
    .where('request_id', '=', requestId)
    .execute();
}

/** Notes that a person's message of a day went out. */
export async function markTold(tx: Tx, userId: string, day: CalendarDate): Promise<void> {
  await own(tx.db)
    .updateTable('support_notice')
    .set({ told_at: tx.now })
    .where('user_id', '=', userId)
    .where('day', '=', day)
    .where('told_at', 'is', null)
    .execute();
}

/** A request together with how it stands for the person told. */
export type ToldRequest = SupportRow & Pick<NoticeRow, 'day' | 'told_at' | 'outcome'>;

/** What a person was or will be told on a day, in the order it was asked. */
export async function toldOn(
  db: Db,
  workspaceId: string,
  userId: string,
  day: CalendarDate,
): Promise<readonly ToldRequest[]> {
  return told(db, workspaceId, userId).where('support_notice.day', '=', day).execute();
}

/** What is a person's to act on, oldest first. */
export async function waitingFor(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<readonly ToldRequest[]> {
  return told(db, workspaceId, userId).where('support_notice.outcome', '=', 'open').execute();
}

function told(db: Db, workspaceId: string, userId: string) {
  return own(db)
    .selectFrom('support_notice')
    .innerJoin('support_request', 'support_request.id', 'support_notice.request_id')
    .selectAll('support_request')
    .select(['support_notice.day', 'support_notice.told_at', 'support_notice.outcome'])
    .where('support_request.workspace_id', '=', workspaceId)
    .where('support_notice.user_id', '=', userId)
    .orderBy('support_request.id');
}
