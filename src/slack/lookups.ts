/** What Slack knows of people, channels and ourselves, in our words. */
import type { WebClient } from '@slack/web-api';
import { isZone, zoneOfOffset, type Zone } from '../base/time.ts';
import { refusalOf } from './outcomes.ts';
import {
  type SlackChannel,
  type SlackGroup,
  type SlackIdentity,
  type SlackPerson,
  SlackRefusal,
} from './port.ts';

/** Slack's limit for one page of members is 1,000 and it asks for at most 200. */
const MEMBERS_A_PAGE = 200;

/** A person by id; `self` says who we are. Throws `SlackRefusal` (`user_not_found`). */
export async function lookUpPerson(
  client: WebClient,
  userId: string,
  self: () => Promise<SlackIdentity>,
): Promise<SlackPerson> {
  const { user } = await asked('users.info', client.users.info({ user: userId }));
  if (user?.id === undefined) throw new SlackRefusal('users.info', 'no_answer');
  return {
    id: user.id,
    name:
      user.profile?.display_name ||
      user.profile?.real_name ||
      user.real_name ||
      user.name ||
      user.id,
    zone: zoneOf(user.tz, user.tz_offset),
    isBot: user.is_bot === true || user.id === 'USLACKBOT',
    isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
    isAdmin: user.is_admin === true || user.is_owner === true,
    isDeactivated: user.deleted === true,
    isOutside: user.team_id !== undefined && isOutside(user, await self()),
  };
}

/**
 * True for somebody who does not belong to our workspace. `is_stranger` does not say it: Slack sets that only for
 * those with whom we share no channel. People of our organisation are at home in one of its workspaces and may
 * belong to others; where Slack does not say to which, they count as ours.
 */
function isOutside(
  user: {
    readonly team_id?: string;
    readonly enterprise_user?: {
      readonly enterprise_id?: string;
      readonly teams?: readonly string[];
    };
  },
  own: SlackIdentity,
): boolean {
  const { enterprise_id: enterpriseId, teams } = user.enterprise_user ?? {};
  if (user.team_id === own.teamId || teams?.includes(own.teamId) === true) return false;
  // In an organisation Slack may name it in place of a workspace.
  const isOurOrganisation =
    own.enterpriseId !== null && [enterpriseId, user.team_id].includes(own.enterpriseId);
  return !isOurOrganisation || (teams !== undefined && teams.length > 0);
}

/**
 * Slack leaves the zone out for deactivated people and for some bots. One that this runtime does not know is
 * taken by its present distance to UTC; people are looked up daily, so that follows summer time a day late.
 */
function zoneOf(name: string | undefined, offsetSeconds: number | undefined): Zone {
  if (name === undefined) return 'UTC';
  return isZone(name) ? name : (zoneOfOffset(offsetSeconds ?? 0) ?? 'UTC');
}

/** A channel by id. Throws `SlackRefusal` (`channel_not_found`). */
export async function lookUpChannel(client: WebClient, channelId: string): Promise<SlackChannel> {
  const { channel } = await asked(
    'conversations.info',
    client.conversations.info({ channel: channelId }),
  );
  if (channel?.id === undefined) throw new SlackRefusal('conversations.info', 'no_answer');
  return {
    id: channel.id,
    name: channel.name ?? '',
    isPrivate: channel.is_private === true || channel.is_im === true || channel.is_mpim === true,
    isArchived: channel.is_archived === true,
    isMember: channel.is_member === true || channel.is_im === true,
    isShared: isSharedOutside(channel),
  };
}

/**
 * True when another organisation reads a channel or is invited to: who accepts an invitation reads what
 * was said before. Channels that workspaces of one organisation share stay inside it.
 */
export function isSharedOutside(channel: {
  readonly is_ext_shared?: boolean;
  readonly is_pending_ext_shared?: boolean;
}): boolean {
  return channel.is_ext_shared === true || channel.is_pending_ext_shared === true;
}

/** The first `limit` members of a channel. Throws `SlackRefusal`. */
export async function lookUpMembers(
  client: WebClient,
  channelId: string,
  limit: number,
): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = await asked(
      'conversations.members',
      client.conversations.members({
        channel: channelId,
        limit: Math.min(MEMBERS_A_PAGE, limit - found.length),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    );
    found.push(...(answer.members ?? []));
    cursor = answer.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined && found.length < limit);
  return found.slice(0, limit);
}

/** The user groups in use. Throws `SlackRefusal`, such as `missing_scope`. */
export async function lookUpGroups(client: WebClient): Promise<readonly SlackGroup[]> {
  const { usergroups } = await asked('usergroups.list', client.usergroups.list({}));
  return (usergroups ?? []).flatMap(({ id, handle, name }) =>
    id === undefined ? [] : [{ id, handle: handle || name || id }],
  );
}

/** Who the token belongs to and what it may do. Throws `SlackRefusal`. */
export async function lookUpIdentity(client: WebClient): Promise<SlackIdentity> {
  const answer = await asked('auth.test', client.auth.test());
  return {
    teamId: answer.team_id ?? '',
    enterpriseId: answer.enterprise_id ?? null,
    teamName: answer.team ?? '',
    botUserId: answer.user_id ?? '',
    botId: answer.bot_id ?? '',
    // The library moves the header x-oauth-scopes here.
    scopes: answer.response_metadata?.scopes ?? [],
  };
}

/** The call's answer; what it throws becomes a `SlackRefusal` that names the method. */
export async function asked<T>(method: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw refusalOf(method, error);
  }
}
