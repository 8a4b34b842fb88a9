/** Slack takes nothing for hours or days while the program runs on: what is out of date by then is not said late. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { berlin, channelOf, digestsOf, planAtlas } from '../support/atlas.ts';
import { kindOf } from '../support/quiet-contract.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
  await planAtlas(town);
});
afterEach(async () => {
  await town.leave();
});

type Way = 'its token is revoked' | 'Slack answers 503';

/** Nothing can be posted from one instant to another; where what came after that went, by kind. */
async function deaf(way: Way, from: string, until: string): Promise<readonly string[]> {
  const { tokens, faults } = town.world.slack;
  await town.pushTo(from);
  const before = town.posts.length;
  if (way === 'its token is revoked') tokens.revoke();
  else faults.add({ method: 'chat.postMessage', kind: 'error-503-before', times: 10_000 });
  await town.pushTo(until);
  expect(town.posts.slice(before)).toEqual([]);
  tokens.restore();
  faults.clear();
  await town.settle();
  return town.posts.slice(before).map((post) => `${kindOf(post)} to ${post.place}`);
}

/** Keys of the messages that were skipped, with the reasons that the ledger gives. */
function skipped(): readonly unknown[] {
  return town
    .rows("select key, reason from message where state = 'skipped' order by key")
    .map(({ key, reason }) => `${key}: ${reason}`);
}

const OUT_OF_DATE = 'it was out of date before Slack took it';
const WEDNESDAY_EVENING = berlin('2026-11-18', '18:00');

describe.each<Way>(['its token is revoked', 'Slack answers 503'])('%s', (way) => {
  const cause = way === 'Slack answers 503' ? 'HTTP 503' : 'token_revoked';

  test('over the asks: no question whose window has closed, no reminder of it; the ledger says why', async () => {
    expect(await deaf(way, WEDNESDAY_EVENING, berlin('2026-11-20', '10:00'))).toEqual([]);
    const people = Object.values(PEOPLE).map(({ id }) => `${id}:2026-11-16`);
    // A refused token is known to be in the way of all; a 503 only of what was tried.
    const known = way === 'its token is revoked' ? ` (${cause})` : '';
    expect(skipped()).toEqual([
      ...people.map((week) => `checkin.ask:${week}: ${OUT_OF_DATE} (${cause})`).sort(),
      ...people.map((week) => `checkin.remind:${week}: ${OUT_OF_DATE}${known}`).sort(),
    ]);
    const mara = town.person('mara');
    await mara.opensHome();
    await mara.pressesAtHome('Open the ledger');
    await mara.pressesInModal('– Skipped');
    expect(mara.modalText()).toMatch(
      new RegExp(`^– check-in question, Sam · .*: ${OUT_OF_DATE} \\(${cause}\\)$`, 'm'),
    );
  });

  test('for an hour of the window: each is asked once, and the digest is in time', async () => {
    const came = await deaf(way, berlin('2026-11-19', '09:30'), berlin('2026-11-19', '10:30'));
    expect([...came].sort()).toEqual(
      ['DANA', 'IVO', 'MARA'].map((name) => `check-in to U0${name}`),
    );
    await town.person('ivo').presses('@slipway', 'Sure');
    await town.pushTo(berlin('2026-11-20', '15:00'));
    expect(digestsOf(town)).toHaveLength(1);
    expect(digestsOf(town)[0]).not.toContain('Late:');
  });

  test('over the digest, for a day: it comes with its details and says that it is late', async () => {
    const came = await deaf(way, berlin('2026-11-20', '14:00'), berlin('2026-11-21', '15:00'));
    expect(came).toEqual(['digest to #atlas', 'reply to #atlas']);
    expect(digestsOf(town)[0]).toContain('\n_Late: Slack took no messages at the usual time · ');
    await town.pushTo(berlin('2026-11-21', '15:10'));
    const draft = town.person('mara').reads('@slipway').at(-1);
    expect(draft?.text).toMatch(
      /^The digest of Atlas 0\.7\.0 is posted in #C0ATLAS, late: Slack took no messages at the usual time\.\n/,
    );
    await town.pushTo(berlin('2026-11-27', '15:00'));
    expect(digestsOf(town)).toHaveLength(2);
    expect(digestsOf(town)[1]).not.toContain('Late:');
  });

  test('from the digest until it is out of date: the draft does not say that it was posted', async () => {
    await town.pushTo(berlin('2026-11-20', '14:00'));
    const draft = () => town.person('mara').reads('@slipway').at(-1)?.text;
    expect(draft()).toMatch(/^Draft: Atlas 0\.7\.0 goes to /);
    expect(await deaf(way, berlin('2026-11-20', '14:30'), berlin('2026-11-23', '10:00'))).toEqual(
      [],
    );
    await town.pushTo(berlin('2026-11-23', '10:10'));
    expect(digestsOf(town)).toEqual([]);
    expect(draft()).toMatch(
      new RegExp(
        `^The digest of Atlas 0\\.7\\.0 was not posted in #C0ATLAS: ${OUT_OF_DATE} \\(${cause}\\)\\. The next one tells of this week too\\.\n`,
      ),
    );
    expect(draft()).not.toContain('[');
  });

  test('from Wednesday to Monday: nothing of last week comes, and the next week is as if it were the first', async () => {
    expect(await deaf(way, WEDNESDAY_EVENING, berlin('2026-11-23', '10:00'))).toEqual([]);
    const kinds = skipped().map((row) => String(row).split(':')[0]);
    expect([...new Set(kinds)]).toEqual([
      'checkin.ask',
      'checkin.remind',
      'digest',
      'report.draft',
    ]);
    await town.pushTo(berlin('2026-11-26', '10:00'));
    const ask = town.person('mara').reads('@slipway').at(-1);
    expect(ask?.text).toContain('Why you get this: ');
    await town.pushTo(berlin('2026-11-27', '15:00'));
    expect(channelOf(town)).toHaveLength(2);
    expect(digestsOf(town)[0]).toMatch(/^\S+ Atlas 0\.7\.0 · week 2 · /);
    expect(digestsOf(town)[0]).toMatch(/\nProgress [^\n]* since Mon 16 Nov, /);
  });
});

test('who answers while their question cannot come does not get it afterwards', async () => {
  const { faults } = town.world.slack;
  await town.pushTo(berlin('2026-11-19', '09:30'));
  faults.add({ method: 'chat.postMessage', kind: 'error-503-before', times: 10_000 });
  await town.pushTo(berlin('2026-11-19', '10:30'));
  const ivo = town.person('ivo');
  await ivo.types('#atlas', '/checkin');
  await ivo.submits({ 'Will Atlas 0.7.0 ship by Fri 18 Dec?': 'Sure' });
  faults.clear();
  await town.settle();
  expect(town.posts.map(({ place }) => place)).not.toContain(ivo.id);
  await town.pushTo(berlin('2026-11-20', '15:00'));
  expect(digestsOf(town)[0]).toContain('1 of 7 answered');
});
