import {
  instantAt,
  dateIn,
  timeIn,
  epochSeconds,
  millisecondsBetween,
} from '../../../base/time.ts';
import type { Instant, Zone } from '../../../base/time.ts';
import type { SandboxPerson } from '../../contract.ts';
import type { Identity } from '../identity.ts';
import { SLACKBOT } from '../identity.ts';
import type { Plain } from '../plain.ts';

/** Seconds that `zone`'s wall clock is ahead of UTC at `now`, to the minute. */
function offsetSeconds(zone: Zone, now: Instant): number {
  const wall = instantAt('UTC', dateIn(zone, now), timeIn(zone, now));
  const minute = instantAt('UTC', dateIn('UTC', now), timeIn('UTC', now));
  return millisecondsBetween(minute, wall) / 1000;
}

function profilePart(person: SandboxPerson, identity: Identity): Plain {
  const [first = '', ...rest] = person.realName.split(' ');
  const bot = person.isBot ? { api_app_id: identity.appId, bot_id: identity.botId } : {};
  return {
    title: person.title,
    phone: '',
    skype: '',
    real_name: person.realName,
    real_name_normalized: person.realName,
    display_name: person.name,
    display_name_normalized: person.name,
    first_name: first,
    last_name: rest.join(' '),
    status_text: '',
    status_emoji: '',
    team: person.teamId ?? identity.teamId,
    ...bot,
  };
}

function rolePart(person: SandboxPerson): Plain {
  return {
    is_admin: person.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.isGuest,
    is_ultra_restricted: false,
    is_bot: person.isBot,
    is_app_user: false,
    is_email_confirmed: true,
  };
}

/** A person as `users.info` tells them. A closed account has `deleted` and no zone, as in Slack. */
export function userPart(
  identity: Identity,
  person: SandboxPerson,
  now: Instant,
  deleted: boolean,
): Plain {
  const home = person.teamId ?? identity.teamId;
  const base = { id: person.id, team_id: home, name: person.name, deleted };
  const profile = profilePart(person, identity);
  const updated = epochSeconds(now);
  if (deleted) return { ...base, profile, is_bot: person.isBot, is_app_user: false, updated };
  return {
    ...base,
    color: person.colour.replace('#', ''),
    real_name: person.realName,
    tz: person.zone,
    tz_label: person.zone.replaceAll('_', ' '),
    tz_offset: offsetSeconds(person.zone, now),
    profile,
    ...rolePart(person),
    updated,
    who_can_share_contact_card: 'EVERYONE',
    ...(home === identity.teamId ? {} : { is_stranger: true }),
  };
}

/** Slack's own messenger. It says that it is no bot: whoever lists people must leave it out by its id. */
export function slackbotPart(identity: Identity): Plain {
  return {
    id: SLACKBOT,
    team_id: identity.teamId,
    name: 'slackbot',
    deleted: false,
    real_name: 'Slackbot',
    tz: null,
    tz_label: 'Pacific Standard Time',
    tz_offset: -28_800,
    profile: { real_name: 'Slackbot', display_name: 'Slackbot', always_active: true },
    is_admin: false,
    is_owner: false,
    is_bot: false,
    is_app_user: false,
    updated: 0,
  };
}
