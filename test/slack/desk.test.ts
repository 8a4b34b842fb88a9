/** Answers that cannot wait: what Slack is asked, what comes back, and how refusals are named. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pushedClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { plusMinutes } from '../../src/base/time.ts';
import type { ModalView } from '../../src/slack/blocks.ts';
import { createDesk } from '../../src/slack/desk.ts';
import { SlackRefusal } from '../../src/slack/port.ts';
import { quickClient } from '../../src/slack/web-client.ts';
import { realSlack } from './real-slack.ts';
import { json, type SmallSlack, startSmallSlack } from './small-slack.ts';

const START = '2026-11-20T10:00:00.000Z';
const modal: ModalView = { type: 'modal', callbackId: 'x', title: 'X', blocks: [] };

let slack: SmallSlack;
beforeAll(async () => {
  slack = await startSmallSlack();
});
afterAll(() => slack.stop());
beforeEach(() => {
  slack.calls.length = 0;
});

const deskWith = (timeoutMs = 2500, wall = pushedClock(START)) =>
  createDesk(quickClient('xoxb-bot', { apiUrl: slack.apiUrl, timeoutMs, log: silentLog }), {
    apiUrl: slack.apiUrl,
    wall,
  });
const refusal = (code: string) => expect.objectContaining({ name: 'SlackRefusal', code });

describe('modals and Home', () => {
  const view = { ok: true, view: { id: 'V1', hash: 'h1' } };

  test('opening, pushing and updating answer with id and hash', async () => {
    for (const method of ['views.open', 'views.push', 'views.update']) slack.answer(method, view);
    const desk = deskWith();
    const opened = { id: 'V1', hash: 'h1' };
    expect(await desk.openModal('t1', modal)).toEqual(opened);
    expect(await desk.pushModal('t2', modal)).toEqual(opened);
    expect(await desk.updateModal('V1', modal, 'h0')).toEqual(opened);
    expect(await desk.updateModal('V1', modal)).toEqual(opened);
    expect(
      slack.calls.map(({ method, args }) => [method, args['trigger_id'], args['hash']]),
    ).toEqual([
      ['views.open', 't1', undefined],
      ['views.push', 't2', undefined],
      ['views.update', undefined, 'h0'],
      ['views.update', undefined, undefined],
    ]);
  });

  test.each(['expired_trigger_id', 'hash_conflict', 'not_found', 'token_revoked', 'missing_scope'])(
    '%s keeps its name',
    async (code) => {
      slack.answer('views.open', { ok: false, error: code });
      await expect(deskWith().openModal('t', modal)).rejects.toEqual(refusal(code));
    },
  );

  test('Home', async () => {
    slack.answer('views.publish', { ok: true, view: { id: 'V2' } });
    await deskWith().publishHome('U1', { type: 'home', blocks: [] });
    expect(slack.calls[0]?.args).toEqual({ user_id: 'U1', view: '{"type":"home","blocks":[]}' });
  });
});

describe('when Slack is not well', () => {
  test('a late answer is given up, once', async () => {
    slack.answer('views.open', () => undefined);
    await expect(deskWith(50).openModal('t', modal)).rejects.toEqual(refusal('no_answer'));
    expect(slack.calls).toHaveLength(1);
  });

  test('at the desk of the product that is after two and a half seconds', async () => {
    slack.answer('views.open', () => undefined);
    const from = performance.now();
    await expect(realSlack(slack.apiUrl).desk.openModal('t', modal)).rejects.toEqual(
      refusal('no_answer'),
    );
    // Less than the ten seconds of a post; a busy machine may add some to the two and a half.
    expect(performance.now() - from).toBeLessThan(8000);
    expect(performance.now() - from).toBeGreaterThan(2400);
  });

  test('case 6: a throttled call fails at once instead of waiting', async () => {
    slack.answer('views.open', (response) => {
      response.writeHead(429, { 'retry-after': '30' }).end();
    });
    await expect(deskWith().openModal('t', modal)).rejects.toEqual(refusal('ratelimited'));
  });

  test('half an answer is none, and what people wrote in it goes nowhere', async () => {
    slack.answer(
      'chat.postEphemeral',
      (response) => void response.end('{"ok":true,"text":"secret pl'),
    );
    const error: unknown = await deskWith()
      .reply({ channelId: 'C1', userId: 'U1' }, { text: 'x', blocks: [] })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'no_answer', cause: 'unparsable answer' });
  });

  test('the refusal names the method and keeps the cause for the log', async () => {
    slack.answer('views.open', { ok: false, error: 'expired_trigger_id' });
    const error: unknown = await deskWith()
      .openModal('t', modal)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SlackRefusal);
    expect(error).toMatchObject({ method: 'views.open', cause: { name: 'WebAPIPlatformError' } });
  });
});

describe('a reply only one person sees', () => {
  const message = { text: 'Recorded', blocks: [] };

  test('into the channel', async () => {
    slack.answer('chat.postEphemeral', { ok: true, message_ts: '1.1' });
    await deskWith().reply({ channelId: 'C1', userId: 'U1' }, message);
    expect(slack.calls[0]?.args).toEqual({
      channel: 'C1',
      user: 'U1',
      text: 'Recorded',
      blocks: '[]',
      parse: 'none',
    });
  });

  test("to the interaction's address", async () => {
    slack.answer('reply', (response) => void response.end('ok'));
    await deskWith().reply({ responseUrl: `${slack.apiUrl}reply` }, message);
    const [call] = slack.calls;
    expect(call?.token).toBe('');
    expect(JSON.parse(Object.keys(call?.args ?? {})[0] ?? '')).toEqual({
      response_type: 'ephemeral',
      replace_original: false,
      ...message,
    });
  });

  test.each([
    [{ ok: false, error: 'used_url' }, 404, 'used_url'],
    ['expired_url', 404, 'expired_url'],
    ['<html>', 502, 'http_502'],
    [{ ok: false, error: 'POST /reply {"text":"canary"}' }, 200, 'unparsable_answer'],
  ])('a refused address: %j', async (body, status, code) => {
    slack.answer('reply', (response) => {
      if (typeof body === 'string') response.writeHead(status).end(body);
      else json(response, body, status);
    });
    await expect(
      deskWith().reply({ responseUrl: `${slack.apiUrl}reply` }, message),
    ).rejects.toEqual(refusal(code));
  });

  test('an address whose connection drops', async () => {
    slack.answer('reply', (_, socket) => void socket.destroy());
    await expect(
      deskWith().reply({ responseUrl: `${slack.apiUrl}reply` }, message),
    ).rejects.toEqual(refusal('no_answer'));
  });

  test.each([
    'https://evil.example/x',
    'http://hooks.slack.com/x',
    'https://slack.com.evil.io/',
    'x',
  ])('a foreign address hears nothing: %s', async (responseUrl) => {
    await expect(deskWith().reply({ responseUrl }, message)).rejects.toEqual(
      refusal('foreign_url'),
    );
  });
});

describe('people', () => {
  const user = {
    id: 'U1',
    name: 'mara',
    tz: 'Europe/Berlin',
    profile: { display_name: 'Mara', real_name: 'Mara K' },
    is_admin: true,
  };

  test('by name, zone and standing', async () => {
    slack.answer('users.info', { ok: true, user });
    expect(await deskWith().person('U1')).toEqual({
      id: 'U1',
      name: 'Mara',
      zone: 'Europe/Berlin',
      isBot: false,
      isGuest: false,
      isAdmin: true,
      isDeactivated: false,
      isOutside: false,
    });
  });

  test.each([
    [{ deleted: true }, { isDeactivated: true, zone: 'UTC' }],
    [
      { is_bot: true, tz: 'Mars/Olympus' },
      { isBot: true, zone: 'UTC' },
    ],
    // Case 26: zones that this runtime does not know, with their present distance to UTC in seconds.
    [{ tz: 'Mars/Olympus', tz_offset: -10800 }, { zone: 'Etc/GMT+3' }],
    [{ tz: 'Mars/Olympus', tz_offset: 19800 }, { zone: 'UTC' }],
    [{ tz: 'Mars/Olympus', tz_offset: 0 }, { zone: 'UTC' }],
    [{ is_restricted: true }, { isGuest: true }],
    [{ is_ultra_restricted: true }, { isGuest: true }],
    [{ is_owner: true }, { isAdmin: true }],
    [{ profile: { display_name: '', real_name: 'Ivo T' } }, { name: 'Ivo T' }],
    [{ name: 'noor' }, { name: 'noor' }],
    [{}, { name: 'U2' }],
  ])('%j', async (fields, expected) => {
    slack.answer('users.info', { ok: true, user: { id: 'U2', ...fields } });
    expect(await deskWith().person('U2')).toMatchObject(expected);
  });

  test('are remembered for ten minutes', async () => {
    slack.answer('users.info', { ok: true, user });
    const wall = pushedClock(START);
    const desk = deskWith(2500, wall);
    await Promise.all([desk.person('U1'), desk.person('U1')]);
    wall.push(plusMinutes(START, 9));
    await desk.person('U1');
    expect(slack.calls).toHaveLength(1);
    wall.push(plusMinutes(START, 10));
    await desk.person('U1');
    expect(slack.calls).toHaveLength(2);
  });

  test('a failure is not remembered', async () => {
    slack.answer('users.info', { ok: false, error: 'user_not_found' }, { ok: true, user });
    const desk = deskWith();
    await expect(desk.person('U1')).rejects.toEqual(refusal('user_not_found'));
    expect(await desk.person('U1')).toMatchObject({ name: 'Mara' });
  });
});

describe('channels', () => {
  test.each([
    [{ is_private: true }, { isPrivate: true }],
    [{ is_im: true }, { isPrivate: true, isMember: true, name: '' }],
    [{ is_archived: true }, { isArchived: true }],
    [{ is_ext_shared: true }, { isShared: true }],
    [{ is_pending_ext_shared: true }, { isShared: true }],
    [{ is_org_shared: true }, { isShared: false }],
    [
      { name: 'releases', is_member: true },
      { name: 'releases', isMember: true, isShared: false },
    ],
  ])('%j', async (fields, expected) => {
    slack.answer('conversations.info', { ok: true, channel: { id: 'C1', ...fields } });
    expect(await deskWith().channel('C1')).toMatchObject({ id: 'C1', ...expected });
  });

  test('are asked for afresh: one may have been shared a minute ago', async () => {
    slack.answer(
      'conversations.info',
      { ok: true, channel: { id: 'C1' } },
      { ok: true, channel: { id: 'C1', is_ext_shared: true } },
    );
    const desk = deskWith();
    expect((await desk.channel('C1')).isShared).toBe(false);
    expect((await desk.channel('C1')).isShared).toBe(true);
  });

  test('members over pages, and never more than wanted', async () => {
    slack.answer(
      'conversations.members',
      { ok: true, members: ['U1', 'U2'], response_metadata: { next_cursor: 'p2' } },
      { ok: true, members: ['U3', 'U4'], response_metadata: { next_cursor: '' } },
    );
    expect(await deskWith().channelMembers('C1', 3)).toEqual(['U1', 'U2', 'U3']);
    expect(slack.calls.map(({ args }) => [args['limit'], args['cursor']])).toEqual([
      ['3', undefined],
      ['1', 'p2'],
    ]);
  });
});

test.each([
  ['of our workspace', { team_id: 'T1' }, undefined, false],
  ['of another organisation', { team_id: 'T2' }, undefined, true],
  ['of another one, seen from an organisation', { team_id: 'T2' }, 'E1', true],
  ['of theirs', { team_id: 'T2', enterprise_user: { enterprise_id: 'E2' } }, 'E1', true],
  ['of our organisation', { team_id: 'T2', enterprise_user: { enterprise_id: 'E1' } }, 'E1', false],
  ['of ours, told by its own id', { team_id: 'E1' }, 'E1', false],
  [
    'at home in another workspace of ours, and member of this one',
    { team_id: 'T2', enterprise_user: { enterprise_id: 'E1', teams: ['T2', 'T1'] } },
    'E1',
    false,
  ],
  [
    'of other workspaces of our organisation only',
    { team_id: 'T2', enterprise_user: { enterprise_id: 'E1', teams: ['T2'] } },
    'E1',
    true,
  ],
])('case 46: a person %s', async (_, fields, enterprise, isOutside) => {
  slack.answer('users.info', { ok: true, user: { id: 'U2', ...fields } });
  slack.answer('auth.test', { ok: true, team_id: 'T1', enterprise_id: enterprise });
  expect(await deskWith().person('U2')).toMatchObject({ isOutside });
});

test('who we are, with the scopes of the header', async () => {
  slack.answer('auth.test', (response) => {
    response.setHeader('x-oauth-scopes', 'chat:write, commands');
    json(response, { ok: true, team_id: 'T1', team: 'Acme', user_id: 'UBOT', bot_id: 'B1' });
  });
  expect(await deskWith().identity()).toEqual({
    teamId: 'T1',
    enterpriseId: null,
    teamName: 'Acme',
    botUserId: 'UBOT',
    botId: 'B1',
    scopes: ['chat:write', 'commands'],
  });
});
