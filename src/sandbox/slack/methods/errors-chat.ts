/** What pages of other methods say and what apps meet here, though this method's page leaves it out. */
const UNREACHABLE = ['cannot_dm_bot', 'user_disabled', 'user_not_found'] as const;

/** What may be wrong with what a message says. */
const CONTENT = [
  'invalid_attachments',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'markdown_text_conflict',
  'message_limit_exceeded',
  'metadata_must_be_sent_from_app',
  'metadata_too_large',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'too_many_attachments',
] as const;

/** What a channel's own rules may forbid. */
const CHANNEL_RULES = [
  'cannot_reply_to_message',
  'messages_tab_disabled',
  'restricted_action',
  'restricted_action_non_threadable_channel',
  'restricted_action_read_only_channel',
  'restricted_action_thread_locked',
  'restricted_action_thread_only_channel',
  'thread_not_found',
] as const;

const POST = [
  ...UNREACHABLE,
  ...CONTENT,
  ...CHANNEL_RULES,
  'app_access_restricted',
  'as_user_not_supported',
  'attachment_payload_limit_exceeded',
  'channel_not_found',
  'draft_already_deleted',
  'draft_already_sent',
  'draft_has_conflict',
  'draft_not_found',
  'duplicate_channel_not_found',
  'duplicate_message_not_found',
  'is_archived',
  'missing_file_data',
  'not_in_channel',
  'rate_limited',
  'send_on_behalf_not_allowed',
  'slack_connect_canvas_sharing_blocked',
  'slack_connect_file_link_sharing_blocked',
  'slack_connect_lists_sharing_blocked',
  'team_not_found',
  'too_many_contact_cards',
] as const;

const UPDATE = [
  ...CONTENT,
  'as_user_not_supported',
  'block_mismatch',
  'blocked_file_type',
  'cant_broadcast_message',
  'cant_update_message',
  'channel_not_found',
  'edit_window_closed',
  'external_channel_migrating',
  'file_deleted',
  'file_is_deleted',
  'file_not_found',
  'file_share_limit_reached',
  'is_inactive',
  'max_file_sharing_exceeded',
  'message_not_found',
  'no_dual_broadcast_content_update',
  'posting_to_channel_denied',
  'rate_limited',
  'slack_connect_blocked_file_type',
  'slack_connect_canvas_sharing_blocked',
  'slack_connect_clip_sharing_blocked',
  'slack_connect_file_link_sharing_blocked',
  'slack_connect_file_upload_sharing_blocked',
  'streaming_state_conflict',
  'team_not_found',
  'unable_to_share_files',
  'update_failed',
] as const;

/** The errors of the `chat.` methods beside the general ones. */
export const CHAT_ERRORS = {
  'chat.postMessage': POST,
  'chat.postEphemeral': [
    ...UNREACHABLE,
    ...CONTENT,
    ...CHANNEL_RULES,
    'channel_not_found',
    'is_archived',
    'not_in_channel',
    'user_not_in_channel',
  ],
  'chat.update': UPDATE,
  'chat.delete': ['cant_delete_message', 'channel_not_found', 'message_not_found'],
  'chat.getPermalink': ['channel_not_found', 'message_not_found'],
} as const;
