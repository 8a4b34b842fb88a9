import type { SandboxChannel, SandboxPerson } from '../../contract.ts';
import type { Identity } from '../identity.ts';
import type { Plain } from '../plain.ts';

/** The `team` part of an interaction. */
function teamPart(identity: Identity): Plain {
  return { id: identity.teamId, domain: identity.teamDomain };
}

/** The `user` part of an interaction. */
function userPart(identity: Identity, person: SandboxPerson): Plain {
  return {
    id: person.id,
    username: person.name,
    name: person.name,
    team_id: person.teamId ?? identity.teamId,
  };
}

/** The name that a payload gives a channel: Slack tells the app no name of a private one. */
export function channelName(channel: SandboxChannel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

/** What every interaction carries: who, where the app is installed, and Slack's old token. */
export function interactionFrame(identity: Identity, person: SandboxPerson): Plain {
  return {
    user: userPart(identity, person),
    api_app_id: identity.appId,
    token: identity.verificationToken,
    team: teamPart(identity),
    enterprise: null,
    is_enterprise_install: false,
  };
}
