/**
 * A canary in every secret and in every address that Slack hands out: whatever goes wrong, none of them
 * is found again in what the program logs, prints, stores or says.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SECRET_NAMES } from '../../src/config/environment.ts';
import { settingsTable } from '../../src/config/settings.ts';
import type { Payload } from '../soak/payloads.ts';
import { openRig, type CanaryRig } from './rig.ts';

let rig: CanaryRig;
beforeEach(async () => {
  rig = await openRig();
}, 60_000);
afterEach(() => rig.close());

test('case 48: whatever is called a token, a key or a secret is in the list of secrets', () => {
  const names = settingsTable().map(({ name }) => name);
  expect(
    names.filter((name) => /TOKEN|SECRET|PASSWORD|_KEY|PROXY$/.test(name) && name !== 'NO_PROXY'),
  ).toEqual(names.filter((name) => SECRET_NAMES.includes(name)));
});

test(
  'case 48: over sockets no secret is logged, stored or said: bad answers, a crash, a wrong token',
  { timeout: 240_000 },
  async () => {
    const env = rig.settings(['SLACK_SIGNING_SECRET', 'GITHUB_APP_PRIVATE_KEY']);
    const bot = await rig.start(env);
    const deliver = async ({ id, type, body }: Payload): Promise<void> => {
      rig.world.slack.socket.write(JSON.stringify({ type, envelope_id: id, payload: body }));
    };
    await rig.trouble(deliver);
    for (const deed of rig.deeds()) await deliver(deed);
    await rig.end(bot, 'SIGKILL');
    const again = await rig.start(env);
    await rig.quiet();
    rig.world.slack.socket.refresh('link_disabled', 'all');
    await rig.end(again, 'SIGTERM');
    for (const mood of ['echo-403', 'echo-error'] as const) {
      rig.slack.turn(mood);
      await rig.run(env);
    }
    expect(rig.kept()).toContain('arrival.failed');
    rig.expectNone();
  },
);
