/**
 * The same where Slack calls the bot and GitHub knows it as an app: signed calls, the port for probes, and
 * all that an operator types.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { callOf, forgeriesOf, send } from '../soak/attacks.ts';
import type { Payload } from '../soak/payloads.ts';
import { freePort } from '../support/free-port.ts';
import { createChance } from '../crash/chance.ts';
import { openRig, type CanaryRig } from './rig.ts';
import { canaryFor } from './secrets.ts';

const SECRET = canaryFor('SLACK_SIGNING_SECRET');

let rig: CanaryRig;
beforeEach(async () => {
  rig = await openRig();
}, 60_000);
afterEach(() => rig.close());

test(
  'case 48: over HTTP, as an app, no secret is logged, stored or said, to probes and operators neither',
  { timeout: 240_000 },
  async () => {
    const [port, probePort] = [await freePort(), await freePort()];
    const keyFile = join(rig.folder, 'app.pem');
    writeFileSync(keyFile, rig.key.privateKey);
    const env = rig.settings(['SLACK_APP_TOKEN', 'GITHUB_TOKEN'], {
      GITHUB_APP_ID: '77',
      GITHUB_APP_PRIVATE_KEY: keyFile,
      SLIPWAY_HTTP_PORT: String(port),
      SLIPWAY_HTTP_HOST: '127.0.0.1',
      SLIPWAY_HEALTH_PORT: String(probePort),
    });
    const inLine = {
      ...env,
      GITHUB_APP_PRIVATE_KEY: rig.key.privateKey.replaceAll('\n', '\\n'),
    };
    const deliver = async (deed: Payload): Promise<void> => {
      await send(port, callOf(deed, SECRET));
    };
    const probe = async (): Promise<void> => {
      for (const path of ['/healthz', '/readyz?canary=1', '/metrics', '/canary'])
        rig.keep(await (await fetch(`http://127.0.0.1:${probePort}${path}`)).text());
    };
    const bot = await rig.start(env);
    let looks = 0;
    await rig.trouble(deliver, async () => {
      await probe();
      // The doctor asks the same roads while they are bad.
      if ((looks += 1) % 2 === 0) await rig.run(inLine, 'doctor');
    });
    await forge(port);
    await probe();
    const words = [
      ['doctor'],
      ['ledger', '--json'],
      ['backup', 'copy.db'],
      ['export', PEOPLE.mara.id],
      ['manifest'],
      ['health'],
    ];
    await Promise.all(words.map((each) => rig.run(env, ...each)));
    rig.alsoStoredIn(join(rig.folder, 'copy.db'));
    await rig.end(bot, 'SIGTERM');
    await rig.run(env, 'erase', PEOPLE.ivo.id, '--yes');
    await rig.run(env, 'restore', 'copy.db');
    expect(rig.kept()).toContain('arrival.failed');
    expect(rig.kept()).toContain('slack.refused');
    expect(rig.kept()).toContain('slipway_line_up');
    expect(rig.kept()).toContain('the app works as slipway-app[bot]');
    rig.expectNone();
  },
);

/** Calls that are not Slack's, with canaries in whatever a server might quote. */
async function forge(port: number): Promise<void> {
  const chance = createChance(48);
  const statuses: number[] = [];
  for (const deed of rig.deeds().slice(0, 3))
    for (const make of forgeriesOf(chance, SECRET, 'canary')) {
      const attack = make(callOf(deed, SECRET));
      const headers = { ...attack.headers, 'x-slack-retry-reason': 'canary', cookie: 'd=canary' };
      statuses.push(await send(port, { ...attack, headers }));
    }
  expect(statuses.filter((status) => status === 200)).toEqual([]);
}
