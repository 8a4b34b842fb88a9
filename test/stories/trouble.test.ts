/** GitHub and Slack fail in the ways they fail: nothing is lost, nothing stands twice, and people read one sentence. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ATLAS_CHANNEL, PEOPLE } from '../../src/sandbox/seed/people.ts';
import type { Fault } from '../../src/sandbox/slack/faults.ts';
import { berlin, channelOf, digestsOf, planAtlas } from '../support/atlas.ts';
import { doubles } from '../support/posts.ts';
import { kindOf } from '../support/quiet-contract.ts';
import { aTown, type Town } from '../support/town.ts';

/** More than any question is asked in a story. */
const EVERY_TIME = { times: 10_000 };

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(async () => {
  await town.leave();
});

describe('GitHub is down', () => {
  test('while a release is planned: it is planned by the typed title, and fills up later', async () => {
    const { faults } = town.world.github;
    faults.next('bad-gateway', EVERY_TIME);
    const mara = town.person('mara');
    await mara.types('#atlas', '/release plan 0.7.0');
    expect(mara.modalText()).toMatch(/^GitHub did not answer \(502\)\. Type the title of the /);
    await mara.submits({ 'GitHub milestone, by its title': '0.7.0', 'Target date': '2026-12-18' });
    expect(mara.modalText()).toContain('GitHub did not answer (502).');
    await mara.submits();
    expect(channelOf(town).at(-1)).toMatch(/^# Atlas 0\.7\.0 · minor · Fri 18 Dec\n/);
    expect(channelOf(town).at(-1)).toContain('GitHub not read yet');

    faults.clear();
    await town.pushTo(berlin('2026-11-16', '14:00'));
    expect(channelOf(town)).toHaveLength(1);
    expect(channelOf(town).at(-1)).toContain('12 open: 3 P0, 4 P1, 5 P2');
  });

  test('case 35: GitHub down over draft and digest: the last known state with its age, and no news is lost', async () => {
    await planAtlas(town);
    await town.pushTo(berlin('2026-11-19', '16:15'));
    const { faults } = town.world.github;
    faults.next('bad-gateway', EVERY_TIME);
    await town.pushTo(berlin('2026-11-20', '15:00'));
    const [first = ''] = digestsOf(town);
    expect(first).toContain('\nProgress 2 of 13 done (15 %), +1 this week\n');
    const asOf = Date.parse(berlin('2026-11-19', '16:15')) / 1000;
    expect(first).toContain(`GitHub as of <!date^${asOf}^`);
    expect(first.match(/GitHub did not answer \(502\)\./g)).toHaveLength(1);
    expect(await town.person('mara').opensHome()).toContain('GitHub did not answer (502).');

    faults.clear();
    await town.pushTo(berlin('2026-11-27', '15:00'));
    // #90 was closed and opened again and closed; the digest before knew of none of it.
    expect(digestsOf(town).at(-1)).toContain(
      '\nProgress 4 of 14 done (29 %), +2 this week, scope +1 −0, ',
    );
    expect(digestsOf(town).at(-1)).toContain('error mapping (#90)');
    expect(digestsOf(town).at(-1)).not.toContain('did not answer');
  });

  test('case 36: half of an answer, a limit, a cut line: what came is kept, nothing leaves the scope', async () => {
    await planAtlas(town);
    const { faults } = town.world.github;
    for (const name of ['partial', 'reset', 'query-timeout', 'secondary-limit'] as const) {
      faults.next(name, { times: 8 });
      await town.pushTo(new Date(Date.parse(town.clock.now()) + 60 * 60_000).toISOString());
      faults.clear();
      expect(town.rows('select item_id from scope_item where removed_at is not null')).toEqual([]);
    }
    await town.pushTo(berlin('2026-11-20', '15:00'));
    expect(digestsOf(town).at(-1)).toContain('\nProgress 3 of 13 done (23 %), +2 this week\n');
  });
});

describe('Slack fails while words are due', () => {
  test.each<readonly [Fault['kind'], number]>([
    ['answer-lost', 2],
    ['answer-cut', 2],
    ['error-500-after', 2],
    ['error-503-before', 3],
    ['internal-error-after', 2],
    ['ok-without-ts', 2],
    ['reset-before', 3],
    ['rate-limited', 3],
  ])('%s: plan, digest and their threads stand exactly once', async (kind, times) => {
    const { faults } = town.world.slack;
    faults.add({ method: 'chat.postMessage', channel: ATLAS_CHANNEL, kind, times });
    await planAtlas(town);
    await town.settle();
    await town.pushTo(berlin('2026-11-19', '09:59'));
    faults.add({ method: 'chat.postMessage', kind, times });
    await town.pushTo(berlin('2026-11-19', '10:00'));
    await town.settle();
    await town.pushTo(berlin('2026-11-20', '14:59'));
    faults.add({ method: 'chat.postMessage', channel: ATLAS_CHANNEL, kind, times });
    await town.pushTo(berlin('2026-11-20', '15:00'));
    await town.settle();
    expect(faults.left()).toBe(0);

    const all = town.person('mara').reads('#atlas');
    expect(all.map(({ isReply }) => isReply)).toEqual([false, true, false, true]);
    expect(all[3]?.raw.threadTs).toBe(all[2]?.ts);
    for (const { id } of Object.values(PEOPLE)) {
      const own = town.posts.filter((post) => post.place === id && kindOf(post) === 'check-in');
      expect(own, id).toHaveLength(1);
    }
    expect(doubles(town.world.slack)).toEqual([]);
  });

  test('Slipway was taken out of the channel: an admin reads why, people are asked on, and it comes back', async () => {
    await planAtlas(town);
    const { slack } = town.world;
    await slack.changes.kick(ATLAS_CHANNEL, slack.botUserId);
    await town.pushTo(berlin('2026-11-20', '15:00'));
    await town.quiet();
    await town.pushTo(berlin('2026-11-23', '10:00'));
    expect(digestsOf(town)).toEqual([]);
    expect(town.posts.filter((post) => kindOf(post) === 'check-in')).toHaveLength(7);
    const home = await town.person('mara').opensHome();
    expect(home).toMatch(/– digest, Atlas 0\.7\.0 · .*it was out of date before Slack took it/);

    await slack.as(PEOPLE.mara.id).invite(slack.botUserId, ATLAS_CHANNEL);
    await town.pushTo(berlin('2026-11-27', '15:00'));
    expect(digestsOf(town)).toHaveLength(1);
    expect(digestsOf(town)[0]).toMatch(/^\S+ Atlas 0\.7\.0 · week 2 · /);
    // Nobody could read the digest before, so this one tells its news too.
    expect(digestsOf(town)[0]).toContain(
      '\nProgress 4 of 14 done (29 %), +3 since Mon 16 Nov, scope +1 −0, ',
    );
  });

  test('the token is revoked and given again: what was due stands once, and people can press again', async () => {
    await planAtlas(town);
    await town.pushTo(berlin('2026-11-20', '14:00'));
    town.world.slack.tokens.revoke();
    await town.pushTo(berlin('2026-11-20', '15:00'));
    expect(digestsOf(town)).toEqual([]);
    town.world.slack.tokens.restore();
    await town.settle();
    expect(digestsOf(town)).toHaveLength(1);
    expect(doubles(town.world.slack)).toEqual([]);
    const mara = town.person('mara');
    await mara.presses('#atlas', 'Show details');
    expect(mara.modalText()).toContain('Items 3 of 13 done (23 %)');
    expect(town.rows("select key from message where state = 'failed'")).toEqual([]);
  });
});
