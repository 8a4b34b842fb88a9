/** What Slipway may do in a workspace, and what for. The manifest asks for exactly these. */

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

/**
 * What Slipway helps itself with where it may, as above. A workspace can leave these out: without
 * `channels:join` somebody is asked to invite Slipway instead.
 */
export const OPTIONAL_BOT_SCOPES: Readonly<Record<string, readonly string[]>> = {
  'channels:join': ['conversations.join'],
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
