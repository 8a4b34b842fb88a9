/** Which token a method takes, and which scopes: one of them is enough to call it at all. */
export interface MethodNeeds {
  readonly token: 'none' | 'bot' | 'app';
  readonly scopes: readonly string[];
}

const bot = (...scopes: readonly string[]): MethodNeeds => ({ token: 'bot', scopes });

/** Reading about conversations and reading their words: one scope for each kind of conversation. */
const READ = bot('channels:read', 'groups:read', 'im:read', 'mpim:read');
const HISTORY = bot('channels:history', 'groups:history', 'im:history', 'mpim:history');

/** The documented need of every method that the small Slack knows; a method without a row is unknown. */
export const METHOD_NEEDS: Readonly<Record<string, MethodNeeds>> = {
  'api.test': { token: 'none', scopes: [] },
  'auth.test': bot(),
  'apps.connections.open': { token: 'app', scopes: ['connections:write'] },
  'chat.postMessage': bot('chat:write'),
  'chat.postEphemeral': bot('chat:write'),
  'chat.update': bot('chat:write'),
  'chat.delete': bot('chat:write'),
  'chat.getPermalink': bot(),
  'conversations.open': bot('im:write', 'mpim:write', 'channels:manage', 'groups:write'),
  'conversations.info': READ,
  'conversations.list': READ,
  'conversations.members': READ,
  'conversations.history': HISTORY,
  'conversations.replies': HISTORY,
  'conversations.join': bot('channels:join'),
  'users.info': bot('users:read'),
  'users.list': bot('users:read'),
  'users.conversations': READ,
  'usergroups.list': bot('usergroups:read'),
  'views.open': bot(),
  'views.push': bot(),
  'views.update': bot(),
  'views.publish': bot(),
  'bookmarks.add': bot('bookmarks:write'),
  'bookmarks.list': bot('bookmarks:read'),
  'reactions.add': bot('reactions:write'),
  'files.getUploadURLExternal': bot('files:write'),
  'files.completeUploadExternal': bot('files:write'),
};

/** The scope that a kind of conversation asks for: `channels:read`, `groups:history`, `im:read`. */
export function scopeFor(kind: 'public' | 'private' | 'im', right: 'read' | 'history'): string {
  const family = { public: 'channels', private: 'groups', im: 'im' }[kind];
  return `${family}:${right}`;
}
