/** What GitHub shows of a hotfix, in the town: looked at after every read, said on the alert, bound, owed to main. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plusMinutes } from '../../../src/base/time.ts';
import { aTown, MONDAY, type Town } from '../../support/town.ts';

let town: Town;
let minutes = 0;
/** Events of trouble that a test makes on purpose. */
let mayFail: readonly string[] = [];
beforeEach(async () => {
  town = await aTown();
  minutes = 0;
  mayFail = [];
});
afterEach(async () => {
  expect(town.troubles.filter((one) => !mayFail.some((event) => one.startsWith(event)))).toEqual(
    [],
  );
  await town.leave();
});

const BRANCH = 'hotfix/0.6.2-hotfix';
const FORM = {
  'What is it for Atlas?': 'production down',
  'What is seen?': 'Sign-in is down for EU customers',
  'Who is hit, and how badly?': 'About 2,000 customers cannot sign in',
  'Affected versions': '0.6.2',
};

async function declared(more: Readonly<Record<string, string>> = {}): Promise<void> {
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix');
  await noor.submits({ ...FORM, ...more });
}
async function approved(): Promise<void> {
  await town.person('ines').presses('@slipway', 'Approve');
  await town.person('paul').presses('@slipway', 'Approve');
}
/** Until GitHub was read, and looked at. */
async function synced(): Promise<void> {
  minutes += 11;
  await town.pushTo(plusMinutes(MONDAY, minutes));
}
const world = () => town.world.github.world;
const atlas = 'oci-labs/atlas';
const alert = (): string =>
  town
    .person('noor')
    .reads('#atlas')
    .filter(({ isReply, text }) => !isReply && text.includes('0.6.2-hotfix'))
    .at(-1)?.text ?? '';
const toldTo = (name: 'ines' | 'paul' | 'mara' | 'noor'): string =>
  town.person(name).reads('@slipway').at(-1)?.text ?? '';
const step = (): unknown => town.rows('select step from hotfix')[0]?.['step'];
const standing = () =>
  town.rows(
    'select role, bound from approval where id not in (select approval_id from approval_end) order by role',
  );
const inRoom = async (words: string): Promise<void> => {
  await town.person('noor').presses('#atlas', 'Open hotfix');
  await town.person('noor').pressesInModal(words);
};
const opened = (more: object = {}): number =>
  world().openPullRequest(atlas, {
    title: 'Mend sign-in',
    author: 'noor-h',
    branch: BRANCH,
    base: 'release/0.6',
    ...more,
  }).number;

async function inTesting(): Promise<number> {
  await declared();
  await approved();
  world().pushTo(atlas, BRANCH, { checks: 'SUCCESS' });
  const number = opened();
  await synced();
  expect(step()).toBe('testing');
  return number;
}

async function out(): Promise<number> {
  const number = await inTesting();
  world().mergePullRequest(atlas, number, { by: 'noor-h' });
  await synced();
  await inRoom('Go on to emergency deployment');
  await town.person('noor').pressesInModal('Go on to validation');
  return number;
}

test('branch and draft are noted; ready for review begins the test, stamped by GitHub', async () => {
  await declared();
  await approved();
  world().pushTo(atlas, BRANCH);
  await synced();
  expect(alert()).toContain(`Fix: branch ${BRANCH} is there`);
  const number = opened({ isDraft: true });
  await synced();
  expect(alert()).toContain(`Fix #${number} · draft`);
  expect(step()).toBe('development');
  world().markReady(atlas, number);
  await synced();
  expect(step()).toBe('testing');
  expect(town.rows("select begun_by from hotfix_step where step = 'testing'")).toEqual([
    { begun_by: 'github' },
  ]);
  await town.person('noor').chooses('#atlas', 'Show the timeline');
  const told = town.person('noor').modalText();
  for (const words of [
    `GitHub shows the branch ${BRANCH}`,
    `GitHub shows pull request #${number} as a draft`,
    'GitHub ended development; accelerated testing began',
  ])
    expect(told).toContain(words);
});

