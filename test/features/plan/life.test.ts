import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GitHubTrouble } from '../../../src/github/port.ts';
import { note, entriesOf, type JournalEvent } from '../../../src/release/journal.ts';
import { releasesOf, type Release } from '../../../src/release/releases.ts';
import { shared } from '../../../src/release/tables.ts';
import { SlackRefusal } from '../../../src/slack/port.ts';
import { addProject, aMilestone, aPlanWorld, IVO, MARA, type PlanWorld } from './plan-world.ts';
import { readBlocks, readModal } from '../../support/plain-view.ts';

let world: PlanWorld;
beforeEach(async () => {
  world = await aPlanWorld();
  await world.items({ title: 'pct create', labels: '["P0"]' }, { title: 'OCI create' });
});
afterEach(() => world.close());

/** Plans a version for a Friday a quarter ahead, so that nothing is squeezed. */
async function planned(version = '0.7.0', target = '2027-02-12'): Promise<Release> {
  await world.command(`plan ${version}`);
  const errors = await world.submit({ ...world.filled(), target, milestone: 'R_prj_atlas#7' });
  expect(errors).toBeNull();
  await world.submit({});
  return release(version);
}

async function release(version = '0.7.0'): Promise<Release> {
  const all = await releasesOf(world.store.db, 'prj_atlas');
  const found = all.find((one) => one.version === version);
  if (found === undefined) throw new Error(`no release ${version}`);
  return found;
}

const card = (id: string): string => {
  const saying = world.said.get(`plan:${id}`);
  return saying === undefined ? '' : readBlocks(saying.message.blocks);
};
const edits = (id: string): number =>
  world.sayings.filter(({ key }) => key === `plan:${id}`).length;
const events = async (id: string): Promise<JournalEvent[]> =>
  (await entriesOf(world.store.db, id)).map(({ event }) => event);
const modal = (): string => readModal(world.modal());

describe('the card', () => {
  it('starts in planning when development lies ahead', async () => {
    const { id, stage } = await planned();
    expect(stage).toBe('planning');
    expect(card(id)).toContain('Next: planning complete Fri 1 Jan 2027');
    expect(card(id)).toContain('Planning · Mara leads');
  });

  it('is edited when scope changes, once for many entries, and not when nothing can be seen', async () => {
    const { id } = await planned();
    const noted = (...list: JournalEvent[]) =>
      world.aside(async (tx) => {
        for (const event of list)
          await note(tx, {
            workspaceId: 'T1',
            projectId: 'prj_atlas',
            releaseId: id,
            actor: 'github',
            event,
          });
      });
    await noted('sync.finished', 'sync.finished');
    expect(edits(id)).toBe(1);
    await world.aside((tx) =>
      shared(tx.db)
        .updateTable('tracked_item')
        .set({ state: 'closed' })
        .where('id', '=', 'I_90')
        .execute(),
    );
    await noted('item.done', 'scope.added', 'sync.finished');
    expect(edits(id)).toBe(2);
    expect(card(id)).toContain('1 open: 1 P2');
  });

  it('follows the age of the data once a day, not with every read', async () => {
    const { id } = await planned();
    const readAt = async (at: string) => {
      await world.aside(async (tx) => {
        await shared(tx.db).updateTable('repository').set({ last_read_at: at }).execute();
        await note(tx, {
          workspaceId: 'T1',
          releaseId: id,
          actor: 'github',
          event: 'sync.finished',
        });
      });
    };
    await readAt('2026-11-20T15:00:00.000Z');
    expect(edits(id)).toBe(1);
    await readAt('2026-11-21T08:00:00.000Z');
    expect(edits(id)).toBe(2);
  });

  it('is left alone for a release that never had one', async () => {
    await world.aside((tx) =>
      note(tx, { workspaceId: 'T1', releaseId: 'rel_none', actor: 'github', event: 'item.done' }),
    );
    expect(world.sayings).toEqual([]);
  });
});

