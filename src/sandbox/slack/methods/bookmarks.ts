import { epochSeconds } from '../../../base/time.ts';
import { newId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { requiredText, textArg } from './arguments.ts';
import type { Method, MethodFamily } from './method.ts';
import { joinedChannel } from './where.ts';

/** A channel keeps at most a hundred bookmarks. */
const MOST_BOOKMARKS = 100;

const add: Method = (call) => {
  const { slack, args, now } = call;
  const channel = joinedChannel(call, 'channel_id');
  if (requiredText(args, 'type') !== 'link') throw new Refusal('invalid_bookmark_type');
  const link = requiredText(args, 'link', 'invalid_link');
  if (!URL.canParse(link)) throw new Refusal('invalid_link');
  const known = slack.bookmarks.in(channel.id);
  if (known.length >= MOST_BOOKMARKS) throw new Refusal('too_many_bookmarks');
  const bookmark = {
    id: newId('Bk'),
    channel_id: channel.id,
    title: requiredText(args, 'title'),
    link,
    emoji: textArg(args, 'emoji') ?? '',
    icon_url: '',
    type: 'link',
    entity_id: null,
    date_created: epochSeconds(now),
    date_updated: 0,
    rank: String(known.length),
    last_updated_by_user_id: slack.identity.botUserId,
    last_updated_by_team_id: slack.identity.teamId,
    shortcut_id: null,
    app_id: slack.identity.appId,
  };
  slack.bookmarks.add(channel.id, bookmark);
  slack.changed();
  return { bookmark };
};

const list: Method = (call) => ({
  bookmarks: call.slack.bookmarks.in(joinedChannel(call, 'channel_id').id),
});

/** Links at the top of a channel. */
export const bookmarkMethods: MethodFamily = { 'bookmarks.add': add, 'bookmarks.list': list };
