/** Everything Slipway posts in a town, as it read when it came; later edits do not change it. */
import type { Instant } from '../../src/base/time.ts';
import type { SandboxMessage, SandboxSlack } from '../../src/sandbox/contract.ts';
import { readBlocks } from './plain-view.ts';

/** A message of Slipway's that somebody was notified of. */
export interface Post {
  /** `#atlas`, or the user id of the person whose direct message it is. */
  readonly place: string;
  readonly at: Instant;
  readonly ts: string;
  readonly isReply: boolean;
  /** As a person read it when it came. */
  readonly text: string;
  /** Its opaque key; one message of the product has one. */
  readonly key: string;
}

/** What Slipway has posted since the watch began, oldest first. It grows while the town lives. */
export function watchPosts(slack: SandboxSlack): readonly Post[] {
  const posts: Post[] = [];
  const newest = new Map<string, string>();
  const look = (): void => {
    for (const { id } of slack.channels())
      for (const message of slack.messages(id)) {
        if (message.ts <= (newest.get(id) ?? '')) continue;
        newest.set(id, message.ts);
        if (message.user === slack.botUserId) posts.push(postOf(slack, message));
      }
  };
  slack.onChange(look);
  return posts;
}

function postOf(slack: SandboxSlack, message: SandboxMessage): Post {
  const { channel, ts, threadTs, at, blocks, metadata } = message;
  const key = metadata?.event_payload['key'];
  return {
    place: placeOf(slack, channel),
    at,
    ts,
    isReply: threadTs !== null && threadTs !== ts,
    text: blocks.length > 0 ? readBlocks(blocks) : message.text,
    key: typeof key === 'string' ? key : '',
  };
}

function placeOf(slack: SandboxSlack, channelId: string): string {
  const channel = slack.channels().find(({ id }) => id === channelId);
  if (channel === undefined) throw new Error(`there is no channel ${channelId}`);
  return channel.kind === 'im' ? channel.name : `#${channel.name}`;
}

/** Keys under which more than one message stands in Slack now. */
export function doubles(slack: SandboxSlack): readonly string[] {
  const keys = slack
    .channels()
    .flatMap(({ id }) => slack.messages(id))
    .filter(({ user }) => user === slack.botUserId)
    .map(({ metadata }) => String(metadata?.event_payload['key']));
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}
