/**
 * The fields of payloads that Slack sent to other apps, as dotted paths: captured in the tests of
 * slackapi/bolt-python (tests/scenario_tests, MIT licence). Fields of Enterprise organisations and the
 * old `authed_users` are left out, and the blocks of an edit, which a person's client made there.
 */
export const CAPTURED_FIELDS = {
  'block-actions': [
    'type user.id user.username user.name user.team_id api_app_id token container.type',
    'container.message_ts container.channel_id container.is_ephemeral trigger_id team.id',
    'team.domain channel.id channel.name response_url actions actions.0.action_id',
    'actions.0.block_id actions.0.text.type actions.0.text.text actions.0.text.emoji',
    'actions.0.value actions.0.type actions.0.action_ts',
  ],
  'view-submission': [
    'type team.id team.domain user.id user.username user.name user.team_id api_app_id token',
    'trigger_id view.id view.team_id view.type view.blocks view.private_metadata',
    'view.callback_id view.state.values view.hash view.title view.clear_on_close',
    'view.notify_on_close view.close view.submit view.previous_view_id view.root_view_id',
    'view.app_id view.external_id view.app_installed_team_id view.bot_id response_urls',
  ],
  'view-closed': [
    'type team.id team.domain user.id user.username user.name user.team_id api_app_id token',
    'view.id view.team_id view.type view.blocks view.private_metadata view.callback_id',
    'view.state.values view.hash view.title view.clear_on_close view.notify_on_close view.close',
    'view.submit view.previous_view_id view.root_view_id view.app_id view.external_id',
    'view.app_installed_team_id view.bot_id response_urls',
  ],
  shortcut: [
    'type token action_ts team.id team.domain user.id user.username user.team_id callback_id',
    'trigger_id',
  ],
  'message-shortcut': [
    'type token action_ts team.id team.domain user.id user.name channel.id channel.name',
    'callback_id trigger_id message_ts message.client_msg_id message.type message.text',
    'message.user message.ts message.team message.blocks response_url',
  ],
  'slash-command': [
    'token team_id team_domain channel_id channel_name user_id user_name command text',
    'response_url trigger_id',
  ],
  'app-mention': [
    'token team_id api_app_id event.client_msg_id event.type event.text event.user event.ts',
    'event.team event.channel event.event_ts type event_id event_time',
  ],
  message: [
    'token team_id api_app_id event.client_msg_id event.type event.text event.user event.ts',
    'event.team event.blocks event.channel event.event_ts event.channel_type type event_id',
    'event_time',
  ],
  'member-joined': [
    'token team_id api_app_id event.type event.user event.channel event.channel_type event.team',
    'event.inviter type event_id event_time',
  ],
  'message-changed': [
    'token team_id api_app_id event.type event.subtype event.message.type event.message.text',
    'event.message.user event.message.team event.message.edited.user event.message.edited.ts',
    'event.previous_message.type event.previous_message.text',
    'event.previous_message.user event.previous_message.team event.previous_message.ts',
    'event.previous_message.blocks event.channel event.hidden event.ts event.event_ts',
    'event.channel_type type event_id event_time authorizations authorizations.0.team_id',
    'authorizations.0.user_id authorizations.0.is_bot authorizations.0.is_enterprise_install',
    'is_ext_shared_channel event_context',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
