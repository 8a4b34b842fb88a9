import { epochSeconds } from '../../../base/time.ts';
import type { Instant } from '../../../base/time.ts';
import type { SandboxChannel } from '../../contract.ts';
import type { Identity } from '../identity.ts';
import type { Plain } from '../plain.ts';

/** When the sandbox's channels say they were made, seconds since 1970. */
export const CREATED = 1_700_000_000;

function directPart(identity: Identity, channel: SandboxChannel, now: Instant): Plain {
  const user = channel.members.find((member) => member !== identity.botUserId);
  return {
    id: channel.id,
    created: CREATED,
    updated: epochSeconds(now) * 1000,
    is_archived: channel.isArchived,
    is_im: true,
    is_org_shared: false,
    context_team_id: identity.teamId,
    user,
    is_user_deleted: false,
    is_open: true,
    priority: 0,
  };
}

/** A conversation as `conversations.info` tells it to the bot. */
export function conversationPart(identity: Identity, channel: SandboxChannel, now: Instant): Plain {
  if (channel.kind === 'im') return directPart(identity, channel, now);
  const isPrivate = channel.kind === 'private';
  const others = channel.sharedWith ?? [];
  const invited = channel.invited ?? [];
  const isShared = others.length > 0;
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: isPrivate,
    created: CREATED,
    updated: epochSeconds(now) * 1000,
    is_archived: channel.isArchived,
    is_general: false,
    unlinked: 0,
    is_shared: isShared || channel.isOrgShared === true,
    is_org_shared: channel.isOrgShared === true,
    is_ext_shared: isShared,
    is_pending_ext_shared: invited.length > 0,
    pending_shared: [],
    pending_connected_team_ids: invited,
    parent_conversation: null,
    context_team_id: identity.teamId,
    shared_team_ids: [identity.teamId, ...others],
    ...(isShared ? { connected_team_ids: others, conversation_host_id: identity.teamId } : {}),
    creator: channel.members[0] ?? identity.botUserId,
    is_member: channel.members.includes(identity.botUserId),
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
  };
}
