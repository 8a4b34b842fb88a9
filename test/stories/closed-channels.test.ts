/** What happens to channels, people and the app while Slipway runs, over the played Slack. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ATLAS_CHANNEL, PEOPLE } from '../../src/sandbox/seed/people.ts';
import { shared } from '../../src/release/tables.ts';
import { berlin, digestsOf, planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
  await planAtlas(town);
});
afterEach(() => town.leave());

const THURSDAY = berlin('2026-11-19', '12:00');
const FRIDAY_NOON = berlin('2026-11-20', '12:00');
const DIGEST = berlin('2026-11-20', '15:00');
const AFTER = berlin('2026-11-20', '15:05');

/** What Mara, the release manager, was told about a channel. */
function told(name: 'mara' | 'dana' = 'mara'): readonly string[] {
  return town
    .person(name)
    .reads('@slipway')
    .map(({ text }) => text)
    .filter((text) => /I (cannot|can) post in /.test(text));
}

const posts = () => town.world.slack.calls().filter(({ method }) => method === 'chat.postMessage');

describe('a channel that takes nothing', () => {
  test('case 19: an archived channel: the digest waits, one person is told once, and it goes out when the channel is back', async () => {
    const { changes } = town.world.slack;
    await town.pushTo(FRIDAY_NOON);
    await changes.archive(ATLAS_CHANNEL);
    const before = posts().length;
    await town.pushTo(DIGEST);
    await town.pushTo(AFTER);
    await town.quiet();
    expect(digestsOf(town)).toEqual([]);
    expect(told()).toEqual([expect.stringContaining('it is archived.')]);
    expect(told()[0]).toContain('Not posted: 1 message about Atlas 0.7.0.');
    expect(told()[0]).toContain('choose another channel with /release setup');
    // The DM, and not a single try in the channel.
    expect(posts().length - before).toBe(1);
    expect(told('dana')).toEqual([]);

    await changes.unarchive(ATLAS_CHANNEL);
    await town.quiet();
    expect(digestsOf(town)).toHaveLength(1);
    expect(told()).toEqual([expect.stringContaining('✓ I can post in ')]);
    await town.pushTo(berlin('2026-11-20', '17:00'));
    expect(digestsOf(town)).toHaveLength(1);
  });

  test('case 19: a deleted channel: what waits is not tried again and again, and goes to the new home', async () => {
    const { slack } = town.world;
    await town.pushTo(FRIDAY_NOON);
    await slack.changes.deleteChannel(ATLAS_CHANNEL);
    await town.pushTo(DIGEST);
    await town.pushTo(AFTER);
    await town.quiet();
    expect(told()).toEqual([expect.stringContaining('it is deleted, or private')]);

    const members = [slack.botUserId, PEOPLE.mara.id];
    slack.addChannel({ id: 'C0NEWHOME', name: 'atlas-new', kind: 'public', members, topic: '' });
    const mara = town.person('mara');
    await mara.opensHome();
    await town.bot().store.transact(town.clock.now(), async (tx) => {
      await shared(tx.db).updateTable('project').set({ channel_id: 'C0NEWHOME' }).execute();
    });
    await mara.types('#atlas-new', '/release setup');
    await mara.submits({ Project: 'Atlas!' });
    await town.quiet();
    const inNew = mara.reads('#atlas-new').filter(({ isReply }) => !isReply);
    expect(inNew.map(({ text }) => text).join('\n')).toContain('week 1');
    expect(inNew.filter(({ text }) => text.includes('week 1'))).toHaveLength(1);
  });

  test('case 20: taken out of the channel: nobody comes back unasked; invited again, the digest goes out once', async () => {
    const { changes, botUserId } = town.world.slack;
    await town.pushTo(FRIDAY_NOON);
    await changes.kick(ATLAS_CHANNEL, botUserId, PEOPLE.dana.id);
    await town.pushTo(DIGEST);
    await town.pushTo(AFTER);
    await town.quiet();
    expect(digestsOf(town)).toEqual([]);
    expect(told()).toEqual([expect.stringContaining('I was taken out of it.')]);
    expect(told()[0]).toContain('/invite @Slipway');
    await changes.inviteTo(ATLAS_CHANNEL, botUserId, PEOPLE.mara.id);
    await town.quiet();
    expect(digestsOf(town)).toHaveLength(1);
  });

  test('case 20: not in a public channel, and nobody took it out: Slipway enters and posts', async () => {
    const { slack } = town.world;
    await town.pushTo(FRIDAY_NOON);
    slack.removeFrom(ATLAS_CHANNEL, slack.botUserId);
    await town.pushTo(DIGEST);
    await town.quiet();
    expect(digestsOf(town)).toHaveLength(1);
    expect(told()).toEqual([]);
  });

  test('case 21: a channel where only admins may write: one try, one word to the release manager, the others go on', async () => {
    await town.pushTo(FRIDAY_NOON);
    town.world.slack.faults.add({
      method: 'chat.postMessage',
      channel: ATLAS_CHANNEL,
      kind: 'refused',
      error: 'restricted_action_read_only_channel',
      times: 100,
    });
    await town.pushTo(DIGEST);
    await town.pushTo(berlin('2026-11-20', '15:10'));
    await town.quiet();
    expect(town.world.slack.faults.left()).toBe(99);
    expect(told()).toEqual([
      expect.stringContaining('Ask an admin of this workspace to let Slipway post there'),
    ]);

    // No event says that an admin has let it: the one try of each hour finds out.
    town.world.slack.faults.clear();
    town.passHours(1);
    await town.pushTo(berlin('2026-11-20', '16:20'));
    await town.quiet();
    await town.bot().app.beat();
    await town.quiet();
    expect(digestsOf(town)).toHaveLength(1);
    expect(told()).toEqual([expect.stringContaining('✓ I can post in ')]);
    await town.bot().app.beat();
    await town.quiet();
    expect(told()).toHaveLength(1);
  });
});

