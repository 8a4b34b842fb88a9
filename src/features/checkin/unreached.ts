/** Who could not be asked, and why: for the one person who can do something about it. */
import type { CalendarDate } from '../../base/time.ts';
import type { AskedWeek, Context, Unreached } from '../../feature.ts';
import { findPeople } from '../../release/people.ts';
import { askedPeople } from '../../release/projects.ts';
import { messageKey } from './standing.ts';
import { checkInsForAll, type CheckInRow } from './store.ts';

/**
 * By release id: people of the project's list who were not asked in the week of the ask that starts on this
 * Monday: they left, are of another organisation, or Slack took no message for them. Whoever answered all the same is not among them.
 */
export async function unreached(
  { db, ledger, workspace }: Pick<Context, 'db' | 'ledger' | 'workspace'>,
  of: readonly AskedWeek[],
): Promise<ReadonlyMap<string, readonly Unreached[]>> {
  const listed = of.map((one) => ({ ...one, userIds: askedPeople(one.project) }));
  const all = listed.flatMap(({ userIds, week }) =>
    userIds.map((userId) => ({ user_id: userId, week })),
  );
  const people = await findPeople(
    db,
    workspace.id,
    all.map(({ user_id }) => user_id),
  );
  const checkIns = await checkInsForAll(db, of);
  const unread = await ledger.neverStood(db, [...new Set(all.map((ask) => messageKey(ask)))]);
  const whyOf = (userId: string, week: CalendarDate): string | null => {
    if (people.get(userId)?.isDeactivated === true) return LEFT;
    if (people.get(userId)?.isOutside === true) return OUTSIDE;
    const reason = unread.get(messageKey({ user_id: userId, week }));
    return reason === undefined ? null : whyUnread(reason);
  };
  return new Map(
    listed.map(({ release, userIds, week }) => {
      const rows = checkIns.get(release.id) ?? [];
      const answered = new Set(rows.filter(hasAnswered).map(({ user_id }) => user_id));
      const found = userIds.flatMap((userId) => {
        const why = answered.has(userId) ? null : whyOf(userId, week);
        return why === null ? [] : [{ userId, why }];
      });
      return [release.id, found];
    }),
  );
}

function hasAnswered({ answered_at }: CheckInRow): boolean {
  return answered_at !== null;
}

const LEFT = 'has left Slack';
const OUTSIDE = 'is of another organisation and is not asked';

/** Completes a name. `reason` is Slack's word, or the ledger's. Pure. */
export function whyUnread(reason: string): string {
  switch (reason) {
    case 'account_inactive':
    case 'user_disabled':
    case 'user_not_found':
    case 'users_not_found':
      return LEFT;
    case 'cannot_dm_bot':
      return 'is an app';
    case 'user_not_visible':
      return 'is not visible to Slipway';
    case 'messages_tab_disabled':
      return 'cannot get messages: the Messages tab of Slipway is switched off in its app settings';
    default:
      return /^[a-z_]+$/.test(reason)
        ? `cannot get messages from Slipway (${reason})`
        : `got no question: ${reason}`;
  }
}
