import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GitHubTrouble } from '../../../src/github/port.ts';
import { scopeOf } from '../../../src/release/items.ts';
import { releasesOf } from '../../../src/release/releases.ts';
import { readBlocks, readModal } from '../../support/plain-view.ts';
import {
  addProject,
  aMilestone,
  aPlanWorld,
  CHANNEL,
  IVO,
  MARA,
  type PlanWorld,
} from './plan-world.ts';

let world: PlanWorld;
beforeEach(async () => {
  world = await aPlanWorld();
  await world.items(
    { title: 'pct create arguments', labels: '["P0"]', assignees: '["octo"]' },
    { title: 'OCI create', labels: '["P1"]' },
    { title: 'Docs', state: 'closed', closed_at: world.now },
  );
});
afterEach(() => world.close());

const released = async () => (await releasesOf(world.store.db, 'prj_atlas'))[0];

/** All text in a view or message. */
const textOf = (value: unknown): string => JSON.stringify(value);

/** The hint under a field of the open form. */
function hintOf(name: string): string | undefined {
  const field = world.modal().blocks.find(({ block_id: id }) => id === name);
  return field?.type === 'input' ? field.hint?.text : undefined;
}

describe('the way to a plan', () => {
  it('opens a loading view, then a form filled in from GitHub', async () => {
    await world.command('plan');
    expect(world.modals[0]?.submit).toBeUndefined();
    expect(world.filled()).toEqual({
      version: '0.7.0',
      type: 'auto',
      target: '2026-12-11',
      theme: null,
      goals: null,
      compatibility: null,
      milestone: 'R_prj_atlas#7',
      labels: [],
      search: null,
    });
  });

  it('fills the goals in from the GitHub milestone, and posts them as they then stand', async () => {
    world.milestones = [
      aMilestone({
        number: 7,
        title: '0.7.0',
        description: '## Goals\r\n\r\n- Fix the **leaks**\r\n- Tell failures apart <!channel>',
      }),
    ];
    await world.command('plan');
    expect(world.filled()['goals']).toBe('Fix the leaks\nTell failures apart <!channel>');
    expect(hintOf('goals')).toBe('One a line, from GitHub milestone 0.7.0.');
    const typed = { ...world.filled(), goals: '* Fix the leaks\n\n* Stay "quick" \\ <@UMARA>' };
    expect(await world.submit(typed)).toBeNull();
    expect(readModal(world.modal())).toContain(
      'Goals\n• Fix the leaks\n• Stay "quick" \\ <@UMARA>\n',
    );
    await world.pressInModal('plan.back', 'back');
    expect(world.filled()).toEqual(typed);
    await world.submit();
    await world.submit({});
    const release = await released();
    expect(release?.goals).toEqual(['Fix the leaks', 'Stay "quick" \\ <@UMARA>']);
    const list = 'Goals\n• Fix the leaks\n• Stay "quick" \\ <@UMARA>\n';
    const thread = world.said.get(`plan.thread:${release?.id}`)?.message.blocks ?? [];
    expect(readBlocks(thread)).toContain(list);
    await world.press('plan.open', release?.id ?? '');
    expect(readModal(world.modal())).toContain(list);
    expect(textOf(world.said.get(`plan:${release?.id}`))).not.toContain('leaks');
  });

  it('says what of the goals on GitHub does not fit, and opens however long they are', async () => {
    const long = `- ${'"'.repeat(400)}`;
    const goals = Array.from({ length: 14 }, (_, index) => `${long}${index}`);
    const description = goals.map((goal, index) => `- ${index}${goal}`).join('\n');
    world.milestones = [aMilestone({ number: 7, title: '0.7.0', description })];
    await world.command('plan');
    expect(hintOf('goals')).toBe(
      'One a line, from GitHub milestone 0.7.0. 2 more did not fit: 12 is the most. 12 goals were shortened to 150 characters.',
    );
    const errors = await world.submit();
    expect(errors?.['goals']).toMatch(/^With the other fields this is \d+ characters more than/);
    expect(await world.submit({ ...world.filled(), goals: 'Fix the leaks' })).toBeNull();
  });

  it('keeps the longest goals through preview and back', async () => {
    await world.command('plan');
    const goals = Array.from({ length: 12 }, (_, index) => `${index} `.padEnd(150, 'ü')).join('\n');
    const typed = {
      ...world.filled(),
      theme: 'x'.repeat(150),
      goals,
      compatibility: 'y'.repeat(600),
    };
    expect(await world.submit(typed)).toBeNull();
    await world.pressInModal('plan.back', 'back');
    expect(world.filled()).toEqual(typed);
    await world.submit();
    await world.submit({});
    expect((await released())?.goals).toEqual(goals.split('\n'));
  });

  it('goes from form to preview to a posted plan', async () => {
    await world.command('plan');
    expect(await world.submit({ ...world.filled(), theme: 'Container stability' })).toBeNull();
    expect(world.modal().submit).toBe('Post the plan');
    expect(textOf(world.modal())).toContain('pct create arguments');
    expect(textOf(world.modal())).toContain('2 open: 1 P0, 1 P1; 1 without owner. 1 done already');
    await world.submit({});
    const release = await released();
    expect(release).toMatchObject({
      version: '0.7.0',
      type: 'minor',
      targetDate: '2026-12-11',
      theme: 'Container stability',
      stage: 'development',
    });
    const scope = await scopeOf(world.store.db, release?.id ?? '');
    expect(scope.map(({ wasPlanned }) => wasPlanned)).toEqual([true, true, true]);
    const card = world.said.get(`plan:${release?.id}`);
    expect(card).toMatchObject({ to: CHANNEL });
    expect(world.said.get(`plan.thread:${release?.id}`)?.threadOf).toBe(card?.key);
    expect(textOf(world.modal())).toContain('Atlas 0.7.0 is planned');
  });

  it('keeps all that was typed on the way back', async () => {
    await world.command('plan 0.8.0');
    const typed = {
      ...world.filled(),
      theme: 'A “theme” \\ with "quotes"',
      compatibility: 'one\ntwo',
      target: '2027-01-15',
      type: 'major',
      milestone: 'R_prj_atlas#7',
    };
    await world.submit(typed);
    await world.pressInModal('plan.back', 'back');
    expect(world.filled()).toEqual(typed);
  });

  it('says mistakes at their fields', async () => {
    await world.command('plan');
    const errors = await world.submit({
      ...world.filled(),
      version: '1.2',
      target: '2026-11-19',
      milestone: null,
    });
    expect(Object.keys(errors ?? {}).sort()).toEqual(['milestone', 'version']);
    expect(await world.submit({ ...world.filled(), target: '2026-11-19' })).toEqual({
      target: 'Thu 19 Nov is already past. Choose a later day.',
    });
  });

  it('refuses a second plan of a version, also when it comes first in a race', async () => {
    await world.command('plan');
    await world.submit();
    const preview = world.modal();
    await world.submit({});
    expect(await releasesOf(world.store.db, 'prj_atlas')).toHaveLength(1);
    // The other person's preview was open all the time.
    (world.modals as unknown[]).push(preview);
    await world.submit({});
    expect(await releasesOf(world.store.db, 'prj_atlas')).toHaveLength(1);
    expect(world.modal().callbackId).toBe('plan.form');
    expect(textOf(world.modal())).toContain('Atlas 0.7.0 is planned already');
    expect(world.filled()['version']).toBe('0.7.0');
  });

  it('tells who may plan, and lets nobody else', async () => {
    await world.command('plan', { userId: IVO });
    expect(textOf(world.modal())).toContain('ask Mara (release manager)');
    await world.command('plan');
    await world.submit(world.filled(), IVO);
    expect(textOf(world.modal())).toContain('ask Mara');
    await world.command('plan');
    await world.submit();
    await world.submit({}, IVO);
    expect(textOf(world.modal())).toContain('ask Mara');
    expect(await released()).toBeUndefined();
  });

  it('opens the form although GitHub fails, with a typed title as the way', async () => {
    world.milestones = new GitHubTrouble('down', 'GitHub did not answer (502).', null);
    await world.command('plan');
    expect(textOf(world.modal())).toContain('GitHub did not answer (502).');
    expect(world.filled()).toMatchObject({ version: '0.1.0', milestone_title: null });
    world.milestones = [];
    world.refreshed = { readAt: null, trouble: 'GitHub did not answer (502).' };
    await world.submit({ ...world.filled(), milestone_title: '0.1.0' });
    expect(textOf(world.modal())).toContain('I know no GitHub milestone');
    await world.submit({});
    expect(await released()).toMatchObject({ version: '0.1.0', source: { milestones: [] } });
  });

  it('shows the milestones as last known when GitHub fails', async () => {
    await world.command('plan');
    world.milestones = new GitHubTrouble('down', 'GitHub did not answer (502).', null);
    await world.command('plan');
    expect(textOf(world.modal())).toContain('as I last read them');
    expect(world.filled()['milestone']).toBe('R_prj_atlas#7');
  });
});

describe('where a plan begins', () => {
  it('lets the person choose a project where the channel has none', async () => {
    await world.command('plan 0.9.0', { channelId: 'COTHER' });
    expect(world.modal().callbackId).toBe('plan.project');
    await world.submit({ project: 'prj_atlas' });
    expect(world.filled()['version']).toBe('0.9.0');
  });

  it('shows projects of other channels only to who runs them', async () => {
    await world.command('plan', { channelId: 'COTHER', userId: IVO });
    expect(world.setupsOffered).toEqual(['COTHER']);
    expect(textOf(world.modals)).not.toContain('Atlas');
  });

  it('leads to setup where nothing is set up', async () => {
    const empty = await aPlanWorld({ withoutProject: true });
    await empty.command('plan', { channelId: 'CNEW' });
    expect(empty.setupsOffered).toEqual(['CNEW']);
    await empty.close();
  });

  it('takes the only project for the shortcut, and asks when there are two', async () => {
    await world.shortcut();
    expect(world.modal().callbackId).toBe('plan.form');
    await addProject(world.store, 'prj_b', 'Borealis', 'CBOR');
    await world.shortcut();
    expect(world.modal().callbackId).toBe('plan.project');
    expect(MARA).toBe('UMARA');
  });
});
