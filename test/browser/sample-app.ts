/** A small app with every kind of field, for trying the page itself and nothing of the product. */
import type { App } from '@slack/bolt';

/** A field of the form. */
interface Field {
  readonly id: string;
  readonly label: string;
  readonly element: object;
  readonly optional?: boolean;
  /** The app is told at once when this changes. */
  readonly live?: boolean;
}

const plain = (text: string) => ({ type: 'plain_text', text });
const words = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() });
const options = (...texts: readonly string[]) => ({ options: texts.map(option) });
const button = (text: string, more: object = {}) => ({
  type: 'button',
  text: plain(text),
  action_id: text.toLowerCase(),
  value: text,
  ...more,
});

const FIELDS: readonly Field[] = [
  { id: 'version', label: 'Version', element: { type: 'plain_text_input' } },
  {
    id: 'type',
    label: 'Type',
    live: true,
    element: { type: 'static_select', ...options('Major', 'Minor', 'Patch', 'Hotfix') },
  },
  {
    id: 'who',
    label: 'Who is asked',
    optional: true,
    element: { type: 'multi_users_select', initial_users: ['U0PAUL'] },
  },
  {
    id: 'gates',
    label: 'Gates',
    optional: true,
    element: { type: 'radio_buttons', ...options('Full', 'Light') },
  },
  {
    id: 'off',
    label: 'Days off',
    optional: true,
    element: { type: 'checkboxes', ...options('Germany', 'Portugal') },
  },
  {
    id: 'target',
    label: 'Target date',
    element: { type: 'datepicker', initial_date: '2026-12-18' },
  },
];

/** The form; `head` stands above its fields. */
function form(head: string): object {
  const inputs = FIELDS.map(({ id, label, element, optional = false, live = false }) => ({
    type: 'input',
    block_id: id,
    label: plain(label),
    optional,
    dispatch_action: live,
    element: { action_id: id, ...element },
  }));
  return {
    type: 'modal',
    callback_id: 'form',
    title: plain('The form'),
    submit: plain('Create'),
    close: plain('Cancel'),
    blocks: [words(head), ...inputs],
  };
}

const question = [
  words('*Will it ship?* One tap is a full answer'),
  { type: 'actions', elements: [button('Likely'), button('No')] },
];

const ROLL_BACK = button('Roll back', {
  style: 'danger',
  confirm: {
    title: plain('Roll back?'),
    text: plain('Production returns to 0.6.2.'),
    confirm: plain('Do it'),
    deny: plain('Keep it'),
  },
});

const HOME = {
  type: 'home',
  blocks: [
    words('*What waits for you*'),
    {
      type: 'actions',
      elements: [
        {
          type: 'static_select',
          action_id: 'project',
          placeholder: plain('Project'),
          ...options('Atlas', 'Zephyr'),
        },
      ],
    },
  ],
};

/** Gives the app its listeners; what people press is added to `pressed`. */
export function sampleApp(pressed: string[]): (app: App) => void {
  return (app) => {
    app.command('/release', async ({ ack, body, client }) => {
      await ack();
      if (body.text === 'plan')
        await client.apiCall('views.open', {
          trigger_id: body.trigger_id,
          view: form('A new one.'),
        });
      else
        await client.apiCall('chat.postMessage', {
          channel: body.channel_id,
          text: 'Will it ship?',
          blocks: [...question, { type: 'actions', elements: [ROLL_BACK] }],
        });
    });
    app.view('form', async ({ ack, view }) => {
      const version = view.state.values['version']?.['version']?.value ?? '';
      if (version.includes('.')) await ack();
      else await ack({ response_action: 'errors', errors: { version: 'Write it as 1.4.0.' } });
    });
    app.action(/.*/, async ({ ack, action, body, client }) => {
      await ack();
      pressed.push('action_id' in action ? action.action_id : '');
      if (body.type !== 'block_actions') return;
      if (body.view?.type === 'modal' && action.type === 'static_select')
        await client.apiCall('views.update', {
          view_id: body.view.id,
          view: form(`Type is now ${action.selected_option.value}.`),
        });
      if (body.message !== undefined && action.type === 'button')
        await client.apiCall('chat.update', {
          channel: body.channel?.id ?? '',
          ts: body.message.ts,
          text: 'Recorded',
          blocks: [words(`Recorded: *${action.value ?? ''}*.`)],
        });
    });
    app.event('app_home_opened', async ({ event, client }) => {
      await client.apiCall('views.publish', { user_id: event.user, view: HOME });
    });
    app.shortcut(/.*/, async ({ ack, body, client }) => {
      await ack();
      await client.apiCall('views.open', {
        trigger_id: body.trigger_id,
        view: form(`Opened by ${body.callback_id}.`),
      });
    });
  };
}
