/** From an invitation to the first digest, without anybody reading a manual; and beside a project that stands. */
import { afterEach, expect, test } from 'vitest';
import { PEOPLE, ZEPHYR_CHANNEL } from '../../src/sandbox/seed/people.ts';
import { berlin, planAtlas, zoneOf } from '../support/atlas.ts';
import { breaches, kindOf } from '../support/quiet-contract.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
afterEach(async () => {
  await town.leave();
});

/** Ivo brings Slipway into #zephyr and follows the buttons until the plan is posted. */
async function setUpZephyr(): Promise<void> {
  const ivo = town.person('ivo');
  const { slack } = town.world;
  await slack.as(ivo.id).invite(slack.botUserId, ZEPHYR_CHANNEL);
  await town.quiet();
  await ivo.presses('#zephyr', 'Set up');
  await ivo.submits({ 'GitHub repositories': 'oci-labs/zephyr' });
  await ivo.submits();
  await ivo.presses('#zephyr', 'Plan a release');
  await ivo.submits();
  await ivo.submits();
}

test('from nothing to the first digest', async () => {
  town = await aTown({ seedProject: false });
  expect(await town.person('ivo').opensHome()).toContain('[Set up a project]');
  await setUpZephyr();
  expect(town.posts.map(kindOf)).toEqual(['plan', 'reply']);
  expect(town.posts[0]?.text).toMatch(/^# Zephyr 1\.2\.0 · minor · Mon 14 Dec\n/);

  await town.pushTo(berlin('2026-11-19', '10:05'));
  const noor = town.person('noor');
  expect(noor.reads('@slipway').at(-1)?.text).toMatch(
    /^Will Zephyr 1\.2\.0 ship by Mon 14 Dec\?[^]*\nIs noor-h your GitHub login\?[^]*Ivo added you to Zephyr as someone who works on its releases\./,
  );
  await noor.presses('@slipway', 'That is me');
  await noor.presses('@slipway', 'Likely');
  const ivo = town.person('ivo');
  await ivo.presses('@slipway', 'Sure');
  await ivo.presses('#zephyr', 'Mark alpha done');
  town.world.github.world.closeIssue('oci-labs/zephyr', 2);

  await town.pushTo(berlin('2026-11-20', '15:00'));
  const digest = town.posts.find((post) => kindOf(post) === 'digest');
  expect(digest?.place).toBe('#zephyr');
  expect(digest?.text.split('\n').slice(0, 5)).toEqual([
    '🟢 Zephyr 1.2.0 · week 1 · on track',
    'Target Mon 14 Dec: 1 working day behind',
    'Why: no step is overdue; 13 % done, 20 % of the time gone',
    'Progress 1 of 8 done (13 %), +1 this week',
    'Done List jumps to the top on every refresh (#2)',
  ]);
  expect(digest?.text).toContain('\n_2 of 3 answered · GitHub as of ');
  expect(await ivo.opensHome()).toContain('🟢 Zephyr 1.2.0 · on track');
  expect(breaches(town.posts, zoneOf)).toEqual([]);
  expect(town.troubles).toEqual([]);
});

test('beside another project: one message to each person, and each channel reads its own', async () => {
  town = await aTown();
  await planAtlas(town);
  await setUpZephyr();

  await town.pushTo(berlin('2026-11-20', '15:00'));
  const asks = town.posts.filter((post) => kindOf(post) === 'check-in');
  expect(asks.map(({ place }) => place).sort()).toEqual(
    Object.values(PEOPLE)
      .map(({ id }) => id)
      .sort(),
  );
  const both = asks.find(({ place }) => place === PEOPLE.ivo.id)?.text ?? '';
  expect(both.match(/Will \S+ \S+ ship by /g)).toEqual([
    'Will Zephyr 1.2.0 ship by ',
    'Will Atlas 0.7.0 ship by ',
  ]);
  const top = (place: string): readonly string[] =>
    town.posts
      .filter((post) => post.place === place && !post.isReply)
      .map(({ text }) => /(Atlas|Zephyr) \S+/.exec(text)?.[0] ?? text);
  expect(top('#atlas')).toEqual(['Atlas 0.7.0', 'Atlas 0.7.0']);
  expect(top('#zephyr')).toEqual(['Zephyr 1.2.0', 'Zephyr 1.2.0']);
  expect(breaches(town.posts, zoneOf)).toEqual([]);
});
