import type { SandboxChannel } from '../contract.ts';
import { Refusal } from './refusal.ts';
import type { Workspace } from './workspace.ts';

/** Refuses what Slack's screen does not offer: writing into an archived channel or a read-only bot. */
export function refuseClosed(slack: Workspace, channel: SandboxChannel): void {
  if (channel.isArchived) throw new Refusal('is_archived');
  const { messagesTab, messagesReadOnly } = slack.manifest;
  if (channel.kind === 'im' && (!messagesTab || messagesReadOnly))
    throw new Refusal('restricted_action_read_only_channel');
}
