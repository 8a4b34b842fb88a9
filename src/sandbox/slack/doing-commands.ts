import type { Acknowledgement, SandboxChannel } from '../contract.ts';
import { acknowledged, applyAck, responseUrl } from './deed.ts';
import type { DeedParts } from './deed.ts';
import { SLACKBOT } from './identity.ts';
import { slashCommandPayload } from './payloads/slash-command.ts';
import { plainOr } from './plain.ts';
import { store } from './posting.ts';
import { Refusal } from './refusal.ts';
import { answerAt } from './response-urls.ts';
import { escapedCommandText } from './typed-text.ts';
import { refuseClosed } from './writing.ts';

/** Tells one person something in Slackbot's name, and nobody else. */
function whisper({ slack, person }: DeedParts, channel: string, text: string): void {
  store(slack, { channel, user: SLACKBOT, text, ephemeralTo: person.id });
}

function notACommand(parts: DeedParts, channel: string, command: string): Acknowledgement {
  const sentence =
    `${command} is not a valid command. In Slack, all messages that start with the "/" character ` +
    'are interpreted as commands.';
  whisper(parts, channel, sentence);
  return { kind: 'nobody-listens', sentence };
}

function failed(command: string, code: string): string {
  return `${command} failed with the error "${code}"`;
}

function applyCommandAck(
  parts: DeedParts,
  channel: SandboxChannel,
  command: string,
  payload: Readonly<Record<string, unknown>>,
): Acknowledgement {
  const says = payload['text'] !== undefined || payload['blocks'] !== undefined;
  const address = {
    channel: channel.id,
    userId: parts.person.id,
    messageTs: null,
    threadTs: null,
  };
  return applyAck(parts, payload, failed(command, 'invalid_command_response'), () => {
    if (says) answerAt(parts.slack, address, payload);
    return { kind: 'ok', payload };
  });
}

/** Types `/command and text` into a channel. An unknown command gets Slackbot's answer, not the app's. */
export async function typeCommand(
  parts: DeedParts,
  channelId: string,
  line: string,
): Promise<Acknowledgement> {
  const { slack, person, delivery } = parts;
  const channel = slack.channels.get(channelId);
  if (!channel.members.includes(person.id)) throw new Refusal('not_in_channel');
  refuseClosed(slack, channel);
  const [, command = line, typed = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line.trim()) ?? [];
  const declared = slack.manifest.commands.find((entry) => entry.command === command);
  if (!declared) return notACommand(parts, channelId, command);
  const address = { channel: channelId, userId: person.id, messageTs: null, threadTs: null };
  const payload = slashCommandPayload(slack.identity, person, channel, {
    command,
    text: declared.shouldEscape ? escapedCommandText(slack, typed.trim()) : typed.trim(),
    triggerId: slack.triggers.issue(person.id),
    responseUrl: responseUrl(parts, 'commands', address),
  });
  const outcome = await delivery.deliver({
    type: 'slash_commands',
    payload,
    acceptsResponse: true,
  });
  if (outcome.kind === 'acked')
    return applyCommandAck(parts, channel, command, plainOr(outcome.payload));
  const timeout = failed(command, 'operation_timeout');
  const nobody = failed(command, 'dispatch_failed');
  whisper(parts, channelId, outcome.kind === 'timeout' ? timeout : nobody);
  return acknowledged(outcome, { timeout, nobody });
}
