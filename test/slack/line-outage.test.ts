/** The line while Slack comes and goes: nothing lost, quickly back, no storm, and a way to the end. */
import { setInterval as every } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlackPort } from '../../src/slack/port.ts';
import type { LineTiming } from '../../src/slack/reconnect.ts';
import { type Noted, notingLog, realSlack } from './real-slack.ts';
import {
  announce,
  commandEnvelope,
  type SmallSlack,
  startSmallSlack,
  until,
} from './small-slack.ts';

let slack: SmallSlack;
let port: SlackPort | null = null;
let noted: Noted[];
const rejections: unknown[] = [];
const keep = (reason: unknown): void => void rejections.push(reason);

beforeEach(async () => {
  slack = await startSmallSlack({ redeliver: true });
  noted = [];
  rejections.length = 0;
  process.on('unhandledRejection', keep);
});
afterEach(async () => {
  await port?.line.stop();
  port = null;
  await slack.stop();
  process.off('unhandledRejection', keep);
  // The stock client ends the process here, by a rejection that nobody can catch.
  expect(rejections).toEqual([]);
});

async function listen(timing: Partial<LineTiming> = {}): Promise<SlackPort['line']> {
  port = realSlack(slack.apiUrl, { log: notingLog(noted), timing });
  await port.line.start(async (_, acknowledge) => acknowledge());
  return port.line;
}
const opens = () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length;
const refuse = (error: string) => slack.answer('apps.connections.open', { ok: false, error });
const permit = () =>
  slack.answer('apps.connections.open', {
    ok: true,
    url: slack.apiUrl.replace('http', 'ws').replace('/api/', '/link'),
  });
const cut = () => {
  for (const socket of slack.sockets) socket.terminate();
};

describe('a refresh', () => {
  test('opens the next connection before the old one closes', async () => {
    await listen({ lingerMs: 20 });
    const [old] = slack.sockets;
    if (old === undefined) throw new Error('no socket');
    let openAtClose = 0;
    old.once('close', () => {
      openAtClose = slack.sockets.size;
    });
    announce(old, 'warning');
    await until(() => old.readyState === old.CLOSED);
    expect(slack.opened()).toBe(3);
    expect(openAtClose).toBeGreaterThanOrEqual(2);
  });

  test.each([
    ['of one after the other, each unused from its announcement on', 10, oneUnused],
    ['of both at the same moment, used until they close', 20, bothUsed],
  ])('%s, under load, loses no command', async (_, rhythm, refresh) => {
    await listen({ steadyAfterMs: 20 });
    let lost = 0;
    let sent = 0;
    for await (const tick of every(10, 1)) {
      sent += tick;
      if (!slack.send(commandEnvelope(sent))) lost += 1;
      if (sent % rhythm === 0) refresh();
      if (sent === 200) break;
    }
    await until(() => slack.acknowledged.size + lost >= 200);
    expect(lost).toBe(0);
    expect(slack.opened()).toBeGreaterThan(15);
    expect(noted.map(({ event }) => event)).not.toContain('slack.line_is_down');
  });

  function oneUnused(): void {
    const [socket] = slack.sockets;
    if (socket === undefined) return;
    slack.sockets.delete(socket);
    endSoon(socket);
  }

  function bothUsed(): void {
    for (const socket of slack.sockets) endSoon(socket);
  }

  function endSoon(socket: WebSocket): void {
    announce(socket, 'refresh_requested');
    setTimeout(() => socket.close(), 500).unref();
  }

  test('lets what is in hand be acknowledged on the connection it came by', async () => {
    const recorded = Promise.withResolvers<void>();
    port = realSlack(slack.apiUrl, { timing: { lingerMs: 10 } });
    let arrived = 0;
    await port.line.start(async (_, acknowledge) => {
      arrived += 1;
      await recorded.promise;
      await acknowledge();
    });
    const [busy] = slack.sockets;
    if (busy === undefined) throw new Error('no socket');
    busy.send(JSON.stringify(commandEnvelope(1)));
    await until(() => arrived === 1);
    announce(busy, 'refresh_requested');
    await until(() => slack.opened() === 3);
    expect(busy.readyState).toBe(busy.OPEN);
    recorded.resolve();
    await until(() => busy.readyState === busy.CLOSED);
    expect(slack.acknowledgements).toEqual(['envelope-1']);
  });
});