describe('the calendar’s suggestions', () => {
  it('come on the day of a step, and a person confirms them', async () => {
    const { id } = await planned();
    const due = (await world.waiting()).get(`plan.step:${id}:0:2027-01-22`);
    expect(due?.dueAt).toBe('2027-01-22T07:00:00.000Z');
    world.now = '2027-01-22T07:00:00.000Z';
    if (due !== undefined) await world.keep(due);
    expect(card(id)).toContain('Feature complete is today, Fri 22 Jan.');
    expect(card(id)).toContain('[Move to feature complete]');

    await world.press('plan.move_stage', `${id}/feature-complete`, IVO);
    expect(readBlocks(world.replies.at(-1)?.message.blocks ?? [])).toBe(
      'To move Atlas 0.7.0 to another stage, ask Mara (release manager).',
    );
    expect((await release()).stage).toBe('planning');

    await world.press('plan.move_stage', `${id}/feature-complete`);
    expect((await release()).stage).toBe('feature-complete');
    expect(card(id)).toContain('Next: code freeze and beta Fri 29 Jan');
    expect(await events(id)).toEqual(['release.planned', 'release.stage_moved']);

    await world.press('plan.move_stage', `${id}/feature-complete`);
    expect(readBlocks(world.replies.at(-1)?.message.blocks ?? [])).toContain('already in stage');
    expect(await events(id)).toHaveLength(2);
  });

  it('say the day after that a step was due', async () => {
    const { id } = await planned();
    world.now = '2027-01-16T07:00:00.000Z';
    const due = (await world.waiting()).get(`plan.step:${id}:0:2027-01-16`);
    if (due !== undefined) await world.keep(due);
    expect(card(id)).toContain('Development start was due Mon 4 Jan.');
    await world.press('plan.move_stage', `${id}/development`);
    expect(card(id)).toContain('Alpha was due Fri 15 Jan.');
    await world.press('plan.step_done', `${id}/alpha`);
    expect(card(id)).toContain('Next: feature complete Fri 22 Jan');
    await world.press('plan.step_done', `${id}/alpha`);
    expect(readBlocks(world.replies.at(-1)?.message.blocks ?? [])).toBe(
      'Alpha is ticked off already.',
    );
    expect(await events(id)).toEqual([
      'release.planned',
      'release.stage_moved',
      'release.step_done',
    ]);
  });

  it('wait on the release manager’s Home, and on nobody else’s', async () => {
    const { id } = await planned();
    const cards = async (userId: string) =>
      (await world.context().homeCards(userId)).map(({ blocks }) => readBlocks(blocks));
    expect(await cards(MARA)).toEqual([]);
    world.now = '2027-01-22T07:00:00.000Z';
    expect(await cards(MARA)).toEqual([
      'Atlas 0.7.0 · Feature complete is today, Fri 22 Jan.\n[Move to feature complete]',
    ]);
    expect(await cards(IVO)).toEqual([]);
    await world.pressAtHome('plan.move_stage:home', `${id}/feature-complete`);
    expect(modal()).toContain('✓ Atlas 0.7.0: it is in stage feature complete now.');
    expect(await cards(MARA)).toEqual([]);
  });

  it('are promised again at the start, without a second promise', async () => {
    const { id } = await planned();
    const before = [...(await world.waiting()).keys()];
    expect(before.length).toBeGreaterThan(8);
    await world.begin();
    expect([...(await world.waiting()).keys()]).toEqual(before);
    const [first] = (await world.waiting()).values();
    if (first !== undefined) expect(await world.keep(first)).toEqual({ kind: 'done' });
    expect(edits(id)).toBe(1);
  });
});

