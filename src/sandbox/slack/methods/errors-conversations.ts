const LISTING = [
  'invalid_cursor',
  'invalid_limit',
  'invalid_types',
  'method_not_supported_for_channel_type',
  'missing_argument',
] as const;

const READING = [
  'channel_is_limited_access',
  'channel_not_found',
  'invalid_cursor',
  'invalid_limit',
  'invalid_metadata_filter_keys',
  'invalid_ts_latest',
  'invalid_ts_oldest',
  'not_in_channel',
] as const;

/** The errors of the `conversations.` and `users.` methods beside the general ones. */
export const CONVERSATION_ERRORS = {
  'conversations.open': [
    'cannot_dm_bot',
    'channel_not_found',
    'invalid_user_combination',
    'method_not_supported_for_channel_type',
    'not_enough_users',
    'too_many_users',
    'user_disabled',
    'user_not_found',
    'user_not_visible',
    'users_list_not_supplied',
  ],
  'conversations.info': ['channel_is_limited_access', 'channel_not_found'],
  'conversations.list': LISTING,
  'conversations.members': [
    'channel_not_found',
    'fetch_members_failed',
    'invalid_cursor',
    'invalid_limit',
    'method_not_supported_for_channel_type',
  ],
  'conversations.history': READING,
  'conversations.replies': [
    ...READING,
    'list_record_comment_fetch_failed',
    'method_not_supported_for_channel_type',
    'thread_not_found',
  ],
  'conversations.join': [
    'channel_is_limited_access',
    'channel_not_found',
    'is_archived',
    'method_not_supported_for_channel_type',
    'too_many_members',
  ],
  'users.info': ['too_many_users', 'user_not_found', 'user_not_visible'],
  'users.list': ['invalid_cursor', 'invalid_limit', 'limit_required', 'missing_argument'],
  'users.conversations': [...LISTING, 'user_not_found'],
  'usergroups.list': ['plan_upgrade_required'],
} as const;
