import type { Plain } from './plain.ts';

/** The bookmarks of each channel, in the shape in which Slack answers them. */
export interface Bookmarks {
  add(channel: string, bookmark: Plain): void;
  in(channel: string): readonly Plain[];
}

/** No bookmarks yet. */
export function createBookmarks(): Bookmarks {
  const channels = new Map<string, Plain[]>();
  return {
    in: (channel) => channels.get(channel) ?? [],
    add: (channel, bookmark) =>
      void channels.set(channel, [...(channels.get(channel) ?? []), bookmark]),
  };
}