describe('the open plan', () => {
  it('shows the plan to everyone and buttons to who runs it', async () => {
    const { id } = await planned();
    await world.press('plan.open', id, IVO);
    expect(modal()).toContain('pct create (#90) · no owner');
    expect(modal()).not.toContain('Move to another stage');
    expect(modal()).not.toContain('[Move the target]');
    await world.press('plan.open', id);
    expect(modal()).toContain('[Move to another stage: development,');
    expect(modal()).toContain('[Move the target]');
    await world.pressInModal('plan.move_stage:choose', `${id}/development`);
    expect(modal()).toContain('Stage: development.');
    expect((await release()).stage).toBe('development');
  });

  it('goes one stage back, and what was done by that waits again', async () => {
    const { id } = await planned();
    await world.press('plan.move_stage', `${id}/code-freeze`);
    await world.press('plan.move_stage', `${id}/feature-complete`);
    const state = new Map((await release()).milestones.map(({ step, state }) => [step, state]));
    expect(state.get('code-freeze')).toBe('planned');
    expect(state.get('feature-complete')).toBe('done');
  });

  it('refuses stages that are deeds of their own', async () => {
    const { id } = await planned();
    await world.press('plan.move_stage', `${id}/released`);
    expect((await release()).stage).toBe('planning');
  });

  it('case 46: hides titles of private repositories where outsiders read along', async () => {
    await world.aside((tx) =>
      shared(tx.db).updateTable('repository').set({ is_private: 1 }).execute(),
    );
    world.channelIsShared = true;
    const { id } = await planned();
    const thread = world.said.get(`plan.thread:${id}`);
    expect(readBlocks(thread?.redacted?.blocks ?? [])).toContain('In a private repository (#90)');
    const forOutsiders = [...world.said.values()].map(
      ({ message, redacted }) => redacted ?? message,
    );
    expect(JSON.stringify(forOutsiders)).not.toContain('pct create');
    await world.press('plan.open', id);
    expect(modal()).not.toContain('pct create');
    await world.command('ship');
    expect(modal()).not.toContain('pct create');
  });

  it('tells of a release that is gone', async () => {
    await world.press('plan.open', 'rel_none');
    expect(modal()).toContain('I do not find this release any more.');
  });
});

