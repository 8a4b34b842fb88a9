import type { App, BlockAction, SlashCommand } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import type { SlackSandbox } from '../../../src/sandbox/slack/start.ts';
import { boltFor, post, startRig, until } from './rig.ts';

const CHANNEL = 'C0ATLAS';
const FORM: ModalView = {
  type: 'modal',
  callback_id: 'form',
  private_metadata: 'secret',
  title: { type: 'plain_text', text: 'Form' },
  submit: { type: 'plain_text', text: 'Save' },
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: { type: 'plain_text', text: 'Name' },
      element: { type: 'plain_text_input', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: 'who',
      optional: true,
      label: { type: 'plain_text', text: 'Who' },
      element: { type: 'multi_users_select', action_id: 'value' },
    },
  ],
};
const typed = (value: string) => ({ name: { value: { type: 'plain_text_input', value } } });

async function withForm(listen: (app: App) => void) {
  const { slack, client } = await startRig();
  await boltFor(slack, listen);
  await client.views.open({ trigger_id: slack.triggerFor('U0MARA'), view: FORM });
  const mara = slack.as('U0MARA');
  return { slack, mara, id: mara.modals()[0]?.id ?? '' };
}

describe('slash commands', () => {
  async function heard(line: string): Promise<{ slack: SlackSandbox; body: SlashCommand }> {
    const { slack } = await startRig();
    const bodies: SlashCommand[] = [];
    await boltFor(slack, (app) => {
      app.command(/\/.*/, async ({ ack, body }) => {
        bodies.push(body);
        await ack();
      });
    });
    expect(await slack.as('U0MARA').command(CHANNEL, line)).toEqual({ kind: 'ok', payload: {} });
    const [body] = bodies;
    if (!body) throw new Error('nothing was heard');
    return { slack, body };
  }

  test('carry what Slack sends', async () => {
    const { slack, body } = await heard('/release plan 1.4.0');
    expect(body).toMatchObject({
      command: '/release',
      text: 'plan 1.4.0',
      user_id: 'U0MARA',
      user_name: 'mara',
      channel_id: CHANNEL,
      channel_name: 'atlas',
      team_id: slack.teamId,
      is_enterprise_install: 'false',
    });
    expect(body.response_url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/commands\//);
    expect(body.trigger_id).not.toBe('');
  });

  test.each([
    ['/release ask @ivo in #atlas.', 'ask <@U0IVO|ivo> in <#C0ATLAS|atlas>.'],
    ['/release @nobody <!channel> & co', '@nobody &lt;!channel&gt; &amp; co'],
    ['/release see https://example.com/a?b=1', 'see <https://example.com/a?b=1>'],
    ['/plain ask @ivo <!channel>', 'ask @ivo <!channel>'],
    ['/release', ''],
  ])('%s becomes %s', async (line, text) => {
    expect((await heard(line)).body.text).toBe(text);
  });

  test('an unknown one is answered by Slackbot, to one person', async () => {
    const { slack } = await startRig();
    const answer = await slack.as('U0MARA').command(CHANNEL, '/dance now');
    expect(answer).toMatchObject({ kind: 'nobody-listens' });
    expect(slack.messages(CHANNEL, 'U0MARA')).toMatchObject([{ user: 'USLACKBOT' }]);
    expect(slack.messages(CHANNEL, 'U0IVO')).toEqual([]);
  });

  test('an answer in the acknowledgement is shown to the person; nonsense is refused aloud', async () => {
    const { slack } = await startRig();
    await boltFor(slack, (app) => {
      app.command('/release', async ({ ack }) => ack('Only you'));
      app.command('/plain', async ({ ack }) => ack({ blocks: [{ type: 'poem' }] }));
    });
    const mara = slack.as('U0MARA');
    await mara.command(CHANNEL, '/release');
    expect(slack.messages(CHANNEL, 'U0MARA')).toMatchObject([{ text: 'Only you' }]);
    expect(slack.messages(CHANNEL, 'U0IVO')).toEqual([]);
    expect(await mara.command(CHANNEL, '/plain')).toMatchObject({ kind: 'timeout' });
    expect(slack.calls().at(-1)).toMatchObject({ method: 'ack', error: 'invalid_blocks' });
  });
});

describe('presses', () => {
  const blocks: KnownBlock[] = [
    {
      type: 'actions',
      block_id: 'row',
      elements: [
        {
          type: 'button',
          action_id: 'go',
          value: 'one',
          style: 'primary',
          text: { type: 'plain_text', text: 'Go' },
        },
        {
          type: 'overflow',
          action_id: 'more',
          options: [{ text: { type: 'plain_text', text: 'A' }, value: 'a' }],
        },
        { type: 'users_select', action_id: 'who', initial_user: 'U0IVO' },
      ],
    },
  ];

  async function pressed(actionId: string, choice?: { type: string; [field: string]: unknown }) {
    const { slack, client } = await startRig();
    const bodies: BlockAction[] = [];
    await boltFor(slack, (app) => {
      app.action<BlockAction>(/.*/, async ({ ack, body }) => {
        bodies.push(body);
        await ack();
      });
    });
    const { ts = '' } = await post(client, { channel: CHANNEL, text: 'x', blocks });
    const press = { blockId: 'row', actionId, ...(choice ? { choice } : {}) };
    expect((await slack.as('U0MARA').press(CHANNEL, ts, press)).kind).toBe('ok');
    await slack.as('U0MARA').press(CHANNEL, ts, press);
    return { ts, bodies };
  }

  test('a button gives its own value, and two presses can be told apart', async () => {
    const { ts, bodies } = await pressed('go');
    expect(bodies[0]).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0MARA', username: 'mara' },
      container: { type: 'message', message_ts: ts, channel_id: CHANNEL, is_ephemeral: false },
      channel: { id: CHANNEL, name: 'atlas' },
      message: { ts, text: 'x' },
      actions: [{ type: 'button', block_id: 'row', action_id: 'go', value: 'one' }],
    });
    const stamps = bodies.map(({ actions: [action] }) => action?.action_ts);
    expect(stamps[0]).not.toBe(stamps[1]);
    expect(bodies[0]?.trigger_id).not.toBe(bodies[1]?.trigger_id);
  });

  test('a menu gives the choice, and the state of the message', async () => {
    const option = { text: { type: 'plain_text', text: 'A' }, value: 'a' };
    const menu = await pressed('more', { type: 'overflow', selected_option: option });
    expect(menu.bodies[0]?.actions[0]).toMatchObject({ type: 'overflow', selected_option: option });
    const who = await pressed('who', { type: 'users_select', selected_user: 'U0MARA' });
    expect(who.bodies[0]?.actions[0]).toMatchObject({ selected_user: 'U0MARA' });
    expect(who.bodies[0]?.state?.values).toEqual({
      row: { who: { type: 'users_select', selected_user: 'U0MARA' } },
    });
  });

  test('what is not there cannot be pressed', async () => {
    const { slack, client } = await startRig();
    const { ts = '' } = await post(client, { channel: CHANNEL, text: 'x', blocks });
    const press = slack.as('U0MARA').press(CHANNEL, ts, { blockId: 'row', actionId: 'gone' });
    await expect(press).rejects.toThrow(
      'no element row/gone here, only: row/go, row/more, row/who',
    );
  });
});

