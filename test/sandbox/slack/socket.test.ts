import { SocketModeClient } from '@slack/socket-mode';
import type { SocketModeOptions } from '@slack/socket-mode';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { SlackSandbox } from '../../../src/sandbox/slack/start.ts';
import { clientFor, silent, startRig, until } from './rig.ts';

/** What the SDK hands to a listener of `slack_event`. */
interface Arrived {
  readonly envelope_id: string;
  readonly type: string;
  readonly retry_num?: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ack: (answer?: object) => Promise<void>;
}

/** The client comes back, and gives a silent line up, after this time; usually it takes five seconds. */
const QUICK = { clientPingTimeout: 50 };

interface Listening {
  readonly client: SocketModeClient;
  readonly arrived: Arrived[];
}

/** The real Socket Mode client, connected, that acknowledges only when it is told to. */
async function connect(
  slack: SlackSandbox,
  more: Partial<SocketModeOptions> = {},
): Promise<Listening> {
  const client = new SocketModeClient({
    appToken: slack.appToken,
    logger: silent,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    ...more,
  });
  const arrived: Arrived[] = [];
  client.on('slack_event', (event: Arrived) => void arrived.push(event));
  await client.start();
  onTestFinished(async () => {
    await client.disconnect();
  });
  return { client, arrived };
}

test('a ticket lets one connection in, and no second', async () => {
  const { slack } = await startRig();
  const answer = await fetch(`${slack.apiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.appToken}` },
  });
  const { url } = (await answer.json()) as { url: string };
  const first = new WebSocket(url);
  const hello = await new Promise<string>((resolve) => {
    first.once('message', (data: Buffer) => resolve(data.toString()));
  });
  expect(JSON.parse(hello)).toMatchObject({ type: 'hello', num_connections: 1 });
  const second = new WebSocket(url);
  const refused = await new Promise<Error>((resolve) => {
    second.once('error', resolve);
  });
  expect(refused.message).toContain('401');
});

test('every envelope goes to one of two connections, in turn', async () => {
  const { slack } = await startRig();
  const one = await connect(slack);
  const two = await connect(slack);
  expect(slack.connections()).toBe(2);
  for (let turn = 0; turn < 4; turn += 1) void slack.as('U0MARA').openHome();
  await until(() => one.arrived.length + two.arrived.length === 4);
  expect([one.arrived.length, two.arrived.length]).toEqual([2, 2]);
});