describe('moving the target', () => {
  it('shows what moves, wants a reason, and keeps both in the journal', async () => {
    const { id } = await planned();
    await world.command('timeline');
    expect(await world.submit({ target: '2027-02-12', reason: ' ' })).toEqual({
      target: 'That is the target already.',
      reason: 'Say why in a few words: everyone will read it.',
    });
    await world.submit({ target: '2027-02-19', reason: 'The host is late' });
    expect(modal()).toContain('7 days later. Why: The host is late');
    expect(modal()).toContain('Feature complete: Fri 29 Jan 2027 (was Fri 22 Jan 2027)');
    await world.pressInModal('plan.timeline_back', 'back');
    expect(world.filled()).toEqual({ target: '2027-02-19', reason: 'The host is late' });
    await world.submit();
    await world.submit({});
    expect(modal()).toContain('✓ Atlas 0.7.0 is now due Fri 19 Feb 2027, 7 days later.');
    const [, move] = await entriesOf(world.store.db, id);
    expect(move).toMatchObject({
      event: 'release.target_moved',
      actor: MARA,
      detail: {
        from: '2027-02-12',
        to: '2027-02-19',
        days: 7,
        reason: 'The host is late',
        by: MARA,
      },
    });
    expect(card(id)).toContain('# Atlas 0.7.0 · minor · Fri 19 Feb 2027');
    const reply = world.sayings.at(-1);
    expect(reply?.threadOf).toBe(`plan:${id}`);
    expect(readBlocks(reply?.message.blocks ?? [])).toContain('Why: The host is late (Mara)');
    expect(edits(id)).toBe(2);
  });

  it('moves the promised looks at the calendar along, there and back', async () => {
    const { id } = await planned();
    const move = async (target: string) => {
      await world.command('timeline');
      await world.submit({ target, reason: 'x' });
      await world.submit({});
    };
    const featureDay = (edition: number, day: string) => `plan.step:${id}:${edition}:${day}`;
    await move('2027-02-19');
    expect([...(await world.waiting()).keys()]).not.toContain(featureDay(0, '2027-01-22'));
    expect([...(await world.waiting()).keys()]).toContain(featureDay(1, '2027-01-29'));
    await move('2027-02-12');
    expect([...(await world.waiting()).keys()]).toContain(featureDay(2, '2027-01-22'));
    expect(world.withdrawn.map(({ reason }) => reason)).toEqual([
      'the target moved',
      'the target moved',
    ]);
  });

  it('does not overwrite what someone else moved meanwhile', async () => {
    await planned();
    await world.command('timeline');
    await world.submit({ target: '2027-02-19', reason: 'mine' });
    const preview = world.modal();
    await world.submit({});
    world.show(preview);
    await world.submit({});
    expect(modal()).toContain('That is the target already.');
    await world.command('timeline');
    await world.submit({ target: '2027-03-05', reason: 'late' });
    const late = world.modal();
    await world.command('timeline');
    await world.submit({ target: '2027-02-26', reason: 'first' });
    await world.submit({});
    world.show(late);
    await world.submit({});
    expect(modal()).toContain('Someone else moved the target while this was open.');
    expect(world.filled()).toEqual({ target: '2027-03-05', reason: 'late' });
    expect((await release()).targetDate).toBe('2027-02-26');
  });

  it('offers the working day before a day off', async () => {
    await planned();
    await world.command('timeline');
    await world.submit({ target: '2027-02-20', reason: 'x' });
    expect(modal()).toContain('Sat 20 Feb 2027 is a day off.');
    await world.pressInModal('plan.timeline_take', '2027-02-19');
    expect(modal()).toContain('→ Fri 19 Feb 2027');
    await world.submit({});
    expect((await release()).targetDate).toBe('2027-02-19');
  });

  it('is for who runs the release only', async () => {
    const { id } = await planned();
    await world.press('plan.more', `timeline/${id}`, IVO);
    expect(modal()).toContain('To move the target of Atlas 0.7.0, ask Mara (release manager).');
    await world.press('plan.more', `timeline/${id}`);
    await world.submit({ target: '2027-02-19', reason: 'x' }, IVO);
    expect(modal()).toContain('ask Mara');
    expect((await release()).targetDate).toBe('2027-02-12');
  });
});

