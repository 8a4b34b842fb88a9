import type { App, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { wordsIn } from './drawn.ts';
import { startRig } from './harness.ts';
import type { Rig } from './harness.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const field = (block: string, label: string, more: object = {}) => ({
  type: 'input',
  block_id: block,
  label: plain(label),
  element: { type: 'plain_text_input', action_id: 'text', ...more },
});

const modal = (title: string) => ({
  type: 'modal' as const,
  callback_id: 'plan',
  title: plain(title),
  submit: plain('Create'),
  blocks: [field('version', 'Version'), field('theme', 'Theme')],
});

const notice = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { notice?: unknown }).notice;

type Submit = (arguments_: SlackViewMiddlewareArgs<ViewSubmitAction>) => Promise<void>;

/** Wants a version with dots. */
const wantsDots: Submit = async ({ ack, view }) => {
  const version = view.state.values['version']?.['text']?.value ?? '';
  if (version.includes('.')) await ack();
  else await ack({ response_action: 'errors', errors: { version: 'Write it as 1.4.0.' } });
};

/** The app of these tests: a command that opens a modal. What it hears goes to `seen`. */
function planning(
  seen: unknown[],
  onSubmit: Submit = wantsDots,
  view: object = modal('Plan'),
): (app: App) => void {
  return (app) => {
    app.command('/release', async ({ ack, body, client }) => {
      await ack();
      await client.apiCall('views.open', { trigger_id: body.trigger_id, view });
    });
    app.view<ViewSubmitAction>('plan', async (submission) => {
      seen.push(submission.view.state.values);
      await onSubmit(submission);
    });
    app.action(/.*/, async ({ ack, body }) => {
      seen.push(body);
      await ack();
    });
    app.shortcut(/.*/, async ({ ack, body }) => {
      seen.push(body);
      await ack();
    });
  };
}

async function openModal(rig: Rig): Promise<string> {
  await rig.post('say', { as: 'U0MARA', at: 'C0ATLAS', text: '/release plan' });
  await expect.poll(() => rig.slack.as('U0MARA').modals().length).toBe(1);
  return rig.slack.as('U0MARA').modals()[0]?.id ?? '';
}

describe('writing', () => {
  test('words go to the channel, or into the thread', async () => {
    const rig = await startRig(null);
    await rig.post('say', { as: 'U0MARA', at: 'C0ATLAS', text: 'hello' });
    const [first] = rig.slack.messages('C0ATLAS');
    await rig.post('say', { as: 'U0PAUL', at: 'C0ATLAS', text: 'yes', thread: first?.ts });
    expect(rig.slack.messages('C0ATLAS').map(({ text, threadTs }) => [text, threadTs])).toEqual([
      ['hello', first?.threadTs ?? null],
      ['yes', first?.ts],
    ]);
  });

  test('an unknown command is answered by Slackbot, to this person only', async () => {
    const rig = await startRig(null);
    await rig.post('say', { as: 'U0MARA', at: 'C0ATLAS', text: '/nonsense' });
    expect(wordsIn(await rig.screen('?as=U0MARA&at=C0ATLAS'))).toMatch(
      /Slackbot.*not a valid command/s,
    );
    expect(await rig.screen('?as=U0PAUL&at=C0ATLAS')).not.toContain('not a valid command');
  });

  test('/invite brings the app into a channel', async () => {
    const rig = await startRig(null);
    await rig.post('say', { as: 'U0PAUL', at: 'C0QUIET', text: '/invite @Slipway' });
    const quiet = rig.slack.channels().find((one) => one.id === 'C0QUIET');
    expect(quiet?.members).toContain(rig.slack.botUserId);
    const nobody = await rig.post('say', { as: 'U0PAUL', at: 'C0QUIET', text: '/invite @Nobody' });
    expect(await notice(nobody)).toContain('Nobody here is called');
  });

  test('nobody writes where they may not look', async () => {
    const rig = await startRig(null);
    const response = await rig.post('say', { as: 'U0MARA', at: 'C0SECRET', text: 'hi' });
    expect(await notice(response)).toContain('changed meanwhile');
    expect(rig.slack.messages('C0SECRET')).toEqual([]);
  });

  test('what the small Slack refuses is told with its code', async () => {
    const rig = await startRig(null);
    const response = await rig.post('say', { as: 'U0MARA', at: 'C0QUIET', text: 'hi' });
    expect(response.status).toBe(409);
    expect(await response.json()).toEqual({ error: 'Slack refuses this: not_in_channel.' });
  });
});