describe('submissions', () => {
  test('carry the whole state, with what is empty', async () => {
    const views: unknown[] = [];
    const { slack, mara, id } = await withForm((app) => {
      app.view('form', async ({ ack, view, body }) => {
        views.push(view, 'trigger_id' in body && body.trigger_id);
        await ack();
      });
    });
    expect((await mara.submit(id, typed('Ada'))).kind).toBe('ok');
    expect(mara.modals()).toEqual([]);
    expect(views[0]).toMatchObject({
      id,
      root_view_id: id,
      previous_view_id: null,
      callback_id: 'form',
      private_metadata: 'secret',
      app_installed_team_id: slack.teamId,
      title: { text: 'Form', emoji: true },
      state: {
        values: {
          name: { value: { type: 'plain_text_input', value: 'Ada' } },
          who: { value: { type: 'multi_users_select', selected_users: [] } },
        },
      },
    });
    expect(views[1]).toMatch(/./);
  });

  test('errors stay under the field until the next try', async () => {
    const { mara, id } = await withForm((app) => {
      app.view('form', async ({ ack, view }) => {
        const taken = view.state.values['name']?.['value']?.value === 'Ada';
        await ack(taken ? { response_action: 'errors', errors: { name: 'Taken.' } } : undefined);
      });
    });
    expect(await mara.submit(id, typed('Ada'))).toEqual({
      kind: 'errors',
      errors: { name: 'Taken.' },
    });
    expect(mara.modals()[0]?.errors).toEqual({ name: 'Taken.' });
    expect((await mara.submit(id, typed('Bob'))).kind).toBe('ok');
    expect(mara.modals()).toEqual([]);
  });

  test.each([
    ['errors for a block that is none', { response_action: 'errors', errors: { nope: 'x' } }],
    ['no errors at all', { response_action: 'errors', errors: {} }],
    ['an unknown action', { response_action: 'dance' }],
    ['a view that Slack refuses', { response_action: 'update', view: { type: 'modal' } }],
  ])('%s: the person hears of trouble, the developer why', async (_what, answer) => {
    const { slack, mara, id } = await withForm((app) => {
      app.view('form', async ({ ack }) => ack(answer as never));
    });
    expect(await mara.submit(id, typed('Ada'))).toMatchObject({
      kind: 'timeout',
      sentence: 'We had some trouble connecting. Try again?',
    });
    expect(mara.modals()).toHaveLength(1);
    expect(slack.calls().at(-1)).toMatchObject({ method: 'ack' });
  });

  test('update, push and clear', async () => {
    const again: ModalView = { ...FORM, title: { type: 'plain_text', text: 'Again' } };
    const { mara, id } = await withForm((app) => {
      app.view('form', async ({ ack, view }) => {
        const value = view.state.values['name']?.['value']?.value;
        if (value === 'clear') await ack({ response_action: 'clear' });
        else if (value === 'push') await ack({ response_action: 'push', view: again });
        else await ack({ response_action: 'update', view: again });
      });
    });
    await mara.submit(id, typed('update'));
    expect(mara.modals().map((view) => [view.id, view.title])).toEqual([[id, 'Again']]);
    await mara.submit(id, typed('push'));
    expect(mara.modals()).toHaveLength(2);
    await mara.submit(mara.modals()[1]?.id ?? '', typed('clear'));
    expect(mara.modals()).toEqual([]);
  });

  test('silence leaves the modal open', async () => {
    const { slack, client } = await startRig({ ackMs: 20 });
    await boltFor(slack, (app) => app.view('form', async () => undefined));
    await client.views.open({ trigger_id: slack.triggerFor('U0MARA'), view: FORM });
    const mara = slack.as('U0MARA');
    expect((await mara.submit(mara.modals()[0]?.id ?? '', typed('Ada'))).kind).toBe('timeout');
    expect(mara.modals()).toHaveLength(1);
  });

  test('a button inside reports its view, and can push another', async () => {
    const { mara, id } = await withForm((app) => {
      app.action('value', async ({ ack, body, client }) => {
        await ack();
        if (body.type === 'block_actions')
          await client.views.push({ trigger_id: body.trigger_id, view: FORM });
      });
    });
    const choice = { type: 'plain_text_input', value: 'A' };
    const press = { blockId: 'name', actionId: 'value', choice };
    expect((await mara.pressInView(id, press)).kind).toBe('ok');
    await until(() => mara.modals().length === 2);
  });

  test('closing is told when the view asked for it', async () => {
    const closed: unknown[] = [];
    const { mara, id } = await withForm((app) => {
      app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body }) => {
        closed.push(body);
        await ack();
      });
    });
    await mara.close(id);
    expect(closed).toMatchObject([{ type: 'view_closed', is_cleared: false, view: { id } }]);
  });
});