describe('the end of a release', () => {
  it('ships: says what is open, then card, thread and silence', async () => {
    const { id } = await planned();
    await world.command('ship 0.7.0');
    expect(modal()).toContain('Still 2 open: 1 P0, 1 P2; 2 without owner.');
    expect(modal()).toContain('It has not been a release candidate');
    await world.submit({});
    expect(modal()).toContain('✓ Atlas 0.7.0 is released.');
    expect(await release()).toMatchObject({ stage: 'released', shippedAt: world.now });
    const shipped = (await entriesOf(world.store.db, id)).at(-1);
    expect(shipped).toMatchObject({ event: 'release.shipped', detail: { open: 2, done: 0 } });
    expect(card(id)).toContain('Released Fri 20 Nov.');
    expect(world.sayings.at(-1)?.message.text).toBe(
      'Atlas 0.7.0 is released. Mara shipped it. 0 of 2 done (0 %). 2 items stay open.',
    );
    expect(world.withdrawn.at(-1)).toEqual({ what: '*', reason: 'Atlas 0.7.0 is released' });
    const waiting = [...(await world.waiting()).keys()];
    expect(waiting).toEqual([
      `plan.step:${id}:shipped:2027-02-19`,
      `plan.step:${id}:shipped:2027-02-20`,
    ]);
  });

  it('suggests closing after the support, and closes', async () => {
    const { id } = await planned();
    await world.command('ship');
    await world.submit({});
    world.now = '2027-02-20T08:00:00.000Z';
    const due = (await world.waiting()).get(`plan.step:${id}:shipped:2027-02-20`);
    if (due !== undefined) await world.keep(due);
    expect(card(id)).toContain('[Close 0.7.0]');
    await world.press('plan.close', id);
    await world.submit({});
    expect(await release()).toMatchObject({ stage: 'closed', endedAt: world.now });
    expect(card(id)).toContain('Closed Sat 20 Feb.');
    await world.command('close 0.7.0');
    expect(modal()).toContain('The release is already in stage “closed”.');
  });

  it('cancels with a reason, for everyone to read', async () => {
    const { id } = await planned();
    await world.command('cancel');
    expect(await world.submit({ reason: '' })).toHaveProperty('reason');
    expect(await world.submit({ reason: 'x'.repeat(301) })).toHaveProperty('reason');
    await world.submit({ reason: 'Goes into 0.8.0' });
    expect(card(id)).toContain('Cancelled Fri 20 Nov: Goes into 0.8.0');
    expect(world.sayings.at(-1)?.message.text).toContain('Why: Goes into 0.8.0 (Mara)');
    expect([...(await world.waiting()).keys()]).toEqual([]);
    await world.press('plan.ship', id);
    expect(modal()).toContain('The release is cancelled; that is final.');
  });

  it('happens once, however often it is confirmed', async () => {
    const { id } = await planned();
    await world.command('ship');
    const first = world.modal();
    await world.submit({});
    world.show(first);
    await world.submit({});
    expect(modal()).toContain('The release is already in stage “released”.');
    expect((await events(id)).filter((event) => event === 'release.shipped')).toHaveLength(1);
  });

  it('stands although the person closed the modal while it was done', async () => {
    await planned();
    await world.command('ship');
    world.modalRefusal = new SlackRefusal('views.update', 'not_found');
    await world.submit({});
    expect((await release()).stage).toBe('released');
  });

  it('keeps the typed reason when it cannot be saved', async () => {
    await planned();
    await world.command('cancel');
    world.failNextTransaction();
    await world.submit({ reason: 'Typed with care' });
    expect(modal()).toContain('I cannot save right now');
    expect(world.filled()).toEqual({ reason: 'Typed with care' });
    expect((await release()).stage).toBe('planning');
  });
});

describe('which release is meant', () => {
  it('takes the typed one, the only one, or asks', async () => {
    await world.command('ship');
    expect(modal()).toContain('No release is under way here. Plan one with /release plan.');
    await planned();
    await world.command('ship 0.9.0');
    expect(modal()).toContain('There is no release 0.9.0 here. Known: 0.7.0.');
    await world.command('ship 0.9');
    expect(modal()).toContain('0.9 has two numbers');
    await planned('0.8.0', '2027-03-12');
    await world.command('timeline');
    expect(modal()).toContain('Release:  of Atlas 0.8.0, planning | Atlas 0.7.0, planning');
    await world.submit({ release: (await release('0.8.0')).id });
    expect(modal()).toContain('Atlas 0.8.0 · target Fri 12 Mar 2027');
  });

  it('elsewhere means only projects that the person belongs to', async () => {
    await planned();
    await world.command('history', { channelId: 'COTHER', userId: 'UELSE' });
    expect(modal()).toContain('No release was planned here yet.');
    await world.command('history', { channelId: 'COTHER', userId: IVO });
    expect(modal()).toContain('Mara planned 0.7.0');
  });
});

