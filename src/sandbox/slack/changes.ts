import type { SandboxChannel } from '../contract.ts';
import { createChannelChanges } from './channel-changes.ts';
import type { ChannelChanges } from './channel-changes.ts';
import { createMemberChanges } from './member-changes.ts';
import type { MemberChanges } from './member-changes.ts';
import type { Tokens } from './tokens.ts';
import type { Workspace } from './workspace.ts';

/** What becomes of the app itself. */
interface InstallationChanges {
  /** The token is taken back, and the app stays in the list: `tokens_revoked`. */
  revokeTokens(): Promise<void>;
  /** Somebody removes the app: both events are sent, then the token is dead and the bot is out of every channel. */
  uninstall(): Promise<void>;
  /** Somebody installs the app again: the token works. The bot is in no channel until it is invited. */
  reinstall(): void;
}

/** What an admin decides for the whole workspace. */
interface PreferenceChanges {
  /** From now on a message that is older than this many minutes cannot be changed; null ends it. */
  closeEditsAfter(minutes: number | null): void;
}

/**
 * What happens to channels, people and the app in a workspace that is in use. Each deed changes the
 * workspace and sends the events that the manifest asks for; it resolves when the app acknowledged them.
 */
export type Changes = ChannelChanges & MemberChanges & InstallationChanges & PreferenceChanges;

function createInstallationChanges(slack: Workspace, tokens: Tokens): InstallationChanges {
  const { botUserId } = slack.identity;
  const gone = { oauth: [], bot: [botUserId] };
  const isOut = ({ kind, members }: SandboxChannel) =>
    kind === 'im' || !members.includes(botUserId);
  return {
    async revokeTokens() {
      await slack.announce({ type: 'tokens_revoked', tokens: gone });
      tokens.revoke();
    },
    async uninstall() {
      await slack.announce({ type: 'app_uninstalled' });
      await slack.announce({ type: 'tokens_revoked', tokens: gone });
      tokens.revoke();
      for (const channel of slack.channels.all())
        if (!isOut(channel)) slack.channels.leave(channel.id, botUserId);
      slack.changed();
    },
    reinstall: () => tokens.restore(),
  };
}

/** The deeds over one workspace. */
export function createChanges(slack: Workspace, tokens: Tokens): Changes {
  return {
    ...createChannelChanges(slack),
    ...createMemberChanges(slack),
    ...createInstallationChanges(slack, tokens),
    closeEditsAfter: (minutes) => void (slack.preferences.editWindowMinutes = minutes),
  };
}