describe('modals', () => {
  test('a command opens one; what is missing, then what the app refuses, stands at its field', async () => {
    const seen: unknown[] = [];
    const rig = await startRig(planning(seen));
    const view = await openModal(rig);
    expect(await rig.screen('?as=U0MARA')).toMatch(/<dialog class="modal"[^>]*aria-label="Plan"/);
    expect(await rig.screen('?as=U0PAUL')).not.toContain('<dialog');

    await rig.post('submit', { as: 'U0MARA', view, values: { version: { text: '1' } } });
    expect(wordsIn(await rig.screen('?as=U0MARA'))).toContain(
      'Please complete this required field.',
    );
    expect(seen).toEqual([]);

    const values = { version: { text: '1' }, theme: { text: 'Stability' } };
    await rig.post('submit', { as: 'U0MARA', view, values });
    expect(wordsIn(await rig.screen('?as=U0MARA'))).toContain('Write it as 1.4.0.');

    await rig.post('submit', {
      as: 'U0MARA',
      view,
      values: { ...values, version: { text: '1.4.0' } },
    });
    expect(await rig.screen('?as=U0MARA')).not.toContain('<dialog');
    expect(seen.at(-1)).toMatchObject({
      theme: { text: { type: 'plain_text_input', value: 'Stability' } },
    });
  });

  test('an app that is silent is told in the modal, and forgotten when it is closed', async () => {
    const rig = await startRig(planning([], async () => {}));
    const view = await openModal(rig);
    const values = { version: { text: '1.4.0' }, theme: { text: 'y' } };
    await rig.post('submit', { as: 'U0MARA', view, values });
    const screen = await rig.screen('?as=U0MARA');
    expect(screen).toMatch(/class="modal-error" role="alert">We had some trouble connecting/);
    await rig.post('close', { as: 'U0MARA', view });
    expect(await rig.screen('?as=U0MARA')).not.toContain('<dialog');
  });

  test('the cross closes the whole stack', async () => {
    const push: Submit = async ({ ack }) => {
      await ack({ response_action: 'push', view: { ...modal('Check'), blocks: [] } });
    };
    const rig = await startRig(planning([], push));
    const view = await openModal(rig);
    const values = { version: { text: '1.4.0' }, theme: { text: 'y' } };
    await rig.post('submit', { as: 'U0MARA', view, values });
    const screen = await rig.screen('?as=U0MARA');
    expect([...screen.matchAll(/<dialog[^>]*data-top="(\w+)"/g)].map(([, top]) => top)).toEqual([
      'no',
      'yes',
    ]);
    expect(screen).toContain('aria-label="Back"');
    await rig.post('close', { as: 'U0MARA', view, all: true });
    expect(rig.slack.as('U0MARA').modals()).toEqual([]);
  });

  test('a view that is gone answers with a line, not with a failure', async () => {
    const rig = await startRig(null);
    const response = await rig.post('submit', { as: 'U0MARA', view: 'V0GONE', values: {} });
    expect(await notice(response)).toContain('changed meanwhile');
  });
});

