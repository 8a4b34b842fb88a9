import type { SandboxChannel, SandboxPerson } from '../../contract.ts';
import type { Identity } from '../identity.ts';
import type { Plain } from '../plain.ts';
import { channelName } from './who.ts';

/** What a slash command was typed with. */
export interface TypedCommand {
  readonly command: string;
  readonly text: string;
  readonly triggerId: string;
  readonly responseUrl: string;
}

/** The flat form that a slash command has; `is_enterprise_install` is text, as on the wire. */
export function slashCommandPayload(
  identity: Identity,
  person: SandboxPerson,
  channel: SandboxChannel,
  typed: TypedCommand,
): Plain {
  return {
    token: identity.verificationToken,
    team_id: identity.teamId,
    team_domain: identity.teamDomain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: person.id,
    user_name: person.name,
    command: typed.command,
    text: typed.text,
    api_app_id: identity.appId,
    is_enterprise_install: 'false',
    response_url: typed.responseUrl,
    trigger_id: typed.triggerId,
  };
}
