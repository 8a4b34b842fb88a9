import type { MethodName } from './errors.ts';

/**
 * How often a method may be called: at most `calls` in any `seconds`, counted for the whole workspace.
 * Slack promises its tiers as "at least so many a minute"; the small Slack never allows more.
 */
export interface Pace {
  readonly calls: number;
  readonly seconds: number;
}

const perMinute = (calls: number): Pace => ({ calls, seconds: 60 });

const TIER_2 = perMinute(20);
const TIER_3 = perMinute(50);
const TIER_4 = perMinute(100);
/** Slack's words for its special limits: several hundred a minute. */
const HUNDREDS = perMinute(300);

/**
 * One message a second in each channel, as Slack says; it also says that it tolerates short bursts, so
 * three may come at once when nothing came before.
 */
export const CHANNEL_BURST = 3;

/** The documented pace of every method, for an app that is built for its own workspace. */
export const PACES: Readonly<Record<MethodName, Pace>> = {
  'api.test': TIER_4,
  'auth.test': HUNDREDS,
  'apps.connections.open': TIER_3,
  'chat.postMessage': HUNDREDS,
  'chat.postEphemeral': TIER_4,
  'chat.update': TIER_3,
  'chat.delete': TIER_3,
  'chat.getPermalink': HUNDREDS,
  'conversations.open': TIER_3,
  'conversations.info': TIER_3,
  'conversations.list': TIER_2,
  'conversations.members': TIER_4,
  'conversations.history': TIER_3,
  'conversations.replies': TIER_3,
  'conversations.join': TIER_3,
  'users.info': TIER_4,
  'users.list': TIER_2,
  'users.conversations': TIER_3,
  'usergroups.list': TIER_2,
  'views.open': TIER_4,
  'views.push': TIER_4,
  'views.update': TIER_4,
  'views.publish': TIER_4,
  'bookmarks.add': TIER_2,
  'bookmarks.list': TIER_3,
  'reactions.add': TIER_3,
  'files.getUploadURLExternal': TIER_4,
  'files.completeUploadExternal': TIER_4,
};
