/** One connection that is given up at the worst moments leaves nothing behind. */
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { silentLog } from '../../src/base/log.ts';
import { openConnection } from '../../src/slack/connection.ts';
import { LINE_TIMING } from '../../src/slack/reconnect.ts';
import { clientOptions } from '../../src/slack/web-client.ts';
import { json, type SmallSlack, startSmallSlack, until } from './small-slack.ts';

let slack: SmallSlack;
beforeEach(async () => {
  slack = await startSmallSlack({ hello: false });
});
afterEach(() => slack.stop());

const open = (signal: AbortSignal) =>
  openConnection(
    {
      appToken: 'xapp-app',
      clientOptions: clientOptions(slack.apiUrl, 5000, silentLog),
      timing: LINE_TIMING,
      log: silentLog,
      deliver: () => undefined,
    },
    signal,
  );
const socketUrl = () => slack.apiUrl.replace('http', 'ws');

describe('given up', () => {
  test('before it began', async () => {
    await expect(open(AbortSignal.abort())).rejects.toThrow('Slack did not say hello');
  });

  test('while its address is asked for: an address that comes later is not used', async () => {
    const giveUp = new AbortController();
    let answerLate: () => void = () => undefined;
    slack.answer('apps.connections.open', (response) => {
      answerLate = () => json(response, { ok: true, url: socketUrl() });
      giveUp.abort();
    });
    await expect(open(giveUp.signal)).rejects.toThrow('Slack did not say hello');
    answerLate();
    // Several others come and go; the one given up would have come before them.
    for (let n = 1; n <= 5; n += 1) {
      const other = new WebSocket(socketUrl());
      await once(other, 'open');
      expect(slack.opened()).toBe(n);
      other.close();
      await once(other, 'close');
    }
    await until(() => slack.sockets.size === 0);
  });

  test('while it waits for hello', async () => {
    const giveUp = new AbortController();
    const opening = open(giveUp.signal);
    await until(() => slack.sockets.size === 1);
    giveUp.abort();
    await expect(opening).rejects.toThrow('Slack did not say hello');
    await until(() => slack.sockets.size === 0);
  });
});

test('what Slack closes before hello is an error, not a wait', async () => {
  const opening = open(new AbortController().signal);
  const failed = expect(opening).rejects.toThrow('the connection closed before hello');
  await until(() => slack.sockets.size === 1);
  for (const socket of slack.sockets) socket.terminate();
  await failed;
});