describe('/release alone', () => {
  const reply = (): string => readBlocks(world.replies.at(-1)?.message.blocks ?? []);

  it('says where each release stands', async () => {
    await world.command('');
    expect(reply()).toBe('No release of Atlas is under way.\n[Plan a release]');
    await planned('0.8.0', '2027-03-12');
    await world.command('');
    expect(reply()).toBe(
      [
        '🟢 Atlas 0.8.0 · on track',
        'Why: no step is overdue; 0 % done, 0 % of the time gone',
        'Target 2027-03-12: on time. Next: planning complete Fri 29 Jan 2027',
        '[Status] [Open plan]',
      ].join('\n'),
    );
    await planned();
    await world.command('');
    expect(reply()).toBe(
      [
        '🟢 Atlas 0.7.0 · on track',
        'Target 2027-02-12: on time. Why: no step is overdue; 0 % done, 0 % of the time gone',
        '[Status] [Open plan]',
        '🟢 Atlas 0.8.0 · on track',
        'Target 2027-03-12: on time. Why: no step is overdue; 0 % done, 0 % of the time gone',
        '[Status] [Open plan]',
      ].join('\n'),
    );
  });

  it('says what is known when no report can be made', async () => {
    await planned();
    world.glanceFails = true;
    await world.command('');
    expect(reply()).toBe(
      [
        '⚪ Atlas 0.7.0 · planning',
        'Target Fri 12 Feb 2027. 0 of 2 done (0 %). Next: planning complete Fri 1 Jan 2027',
        '[Status] [Open plan]',
      ].join('\n'),
    );
  });

  it('leads to setup where there is no project', async () => {
    await world.command('', { channelId: 'CNEW' });
    expect(world.setupsOffered).toEqual(['CNEW']);
    expect(world.replies).toEqual([]);
  });

  it('offers to plan, and the button does', async () => {
    await world.press('plan.start', 'CATLAS');
    expect(world.modal().callbackId).toBe('plan.form');
  });
});

describe('history', () => {
  it('tells what happened, newest first', async () => {
    const { id } = await planned();
    await world.press('plan.move_stage', `${id}/development`);
    await world.press('plan.more', `history/${id}`, IVO);
    expect(modal().split('\n').slice(2, 4)).toEqual([
      '{{date_short} {time} 2026-11-20 10:00 UTC} · Mara moved the release from planning to development',
      '{{date_short} {time} 2026-11-20 10:00 UTC} · Mara planned 0.7.0 for Fri 12 Feb 2027',
    ]);
  });

  it('leaves out what says nothing, and titles that outsiders may not read', async () => {
    const { id } = await planned();
    await world.aside(async (tx) => {
      await shared(tx.db).updateTable('repository').set({ is_private: 1 }).execute();
      for (const event of ['sync.finished', 'checkin.answered', 'item.done'] as const)
        await note(tx, {
          workspaceId: 'T1',
          releaseId: id,
          actor: 'github',
          event,
          detail: { title: 'pct create', number: 90 },
        });
    });
    const told = async (): Promise<string> => {
      await world.command('history');
      return modal();
    };
    expect(await told()).toMatch(/pct create \(#90\) is done\n.* · Mara planned/);
    expect(await told()).not.toMatch(/read|check-in/);
    world.channelIsShared = true;
    expect(await told()).toContain('An item (#90) is done');
  });
});

describe('a GitHub milestone known by its title only', () => {
  it('is looked for until GitHub shows it, then the scope is read', async () => {
    world.milestones = new GitHubTrouble('down', 'GitHub did not answer (502).', null);
    await addProject(world.store, 'prj_b', 'Borealis', 'CBOR');
    await world.command('plan', { channelId: 'CBOR' });
    await world.submit({ ...world.filled(), target: '2027-02-12', milestone_title: 'Winter ' });
    await world.submit({});
    const id = (await releasesOf(world.store.db, 'prj_b'))[0]?.id ?? '';
    const search = async (tries: number) => {
      const due = (await world.waiting()).get(`plan.find_milestone:${id}:${tries}`);
      if (due === undefined) throw new Error('not promised');
      return world.keep(due);
    };
    await search(0);
    world.milestones = [aMilestone({ number: 3, title: 'winter', openItems: 1 })];
    await search(1);
    expect(world.refreshes).toEqual(['prj_b', 'prj_b']);
    const [found] = await releasesOf(world.store.db, 'prj_b');
    expect(found?.source).toEqual({
      kind: 'github_milestone',
      title: 'winter',
      milestones: [{ repositoryId: 'R_prj_b', number: 3 }],
    });
    expect(await search(1)).toMatchObject({ kind: 'skipped' });
  });
});
