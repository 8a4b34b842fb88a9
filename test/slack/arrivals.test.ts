/** What Slack sends, in our words; and what nobody can read stays a value. */
import { assert, constantFrom, dictionary, jsonValue, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readArrival } from '../../src/slack/arrivals.ts';
import type { ArrivalKind } from '../../src/slack/port.ts';
import {
  blockActions,
  command,
  eventCallback,
  globalShortcut,
  messageShortcut,
  view,
  viewClosed,
  viewSubmission,
} from './slack-payloads.ts';

describe('a command', () => {
  test('with its words as they were typed', () => {
    const body = command('plan 1.4.0 &lt;fast&gt; &amp; with <@U2|ines>');
    expect(readArrival({ kind: 'command', body })).toEqual({
      kind: 'command',
      command: '/release',
      text: 'plan 1.4.0 <fast> & with <@U2|ines>',
      userId: 'U1',
      teamId: 'T1',
      homeTeamId: 'T1',
      channelId: 'C1',
      channelName: 'releases',
      triggerId: 'trigger-5',
      responseUrl: 'https://hooks.slack.com/commands/T1/1/x',
    });
  });

  test('an escaped escape is undone once', () => {
    const body = command('&amp;lt;');
    expect(readArrival({ kind: 'command', body })).toMatchObject({ text: '&lt;' });
  });
});

describe('a press', () => {
  test('on a card: value, message, thread, and what else is filled in', () => {
    const state = {
      values: { when: { pick: { type: 'datepicker', selected_date: '2026-12-12' } } },
    };
    const body = blockActions({ type: 'button', value: 'r1' }, { state });
    expect(readArrival({ kind: 'action', body })).toEqual({
      kind: 'press',
      actionId: 'act',
      blockId: 'block',
      value: 'r1',
      values: { when: '2026-12-12' },
      userId: 'U1',
      teamId: 'T1',
      homeTeamId: 'T1',
      triggerId: 'trigger-1',
      channelId: 'C1',
      messageTs: '111.222',
      threadTs: '100.1',
      responseUrl: 'https://hooks.slack.com/actions/T1/1/x',
    });
  });

  test('in a modal: the view with its own answers', () => {
    const pressed = view({
      state: { values: { theme: { t: { type: 'plain_text_input', value: 'speed' } } } },
    });
    const {
      channel: _c,
      message: _m,
      state: _s,
      response_url: _r,
      ...inModal
    } = blockActions(
      { type: 'static_select', selected_option: { value: 'minor' } },
      { view: pressed, container: { type: 'view', view_id: 'V1' } },
    );
    expect(readArrival({ kind: 'action', body: inModal })).toEqual({
      kind: 'press',
      actionId: 'act',
      blockId: 'block',
      value: 'minor',
      values: { theme: 'speed' },
      userId: 'U1',
      teamId: 'T1',
      homeTeamId: 'T1',
      triggerId: 'trigger-1',
      view: {
        id: 'V1',
        type: 'modal',
        hash: '1600.hash',
        callbackId: 'plan.submit',
        privateMetadata: '{"release":"r1"}',
        isPushed: false,
        values: { theme: 'speed' },
      },
    });
  });

  test('on a reply that only one person sees, which comes without its message', () => {
    const { message: _m, channel: _c, ...body } = blockActions({ type: 'button', value: 'x' });
    expect(readArrival({ kind: 'action', body })).toMatchObject({
      channelId: 'C1',
      messageTs: '111.222',
    });
  });

  test('in an app that a whole organisation installed', () => {
    const body = blockActions({ type: 'button', value: 'x' }, { team: null });
    expect(readArrival({ kind: 'action', body })).toMatchObject({ teamId: 'T1' });
  });
});

describe('a modal', () => {
  test('submitted', () => {
    const body = viewSubmission({ name: { n: { type: 'plain_text_input', value: '1.4.0' } } });
    expect(readArrival({ kind: 'submission', body })).toEqual({
      kind: 'submission',
      callbackId: 'plan.submit',
      userId: 'U1',
      teamId: 'T1',
      homeTeamId: 'T1',
      viewId: 'V1',
      hash: '1600.hash',
      privateMetadata: '{"release":"r1"}',
      values: { name: '1.4.0' },
      triggerId: 'trigger-2',
    });
  });

  test('submitted in a channel of another organisation belongs to our workspace', () => {
    const body = viewSubmission(
      {},
      {
        team: { id: 'T-theirs' },
        view: view({ app_installed_team_id: 'T-ours' }),
      },
    );
    expect(readArrival({ kind: 'submission', body })).toMatchObject({ teamId: 'T-ours' });
  });

  test('closed', () => {
    expect(readArrival({ kind: 'closed', body: viewClosed() })).toEqual({
      kind: 'closed',
      callbackId: 'plan.submit',
      userId: 'U1',
      teamId: 'T1',
      homeTeamId: 'T1',
      viewId: 'V1',
      privateMetadata: '{"release":"r1"}',
      isCleared: true,
    });
  });
});