test('the eleventh connection is sent away', async () => {
  const { slack } = await startRig();
  for (let turn = 0; turn < 10; turn += 1) await connect(slack);
  const late = new SocketModeClient({
    appToken: slack.appToken,
    logger: silent,
    autoReconnectEnabled: false,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  await expect(late.start()).rejects.toBeUndefined();
  expect(slack.connections()).toBe(10);
});

test('without a connection a command reaches nobody, and an event waits for the next one', async () => {
  const { slack } = await startRig();
  const mara = slack.as('U0MARA');
  const answer = await mara.command('C0ATLAS', '/release');
  expect(answer).toMatchObject({ kind: 'nobody-listens' });
  expect(answer).toHaveProperty('sentence', '/release failed with the error "dispatch_failed"');
  await mara.openHome();
  expect(slack.socket.unacknowledged()).toBe(1);
  const late = await connect(slack);
  await until(() => late.arrived.length === 1);
  await late.arrived[0]?.ack();
  await until(() => slack.socket.unacknowledged() === 0);
});

test('an envelope whose connection breaks comes again, with the same ids, on the other one', async () => {
  const { slack } = await startRig();
  const one = await connect(slack, { autoReconnectEnabled: false });
  const done = slack.as('U0MARA').openHome();
  await until(() => one.arrived.length === 1);
  const two = await connect(slack);
  await one.client.disconnect();
  await until(() => two.arrived.length === 1);
  const [first] = one.arrived;
  const [again] = two.arrived;
  expect(again?.envelope_id).toBe(first?.envelope_id);
  expect(again?.body['event_id']).toBe(first?.body['event_id']);
  expect([first?.retry_num, again?.retry_num]).toEqual([0, 1]);
  await again?.ack();
  await done;
  expect(slack.socket.unacknowledged()).toBe(0);
});

test('a press whose connection breaks in time is answered by the other connection', async () => {
  const { slack } = await startRig();
  const one = await connect(slack, { autoReconnectEnabled: false });
  const answer = slack.as('U0MARA').shortcut('plan');
  await until(() => one.arrived.length === 1);
  const two = await connect(slack);
  await one.client.disconnect();
  await until(() => two.arrived.length === 1);
  expect(two.arrived[0]?.body['trigger_id']).toBe(one.arrived[0]?.body['trigger_id']);
  await two.arrived[0]?.ack();
  expect(await answer).toEqual({ kind: 'ok', payload: {} });
});

test('silence: an event is tried four times in all, a command once', async () => {
  const { slack } = await startRig({ ackMs: 20 });
  const deaf = await connect(slack);
  const answer = await slack.as('U0MARA').command('C0ATLAS', '/release');
  expect(answer.kind).toBe('timeout');
  expect(deaf.arrived.filter(({ type }) => type === 'slash_commands')).toHaveLength(1);
  await slack.as('U0MARA').openHome();
  await until(() => slack.socket.unacknowledged() === 0);
  const tries = () => deaf.arrived.filter(({ type }) => type === 'events_api');
  await until(() => tries().length === 4);
  expect(tries().map(({ retry_num }) => retry_num)).toEqual([0, 1, 2, 3]);
});

test('the oldest connection is asked to leave, and the other takes what comes', async () => {
  const { slack } = await startRig();
  const old = await connect(slack, { autoReconnectEnabled: false });
  const young = await connect(slack);
  const left = new Promise((resolve) => {
    old.client.once('disconnected', resolve);
  });
  slack.socket.refresh();
  for (let turn = 1; turn <= 3; turn += 1) {
    const answer = slack.as('U0MARA').shortcut('plan');
    await until(() => young.arrived.length === turn);
    await young.arrived.at(-1)?.ack();
    expect(await answer).toEqual({ kind: 'ok', payload: {} });
  }
  await left;
  expect(old.arrived).toEqual([]);
  expect(slack.connections()).toBe(1);
});

test('a lone connection that was asked to leave, and stays, still gets its envelopes', async () => {
  const { slack } = await startRig();
  const { url } = (await clientFor(slack, slack.appToken).apps.connections.open()) as {
    url: string;
  };
  const socket = new WebSocket(url);
  onTestFinished(() => socket.terminate());
  const types: unknown[] = [];
  socket.on('message', (data: Buffer) => {
    const { type, envelope_id } = JSON.parse(data.toString()) as Record<string, unknown>;
    types.push(type);
    if (envelope_id !== undefined) socket.send(JSON.stringify({ envelope_id, payload: {} }));
  });
  await until(() => types.length === 1);
  slack.socket.refresh('warning');
  slack.socket.refresh();
  expect(await slack.as('U0MARA').shortcut('plan')).toEqual({ kind: 'ok', payload: {} });
  expect(types).toEqual(['hello', 'disconnect', 'disconnect', 'interactive']);
});

test('a connection that does not go by itself is closed', async () => {
  const { slack } = await startRig({ leaveMs: 20 });
  const { url } = (await clientFor(slack, slack.appToken).apps.connections.open()) as {
    url: string;
  };
  const socket = new WebSocket(url);
  const closed = new Promise<number>((resolve) => {
    socket.once('close', resolve);
  });
  await until(() => slack.connections() === 1);
  slack.socket.refresh();
  expect(await closed).toBe(1000);
  await until(() => slack.connections() === 0);
});

test('a cut connection comes back by itself', async () => {
  const { slack } = await startRig();
  const { client } = await connect(slack, QUICK);
  const back = new Promise((resolve) => {
    client.once('connected', resolve);
  });
  slack.socket.cut();
  await until(() => slack.connections() === 0);
  await back;
  expect(slack.connections()).toBe(1);
});

test('half-open: the client hears no pong and leaves, as it does from a dead line', async () => {
  const { slack } = await startRig();
  const { client } = await connect(slack, QUICK);
  const steps: string[] = [];
  client.on('reconnecting', () => void steps.push('reconnecting'));
  const back = new Promise((resolve) => {
    client.once('connected', resolve);
  });
  slack.socket.pause();
  await back;
  expect(steps).toEqual(['reconnecting']);
  slack.socket.resume();
  await until(() => slack.connections() === 1);
});

test('recycling: a warning first, then the request to go, and the other takes over', async () => {
  const { slack } = await startRig();
  const { url } = (await clientFor(slack, slack.appToken).apps.connections.open()) as {
    url: string;
  };
  const socket = new WebSocket(url);
  onTestFinished(() => socket.terminate());
  const reasons: unknown[] = [];
  socket.on('message', (data: Buffer) => {
    const { type, reason } = JSON.parse(data.toString()) as Record<string, unknown>;
    if (type === 'disconnect') reasons.push(reason);
  });
  await until(() => slack.connections() === 1);
  const young = await connect(slack);
  slack.socket.recycle(20);
  await until(() => reasons.length === 1);
  expect(reasons).toEqual(['warning']);
  await until(() => reasons.length === 2);
  expect(reasons).toEqual(['warning', 'refresh_requested']);
  const answer = slack.as('U0MARA').shortcut('plan');
  await until(() => young.arrived.length === 1);
  await young.arrived[0]?.ack();
  expect(await answer).toEqual({ kind: 'ok', payload: {} });
});

test('link_disabled: every connection is sent away, and all come back', async () => {
  const { slack } = await startRig({ leaveMs: 20 });
  const both = [await connect(slack, QUICK), await connect(slack, QUICK)];
  const back = both.map(
    ({ client }) =>
      new Promise((resolve) => {
        client.once('connected', resolve);
      }),
  );
  slack.socket.refresh('link_disabled', 'all');
  await until(() => slack.connections() === 0);
  await Promise.all(back);
  expect(slack.connections()).toBe(2);
});

test('an event that comes again says how often and why; a press that did not says nothing', async () => {
  const { slack } = await startRig({ ackMs: 20 });
  const { url } = (await clientFor(slack, slack.appToken).apps.connections.open()) as {
    url: string;
  };
  const socket = new WebSocket(url);
  onTestFinished(() => socket.terminate());
  const heard: Record<string, unknown>[] = [];
  socket.on('message', (data: Buffer) => {
    const envelope = JSON.parse(data.toString()) as Record<string, unknown>;
    if (envelope['envelope_id'] !== undefined) heard.push(envelope);
  });
  await until(() => slack.connections() === 1);
  await slack.as('U0MARA').shortcut('plan');
  expect(heard[0]).not.toHaveProperty('retry_attempt');
  await slack.as('U0MARA').openHome();
  await until(() => heard.length === 5);
  expect(heard.slice(1).map((one) => [one['retry_attempt'], one['retry_reason']])).toEqual([
    [0, ''],
    [1, 'timeout'],
    [2, 'timeout'],
    [3, 'timeout'],
  ]);
});