test('a pull request that is ready before the decision waits for it', async () => {
  await declared();
  opened();
  await synced();
  expect(step()).toBe('decision');
  await approved();
  await synced();
  expect(step()).toBe('testing');
});

test('red checks stand on the alert, and green ones after them', async () => {
  await inTesting();
  world().setChecks(atlas, BRANCH, 'FAILURE');
  await synced();
  expect(alert()).toContain('⛔ checks red');
  world().setChecks(atlas, BRANCH, 'SUCCESS');
  await synced();
  expect(alert()).toContain('checks green ✓');
  expect(standing()).toHaveLength(2);
});

test('a new commit during the test voids the technical lead’s approval alone, and asks again', async () => {
  const number = await inTesting();
  const paul = town.person('paul').reads('@slipway').length;
  const commit = world().pushTo(atlas, BRANCH, { checks: 'PENDING' });
  await synced();
  expect(standing()).toEqual([{ role: 'product_owner', bound: expect.anything() }]);
  expect(toldTo('ines')).toContain('Asked again, because the commit changed.');
  expect(toldTo('ines')).toContain(`Fix #${number}`);
  expect(toldTo('ines')).toContain(`commit ${commit.oid.slice(0, 7)}`);
  expect(town.person('paul').reads('@slipway')).toHaveLength(paul);
  await town.person('noor').presses('#atlas', 'Open hotfix');
  expect(town.person('noor').modalText()).toContain('and the decision of Ines (technical lead)');
  expect(step()).toBe('testing');
  await town.person('ines').presses('@slipway', 'Approve');
  await town.person('noor').presses('#atlas', 'Open hotfix');
  expect(town.person('noor').modalText()).toContain(
    `Ines · commit ${commit.oid.slice(0, 7)}, checks running`,
  );
  world().setChecks(atlas, BRANCH, 'SUCCESS');
  await synced();
  expect(standing()).toHaveLength(2);
  await inRoom('Go on to emergency deployment');
  expect(step()).toBe('deployment');
});

test('checks that turn red after the approval of a commit void it', async () => {
  await inTesting();
  world().pushTo(atlas, BRANCH, { checks: 'PENDING' });
  await synced();
  await town.person('ines').presses('@slipway', 'Approve');
  world().setChecks(atlas, BRANCH, 'FAILURE');
  await synced();
  expect(toldTo('ines')).toContain('Asked again, because the checks changed.');
});

test('the second try asks for its commit as soon as its test begins, and the message before says why', async () => {
  await inTesting();
  world().pushTo(atlas, BRANCH, { checks: 'SUCCESS' });
  await synced();
  await town.person('ines').presses('@slipway', 'Approve');
  await inRoom('The fix failed…');
  await town.person('noor').submits({ 'What happened?': 'Sessions end after a minute' });
  expect(alert()).toContain('The fix failed: Sessions end after a minute');
  world().pushTo(atlas, BRANCH, { checks: 'SUCCESS' });
  await synced();
  expect(step()).toBe('testing');
  expect(standing()).toEqual([{ role: 'product_owner', bound: expect.anything() }]);
  const asks = town.person('ines').reads('@slipway');
  expect(asks.at(-1)?.text).toContain('Asked again, because the commit changed.');
  expect(asks.at(-2)?.text).toContain('your approval no longer counts: the commit changed');
  expect(asks.filter(({ text }) => text.includes('You approved'))).toEqual([]);
});

test('a fix that failed is tested again with a new commit, not with the same one', async () => {
  await inTesting();
  await inRoom('The fix failed…');
  await town.person('noor').submits({ 'What happened?': 'Sessions end after a minute' });
  await synced();
  expect(step()).toBe('development');
  world().pushTo(atlas, BRANCH);
  await synced();
  expect(step()).toBe('testing');
});