describe('a shortcut', () => {
  test('from anywhere', () => {
    expect(readArrival({ kind: 'shortcut', body: globalShortcut() })).toEqual({
      kind: 'shortcut',
      callbackId: 'plan.start',
      userId: 'U1',
      teamId: 'T1',
      homeTeamId: 'T1',
      triggerId: 'trigger-3',
    });
  });

  test("from a message's menu", () => {
    expect(readArrival({ kind: 'shortcut', body: messageShortcut() })).toMatchObject({
      callbackId: 'risk.add',
      channelId: 'C1',
      messageTs: '111.333',
      messageText: 'host <late> & blocked',
      messageUser: 'U2',
    });
  });
});

describe('an event', () => {
  test('with a person and a channel by id', () => {
    const event = { type: 'member_joined_channel', user: 'U3', channel: 'C1', inviter: 'U1' };
    expect(readArrival({ kind: 'event', body: eventCallback(event) })).toEqual({
      kind: 'event',
      type: 'member_joined_channel',
      teamId: 'T1',
      userId: 'U3',
      channelId: 'C1',
      raw: event,
    });
  });

  test('with whole objects instead of ids', () => {
    const event = {
      type: 'channel_created',
      channel: { id: 'C9', creator: 'U1' },
      user: { id: 'U4' },
    };
    expect(readArrival({ kind: 'event', body: eventCallback(event) })).toMatchObject({
      userId: 'U4',
      channelId: 'C9',
    });
  });

  test('seen through a shared channel belongs to our workspace', () => {
    const body = eventCallback(
      { type: 'x' },
      {
        team_id: 'T-theirs',
        authorizations: [{ team_id: 'T-ours' }],
      },
    );
    expect(readArrival({ kind: 'event', body })).toMatchObject({ teamId: 'T-ours' });
  });

  test('without anybody', () => {
    const body = eventCallback({ type: 'tokens_revoked', tokens: { bot: ['UBOT'] } });
    const read = readArrival({ kind: 'event', body });
    expect(read).toMatchObject({ kind: 'event', type: 'tokens_revoked' });
    expect(read).not.toHaveProperty('userId');
  });
});

describe('what nobody can read', () => {
  test.each<[ArrivalKind, Readonly<Record<string, unknown>>, string]>([
    ['command', {}, 'command'],
    ['command', command('x', { user_id: 7 }), 'user_id'],
    ['action', blockActions({ type: 'hologram' }), 'unknown element in act'],
    ['action', { ...blockActions({ type: 'button' }), actions: [] }, 'actions'],
    ['action', { type: 'interactive_message', actions: [{ name: 'old' }] }, 'type'],
    ['action', { type: 'dialog_submission', submission: {} }, 'type'],
    ['submission', viewSubmission({ a: { b: { type: 'hologram' } } }), 'unknown element in a/b'],
    ['submission', { type: 'view_submission' }, 'user'],
    ['closed', { type: 'view_closed', user: { id: 'U1' } }, 'view'],
    ['shortcut', globalShortcut({ callback_id: '' }), 'callback_id'],
    ['event', { type: 'app_rate_limited' }, 'event'],
  ])('%s %#', (kind, body, reason) => {
    const read = readArrival({ kind, body });
    expect(read.kind).toBe('unreadable');
    expect(read.kind === 'unreadable' && read.reason).toContain(reason);
  });

  test('whatever arrives, reading it throws nothing', () => {
    const kinds = constantFrom<ArrivalKind>(
      'command',
      'action',
      'submission',
      'closed',
      'shortcut',
      'event',
    );
    assert(
      property(kinds, dictionary(string(), jsonValue()), (kind, body) => {
        expect(readArrival({ kind, body })).toHaveProperty('kind');
      }),
      { numRuns: 300 },
    );
  });

  test('a body survives the database: JSON out and in changes nothing', () => {
    const body = blockActions({ type: 'button', value: 'r1' });
    const again = JSON.parse(JSON.stringify(body));
    expect(readArrival({ kind: 'action', body: again })).toEqual(
      readArrival({ kind: 'action', body }),
    );
  });
});
