/** What people read about a channel in which nothing can be said. Pure. */
import { typed } from '../../base/command-names.ts';
import { count } from '../../base/text.ts';
import { bold, channelLink, line, lines, notification, type Message } from '../../slack/blocks.ts';

/** What is known of the trouble. */
interface Trouble {
  readonly channelId: string;
  readonly reason: string;
  readonly held: readonly { readonly releaseId: string | null }[];
}

const INVITE = 'Type /invite @Slipway there';
const ASK_ADMIN = 'Ask an admin of this workspace to let Slipway post there';

/** Why, and what mends it; choosing another channel always does as well. */
const CAUSES: Readonly<Record<string, readonly [why: string, remedy: string]>> = {
  is_archived: ['it is archived.', 'Unarchive it'],
  channel_not_found: ['it is deleted, or private and I am not in it.', INVITE],
  not_in_channel: ['I am not in it.', INVITE],
  removed: ['I was taken out of it.', INVITE],
  restricted_action_thread_only_channel: ['it takes replies in threads only.', ASK_ADMIN],
};

/** Which channel, why, what waits, and the next step. `names` are releases by id. */
export function closedMessage(trouble: Trouble, names: ReadonlyMap<string, string>): Message {
  const { reason, channelId, held } = trouble;
  const policy = `a rule of this workspace does not let me post there (${reason}).`;
  const [why, remedy] = CAUSES[reason] ?? [policy, ASK_ADMIN];
  const next = `${remedy}, or choose another channel with ${typed('/release')} setup.`;
  const about = [...new Set(held.flatMap(({ releaseId }) => names.get(releaseId ?? '') ?? []))];
  const waiting = `${count(held.length, 'message')}${about.length === 0 ? '' : ` about ${about.join(', ')}`}`;
  return {
    text: notification(`I cannot post in a channel: ${why} ${waiting} not posted.`),
    blocks: [
      lines([
        line(bold('I cannot post in '), channelLink(channelId), `: ${why}`),
        line(`Not posted: ${waiting}. What is still worth it goes out by itself once I can.`),
        line(next),
      ]),
    ],
  };
}

/** The same message, once it is over. */
export function openAgainMessage(channelId: string): Message {
  return {
    text: notification('I can post in the channel again. What was still worth it is out.'),
    blocks: [
      lines([
        line('✓ I can post in ', channelLink(channelId), ' again. What was still worth it is out.'),
      ]),
    ],
  };
}
