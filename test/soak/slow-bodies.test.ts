/** Strangers who send too much, or almost nothing for ever: the program's memory stays as it is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { machineClock } from '../../src/base/clock.ts';
import { startOutsideWorld, type OutsideWorld } from '../../src/sandbox/outside-world.ts';
import { createChance } from '../crash/chance.ts';
import { FORM } from '../slack/signed.ts';
import { settingsFor } from '../support/child-program.ts';
import { callOf, send } from './attacks.ts';
import { payloadsOf } from './payloads.ts';
import { freePort } from '../support/free-port.ts';
import { startProgram, type Program } from './program.ts';

const SECRET = 'the-signing-secret-of-the-slow';
// A busy machine takes its time to start a program.
const PATIENCE_MS = 120_000;
const SLOW = 1000;
const LARGE = 24;
const MEGABYTE = 1024 * 1024;
const HEAD = `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: ${FORM}\r\n`;

let folder: string;
let world: OutsideWorld;
let program: Program;
let port: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-slow-'));
  const clocks = { clock: machineClock, wall: machineClock };
  world = await startOutsideWorld({ ...clocks, start: machineClock.now() });
  port = await freePort();
  const { SLACK_APP_TOKEN: _, ...settings } = settingsFor(world, join(folder, 'slipway.db'));
  program = await startProgram({
    ...definedOnly(settings),
    SLACK_SIGNING_SECRET: SECRET,
    SLIPWAY_HTTP_PORT: String(port),
    SLIPWAY_HTTP_HOST: '127.0.0.1',
  });
}, PATIENCE_MS);
afterEach(async () => {
  await program.stop();
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

function definedOnly(some: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(some).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A socket that never ends what it says; `closed` resolves when the other side has had enough. */
function dial(words: string): { readonly socket: Socket; readonly closed: Promise<void> } {
  const socket = connect(port, '127.0.0.1', () => void socket.write(words));
  socket.on('error', () => undefined).resume();
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { socket, closed };
}

/** Twenty megabytes in pieces, whose length nobody was told; resolves when it was cut or answered. */
async function flood(): Promise<void> {
  const { socket, closed } = dial(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
  const piece = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  let sent = 0;
  const more = (): void => {
    while (sent < 320 && !socket.destroyed) {
      sent += 1;
      if (!socket.write(piece)) return;
    }
  };
  socket.on('drain', more);
  more();
  await closed;
}

test(
  'case 43: bodies of twenty megabytes and a thousand slow sockets are cut, and memory stays flat',
  {
    timeout: PATIENCE_MS,
  },
  async () => {
    const payloads = payloadsOf(
      createChance(43),
      43,
      world.slack.teamId,
      () => world.slack.apiUrl,
      {
        projectId: 'prj_none',
        hotfixId: 'hfx_none',
      },
    );
    const call = () => send(port, callOf(payloads.simple(), SECRET));
    for (let n = 0; n < 20; n += 1) await call();
    const before = await program.memory();
    await Promise.all(Array.from({ length: LARGE }, flood));
    const between = await program.memory();
    const slow = Array.from({ length: SLOW }, () => dial(`${HEAD}content-length: 1000\r\n\r\n`));
    const held = () => slow.filter(({ socket }) => !socket.destroyed);
    // It keeps a few hundred for as long as one may take, and none beyond.
    await expect.poll(() => held().length, { timeout: 30_000 }).toBeLessThanOrEqual(256);
    for (const { socket } of held()) socket.write('x');
    const during = await program.memory();
    for (const { socket } of slow) socket.destroy();
    await expect.poll(call, { timeout: 30_000 }).toBe(200);
    const after = await program.memory();
    const grown = (part: 'heap' | 'rss'): number =>
      Math.max(between[part], during[part], after[part]) / MEGABYTE - before[part] / MEGABYTE;
    // A thousand bodies kept, or one of twenty megabytes, would be far above this.
    expect(grown('heap')).toBeLessThan(8);
    expect(grown('rss')).toBeLessThan(64);
    expect(program.exitCode()).toBeNull();
  },
);