describe('a cut', () => {
  test('case 16: is mended within a second', async () => {
    await listen();
    const from = performance.now();
    cut();
    await until(() => slack.opened() === 4 && slack.sockets.size === 2);
    expect(performance.now() - from).toBeLessThan(1000);
  });

  test('case 16: after many refreshes in a row is mended as fast as any other', async () => {
    await listen({ refreshPauseMs: 10, lingerMs: 10 });
    for (let n = 0; n < 12; n += 1) {
      const opened = slack.opened();
      for (const socket of slack.sockets) announce(socket, 'refresh_requested');
      await until(() => slack.opened() >= opened + 2 && slack.sockets.size === 2);
    }
    const from = performance.now();
    const opened = slack.opened();
    cut();
    await until(() => slack.opened() >= opened + 2);
    expect(performance.now() - from).toBeLessThan(1000);
  });

  test('of one connection is no outage, of both it is one, said once each way', async () => {
    const line = await listen();
    [...slack.sockets][0]?.terminate();
    await until(() => slack.opened() === 3);
    expect(line.parkedBecause()).toBeNull();
    refuseAll(503);
    cut();
    await until(() => line.parkedBecause() !== null);
    expect(line.parkedBecause()).toBe('Slack cannot be reached at present. I keep trying.');
    const before = opens();
    await until(() => opens() > before + 4);
    permit();
    await until(() => line.parkedBecause() === null);
    expect(noted.map(({ event }) => event)).toEqual([
      'slack.line_is_up',
      'slack.line_is_down',
      'slack.line_is_up',
    ]);
  });

  test('case 16: a Slack that hangs up after every hello is not stormed', async () => {
    await listen();
    let cuts = 0;
    for await (const tick of every(5, 1)) {
      cut();
      cuts += tick;
      if (cuts === 200) break;
    }
    // A second of hanging up; without pauses it would be hundreds.
    expect(slack.opened()).toBeLessThan(25);
  });

  test('case 16: a connection that only looks alive is replaced', async () => {
    const silent = await startSmallSlack({ pong: false });
    port = realSlack(silent.apiUrl, { timing: { silenceLimitMs: 60 } });
    await port.line.start(async (_, acknowledge) => acknowledge());
    await until(() => silent.opened() >= 4);
    await port.line.stop();
    await silent.stop();
  });

  test('a socket that never says hello is given up', async () => {
    const mute = await startSmallSlack({ hello: false });
    port = realSlack(mute.apiUrl, { timing: { connectLimitMs: 60 } });
    await port.line.start(async (_, acknowledge) => acknowledge());
    expect(port.line.parkedBecause()).not.toBeNull();
    await until(() => mute.opened() >= 6);
    expect(mute.sockets.size).toBeLessThanOrEqual(4);
    await port.line.stop();
    await until(() => mute.sockets.size === 0);
    await mute.stop();
  });

  test('case 16: a silence that both connections hear does not end both at once', async () => {
    // As when the machine stood still for a moment: no sign of life, though nothing is wrong.
    const silent = await startSmallSlack({ pong: false });
    port = realSlack(silent.apiUrl, { timing: { silenceLimitMs: 1200 } });
    await port.line.start(async (_, acknowledge) => acknowledge());
    const both = [...silent.sockets];
    const open = (): number => both.filter((socket) => socket.readyState === socket.OPEN).length;
    await until(() => silent.opened() >= 3);
    expect(open()).toBe(1);
    expect(port.line.parkedBecause()).toBeNull();
    await port.line.stop();
    await silent.stop();
  });

  test.each([
    ['too_many_websockets', 'another program uses SLACK_APP_TOKEN'],
    ['link_disabled', 'Socket Mode is switched off'],
  ])(
    'case 16: a Slack that says %s instead of hello is named and not stormed',
    async (reason, words) => {
      const full = await startSmallSlack({ goodbye: reason });
      port = realSlack(full.apiUrl, { timing: { refreshPauseMs: 200, parkedPauseMs: 400 } });
      await port.line.start(async (_, acknowledge) => acknowledge());
      expect(port.line.parkedBecause()).toContain(words);
      const from = performance.now();
      await until(() => full.opened() >= 4);
      // Each of the two waits half of its pause at least.
      expect(performance.now() - from).toBeGreaterThan(90);
      await port.line.stop();
      await full.stop();
    },
  );

  function refuseAll(status: number): void {
    slack.answer('apps.connections.open', (response) => void response.writeHead(status).end());
  }
});

