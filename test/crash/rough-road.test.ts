/** Each fault of the roads does what its name says, and is counted. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createChance } from './chance.ts';
import { FAULT_NAMES, GITHUB_FAULTS, SLACK_FAULTS, type RoadFaults } from './road-faults.ts';
import { openRoughRoad } from './rough-road.ts';

const ALL: RoadFaults = { ...SLACK_FAULTS, ...GITHUB_FAULTS };

let server: Server;
let done: number;
beforeEach(async () => {
  done = 0;
  server = createServer((_, response) => {
    done += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true,"ts":"1.1"}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** How a call ends over a road on which this always happens. */
async function over(name: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const faults = Object.fromEntries(
    Object.entries(ALL)
      .filter(([other]) => other === name)
      .map(([other, fault]) => [other, { ...fault, share: 1 }]),
  );
  const target = `http://127.0.0.1:${port}`;
  const road = await openRoughRoad({ target, faults, chance: createChance(1) });
  try {
    const response = await fetch(`${road.url}/api/chat.postMessage`, { method: 'POST' });
    return `${response.status} ${await response.text()}`;
  } catch {
    return 'no answer';
  } finally {
    expect(road.count).toMatchObject({ calls: 1, faults: new Map([[name, 1]]) });
    await road.stop();
  }
}

const PAGE = '<html><body><h1>Bad Gateway</h1></body></html>';

test.each([
  ['lost', 1, 'no answer'],
  ['slow', 1, '200 {"ok":true,"ts":"1.1"}'],
  ['reset', 0, 'no answer'],
  ['throttled', 0, '429 {"ok":false,"error":"ratelimited"}'],
  ['error-500', 1, `500 ${PAGE}`],
  ['html-502', 1, `502 ${PAGE}`],
  ['truncated', 1, '200 {"ok":true,'],
  ['internal-error', 1, '200 {"ok":false,"error":"internal_error"}'],
  ['github-502', 1, `502 ${PAGE}`],
  ['github-reset', 0, 'no answer'],
])('%s: the other side did it %i times, and the answer is %s', async (name, times, answer) => {
  expect(FAULT_NAMES).toContain(name);
  expect(await over(name)).toBe(answer);
  expect(done).toBe(times);
});
