/** The program is away for days: what is still worth saying is said and marked late, the rest is skipped and says why. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { berlin, channelOf, planAtlas } from '../support/atlas.ts';
import { kindOf } from '../support/quiet-contract.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown({ start: '2026-11-16T08:00:00.000Z' });
  await planAtlas(town);
});
afterEach(async () => {
  await town.leave();
});

/** The bot is dead from one instant to another, while the team works on. */
async function away(from: string, until: string): Promise<void> {
  await town.pushTo(from);
  await town.kill();
  town.passTo(until);
  const before = town.posts.length;
  await town.start();
  await town.bot().app.beat();
  await town.settle();
  came = () => town.posts.slice(before).map((post) => `${kindOf(post)} to ${post.place}`);
}
let came: () => readonly string[] = () => [];

/** Promises of a kind that were not kept in a week, with the reason that the ledger gives. */
function skipped(kind: string): readonly unknown[] {
  return town
    .rows(
      "select json_extract(payload, '$.userId') as person, reason from promise where kind = ? and state = 'skipped' order by person",
      kind,
    )
    .map(({ person, reason }) => (person === null ? reason : `${person}: ${reason}`));
}

/** The newest top-level message of the channel. */
function digest(): string {
  return channelOf(town).at(-1) ?? '';
}

const OVER = 'its time was over before Slipway was running again';

test('case 28: three days over asks and digest: one digest, late and marked so; nobody is asked any more', async () => {
  await away(berlin('2026-11-18', '18:00'), berlin('2026-11-21', '18:00'));
  expect(came()).toEqual(['digest to #atlas', 'reply to #atlas']);
  expect(digest()).toMatch(/^🟡 Atlas 0\.7\.0 · week 1 · at risk\n/);
  expect(digest()).toContain('_Late: Slipway was not running at the usual time · GitHub as of ');
  expect(skipped('checkin.ask')).toEqual(
    ['DANA', 'INES', 'IVO', 'MARA', 'NOOR', 'PAUL', 'SAM'].map((name) => `U0${name}: ${OVER}`),
  );
  expect(skipped('report.draft')).toEqual([OVER]);
  await town.pushTo(berlin('2026-11-27', '15:00'));
  expect(digest()).toMatch(/^\S+ Atlas 0\.7\.0 · week 2 · /);
  expect(digest()).not.toContain('Late:');
});

test('case 28: back within the window: asked late, one reminder later; who has gone home is not asked', async () => {
  await away(berlin('2026-11-19', '04:00'), berlin('2026-11-19', '15:00'));
  expect([...came()].sort()).toEqual(
    ['DANA', 'INES', 'IVO', 'MARA'].map((name) => `check-in to U0${name}`),
  );
  // In Kolkata the window closed at 13:30 of the project's time.
  expect(skipped('checkin.ask')).toEqual([`U0NOOR: ${OVER}`]);
  await town.person('ivo').presses('@slipway', 'Sure');
  await town.pushTo(berlin('2026-11-19', '23:59'));
  const reminded = town.posts.filter((post) => kindOf(post) === 'reminder');
  expect(reminded.map(({ place }) => place).sort()).toEqual(
    ['DANA', 'INES', 'MARA', 'PAUL', 'SAM'].map((name) => `U0${name}`),
  );
});

test('back in the last quarter of the window: asked late, and not reminded on top of it', async () => {
  await away(berlin('2026-11-19', '09:00'), berlin('2026-11-19', '17:00'));
  await town.pushTo(berlin('2026-11-19', '20:00'));
  const dana = town.posts.filter(({ place }) => place === PEOPLE.dana.id);
  expect(dana.map(kindOf)).toEqual(['check-in']);
});

