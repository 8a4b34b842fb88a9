/** What Slipway may do in a workspace, and what for. The manifest asks for exactly these scopes. */

/** Bot scope to the Web API methods and events that need it. */
export const BOT_SCOPES: Readonly<Record<string, readonly string[]>> = {
  commands: ['slash commands', 'shortcuts'],
  'chat:write': ['chat.postMessage', 'chat.update', 'chat.delete', 'chat.postEphemeral'],
  'im:write': ['conversations.open'],
  'channels:read': [
    'conversations.info',
    'conversations.members',
    'channel_archive',
    'channel_deleted',
    'channel_id_changed',
    'channel_left',
    'channel_shared',
    'channel_unarchive',
    'member_joined_channel',
  ],
  'groups:read': [
    'conversations.info',
    'conversations.members',
    'channel_id_changed',
    'channel_shared',
    'group_archive',
    'group_deleted',
    'group_left',
    'group_unarchive',
    'member_joined_channel',
  ],
  'channels:history': ['conversations.history', 'conversations.replies'],
  'groups:history': ['conversations.history', 'conversations.replies'],
  'im:history': ['conversations.history', 'conversations.replies'],
  'users:read': ['users.info'],
};

/** A scope that a workspace may leave out: what it is for, and the methods that need it. */
interface OptionalScope {
  readonly use: string;
  readonly methods: readonly string[];
}

/**
 * Scopes that are asked for as optional. Without `channels:join` somebody is asked to invite Slipway; nothing
 * that is there today needs one of the others.
 */
export const OPTIONAL_SCOPES: Readonly<Record<string, OptionalScope>> = {
  'channels:join': { use: 'entering a public channel by itself', methods: ['conversations.join'] },
  'bookmarks:write': { use: 'a bookmark to the release plan', methods: [] },
  'canvases:write': { use: 'the release plan as a canvas', methods: [] },
  'usergroups:read': {
    use: 'choosing the user group that a hotfix calls',
    methods: ['usergroups.list'],
  },
  'files:write': { use: 'pictures and the plan as a file', methods: [] },
};

/** Methods that any token may call. */
export const METHODS_WITHOUT_SCOPE: readonly string[] = [
  'auth.test',
  'views.open',
  'views.push',
  'views.update',
  'views.publish',
];

/** Methods of the app-level token, under connections:write. */
export const APP_TOKEN_METHODS: readonly string[] = ['apps.connections.open'];
