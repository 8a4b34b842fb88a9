/** A release's way through the real bot, over the played Slack and GitHub. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeGoals, releasesOf } from '../../../src/release/releases.ts';
import { readBlocks } from '../../support/plain-view.ts';
import { aTown, type Town } from '../../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(async () => {
  await town.leave();
});

const card = (): string =>
  town
    .person('mara')
    .reads('#atlas')
    .find(({ text }) => text.startsWith('# '))?.text ?? '';
const replies = (): readonly string[] =>
  town
    .person('mara')
    .reads('#atlas')
    .filter(({ isReply }) => isReply)
    .map(({ text }) => text);

test('planned, moved, suggested, shipped, closed: one card, and a thread that tells why', async () => {
  const mara = town.person('mara');
  await mara.types('#atlas', '/release plan');
  await mara.submits({ Theme: 'Container stability' });
  await mara.submits();
  expect(mara.modalText()).toContain('✓ Atlas 0.7.0 is planned.');
  expect(replies()[0]).toContain('Goals\n• Fix the memory leaks that are left in config.zig\n• ');

  await mara.types('#atlas', '/release timeline');
  await mara.submits({ 'New target date': '2027-01-08', Why: 'The Proxmox host comes late' });
  await mara.submits();
  expect(card()).toContain('# Atlas 0.7.0 · minor · Fri 8 Jan');
  expect(replies().at(-1)).toContain('Why: The Proxmox host comes late (Mara');

  await town.pushTo('2026-12-18T07:30:00.000Z');
  expect(card()).toContain('Feature complete is today, Fri 18 Dec.');
  await town.person('ivo').presses('#atlas', 'Move to feature complete');
  expect(town.person('ivo').reads('#atlas').at(-1)?.text).toContain('ask Mara');
  await mara.presses('#atlas', 'Move to feature complete');
  expect(card()).toContain('Next: code freeze and beta Fri 25 Dec');

  await mara.chooses('#atlas', 'Ship');
  expect(mara.modalText()).toContain('Shipping marks it as released today');
  await mara.submits();
  expect(card()).toContain('Released Fri 18 Dec.');
  expect(replies().some((text) => text.startsWith('Atlas 0.7.0 is released.'))).toBe(true);

  await mara.types('#atlas', '/release history 0.7.0');
  expect(mara.modalText()).toMatch(/shipped 0\.7\.0[\s\S]*moved the target[\s\S]*planned 0\.7\.0/);

  await mara.types('#atlas', '/release close');
  await mara.submits();
  expect(card()).toContain('Closed Fri 18 Dec.');
  const topLevel = mara
    .reads('#atlas')
    .filter(({ isReply, text }) => !isReply && text.startsWith('# '));
  expect(topLevel).toHaveLength(1);
});

test('where are we, and a plan opened from there', async () => {
  const mara = town.person('mara');
  await mara.types('#atlas', '/release');
  await mara.presses('#atlas', 'Plan a release');
  await mara.submits();
  await mara.submits();
  await mara.types('#atlas', '/release');
  expect(mara.reads('#atlas').at(-1)?.text).toMatch(
    /^🟢 Atlas 0\.7\.0 · on track\nWhy: no step is overdue; .*\nTarget Fri 18 Dec: .*\. Next: alpha Fri 20 Nov\n\[Status\] \[Open plan\]$/,
  );
  await town.pushTo('2026-11-20T08:00:00.000Z');
  await mara.presses('#atlas', 'Open plan');
  expect(mara.modalText()).toContain('Alpha is today, Fri 20 Nov.');
  await mara.pressesInModal('Mark alpha done');
  expect(mara.modalText()).toContain('✓ Fri 20 Nov · alpha');
  expect(card()).toContain('Next: feature complete Fri 27 Nov');
});

test('the target moves from the open plan, which follows', async () => {
  const mara = town.person('mara');
  await mara.types('#atlas', '/release plan');
  await mara.submits();
  await mara.submits();
  await mara.presses('#atlas', 'Open plan');
  const plan = mara.modal();
  expect(mara.modalText()).toContain('Fri 18 Dec · release');
  await mara.pressesInModal('Move the target');
  expect(town.world.slack.as(mara.id).modals()).toHaveLength(2);
  await mara.submits({ 'New target date': '2027-01-09', Why: 'The host comes late' });
  await mara.pressesInModal('Take Fri 8 Jan 2027');
  await mara.pressesInModal('Back');
  await mara.submits();
  await mara.submits();
  expect(mara.modalText()).toContain('✓ Atlas 0.7.0 is now due Fri 8 Jan 2027');
  const behind = town.world.slack
    .as(mara.id)
    .modals()
    .find(({ id }) => id === plan.id);
  expect(readBlocks(behind?.blocks ?? [])).toContain('Fri 8 Jan 2027 · release');
  expect(card()).toContain('# Atlas 0.7.0 · minor · Fri 8 Jan');

  await town.person('ivo').presses('#atlas', 'Open plan');
  expect(town.person('ivo').modalText()).not.toContain('Move the target');
});

describe('the goals of a plan that is posted', () => {
  beforeEach(async () => {
    const mara = town.person('mara');
    await mara.types('#atlas', '/release plan');
    await mara.submits({ Goals: 'Fix leaks\nMap errors' });
    await mara.submits();
    await mara.presses('#atlas', 'Open plan');
  });

  test('change quietly: the plan in full is edited, nothing is posted, the history tells', async () => {
    const mara = town.person('mara');
    const before = mara.reads('#atlas').length;
    await mara.pressesInModal('Change the goals');
    expect(mara.modalText()).toContain('Fix leaks\nMap errors');
    await mara.submits({ Goals: '- Map errors\n- Rootless mode' });
    expect(mara.modalText()).toContain('Goals\n• Map errors\n• Rootless mode');
    expect(mara.reads('#atlas')).toHaveLength(before);
    expect(replies()[0]).toContain('Goals\n• Map errors\n• Rootless mode');
    expect(replies()[0]).not.toContain('Fix leaks');
    await mara.types('#atlas', '/release history');
    expect(mara.modalText()).toContain(
      'Mara changed the goals: added Rootless mode; dropped Fix leaks',
    );
  });

  test('that cannot be kept are said under the field, and nothing is written', async () => {
    const mara = town.person('mara');
    await mara.pressesInModal('Change the goals');
    const many = Array.from({ length: 13 }, (_, index) => `Goal ${index}`).join('\n');
    expect(await mara.submits({ Goals: many })).toMatchObject({
      kind: 'errors',
      errors: { goals: 'These are 13 goals; 12 is the most I can keep.' },
    });
    expect(town.rows('select goals from release')).toEqual([
      { goals: JSON.stringify(['Fix leaks', 'Map errors']) },
    ]);
  });

  test('case 15: that somebody else changed meanwhile are not overwritten', async () => {
    const mara = town.person('mara');
    await mara.pressesInModal('Change the goals');
    await town.bot().store.transact(town.clock.now(), async (tx) => {
      const [release] = await releasesOf(tx.db, 'prj_atlas');
      await changeGoals(tx, release?.id ?? '', release?.goals ?? [], ['Theirs']);
    });
    expect(await mara.submits({ Goals: 'Mine' })).toMatchObject({
      kind: 'errors',
      errors: { goals: expect.stringContaining('Someone else changed the goals') },
    });
    expect(town.rows('select goals from release')).toEqual([{ goals: '["Theirs"]' }]);
  });

  test('are for those who run the release: others see no button', async () => {
    const ivo = town.person('ivo');
    await ivo.presses('#atlas', 'Open plan');
    expect(ivo.modalText()).not.toContain('Change the goals');
  });
});

test('case 12: a plan that is confirmed twice at once stands once', async () => {
  const mara = town.person('mara');
  await mara.types('#atlas', '/release plan 0.7.0');
  await mara.submits();
  const { slack } = town.world;
  const preview = mara.modal();
  const other = slack.as(mara.id);
  await Promise.all([other.submit(preview.id, {}), other.submit(preview.id, {})]);
  await town.quiet();
  const plans = mara.reads('#atlas').filter(({ text }) => text.startsWith('# Atlas 0.7.0'));
  expect(plans).toHaveLength(1);
  expect(mara.modalText()).toMatch(/is planned/);
});