test('case 28: more than two days after its time a digest is skipped; the next one tells of both weeks', async () => {
  await away(berlin('2026-11-20', '12:00'), berlin('2026-11-22', '15:01'));
  expect(came()).toEqual([]);
  expect(skipped('report.digest')).toEqual([OVER]);
  const mara = town.person('mara');
  await mara.opensHome();
  await mara.pressesAtHome('Open the ledger');
  await mara.pressesInModal('– Skipped');
  expect(mara.modalText()).toMatch(new RegExp(`– digest, Atlas 0\\.7\\.0 · .*: ${OVER}$`, 'm'));
  await town.pushTo(berlin('2026-11-27', '15:00'));
  const told = digest();
  expect(told).toMatch(/^\S+ Atlas 0\.7\.0 · week 2 · /);
  expect(told).toMatch(/\nProgress 4 of 14 done \(29 %\), \+3 since Mon 16 Nov, scope \+1 −0, /);
});

test('case 27: a long sleep with the program alive ends the same way: no burst of old messages', async () => {
  await town.pushTo(berlin('2026-11-18', '18:00'));
  const before = town.posts.length;
  town.passTo(berlin('2026-12-09', '09:00'));
  await town.bot().app.beat();
  await town.settle();
  expect(town.posts.slice(before)).toEqual([]);
  await town.pushTo(berlin('2026-12-11', '15:00'));
  const weekly = town.posts.slice(before).filter(({ isReply }) => !isReply);
  expect(weekly.filter((post) => kindOf(post) === 'digest')).toHaveLength(1);
  expect(weekly.filter((post) => kindOf(post) === 'check-in')).toHaveLength(7);
});

/** A hotfix is declared at 22:40 on Friday; the bot is away from 23:00 to nine on Saturday. */
async function awayOverNight(until23: () => Promise<void>): Promise<() => readonly string[]> {
  await town.pushTo(berlin('2026-11-20', '22:40'));
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix');
  await noor.submits({
    'What is it for Atlas?': 'production down',
    'What is seen?': 'Sign-in is down',
    'Who is hit, and how badly?': 'Everybody',
    'Affected versions': '0.6.2',
  });
  await until23();
  await away(berlin('2026-11-20', '23:00'), berlin('2026-11-21', '09:00'));
  const before = town.posts.length - came().length;
  return () => town.posts.slice(before).map(({ place, text }) => `${place} ${text.split('\n')[0]}`);
}

const NAME = '⏳ Atlas 0.6.2-hotfix:';
const howDoesItGo = [`${PEOPLE.noor.id} ${NAME} how does it go?`];

test('case 28: a night over a hotfix that waits for its decision: the last warning once, one question for news', async () => {
  const told = await awayOverNight(() => Promise.resolve());
  const late = [`${PEOPLE.mara.id} ${NAME} the decision is wanted, its time is over`];
  expect([...told()].sort()).toEqual([...late, ...howDoesItGo].sort());
  // Half of the day for the fix is gone at 10:40: the clocks go on as if nothing had been.
  await town.pushTo(berlin('2026-11-21', '10:41'));
  expect(told().filter((text) => text.includes('is wanted'))).toEqual([
    ...late,
    `${PEOPLE.noor.id} ${NAME} the fix is wanted, half of its time is gone`,
  ]);
  expect(told().filter((text) => text.includes('how does it go?'))).toEqual([
    ...howDoesItGo,
    ...howDoesItGo,
    `${PEOPLE.ines.id} ${NAME} how does it go?`,
  ]);
});

test('case 28: a night over a test that ran out of time: of its three warnings the last one, once', async () => {
  const told = await awayOverNight(async () => {
    await town.person('ines').presses('@slipway', 'Approve');
    await town.person('paul').presses('@slipway', 'Approve');
    await town.person('noor').presses('#atlas', 'Open hotfix');
    await town.person('noor').pressesInModal('Go on to accelerated testing');
  });
  const late = [`${PEOPLE.mara.id} ${NAME} the test is wanted, its time is over`];
  expect([...told()].sort()).toEqual([...late, ...howDoesItGo].sort());
  const ofTest = "key like 'hotfix.clock:%:testing:1:%'";
  expect(
    town.rows(`select state, reason from promise where ${ofTest} order by due_at`),
  ).toMatchObject([
    { state: 'skipped', reason: OVER },
    { state: 'skipped', reason: OVER },
    { state: 'done' },
  ]);
});
