/** How a support request stands, in one sentence for the person who asked. */
import { findPeople } from '../../release/people.ts';
import type { Db } from '../../store/db.ts';
import { noticesOf, requestsOfCheckIn, type NoticeRow, type SupportRow } from './support-store.ts';

/** What became of the support asked for in a check-in; null when none was asked for. */
export async function supportSentence(
  db: Db,
  workspaceId: string,
  checkInId: string,
): Promise<string | null> {
  const request = (await requestsOfCheckIn(db, [checkInId])).findLast(
    ({ state }) => state !== 'withdrawn',
  );
  if (request === undefined) return null;
  const notices = await noticesOf(db, request.id);
  const people = await findPeople(db, workspaceId, [
    ...notices.map(({ user_id }) => user_id),
    ...[request.closed_by, request.returned_by, request.to_user_id].filter((id) => id !== null),
  ]);
  return supportWords(request, notices, (id) => people.get(id)?.name ?? 'someone');
}

/** The same from facts; `name` tells a person's name. */
export function supportWords(
  request: Pick<SupportRow, 'state' | 'to_user_id' | 'returned_by' | 'closed_by' | 'from_user_id'>,
  notices: readonly Pick<NoticeRow, 'user_id' | 'outcome' | 'told_at'>[],
  name: (userId: string) => string,
): string {
  if (request.state === 'done')
    return request.closed_by === request.from_user_id || request.closed_by === null
      ? '✓ Support: settled'
      : `✓ Support: ${name(request.closed_by)} says it is done`;
  const holder = notices.find(({ outcome }) => outcome === 'open');
  if (request.returned_by !== null && request.to_user_id === null) {
    const back = `Support: ${name(request.returned_by)} says it is not theirs`;
    if (holder === undefined) return `⏳ ${back}; it stands in the digest`;
    return holder.user_id === request.from_user_id
      ? `⏳ ${back}; name someone else under Add details`
      : `⏳ ${back}; ${name(holder.user_id)} has it now`;
  }
  if (request.to_user_id === null)
    return '⏳ Support: stands in the digest for the release manager';
  const verb = (holder?.told_at ?? null) === null ? 'hears of it in working hours' : 'was asked';
  return `⏳ Support: ${name(request.to_user_id)} ${verb}`;
}
