/** The line while all is well: everything arrives, is recorded first, and is acknowledged once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Acknowledge, Arrival, SlackPort } from '../../src/slack/port.ts';
import { type Noted, notingLog, realSlack } from './real-slack.ts';
import {
  blockActions,
  eventCallback,
  globalShortcut,
  messageShortcut,
  viewClosed,
  viewSubmission,
} from './slack-payloads.ts';
import {
  commandEnvelope,
  envelope,
  type SmallSlack,
  startSmallSlack,
  until,
} from './small-slack.ts';

let slack: SmallSlack;
let port: SlackPort;
let noted: Noted[];
beforeEach(async () => {
  slack = await startSmallSlack();
  noted = [];
  port = realSlack(slack.apiUrl, { log: notingLog(noted) });
});
afterEach(async () => {
  await port.line.stop();
  await slack.stop();
});

/** Starts the line; `receive` acknowledges at once unless the test does otherwise. */
async function listen(
  receive: (arrival: Arrival, acknowledge: Acknowledge) => Promise<void> = async (_, ack) => ack(),
): Promise<Arrival[]> {
  const arrivals: Arrival[] = [];
  await port.line.start(async (arrival, acknowledge) => {
    arrivals.push(arrival);
    await receive(arrival, acknowledge);
  });
  return arrivals;
}
const interactive = (id: string, payload: unknown) => envelope('interactive', id, payload);
const events = (noting: readonly Noted[]) => noting.map(({ event }) => event);

test('two connections, both with the app-level token; the bot token is not used for them', async () => {
  expect(port.line.parkedBecause()).toBeNull();
  await listen();
  expect(slack.sockets.size).toBe(2);
  expect(port.line.parkedBecause()).toBeNull();
  expect(slack.calls.map(({ method, token }) => [method, token])).toEqual([
    ['apps.connections.open', 'xapp-app'],
    ['apps.connections.open', 'xapp-app'],
  ]);
  expect(noted).toEqual([{ level: 'info', event: 'slack.line_is_up' }]);
});

describe('what arrives', () => {
  test('is told apart, with a key each, over both connections', async () => {
    const arrivals = await listen();
    slack.send(commandEnvelope(1));
    slack.send(interactive('a', blockActions({ type: 'button', value: 'x' })));
    slack.send(interactive('s', viewSubmission({})));
    slack.send(interactive('c', viewClosed()));
    slack.send(interactive('g', globalShortcut()));
    slack.send(interactive('m', messageShortcut()));
    slack.send(envelope('events_api', 'e', eventCallback({ type: 'app_home_opened', user: 'U1' })));
    slack.send(interactive('h', blockActions({ type: 'hologram' }, { trigger_id: 'trigger-8' })));
    await until(() => slack.acknowledged.size === 8);
    expect(new Set(arrivals.map(({ kind, key }) => `${kind} ${key}`))).toEqual(
      new Set([
        'command command:trigger-1',
        'action action:trigger-1',
        'submission submission:trigger-2',
        'closed closed:V1:1600.hash',
        'shortcut shortcut:trigger-3',
        'shortcut shortcut:trigger-4',
        'event event:Ev1',
        'action action:trigger-8',
      ]),
    );
  });

  test('comes as Slack sent it, without the old verification token', async () => {
    const arrivals = await listen();
    slack.send(commandEnvelope(1));
    await until(() => arrivals.length === 1);
    expect(arrivals[0]?.body).toMatchObject({
      command: '/release',
      text: 'status 1',
      user_id: 'U1',
    });
    expect(arrivals[0]?.body).not.toHaveProperty('token');
  });

  test('our own doings arrive too', async () => {
    const arrivals = await listen();
    const event = { type: 'member_joined_channel', user: 'UBOT', channel: 'C1' };
    slack.send(envelope('events_api', 'e', eventCallback(event)));
    await until(() => arrivals.length === 1);
    expect(arrivals[0]?.body).toMatchObject({ event });
  });

  test.each([
    ['a kind nobody knows', { type: 'hologram' }],
    [
      'a menu that asks for its options',
      { type: 'block_suggestion', user: { id: 'U1' }, value: 'a' },
    ],
  ])(
    '%s is noted and acknowledged, so that Slack does not send it for ever',
    async (_, payload) => {
      const arrivals = await listen();
      slack.send(interactive('x', payload));
      await until(() => slack.acknowledged.has('x'));
      expect(arrivals).toEqual([]);
      expect(noted).toContainEqual({ level: 'warn', event: 'slack.unknown_delivery' });
    },
  );

  test('a broken envelope ends nothing', async () => {
    const arrivals = await listen();
    slack.send(envelope('events_api', 'broken', { type: 'no event in here' }));
    slack.send(envelope('events_api', 'broken', null));
    slack.send(commandEnvelope(1));
    slack.send(commandEnvelope(2));
    await until(() => arrivals.length === 2);
    expect(slack.sockets.size).toBe(2);
    expect(events(noted)).toContain('slack.malformed');
  });
});