describe('pressing', () => {
  async function posted(rig: Rig): Promise<string> {
    const options = [{ text: plain('Show timeline'), value: 'timeline' }];
    const elements = [
      { type: 'button', action_id: 'open', text: plain('Open plan'), value: 'r1' },
      { type: 'overflow', action_id: 'more', options },
      { type: 'users_select', action_id: 'who' },
    ];
    const body = new URLSearchParams({
      channel: 'C0ATLAS',
      text: 'plan',
      blocks: JSON.stringify([{ type: 'actions', block_id: 'b1', elements }]),
    });
    const response = await fetch(`${rig.slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${rig.slack.botToken}` },
      body,
    });
    return ((await response.json()) as { ts: string }).ts;
  }
  const press = (ts: string, action: string, raw: unknown) => ({
    as: 'U0MARA',
    at: 'C0ATLAS',
    ts,
    block: 'b1',
    action,
    raw,
  });
  const actionsIn = (seen: readonly unknown[]) =>
    seen.map((body) => (body as { actions: readonly unknown[] }).actions[0]);

  test('a button sends its value, a menu its option, a select its choice', async () => {
    const seen: unknown[] = [];
    const rig = await startRig(planning(seen));
    const ts = await posted(rig);
    for (const [action, raw] of [
      ['open', null],
      ['more', 'timeline'],
      ['who', 'U0PAUL'],
    ] as const) {
      expect(await notice(await rig.post('press', press(ts, action, raw)))).toBeNull();
    }
    expect(actionsIn(seen)).toMatchObject([
      { action_id: 'open', type: 'button', value: 'r1' },
      { action_id: 'more', type: 'overflow', selected_option: { value: 'timeline' } },
      { action_id: 'who', type: 'users_select', selected_user: 'U0PAUL' },
    ]);
  });

  test('without an app the person reads that nobody is there', async () => {
    const rig = await startRig(null);
    const ts = await posted(rig);
    expect(await notice(await rig.post('press', press(ts, 'open', null)))).toBe(
      'This app is not connected.',
    );
  });

  test('an element that is gone is told', async () => {
    const rig = await startRig(null);
    const ts = await posted(rig);
    expect(await notice(await rig.post('press', press(ts, 'old', null)))).toContain(
      'changed meanwhile',
    );
  });

  test('in a modal the app gets what was entered so far', async () => {
    const seen: unknown[] = [];
    const live = { ...field('type', 'Type'), dispatch_action: true };
    const opened = { ...modal('Plan'), blocks: [live, field('note', 'Note')] };
    const rig = await startRig(planning(seen, wantsDots, opened));
    const view = await openModal(rig);
    const values = { type: { text: 'minor' }, note: { text: 'half writ' } };
    await rig.post('press-in-view', {
      as: 'U0MARA',
      view,
      block: 'type',
      action: 'text',
      raw: 'minor',
      values,
    });
    expect(seen.at(-1)).toMatchObject({
      actions: [{ value: 'minor' }],
      view: { state: { values: { note: { text: { value: 'half writ' } } } } },
    });
  });

  test('shortcuts, global and on a message', async () => {
    const seen: unknown[] = [];
    const rig = await startRig(planning(seen));
    const { ts } = await rig.slack.as('U0PAUL').say('C0ATLAS', 'host is late');
    await rig.post('shortcut', { as: 'U0MARA', callback: 'plan' });
    await rig.post('shortcut', { as: 'U0MARA', callback: 'risk', at: 'C0ATLAS', ts });
    expect(seen).toMatchObject([
      { type: 'shortcut', callback_id: 'plan' },
      { type: 'message_action', callback_id: 'risk', message: { ts } },
    ]);
  });

  test('a visit to the App Home is told to the app, which publishes it', async () => {
    const rig = await startRig((app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        const blocks = [{ type: 'header' as const, text: plain(`Waiting for ${event.user}`) }];
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
      });
    });
    await rig.post('home', { as: 'U0MARA' });
    await expect.poll(() => rig.screen('?as=U0MARA&at=home')).toContain('Waiting for U0MARA');
    expect(await rig.screen('?as=U0PAUL&at=home')).not.toContain('Waiting for');
  });
});
