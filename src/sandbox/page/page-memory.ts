/** What the page itself remembers while it runs: who read what, and whether time is being pushed. */
import type { SandboxMessage } from '../contract.ts';

/** The page's own short memory, kept per running page and never stored. */
export interface PageMemory {
  /** Notes that a person has seen a conversation up to this message. */
  markRead(userId: string, channel: string, ts: string): void;
  /** How many of these messages the person has not seen; their own never count. */
  unread(userId: string, channel: string, messages: readonly SandboxMessage[]): number;
  /** What a modal as a whole complains of (the app is silent), by view id. */
  readonly trouble: Map<string, string>;
  /** True while time is being pushed; a second push meanwhile is refused. */
  pushing: boolean;
}

/** An empty memory: everything is unread. */
export function pageMemory(): PageMemory {
  const read = new Map<string, string>();
  return {
    trouble: new Map(),
    pushing: false,
    markRead(userId, channel, ts) {
      const key = `${userId}/${channel}`;
      if (ts > (read.get(key) ?? '')) read.set(key, ts);
    },
    unread(userId, channel, messages) {
      const upTo = read.get(`${userId}/${channel}`) ?? '';
      return messages.filter((one) => one.user !== userId && one.ts > upTo).length;
    },
  };
}
