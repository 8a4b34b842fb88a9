import { isPlain, listOr, plainOr, textOr } from './plain.ts';
import type { Plain } from './plain.ts';

/** A slash command that the manifest declares; `shouldEscape` turns typed names into Slack ids. */
interface DeclaredCommand {
  readonly command: string;
  readonly shouldEscape: boolean;
}

/** A shortcut that the manifest declares. */
interface DeclaredShortcut {
  readonly callbackId: string;
  readonly type: 'global' | 'message';
}

/** What the small Slack reads from an app's manifest; everything else in it is Slack's own business. */
export interface ManifestFacts {
  readonly botName: string;
  readonly botScopes: readonly string[];
  readonly commands: readonly DeclaredCommand[];
  readonly shortcuts: readonly DeclaredShortcut[];
  readonly events: readonly string[];
  readonly homeTab: boolean;
  readonly messagesTab: boolean;
  /** True when people can read the bot's direct messages but not write there. */
  readonly messagesReadOnly: boolean;
}

function strings(value: unknown): string[] {
  return listOr(value).filter((item) => typeof item === 'string');
}

function commandsOf(features: Plain): DeclaredCommand[] {
  return listOr(features['slash_commands'])
    .filter(isPlain)
    .map((entry) => ({
      command: textOr(entry['command'], ''),
      shouldEscape: entry['should_escape'] === true,
    }));
}

function shortcutsOf(features: Plain): DeclaredShortcut[] {
  return listOr(features['shortcuts'])
    .filter(isPlain)
    .map((entry) => ({
      callbackId: textOr(entry['callback_id'], ''),
      type: entry['type'] === 'message' ? 'message' : 'global',
    }));
}

/** Any of these lets an app hear of a change that touches every kind of conversation. */
const ANY_READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];

/** The scopes of which an event asks for one; Slack takes no manifest that lists the event without it. */
const EVENT_SCOPES: Readonly<Record<string, readonly string[]>> = {
  app_mention: ['app_mentions:read'],
  channel_archive: ['channels:read'],
  channel_deleted: ['channels:read'],
  channel_id_changed: ANY_READ,
  channel_left: ['channels:read'],
  channel_rename: ['channels:read'],
  channel_shared: ANY_READ,
  channel_unarchive: ['channels:read'],
  channel_unshared: ANY_READ,
  group_archive: ['groups:read'],
  group_deleted: ['groups:read'],
  group_left: ['groups:read'],
  group_rename: ['groups:read'],
  group_unarchive: ['groups:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  reaction_added: ['reactions:read'],
  team_join: ['users:read'],
  user_change: ['users:read'],
};

function refuseUnscoped(events: readonly string[], scopes: readonly string[]): void {
  for (const event of events) {
    const wanted = EVENT_SCOPES[event];
    if (wanted !== undefined && !wanted.some((scope) => scopes.includes(scope)))
      throw new Error(`the manifest listens to ${event} without the scope ${wanted.join(' or ')}`);
  }
}

/**
 * Reads a parsed manifest. A missing part means what it means to Slack: not asked for. Throws when an
 * event is listed without its scope, as Slack refuses such a manifest.
 */
export function readManifest(manifest: unknown): ManifestFacts {
  const root = plainOr(manifest);
  const features = plainOr(root['features']);
  const appHome = plainOr(features['app_home']);
  const settings = plainOr(root['settings']);
  const name = textOr(plainOr(root['display_information'])['name'], 'App');
  const scopes = plainOr(plainOr(root['oauth_config'])['scopes']);
  // Who installs an app here leaves nothing out.
  const botScopes = [...strings(scopes['bot']), ...strings(scopes['bot_optional'])];
  const events = strings(plainOr(settings['event_subscriptions'])['bot_events']);
  refuseUnscoped(events, botScopes);
  return {
    botName: textOr(plainOr(features['bot_user'])['display_name'], name),
    botScopes,
    commands: commandsOf(features),
    shortcuts: shortcutsOf(features),
    events,
    homeTab: appHome['home_tab_enabled'] === true,
    messagesTab: appHome['messages_tab_enabled'] !== false,
    messagesReadOnly: appHome['messages_tab_read_only_enabled'] === true,
  };
}