describe('a refused token', () => {
  test.each(['invalid_auth', 'account_inactive', 'token_revoked', 'missing_scope', 'not_allowed'])(
    '%s at the start parks the line and says so once',
    async (code) => {
      refuse(code);
      const line = await listen();
      expect(line.parkedBecause()).toContain(`(${code})`);
      expect(noted).toEqual([{ level: 'warn', event: 'slack.line_is_down' }]);
      expect(opens()).toBe(2);
    },
  );

  test('while reconnecting parks it, and a good token brings it back', async () => {
    const line = await listen({ parkedPauseMs: 20 });
    refuse('token_revoked');
    cut();
    await until(() => line.parkedBecause()?.includes('token_revoked') === true);
    const before = opens();
    await until(() => opens() > before + 5);
    expect(line.parkedBecause()).toContain('token_revoked');
    permit();
    await until(() => slack.sockets.size === 2);
    expect(line.parkedBecause()).toBeNull();
    expect(noted.filter(({ event }) => event === 'slack.line_is_up')).toHaveLength(2);
  });

  test('tries again slowly', async () => {
    refuse('invalid_auth');
    await listen({ parkedPauseMs: 60_000 });
    const before = opens();
    let ticks = 0;
    for await (const tick of every(10, 1)) {
      ticks += tick;
      if (ticks === 15) break;
    }
    expect(opens()).toBe(before);
  });

  test('case 16: Socket Mode switched off is said in words', async () => {
    const line = await listen();
    refuse('not_enabled');
    for (const socket of slack.sockets) announce(socket, 'link_disabled');
    await until(() => line.parkedBecause() !== null);
    expect(line.parkedBecause()).toContain('Socket Mode is switched off');
  });
});

describe('Slack asks for patience', () => {
  test('a throttled connect waits as long as it was told', async () => {
    slack.answer(
      'apps.connections.open',
      (response) => void response.writeHead(429, { 'retry-after': '1' }).end(),
    );
    await listen();
    expect(opens()).toBe(2);
    permit();
    await until(() => slack.sockets.size === 2);
    expect(opens()).toBe(4);
  });

  test('case 16: too many connections', async () => {
    await listen({ crowdedPauseMs: 100_000 });
    const [crowded] = slack.sockets;
    if (crowded === undefined) throw new Error('no socket');
    announce(crowded, 'too_many_websockets');
    crowded.close();
    await until(() => slack.sockets.size === 1);
    expect(opens()).toBe(2);
  });
});

describe('the end', () => {
  test('waits for what is in hand, takes nothing new, and closes every socket', async () => {
    const recorded = Promise.withResolvers<void>();
    const arrivals: string[] = [];
    port = realSlack(slack.apiUrl);
    await port.line.start(async ({ key }, acknowledge) => {
      arrivals.push(key);
      await recorded.promise;
      await acknowledge();
    });
    slack.send(commandEnvelope(1));
    await until(() => arrivals.length === 1);
    const stopped = port.line.stop();
    slack.send(commandEnvelope(2));
    slack.send(commandEnvelope(3));
    expect(slack.sockets.size).toBe(2);
    recorded.resolve();
    await stopped;
    await until(() => slack.sockets.size === 0);
    expect(arrivals).toEqual(['command:trigger-1']);
    expect(slack.acknowledgements).toEqual(['envelope-1']);
    expect(slack.opened()).toBe(2);
  });

  test('does not wait for ever', async () => {
    port = realSlack(slack.apiUrl, { timing: { drainLimitMs: 50 } });
    let arrived = 0;
    await port.line.start(async () => {
      arrived += 1;
      await new Promise(() => undefined);
    });
    slack.send(commandEnvelope(1));
    await until(() => arrived === 1);
    const from = performance.now();
    await port.line.stop();
    expect(performance.now() - from).toBeLessThan(2000);
    await until(() => slack.sockets.size === 0);
  });

  test('comes at once while the line is parked or on its way', async () => {
    refuse('invalid_auth');
    const line = await listen();
    await line.stop();
    const before = opens();
    permit();
    const again = await listen();
    expect(again.parkedBecause()).toBeNull();
    expect(opens()).toBe(before + 2);
  });
});
