/**
 * A project with a public and a private repository, in a channel whose readers change: titles of the private one
 * reach no outsider, unless the project allows it, and nobody else misses them.
 */
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { plusMinutes } from '../../src/base/time.ts';
import { ATLAS_CHANNEL } from '../../src/sandbox/seed/people.ts';
import { berlin } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

const HIDDEN = 'In a private repository';
const BOX = 'Show them to everybody in the channel';

let town: Town;
afterEach(() => town.leave());

async function twoRepositories(): Promise<void> {
  town = await aTown();
  const mara = town.person('mara');
  await mara.types('#atlas', '/release setup');
  await mara.submits({ 'GitHub repositories': 'oci-labs/atlas\noci-labs/zephyr' });
  await mara.types('#atlas', '/release plan 0.8.0');
  await mara.submits({ 'Or labels': ['enhancement'] });
  await mara.submits();
}

async function setBox(isTicked: boolean): Promise<void> {
  const mara = town.person('mara');
  await mara.types('#atlas', '/release setup');
  await mara.submits({ 'Titles of private repositories': isTicked ? [BOX] : [] });
}

/** GitHub shows it to fewer or more people, and Slipway has looked since. */
async function setPrivate(isPrivate: boolean): Promise<void> {
  town.world.github.world.editRepository('oci-labs/zephyr', { isPrivate });
  await town.pushTo(plusMinutes(town.clock.now(), 16));
}

/** Edits the plan in full. */
async function sayGoals(count: number): Promise<void> {
  const mara = town.person('mara');
  await mara.presses('#atlas', 'Open plan');
  await mara.pressesInModal('Change the goals');
  await mara.submits({ Goals: `Goal ${count}` });
}

async function shareStatus(): Promise<void> {
  const mara = town.person('mara');
  await mara.types('#atlas', '/release status');
  await mara.presses('#atlas', 'Share in the thread');
}

/** What everybody in the channel reads. */
function inChannel(): string {
  const all = town.world.slack.messages(ATLAS_CHANNEL);
  return JSON.stringify(all.filter(({ ephemeralTo }) => ephemeralTo === null));
}

/** Titles of one repository that stand in the channel. */
function titlesOf(name: string): readonly string[] {
  const standing = inChannel();
  return town
    .rows(
      'select title from tracked_item join repository on repository.id = repository_id where repository.name = ?',
      name,
    )
    .map(({ title }) => String(title))
    .filter((title) => standing.includes(title));
}

test('case 46: the release manager allows it in the settings, the journal tells, and moving takes it back', async () => {
  await twoRepositories();
  await setPrivate(true);
  await town.world.slack.changes.share(ATLAS_CHANNEL);
  await town.settle();
  expect(titlesOf('zephyr')).toEqual([]);
  expect(titlesOf('atlas').length).toBeGreaterThan(3);
  await setBox(true);
  await town.settle();
  expect(titlesOf('zephyr').length).toBeGreaterThan(2);
  expect(inChannel()).not.toContain(HIDDEN);
  const told = () =>
    town.rows("select actor, event, detail from journal where event like 'project.private%'");
  const detail = JSON.stringify({ channel: ATLAS_CHANNEL });
  const shown = { actor: 'U0MARA', event: 'project.private_titles_shown', detail };
  expect(told()).toEqual([shown]);

  const mara = town.person('mara');
  await mara.types('#atlas', '/release setup');
  const zephyr = town.world.slack.channels().find(({ name }) => name === 'zephyr');
  await town.world.slack.as('U0IVO').invite(town.world.slack.botUserId, zephyr?.id ?? '');
  await mara.submits({ Channel: zephyr?.id ?? '' });
  await town.settle();
  expect(town.rows('select shows_private from project')).toEqual([{ shows_private: 0 }]);
  expect(told()).toEqual([shown, { ...shown, event: 'project.private_titles_hidden' }]);
  expect(titlesOf('zephyr')).toEqual([]);
  expect(town.troubles).toEqual([]);
});

test('case 46: a member cannot allow it', async () => {
  await twoRepositories();
  const sam = town.person('sam');
  await sam.types('#atlas', '/release setup');
  expect(sam.modalText()).toContain('To change how Atlas is set up, ask Mara');
});

const STEPS = [
  'share',
  'unshare',
  'inOrganisation',
  'hide',
  'open',
  'allow',
  'forbid',
  'goals',
  'status',
  'digest',
] as const;

test('case 46: whatever changes in whatever order, outsiders read no private title and nobody else misses one', async () => {
  const steps = fc.shuffledSubarray([...STEPS, ...STEPS], { minLength: 10, maxLength: 14 });
  for (const [order] of fc.sample(fc.tuple(steps), 2)) {
    await twoRepositories();
    const { changes } = town.world.slack;
    const now = { isShared: false, isPrivate: false, isAllowed: false };
    let friday = 20;
    for (const [count, step] of order.entries()) {
      if (step === 'share') await changes.share(ATLAS_CHANNEL);
      else if (step === 'unshare') await changes.unshare(ATLAS_CHANNEL);
      else if (step === 'inOrganisation') changes.shareInOrganisation(ATLAS_CHANNEL, true);
      else if (step === 'hide' || step === 'open') await setPrivate(step === 'hide');
      else if (step === 'allow' || step === 'forbid') await setBox(step === 'allow');
      else if (step === 'goals') await sayGoals(count);
      else if (step === 'status') await shareStatus();
      else {
        await town.pushTo(berlin(`2026-11-${friday}`, '15:01'));
        friday += 7;
      }
      if (step === 'share' || step === 'unshare') now.isShared = step === 'share';
      if (step === 'hide' || step === 'open') now.isPrivate = step === 'hide';
      if (step === 'allow' || step === 'forbid') now.isAllowed = step === 'allow';
      await town.settle();
      const told = order.slice(0, count + 1).join(', ');
      if (now.isShared && now.isPrivate && !now.isAllowed)
        expect(titlesOf('zephyr'), told).toEqual([]);
      else expect(inChannel().includes(HIDDEN), told).toBe(false);
      expect(titlesOf('atlas').length, told).toBeGreaterThan(0);
    }
    expect(town.troubles).toEqual([]);
    await town.leave();
  }
  town = await aTown({ seedProject: false });
});

test('case 46: who is invited and has not accepted counts as an outsider for all that is said from then on', async () => {
  await twoRepositories();
  await setPrivate(true);
  town.world.slack.changes.invite(ATLAS_CHANNEL);
  await sayGoals(1);
  await shareStatus();
  await town.pushTo(berlin('2026-11-20', '15:01'));
  await town.settle();
  expect(titlesOf('zephyr')).toEqual([]);
  expect(titlesOf('atlas').length).toBeGreaterThan(3);
});
