/** Who could not be asked, and why: for the one person who can do something about it. */
import type { CalendarDate } from '../../base/time.ts';
import type { Context, Unreached } from '../../feature.ts';
import { findPeople } from '../../release/people.ts';
import { askedPeople, findProject } from '../../release/projects.ts';
import type { Release } from '../../release/releases.ts';
import { messageKey } from './standing.ts';
import { checkInsFor } from './store.ts';

/**
 * People of the project's list who were not asked in the week of the ask that starts on this Monday: they
 * left, or Slack took no message for them. Whoever answered all the same is not among them.
 */
export async function unreached(
  { db, ledger, workspace }: Pick<Context, 'db' | 'ledger' | 'workspace'>,
  release: Release,
  week: CalendarDate,
): Promise<readonly Unreached[]> {
  const project = await findProject(db, release.projectId);
  const listed = project === undefined ? [] : askedPeople(project);
  const people = await findPeople(db, workspace.id, listed);
  const rows = await checkInsFor(db, release.id, week);
  const answered = new Set(rows.flatMap((row) => (row.answered_at === null ? [] : row.user_id)));
  const keyOf = (userId: string): string => messageKey({ user_id: userId, week });
  const unread = await ledger.neverStood(db, listed.map(keyOf));
  return listed.flatMap((userId) => {
    if (answered.has(userId)) return [];
    if (people.get(userId)?.isDeactivated === true) return [{ userId, why: LEFT }];
    const reason = unread.get(keyOf(userId));
    return reason === undefined ? [] : [{ userId, why: whyUnread(reason) }];
  });
}

const LEFT = 'has left Slack';

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
