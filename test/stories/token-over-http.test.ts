/** The token is taken back while Slack calls us over HTTP: what probes, App Home and the channel show, and after it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { machineClock } from '../../src/base/clock.ts';
import { createHealth } from '../../src/health.ts';
import { ATLAS_CHANNEL } from '../../src/sandbox/seed/people.ts';
import { berlin, digestsOf, planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown({ over: 'http' });
  await planAtlas(town);
});
afterEach(() => town.leave());

/** As the program asks it for `/readyz`. */
async function readiness() {
  const health = createHealth({
    line: () => town.bot().app.parkedBecause(),
    write: async () => undefined,
    wall: machineClock,
  });
  health.started();
  return health.readiness();
}

test.each(['revoked', 'uninstalled'] as const)(
  'case 17, case 18: %s over HTTP: not ready, nobody is asked in vain, and all stands once afterwards',
  async (how) => {
    const { slack } = town.world;
    await town.pushTo(berlin('2026-11-20', '12:00'));
    expect(await readiness()).toEqual({ ready: true, because: [] });
    if (how === 'revoked') await slack.changes.revokeTokens();
    else await slack.changes.uninstall();
    await town.pushTo(berlin('2026-11-20', '15:00'));
    expect(digestsOf(town)).toEqual([]);
    expect(await readiness()).toEqual({
      ready: false,
      because: [expect.stringContaining('Slack refuses SLACK_BOT_TOKEN')],
    });

    slack.changes.reinstall();
    if (how === 'uninstalled') await slack.changes.inviteTo(ATLAS_CHANNEL, slack.botUserId);
    await town.settle();
    expect(digestsOf(town)).toHaveLength(1);
    expect(await readiness()).toEqual({ ready: true, because: [] });
    expect(await town.person('mara').opensHome()).toContain('Atlas 0.7.0');
    expect(slack.connections()).toBe(0);
  },
);

test('case 17, case 18: App Home that cannot be shown while the token is refused is there at the next look', async () => {
  const { slack } = town.world;
  const mara = town.person('mara');
  const before = await mara.opensHome();
  await slack.changes.revokeTokens();
  await mara.opensHome();
  await mara.opensHome();
  // Slack shows the last one as long as it gets no other, and the program lives.
  expect(slack.as(mara.id).home()).not.toBeNull();
  slack.changes.reinstall();
  expect(await mara.opensHome()).toBe(before);
  expect(town.rows("select key from arrival where state = 'waiting'")).toEqual([]);
});
