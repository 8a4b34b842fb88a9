/** Asks Slack about a channel and its people. */
import { typed } from '../../base/command-names.ts';
import type { Context } from '../../feature.ts';
import { SlackRefusal, type SlackChannel, type SlackPerson } from '../../slack/port.ts';

/** A channel with more people than this is not asked as a whole: its members are chosen by hand. */
export const MOST_FILLED_IN = 40;
/** Slack answers several at once, but not hundreds. */
const AT_ONCE = 10;

/** Why a channel cannot be a project's home, or the channel. */
export async function homeChannel(ctx: Context, channelId: string): Promise<SlackChannel | string> {
  const isPlace = /^[CG]/.test(channelId);
  if (!isPlace)
    return `A project lives in the channel where its team talks. Type ${typed('/release')} setup there.`;
  try {
    const channel = await ctx.desk.channel(channelId);
    if (channel.isArchived) return `#${channel.name} is archived. Choose a channel that is in use.`;
    if (channel.isMember) return channel;
  } catch (error) {
    if (!(error instanceof SlackRefusal) || error.code !== 'channel_not_found') throw error;
  }
  return `I am not in this channel yet. Type /invite @Slipway there, then ${typed('/release')} setup.`;
}

/** People by id as Slack knows them now; undefined for an id that Slack does not know. */
export type AskedPeople = ReadonlyMap<string, SlackPerson | undefined>;

/** Asks about each person once. Throws `SlackRefusal` when Slack does not answer. */
export async function askPeople(ctx: Context, userIds: readonly string[]): Promise<AskedPeople> {
  const asked = new Map<string, SlackPerson | undefined>();
  const each = [...new Set(userIds)];
  for (let at = 0; at < each.length; at += AT_ONCE) {
    const some = each.slice(at, at + AT_ONCE);
    const people = await Promise.all(some.map((id) => askPerson(ctx, id)));
    for (const [index, id] of some.entries()) asked.set(id, people[index]);
  }
  return asked;
}

/** The channel's people who can be asked: no apps, nobody who has left, nobody of another organisation. Null when there are too many. */
export async function askableMembers(
  ctx: Context,
  channelId: string,
): Promise<readonly SlackPerson[] | null> {
  const ids = await ctx.desk.channelMembers(channelId, MOST_FILLED_IN + 1);
  if (ids.length > MOST_FILLED_IN) return null;
  const people = await askPeople(ctx, ids);
  return [...people.values()].filter((person) => person !== undefined).filter(mayBeAsked);
}

/** True for one of our own people whose account is open. */
export function mayBeAsked(person: SlackPerson): boolean {
  return !person.isBot && !person.isDeactivated && !person.isOutside;
}

async function askPerson(ctx: Context, userId: string): Promise<SlackPerson | undefined> {
  try {
    return await ctx.desk.person(userId);
  } catch (error) {
    if (isUnknown(error)) return undefined;
    throw error;
  }
}

/** True when Slack says that there is no such person, or none that we may see. */
export function isUnknown(error: unknown): boolean {
  return (
    error instanceof SlackRefusal &&
    ['user_not_found', 'user_not_visible', 'users_not_found'].includes(error.code)
  );
}
