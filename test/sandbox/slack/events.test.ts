import type { App } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { boltFor, MANIFEST, post, startRig, until } from './rig.ts';
import type { Rig } from './rig.ts';

type Heard = Readonly<Record<string, unknown>>;

/** Everything that a Bolt app hears, in order of arrival. */
async function listening(rig: Rig): Promise<{ events: Heard[]; bodies: Heard[] }> {
  const events: Heard[] = [];
  const bodies: Heard[] = [];
  await boltFor(rig.slack, (app: App) => {
    app.event(/.*/, async ({ event, body }) => {
      events.push({ ...event });
      bodies.push({ ...body });
    });
  });
  return { events, bodies };
}

describe('events', () => {
  test('opening the Home tab tells who, where and what is there', async () => {
    const rig = await startRig();
    const { events, bodies } = await listening(rig);
    const mara = rig.slack.as('U0MARA');
    await mara.openHome();
    await rig.client.views.publish({
      user_id: 'U0MARA',
      view: { type: 'home', callback_id: 'h', blocks: [] },
    });
    await mara.openHome();
    await until(() => events.length === 2);
    const channel = rig.slack.directMessage('U0MARA').id;
    expect(events[0]).toMatchObject({
      type: 'app_home_opened',
      user: 'U0MARA',
      tab: 'home',
      channel,
    });
    expect(events[0]).not.toHaveProperty('view');
    expect(events[1]).toMatchObject({ view: { type: 'home', callback_id: 'h' } });
    expect(bodies[0]).toMatchObject({
      type: 'event_callback',
      team_id: rig.slack.teamId,
      authorizations: [{ team_id: rig.slack.teamId, user_id: rig.slack.botUserId, is_bot: true }],
      is_ext_shared_channel: false,
    });
    expect(bodies[0]?.['event_id']).not.toBe(bodies[1]?.['event_id']);
  });

  test('the bot hears when it is invited, and who comes after it', async () => {
    const rig = await startRig();
    const { events } = await listening(rig);
    const { slack } = rig;
    const mara = slack.as('U0MARA');
    await mara.invite('U0IVO', 'C0SECRET');
    await mara.invite(slack.botUserId, 'C0SECRET');
    slack.removeFrom('C0SECRET', 'U0IVO');
    await mara.invite('U0IVO', 'C0SECRET');
    await mara.invite('U0IVO', 'C0SECRET');
    await until(() => events.length === 2);
    expect(events).toMatchObject([
      {
        type: 'member_joined_channel',
        user: slack.botUserId,
        channel: 'C0SECRET',
        channel_type: 'G',
        inviter: 'U0MARA',
      },
      { type: 'member_joined_channel', user: 'U0IVO' },
    ]);
  });

  test('messages reach the bot where it is a member and the manifest asks', async () => {
    const rig = await startRig();
    const { events } = await listening(rig);
    const { slack } = rig;
    const mara = slack.as('U0MARA');
    await mara.say('C0SECRET', 'a private channel without the bot');
    await mara.say('C0OPEN', 'a public channel without the bot');
    const said = await mara.say('C0ATLAS', 'hi @slipway & <all>');
    const direct = slack.directMessage('U0MARA').id;
    await mara.say(direct, 'hello');
    await until(() => events.length === 3);
    expect(said.text).toBe(`hi <@${slack.botUserId}> &amp; &lt;all&gt;`);
    const heard = events.map(({ type, channel_type }) => [type, channel_type]);
    expect(heard).toContainEqual(['message', 'channel']);
    expect(heard).toContainEqual(['app_mention', undefined]);
    expect(heard).toContainEqual(['message', 'im']);
    const message = events.find(({ channel_type }) => channel_type === 'channel');
    expect(message).toMatchObject({
      user: 'U0MARA',
      ts: said.ts,
      event_ts: said.ts,
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'hi ' },
                { type: 'user', user_id: slack.botUserId },
                { type: 'text', text: ' & <all>' },
              ],
            },
          ],
        },
      ],
    });
  });

  test('what the manifest does not list is not sent', async () => {
    const settings = { event_subscriptions: { bot_events: ['app_home_opened'] } };
    const rig = await startRig({ manifest: { ...MANIFEST, settings } });
    const { events } = await listening(rig);
    const mara = rig.slack.as('U0MARA');
    await mara.say('C0ATLAS', 'hi @slipway');
    await mara.invite(rig.slack.botUserId, 'C0SECRET');
    await mara.openHome();
    expect(events.map(({ type }) => type)).toEqual(['app_home_opened']);
  });

  test('an edit and a deletion are messages with a subtype', async () => {
    const rig = await startRig();
    const { events } = await listening(rig);
    const { ts = '' } = await post(rig.client, { channel: 'C0ATLAS', text: 'one' });
    await rig.client.chat.update({ channel: 'C0ATLAS', ts, text: 'two' });
    await rig.client.chat.delete({ channel: 'C0ATLAS', ts });
    await until(() => events.length === 3);
    expect(events).toMatchObject([
      { type: 'message', text: 'one', ts, user: rig.slack.botUserId },
      {
        type: 'message',
        subtype: 'message_changed',
        message: { ts, text: 'two' },
        previous_message: { text: 'one' },
      },
      { type: 'message', subtype: 'message_deleted', deleted_ts: ts },
    ]);
  });

  test('an uninstalled app hears it last, and its token is dead', async () => {
    const events = [...MANIFEST.settings.event_subscriptions.bot_events];
    const settings = { event_subscriptions: { bot_events: [...events, 'app_uninstalled'] } };
    const rig = await startRig({ manifest: { ...MANIFEST, settings } });
    const heard = await listening(rig);
    await rig.slack.uninstall();
    await until(() => heard.events.length === 1);
    expect(heard.events).toMatchObject([{ type: 'app_uninstalled' }]);
    await expect(rig.client.auth.test()).rejects.toThrow('token_revoked');
  });
});

describe('shortcuts', () => {
  test('global and message ones, as the manifest declares them', async () => {
    const rig = await startRig();
    const { slack } = rig;
    const heard: Heard[] = [];
    await boltFor(slack, (app: App) => {
      app.shortcut(/.*/, async ({ ack, shortcut }) => {
        heard.push({ ...shortcut });
        await ack();
      });
    });
    const mara = slack.as('U0MARA');
    const { ts } = await mara.say('C0ATLAS', 'The disk is full');
    expect(await mara.shortcut('plan')).toEqual({ kind: 'ok', payload: {} });
    expect(await mara.messageShortcut('risk', 'C0ATLAS', ts)).toEqual({ kind: 'ok', payload: {} });
    expect(heard).toMatchObject([
      { type: 'shortcut', callback_id: 'plan', user: { id: 'U0MARA' } },
      {
        type: 'message_action',
        callback_id: 'risk',
        message_ts: ts,
        channel: { id: 'C0ATLAS', name: 'atlas' },
        message: { text: 'The disk is full', user: 'U0MARA' },
      },
    ]);
    expect((await mara.shortcut('risk')).kind).toBe('nobody-listens');
    expect((await mara.shortcut('nothing')).kind).toBe('nobody-listens');
  });
});