describe('an acknowledgement', () => {
  test('is sent only when the receiver says so, for events too', async () => {
    const recorded = Promise.withResolvers<void>();
    const arrivals = await listen(async (_, acknowledge) => {
      await recorded.promise;
      await acknowledge();
    });
    slack.send(envelope('events_api', 'e', eventCallback({ type: 'app_home_opened' })));
    slack.send(commandEnvelope(1));
    await until(() => arrivals.length === 2);
    expect(slack.acknowledgements).toEqual([]);
    recorded.resolve();
    await until(() => slack.acknowledgements.length === 2);
  });

  test('carries words for a command and errors for a form', async () => {
    await listen(async ({ kind }, acknowledge) =>
      acknowledge(
        kind === 'command' ? { text: 'On it' } : { kind: 'errors', errors: { version: 'Taken' } },
      ),
    );
    slack.send(commandEnvelope(1));
    slack.send(interactive('s', viewSubmission({})));
    await until(() => slack.acknowledged.size === 2);
    expect(slack.acknowledged.get('envelope-1')).toEqual({
      response_type: 'ephemeral',
      text: 'On it',
    });
    expect(slack.acknowledged.get('s')).toEqual({
      response_action: 'errors',
      errors: { version: 'Taken' },
    });
  });

  test('is sent once', async () => {
    await listen(async (_, acknowledge) => {
      await acknowledge();
      await acknowledge({ text: 'again' });
    });
    slack.send(commandEnvelope(1));
    await until(() => events(noted).includes('slack.acknowledged_twice'));
    slack.send(commandEnvelope(2));
    await until(() => slack.acknowledged.has('envelope-2'));
    expect(slack.acknowledgements.filter((id) => id === 'envelope-1')).toHaveLength(1);
  });

  test('that finds no socket any more harms nobody', async () => {
    const done: string[] = [];
    await listen(async ({ key }, acknowledge) => {
      for (const socket of slack.sockets) socket.terminate();
      await until(() => slack.opened() === 4);
      await acknowledge();
      done.push(key);
    });
    slack.send(commandEnvelope(1));
    await until(() => done.length === 1);
    expect(events(noted)).toContain('slack.acknowledgement_lost');
    expect(slack.acknowledgements).toEqual([]);
  });
});

describe('a receiver that fails', () => {
  test('before the acknowledgement leaves the envelope to Slack, which delivers it again', async () => {
    let broken = true;
    const arrivals = await listen(async (_, acknowledge) => {
      if (broken) throw new Error('the database is locked');
      await acknowledge();
    });
    slack.send(commandEnvelope(1));
    await until(() => events(noted).includes('slack.delivery_failed'));
    expect(slack.acknowledgements).toEqual([]);
    broken = false;
    slack.send(commandEnvelope(1));
    await until(() => slack.acknowledgements.length === 1);
    expect(arrivals.map(({ key }) => key)).toEqual(['command:trigger-1', 'command:trigger-1']);
  });

  test('after it is noted', async () => {
    await listen(async (_, acknowledge) => {
      await acknowledge();
      throw new Error('later');
    });
    slack.send(commandEnvelope(1));
    await until(() => events(noted).includes('slack.delivery_failed'));
    await until(() => slack.acknowledgements.length === 1);
  });

  test('to acknowledge at all is noted', async () => {
    await listen(async () => undefined);
    slack.send(commandEnvelope(1));
    await until(() => events(noted).includes('slack.unacknowledged'));
  });
});
