import { epochSeconds } from '../../../base/time.ts';
import type { Instant } from '../../../base/time.ts';
import type { Identity } from '../identity.ts';
import { newId, newSecret } from '../ids.ts';
import type { Plain } from '../plain.ts';
import type { EventBody } from '../workspace.ts';

/**
 * The outer envelope of an event, as the Events API sends it. `isShared` says that it happened in a
 * channel that another organisation reads.
 */
export function eventPayload(
  identity: Identity,
  event: EventBody,
  now: Instant,
  isShared: boolean,
): Plain {
  const { teamId, appId, botUserId, verificationToken } = identity;
  return {
    token: verificationToken,
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: epochSeconds(now),
    authorizations: [
      {
        enterprise_id: null,
        team_id: teamId,
        user_id: botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: isShared,
    event_context: `4-${newSecret()}`,
  };
}
