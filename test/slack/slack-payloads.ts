/** Payloads in the shapes Slack sends them, with the parts a test cares about replaced. */

const USER = { id: 'U1', username: 'mara', name: 'mara', team_id: 'T1' };
const TEAM = { id: 'T1', domain: 'acme' };

type Data = Readonly<Record<string, unknown>>;

export function blockActions(action: Data, more: Data = {}): Data {
  return {
    type: 'block_actions',
    user: USER,
    api_app_id: 'A1',
    token: 'verification',
    container: { type: 'message', message_ts: '111.222', channel_id: 'C1', is_ephemeral: false },
    trigger_id: 'trigger-1',
    team: TEAM,
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: 'C1', name: 'releases' },
    message: { type: 'message', ts: '111.222', thread_ts: '100.1', text: 'x' },
    state: { values: {} },
    response_url: 'https://hooks.slack.com/actions/T1/1/x',
    actions: [{ action_id: 'act', block_id: 'block', action_ts: '1600.1', ...action }],
    ...more,
  };
}

export function view(more: Data = {}): Data {
  return {
    id: 'V1',
    team_id: 'T1',
    type: 'modal',
    callback_id: 'plan.submit',
    private_metadata: '{"release":"r1"}',
    hash: '1600.hash',
    state: { values: {} },
    root_view_id: 'V1',
    previous_view_id: null,
    app_installed_team_id: 'T1',
    ...more,
  };
}

export function viewSubmission(values: Data, more: Data = {}): Data {
  return {
    type: 'view_submission',
    team: TEAM,
    user: USER,
    trigger_id: 'trigger-2',
    view: view({ state: { values } }),
    response_urls: [],
    ...more,
  };
}

export function viewClosed(more: Data = {}): Data {
  return { type: 'view_closed', team: TEAM, user: USER, view: view(), is_cleared: true, ...more };
}

export function globalShortcut(more: Data = {}): Data {
  return {
    type: 'shortcut',
    callback_id: 'plan.start',
    trigger_id: 'trigger-3',
    user: USER,
    team: TEAM,
    action_ts: '1600.2',
    ...more,
  };
}

export function messageShortcut(more: Data = {}): Data {
  return {
    type: 'message_action',
    callback_id: 'risk.add',
    trigger_id: 'trigger-4',
    user: USER,
    team: TEAM,
    channel: { id: 'C1', name: 'releases' },
    message_ts: '111.333',
    message: {
      type: 'message',
      user: 'U2',
      ts: '111.333',
      text: 'host &lt;late&gt; &amp; blocked',
    },
    response_url: 'https://hooks.slack.com/app/T1/1/x',
    ...more,
  };
}

export function command(text: string, more: Data = {}): Data {
  return {
    command: '/release',
    text,
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'C1',
    channel_name: 'releases',
    trigger_id: 'trigger-5',
    response_url: 'https://hooks.slack.com/commands/T1/1/x',
    is_enterprise_install: 'false',
    ...more,
  };
}

export function eventCallback(event: Data, more: Data = {}): Data {
  return {
    type: 'event_callback',
    team_id: 'T1',
    event_id: 'Ev1',
    event_time: 1_600_000_000,
    event,
    authorizations: [{ team_id: 'T1', user_id: 'UBOT', is_bot: true }],
    ...more,
  };
}