test('a fix that is out and not on main is owed: said, reminded, and ended by GitHub', async () => {
  const number = await out();
  await synced();
  expect(alert()).toContain(
    `⛔ The fix is missing on main: #${number} was merged into release/0.6`,
  );
  const noor = () => town.person('noor').reads('@slipway').at(-1)?.text ?? '';
  await town.pushTo('2026-11-17T12:00:00.000Z');
  expect(noor()).toContain('the fix is missing on main');
  // Ten o'clock came to Kolkata first: the technical lead is reminded from the second day on.
  expect(toldTo('ines')).not.toContain('missing on main');
  const back = world().openPullRequest(atlas, {
    title: 'Bring the fix back',
    author: 'noor-h',
    branch: 'back',
    body: `Brings #${number} to main`,
  });
  await town.pushTo('2026-11-17T13:00:00.000Z');
  expect(alert()).toContain(`#${back.number} brings it there, unmerged`);
  await town.pushTo('2026-11-18T12:00:00.000Z');
  expect(toldTo('ines')).toContain('the fix is missing on main');
  world().mergePullRequest(atlas, back.number, { by: 'noor-h' });
  await town.pushTo('2026-11-18T13:00:00.000Z');
  expect(alert()).not.toContain('missing on main');
  const told = town.person('noor').reads('@slipway').length;
  await town.pushTo('2026-11-19T08:00:00.000Z');
  await town.pushTo('2026-11-19T09:45:00.000Z');
  expect(
    town
      .person('noor')
      .reads('@slipway')
      .slice(told)
      .map(({ text }) => text)
      .join(),
  ).not.toContain('missing');
});

/** All is written down, and only the fix is missing on main. */
async function taught(): Promise<void> {
  await out();
  await inRoom('Go on to root cause');
  await inRoom('Write down the cause…');
  await town.person('noor').submits({ 'What was the root cause?': 'A certificate ran out' });
  await inRoom('Write down the retrospective…');
  await town.person('noor').submits({ 'What went well?': 'Certificates are watched' });
  expect(step()).toBe('improvement');
}

test('what waited only for its fix closes by itself when GitHub shows it on main', async () => {
  await taught();
  await synced();
  world().mergeBranch(atlas, 'release/0.6', 'main');
  await synced();
  expect(step()).toBe('closed');
  expect(alert()).not.toContain('missing on main');
});

test('it does not close while the fix is missing, but for a reason that a person gives', async () => {
  await taught();
  expect(town.person('noor').modalText()).toContain('Wanted next the fix on main');
  expect(town.person('noor').modalText()).toContain('The fix is not seen on main');
  await town.person('noor').pressesInModal('Not needed on main…');
  await town
    .person('noor')
    .submits({ 'Why does the default branch not need the fix?': 'The code is gone from main' });
  expect(step()).toBe('closed');
  await town.person('noor').chooses('#atlas', 'Show the timeline');
  expect(town.person('noor').modalText()).toContain('The code is gone from main');
});

test('a branch that is merged into main by hand counts, too', async () => {
  await out();
  await synced();
  expect(alert()).toContain('missing on main');
  world().mergeBranch(atlas, 'release/0.6', 'main');
  await synced();
  expect(alert()).not.toContain('missing on main');
});

test('an issue that was typed and is newer than the last read is linked, and voids nothing', async () => {
  const issue = world().openIssue(atlas, { title: 'Sign-in is down', author: 'noor-h' });
  await declared({ 'GitHub issue': `#${issue.number}` });
  await approved();
  await synced();
  expect(town.rows('select issue from hotfix')).toEqual([{ issue: issue.id }]);
  expect(standing()).toHaveLength(2);
});

test('without an issue the alert opens one, filled in, and finds it again', async () => {
  await declared();
  await approved();
  await synced();
  expect(alert()).toContain('[Open the issue]');
  const { id } = town.rows('select id from hotfix')[0] ?? {};
  const body = `About 2,000 customers cannot sign in\n\nslipway-hotfix: ${String(id)}`;
  const issue = world().openIssue(atlas, { title: 'Sign-in', author: 'sam-w', body });
  await synced();
  await synced();
  expect(town.rows('select issue from hotfix')).toEqual([{ issue: issue.id }]);
  expect(standing()).toHaveLength(2);
  expect(alert()).not.toContain('[Open the issue]');
});

