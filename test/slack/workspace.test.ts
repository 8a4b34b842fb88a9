/** The whole adapter in the local workspace: people act, the bot hears, answers and posts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { machineClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { plusMinutes } from '../../src/base/time.ts';
import type { SandboxPerson } from '../../src/sandbox/contract.ts';
import { type SlackSandbox, startSlackSandbox } from '../../src/sandbox/slack/start.ts';
import { type Incoming, readArrival } from '../../src/slack/arrivals.ts';
import { button, line, lines, type Message, type ModalView } from '../../src/slack/blocks.ts';
import { checkSlack } from '../../src/slack/check.ts';
import { createSlack } from '../../src/slack/create-slack.ts';
import type { Acknowledge, SlackPort } from '../../src/slack/port.ts';
import { until } from './small-slack.ts';

const manifest: unknown = parse(
  readFileSync(join(import.meta.dirname, '../../manifest.yml'), 'utf8'),
);
const mara: SandboxPerson = {
  id: 'UMARA',
  name: 'mara',
  realName: 'Mara Kern',
  title: 'Release manager',
  zone: 'Europe/Berlin',
  colour: '#336699',
  isBot: false,
  isAdmin: true,
  isGuest: false,
};

let slack: SlackSandbox;
let bot: SlackPort;
let heard: Incoming[];
let answer: (incoming: Incoming, acknowledge: Acknowledge) => Promise<void>;

beforeEach(async () => {
  slack = await startSlackSandbox({ clock: machineClock, wall: machineClock, manifest });
  slack.addPerson(mara);
  slack.addChannel({
    id: 'CREL',
    name: 'releases',
    kind: 'public',
    members: ['UMARA', slack.botUserId],
    topic: '',
  });
  bot = createSlack({
    botToken: slack.botToken,
    appToken: slack.appToken,
    apiUrl: slack.apiUrl,
    wall: machineClock,
    log: silentLog,
  });
  heard = [];
  answer = async (_, acknowledge) => acknowledge();
  await bot.line.start(async (arrival, acknowledge) => {
    const incoming = readArrival(arrival);
    heard.push(incoming);
    await answer(incoming, acknowledge);
  });
});
afterEach(async () => {
  await bot.line.stop();
  await slack.stop();
});

const card: Message = {
  text: 'Atlas 0.7.0',
  blocks: [
    lines([line('Atlas 0.7.0 is on track')], 'card'),
    { type: 'actions', block_id: 'acts', elements: [button('Open plan', 'plan.open', 'r1')] },
  ],
};
const modal: ModalView = {
  type: 'modal',
  callbackId: 'plan.submit',
  title: 'Plan a release',
  submit: 'Plan it',
  privateMetadata: 'atlas',
  blocks: [
    {
      type: 'input',
      block_id: 'version',
      label: { type: 'plain_text', text: 'Version' },
      element: { type: 'plain_text_input', action_id: 'v' },
    },
  ],
};
const maras = () => slack.as('UMARA');

describe('people act', () => {
  test('a command opens a modal; its form is refused once, then taken', async () => {
    answer = async (incoming, acknowledge) => {
      if (incoming.kind === 'submission' && incoming.values['version'] === 'x')
        return acknowledge({ kind: 'errors', errors: { version: 'Such as 0.8.0' } });
      await acknowledge();
      if (incoming.kind === 'command') await bot.desk.openModal(incoming.triggerId, modal);
    };
    expect(await maras().command('CREL', '/release plan')).toMatchObject({ kind: 'ok' });
    await until(() => maras().modals().length === 1);
    const [view] = maras().modals();
    const fill = (value: string) => ({ version: { v: { type: 'plain_text_input', value } } });
    expect(await maras().submit(view?.id ?? '', fill('x'))).toEqual({
      kind: 'errors',
      errors: { version: 'Such as 0.8.0' },
    });
    expect(await maras().submit(view?.id ?? '', fill('0.8.0'))).toMatchObject({ kind: 'ok' });
    expect(maras().modals()).toEqual([]);
    expect(heard.map(({ kind }) => kind)).toEqual(['command', 'submission', 'submission']);
    expect(heard[2]).toMatchObject({
      callbackId: 'plan.submit',
      privateMetadata: 'atlas',
      userId: 'UMARA',
      teamId: slack.teamId,
      values: { version: '0.8.0' },
    });
  });

  test('a button on a card, and a reply that only she sees', async () => {
    const posted = await bot.poster.post({
      channelId: 'CREL',
      threadTs: null,
      message: card,
      key: 'k',
    });
    const ts = posted.kind === 'done' ? posted.ts : '';
    answer = async (incoming, acknowledge) => {
      await acknowledge();
      if (incoming.kind === 'press')
        await bot.desk.reply(
          { responseUrl: incoming.responseUrl ?? '' },
          { text: 'Here it is', blocks: [] },
        );
    };
    await maras().press('CREL', ts, { blockId: 'acts', actionId: 'plan.open' });
    await until(() => slack.messages('CREL', 'UMARA').length === 2);
    expect(heard[0]).toMatchObject({
      kind: 'press',
      actionId: 'plan.open',
      value: 'r1',
      messageTs: ts,
    });
    expect(slack.messages('CREL', 'UMARA')[1]).toMatchObject({
      text: 'Here it is',
      ephemeralTo: 'UMARA',
    });
  });

  test('Home and a shortcut', async () => {
    await maras().openHome();
    await maras().shortcut('checkin.start');
    await until(() => heard.length === 2);
    expect(heard).toMatchObject([
      { kind: 'event', type: 'app_home_opened', userId: 'UMARA' },
      { kind: 'shortcut', callbackId: 'checkin.start', userId: 'UMARA' },
    ]);
    await bot.desk.publishHome('UMARA', { type: 'home', blocks: [lines([line('Nothing waits')])] });
    expect(maras().home()?.blocks).toHaveLength(1);
  });

  test('the bot is invited to a channel, and the app is removed', async () => {
    slack.addChannel({ id: 'CNEW', name: 'new', kind: 'public', members: ['UMARA'], topic: '' });
    await maras().invite(slack.botUserId, 'CNEW');
    await slack.uninstall();
    await until(() => heard.length === 3);
    expect(heard).toMatchObject([
      { type: 'member_joined_channel', userId: slack.botUserId, channelId: 'CNEW' },
      { kind: 'event' },
      { kind: 'event' },
    ]);
    await expect(bot.desk.person('UMARA')).rejects.toMatchObject({ code: 'token_revoked' });
    const lost = { channelId: 'CREL', threadTs: null, message: card, key: 'k' };
    expect(await bot.poster.post(lost)).toEqual({ kind: 'unreachable', cause: 'token_revoked' });
    slack.changes.reinstall();
    await slack.changes.inviteTo('CREL', slack.botUserId);
    expect(await bot.poster.post(lost)).toMatchObject({ kind: 'done' });
  });
});

describe('the bot asks', () => {
  test('who and where', async () => {
    expect(await bot.desk.person('UMARA')).toMatchObject({ zone: 'Europe/Berlin', isAdmin: true });
    expect(await bot.desk.channel('CREL')).toEqual({
      id: 'CREL',
      name: 'releases',
      isPrivate: false,
      isArchived: false,
      isMember: true,
      isShared: false,
    });
    expect(await bot.desk.channelMembers('CREL', 10)).toEqual(['UMARA', slack.botUserId]);
    expect(await bot.desk.identity()).toMatchObject({
      teamId: slack.teamId,
      botUserId: slack.botUserId,
    });
  });

  test('whether it may do its work', async () => {
    const tokens = { botToken: slack.botToken, appToken: slack.appToken, apiUrl: slack.apiUrl };
    expect(await checkSlack({ ...tokens, log: silentLog })).toMatchObject({ kind: 'fine' });
    const narrow = await startSlackSandbox({
      clock: machineClock,
      wall: machineClock,
      manifest,
      botScopes: ['commands', 'chat:write'],
    });
    const checked = await checkSlack({ ...tokens, apiUrl: narrow.apiUrl, log: silentLog });
    await narrow.stop();
    expect(checked).toMatchObject({ kind: 'wrong', sentence: expect.stringContaining('im:write') });
  });
});

describe('the bot posts', () => {
  const at = (key: string) => ({ channelId: 'CREL', threadTs: null, message: card, key });
  const since = () => plusMinutes(machineClock.now(), -1);

  test('a card, its thread, and edits in place', async () => {
    const posted = await bot.poster.post(at('plan'));
    const ts = posted.kind === 'done' ? posted.ts : '';
    const reply = { ...at('detail'), threadTs: ts, message: { text: 'Detail', blocks: [] } };
    expect(await bot.poster.post(reply)).toMatchObject({ kind: 'done' });
    const edited = { ...at('plan'), ts, message: { ...card, text: 'Atlas 0.7.0, late' } };
    expect(await bot.poster.update(edited)).toEqual({ kind: 'done', channelId: 'CREL', ts });
    expect(slack.messages('CREL').map(({ text, threadTs }) => [text, threadTs])).toEqual([
      ['Atlas 0.7.0, late', null],
      ['Detail', ts],
    ]);
    expect(
      await bot.poster.find({ channelId: 'CREL', threadTs: ts }, 'detail', since()),
    ).toMatchObject({ timestamps: [expect.any(String)] });
    expect(await bot.poster.find({ channelId: 'CREL', threadTs: null }, 'plan', since())).toEqual({
      kind: 'looked',
      timestamps: [ts],
    });
  });

  test.each([
    'answer-lost',
    'answer-cut',
    'error-500-after',
    'error-503-after',
    'internal-error-after',
  ] as const)('%s is unknown, and the message is found by its key', async (kind) => {
    slack.faults.add({ method: 'chat.postMessage', kind, times: 1 });
    expect(await bot.poster.post(at('digest'))).toMatchObject({ kind: 'unknown' });
    const where = { channelId: 'CREL', threadTs: null };
    const found = await bot.poster.find(where, 'digest', since());
    const standing = slack.messages('CREL').map(({ ts }) => ts);
    expect(found).toEqual({ kind: 'looked', timestamps: standing });
    expect(standing).toHaveLength(1);
  });

  test.each(['reset-before', 'error-500-before', 'internal-error-before'] as const)(
    '%s is unknown, and nothing is found',
    async (kind) => {
      slack.faults.add({ method: 'chat.postMessage', kind, times: 1 });
      expect(await bot.poster.post(at('digest'))).toMatchObject({ kind: 'unknown' });
      const where = { channelId: 'CREL', threadTs: null };
      expect(await bot.poster.find(where, 'digest', since())).toEqual({
        kind: 'looked',
        timestamps: [],
      });
    },
  );

  test('a direct message', async () => {
    const channel = await bot.poster.directChannel('UMARA');
    if (!('channelId' in channel)) throw new Error(channel.kind);
    expect(await bot.poster.post({ ...at('ask'), channelId: channel.channelId })).toMatchObject({
      kind: 'done',
    });
    expect(await bot.poster.find({ ...channel, threadTs: null }, 'ask', since())).toMatchObject({
      timestamps: [expect.any(String)],
    });
  });

  test('what Slack does not take is refused, and stands nowhere', async () => {
    const long = {
      text: 'x',
      blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
    } as const;
    expect(await bot.poster.post({ ...at('x'), message: long })).toEqual({
      kind: 'refused',
      code: 'invalid_blocks',
    });
    slack.archive('CREL');
    expect(await bot.poster.post(at('x'))).toEqual({ kind: 'refused', code: 'is_archived' });
    expect(await bot.poster.post({ ...at('x'), channelId: 'CNONE' })).toEqual({
      kind: 'refused',
      code: 'channel_not_found',
    });
    expect(slack.messages('CREL')).toEqual([]);
  });

  test('a double is removed', async () => {
    await bot.poster.post(at('digest'));
    const second = await bot.poster.post(at('digest'));
    const ts = second.kind === 'done' ? second.ts : '';
    expect(await bot.poster.remove('CREL', ts)).toMatchObject({ kind: 'done' });
    expect(slack.messages('CREL')).toHaveLength(1);
    expect(await bot.poster.remove('CREL', ts)).toMatchObject({ kind: 'done' });
  });
});

test('commands go through while every connection is refreshed, and after a cut', async () => {
  answer = async (_, acknowledge) => acknowledge({ text: 'On it' });
  for (let n = 0; n < 5; n += 1) {
    slack.socket.refresh('refresh_requested', n % 2 === 0 ? 'oldest' : 'all');
    const results = await Promise.all(
      [1, 2, 3].map(() => maras().command('CREL', '/release status')),
    );
    expect(results.map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok']);
  }
  slack.socket.cut();
  await until(() => slack.connections() >= 2);
  expect(await maras().command('CREL', '/release status')).toMatchObject({ kind: 'ok' });
  expect(slack.socket.unacknowledged()).toBe(0);
});