describe('a channel that changes', () => {
  test('case 23: renamed, made private and given another id, it gets its digest all the same, once', async () => {
    const { changes } = town.world.slack;
    await town.pushTo(THURSDAY);
    await changes.rename(ATLAS_CHANNEL, 'atlas-next');
    await changes.makePrivate(ATLAS_CHANNEL);
    const to = await changes.changeId(ATLAS_CHANNEL);
    await town.pushTo(DIGEST);
    await town.quiet();
    const digests = town.world.slack
      .messages(to)
      .filter(({ threadTs, text }) => threadTs === null && / · week \d+/.test(text));
    expect(digests).toHaveLength(1);
    expect(town.rows('select channel_id from project')).toEqual([{ channel_id: to }]);
    expect(town.rows('select distinct target from message where target like ?', 'C%')).toEqual([
      { target: to },
    ]);
    expect(told()).toEqual([]);
  });
});

describe('the app itself', () => {
  test.each(['revoked', 'uninstalled'])(
    'case 17, case 18: %s while it runs: it lives, asks rarely, and says everything once when it may again',
    async (how) => {
      const { slack } = town.world;
      await town.pushTo(FRIDAY_NOON);
      if (how === 'revoked') await slack.changes.revokeTokens();
      else await slack.changes.uninstall();
      const before = posts().length;
      await town.pushTo(DIGEST);
      expect(posts().length - before).toBeLessThanOrEqual(9);
      expect(town.bot().app.parkedBecause()).toContain('Slack refuses SLACK_BOT_TOKEN');
      expect(digestsOf(town)).toEqual([]);
      slack.changes.reinstall();
      if (how === 'uninstalled') await slack.changes.inviteTo(ATLAS_CHANNEL, slack.botUserId);
      await town.settle();
      expect(digestsOf(town)).toHaveLength(1);
      expect(town.bot().app.parkedBecause()).toBeNull();
    },
  );
});