test('a pull request of a stranger’s copy is no fix, whatever its branch is called', async () => {
  await declared();
  await approved();
  world().addUser({ login: 'eve' });
  opened({ author: 'eve', isFork: true });
  await synced();
  expect(step()).toBe('development');
  expect(alert()).not.toContain('Fix #');
});

test('the next release’s plan and digest name the fix that is missing, until it is there', async () => {
  const mara = town.person('mara');
  await mara.types('#atlas', '/release plan 0.7.0');
  await mara.submits({ Theme: 'Container stability' });
  await mara.submits();
  const card = (): string =>
    mara.reads('#atlas').find(({ text }) => text.includes('Atlas 0.7.0 · minor'))?.text ?? '';
  await out();
  await synced();
  expect(card()).toContain('⛔ The fix of 0.6.2-hotfix is missing on main');
  await town.pushTo('2026-11-20T16:00:00.000Z');
  const digest = town.posts.findLast(({ text }) => text.includes('week 1'));
  expect(JSON.stringify(digest)).toContain('the fix of 0.6.2-hotfix is missing on main');
  world().mergeBranch(atlas, 'release/0.6', 'main');
  await town.pushTo('2026-11-20T17:00:00.000Z');
  expect(card()).not.toContain('missing');
});

test('a reason stands for one try: a fix that fails afterwards is owed anew', async () => {
  await out();
  await inRoom('Not needed on main…');
  await town
    .person('noor')
    .submits({ 'Why does the default branch not need the fix?': 'The code is gone from main' });
  expect(alert()).not.toContain('missing on main');
  await inRoom('The fix failed…');
  await town.person('noor').submits({ 'What happened?': 'Sessions end after a minute' });
  world().pushTo(atlas, BRANCH);
  opened();
  await synced();
  expect(step()).toBe('testing');
  await inRoom('Go on to emergency deployment');
  await town.person('noor').pressesInModal('Go on to validation');
  expect(alert()).toContain('⛔ The fix is missing on main');
});

test('an issue that is newer than the last read can be named under “Change it…”; one that is not there cannot', async () => {
  await declared();
  const issue = world().openIssue(atlas, { title: 'Sign-in is down', author: 'noor-h' });
  const noor = town.person('noor');
  await noor.chooses('#atlas', 'Change it…');
  await noor.submits({ 'GitHub issue': `#${issue.number}` });
  expect(town.rows('select issue from hotfix')).toEqual([{ issue: issue.id }]);
  await noor.chooses('#atlas', 'Change it…');
  await noor.submits({ 'GitHub issue': '#99999' });
  expect(noor.modalText()).toContain('I do not see #99999 in the repositories of Atlas yet.');
  expect(town.rows('select issue from hotfix')).toEqual([{ issue: issue.id }]);
});

test('a number that GitHub does not have holds nothing up, and the room says so', async () => {
  await declared({ 'GitHub issue': '#99999' });
  await synced();
  await town.person('noor').presses('#atlas', 'Review and approve');
  expect(town.person('noor').modalText()).toContain('GitHub does not show issue #99999 yet.');
  expect(alert()).not.toContain('[Open the issue]');
});

test('while GitHub refuses the token the alert stays as last known, and goes on afterwards', async () => {
  mayFail = ['sync.failed', 'hotfix.look_failed'];
  await declared();
  town.world.github.faults.standing('bad-credentials');
  await town.bot().app.beat();
  expect(town.troubles.join()).toContain('hotfix.look_failed');
  expect(alert()).not.toContain('[Open the issue]');
  await synced();
  town.world.github.faults.standing(null);
  await synced();
  await synced();
  expect(alert()).toContain('[Open the issue]');
});

test('an hour of a hotfix costs GitHub one point a look', async () => {
  await inTesting();
  const looks = () => town.world.github.calls().filter(({ name }) => name === 'Fix');
  const before = looks().length;
  for (let look = 0; look < 5; look += 1) await synced();
  const since = looks().slice(before);
  expect(since).toHaveLength(5);
  expect(since.map(({ cost }) => cost)).toEqual([1, 1, 1, 1, 1]);
});
