/** A project is changed later, and its people are looked up again. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plusMinutes } from '../../../src/base/time.ts';
import { aTown, type Town } from '../../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(async () => {
  await town.leave();
});

const changes = () =>
  town.rows("select actor, detail from journal where event = 'project.changed'");
const person = (id: string) =>
  town.rows('select name, zone, is_deactivated from person where id = ?', id)[0];

describe('who may', () => {
  test('a stranger is told whom to ask', async () => {
    const ivo = town.person('ivo');
    await ivo.types('#atlas', '/release setup');
    expect(ivo.modalText()).toBe('To change how Atlas is set up, ask Mara (release manager).');
  });

  test('whoever lost the right meanwhile changes nothing', async () => {
    const [mara, ivo] = [town.person('mara'), town.person('ivo')];
    await mara.types('#atlas', '/release setup');
    await mara.submits({ 'Release manager': ['U0MARA', 'U0IVO'] });
    await ivo.types('#atlas', '/release setup');
    await mara.types('#atlas', '/release setup');
    await mara.submits({ 'Release manager': ['U0MARA'] });
    await ivo.submits({ Project: 'Mine' });
    expect(ivo.modalText()).toContain('ask Mara (release manager)');
    expect(town.rows('select name from project')).toEqual([{ name: 'Atlas' }]);
  });

  test('once all who may have left, an admin may', async () => {
    const { slack } = town.world;
    const dana = town.person('dana');
    const known = slack.people().find(({ id }) => id === dana.id);
    if (known === undefined) throw new Error('Dana is gone');
    slack.addPerson({ ...known, isAdmin: true });
    slack.deactivate('U0MARA');
    await town.pushTo(plusMinutes(town.clock.now(), 25 * 60));
    await dana.types('#atlas', '/release setup');
    expect(dana.modalText()).toMatch(/^Left Slack and taken out here: Mara\./);
    await dana.submits({ 'Release manager': ['U0DANA'] });
    expect(town.rows("select user_id from project_role where role = 'release_manager'")).toEqual([
      { user_id: 'U0DANA' },
    ]);
  });
});

describe('what', () => {
  test('times while GitHub is away, and everybody stays added by whom they were', async () => {
    const { github } = town.world;
    github.tokens.revoke(github.token);
    const mara = town.person('mara');
    await mara.types('#atlas', '/release setup');
    expect(mara.modalText()).toContain('GitHub repositories: oci-labs/atlas');
    await mara.submits({ 'Digest to the channel at': '16:00' });
    expect(mara.modalText()).toContain('Atlas is saved.');
    expect(town.rows('select digest_time, ask_time from project')).toEqual([
      { digest_time: '16:00', ask_time: '10:00' },
    ]);
    expect(changes()).toEqual([{ actor: 'U0MARA', detail: '{"what":"settings"}' }]);
    expect(town.rows('select distinct added_by from project_member')).toEqual([
      { added_by: 'U0MARA' },
    ]);
  });

  test('when a release turns yellow, and that it does', async () => {
    const mara = town.person('mara');
    await mara.types('#atlas', '/release plan');
    await mara.submits();
    await mara.submits();
    await town.pushTo(plusMinutes(town.clock.now(), 3 * 24 * 60));
    const { world } = town.world.github;
    const closed = town.rows("select number from tracked_item where state = 'closed'");
    for (const { number } of closed) world.reopen('oci-labs/atlas', Number(number));
    await town.pushTo(plusMinutes(town.clock.now(), 10));
    expect(await mara.opensHome()).toContain('🟢 Atlas 0.7.0 · on track');
    await mara.types('#atlas', '/release setup');
    expect(mara.modal().title).toBe('Project settings');
    const behind = 'Percent behind before a release is at risk';
    expect(await mara.submits({ [behind]: '150' })).toMatchObject({ kind: 'errors' });
    await mara.submits({
      [behind]: '0',
      'Median answer at which a release is at risk': '50:50 (3 of 5) or less',
    });
    expect(mara.modal().title).toBe('Project settings');
    expect(town.rows('select behind_points, low_confidence from project')).toEqual([
      { behind_points: 0, low_confidence: 3 },
    ]);
    expect(await mara.opensHome()).toMatch(
      /🟡 Atlas 0\.7\.0 · at risk\nWhy: .* more than 0 % behind/,
    );
    await mara.pressesAtHome('Settings');
    expect(mara.modalText()).toMatch(/at risk: 0 /);
    await mara.submits({ Members: ['U0MARA', 'U0IVO'] });
    expect(town.rows('select behind_points, low_confidence from project')).toEqual([
      { behind_points: 0, low_confidence: 3 },
    ]);
  });

  test('another repository: its labels get their usual meanings, and it is read at once', async () => {
    const mara = town.person('mara');
    await mara.types('#atlas', '/release setup');
    await mara.submits({ 'GitHub repositories': 'oci-labs/atlas\noci-labs/zephyr' });
    expect(mara.reads('#atlas').at(-1)?.text).toMatch(
      /^GitHub is read: \d+ issues and pull requests in oci-labs\/atlas, oci-labs\/zephyr\.$/,
    );
  });

  test('what labels mean: issues are read anew', async () => {
    const mara = town.person('mara');
    await mara.types('#atlas', '/release plan');
    await mara.submits();
    await mara.submits();
    const urgent = () =>
      Number(town.rows("select count(*) as n from scope_item where priority = 'P0'")[0]?.['n']);
    const before = urgent();
    expect(before).toBeGreaterThan(0);
    await mara.types('#atlas', '/release setup');
    await mara.submits();
    const answer = await mara.submits({ 'What labels mean': 'priority: high' });
    expect(answer).toMatchObject({ kind: 'errors' });
    await mara.submits({ 'What labels mean': 'enhancement = P0' });
    expect(town.rows('select label, value from label_rule')).toEqual([
      { label: 'enhancement', value: 'P0' },
    ]);
    expect(urgent()).not.toBe(before);
    expect(changes().map(({ detail }) => detail)).toContain('{"what":"labels"}');
  });

  test('the channel: only to one where Slipway is and no other project lives', async () => {
    const { slack } = town.world;
    const mara = town.person('mara');
    await mara.types('#atlas', '/release setup');
    await mara.submits({ Channel: 'C0ZEPHYR' });
    expect(mara.modalText()).toMatch(/Channel: C0ZEPHYR .*\n⛔ I am not in this channel yet\./);
    await slack.as('U0MARA').invite(slack.botUserId, 'C0ZEPHYR');
    await town.quiet();
    await mara.submits();
    expect(town.rows('select channel_id from project')).toEqual([{ channel_id: 'C0ZEPHYR' }]);

    await mara.types('#atlas', '/release setup');
    await mara.submits({ 'GitHub repositories': 'oci-labs/zephyr', Project: 'Console' });
    await mara.types('#atlas', '/release setup');
    await mara.submits({ Channel: 'C0ZEPHYR' });
    expect(mara.modalText()).toContain('This channel is the home of Atlas already.');
  });
});

describe('people are looked up again', () => {
  test('case 26: a move to another zone is noted and moves the check-in', async () => {
    const { slack } = town.world;
    const mara = town.person('mara');
    await mara.types('#atlas', '/release plan');
    await mara.submits();
    await mara.submits();
    const asked = () =>
      town.rows(
        "select due_at from promise where kind = 'checkin.ask' and key like '%U0IVO%' order by due_at",
      )[0]?.['due_at'];
    expect(asked()).toBe('2026-11-19T09:00:00.000Z');
    const ivo = slack.people().find(({ id }) => id === 'U0IVO');
    if (ivo === undefined) throw new Error('Ivo is gone');
    slack.addPerson({ ...ivo, name: 'Ivo T', zone: 'Asia/Tokyo' });
    await town.pushTo(plusMinutes(town.clock.now(), 25 * 60));
    expect(person('U0IVO')).toMatchObject({ name: 'Ivo T', zone: 'Asia/Tokyo' });
    expect(asked()).toBe('2026-11-19T01:00:00.000Z');
    expect(changes()).toEqual([
      { actor: 'slipway', detail: '{"what":"person_moved","userId":"U0IVO"}' },
    ]);
  });

  test('nobody is asked about twice a day, and a silent Slack is asked again later', async () => {
    const { slack } = town.world;
    const looks = () => slack.calls().filter(({ method }) => method === 'users.info').length;
    slack.faults.add({ method: 'users.info', kind: 'rate-limited', times: 1 });
    await town.pushTo(plusMinutes(town.clock.now(), 25 * 60));
    expect(looks()).toBe(1);
    await town.pushTo(plusMinutes(town.clock.now(), 1));
    expect(looks()).toBe(8);
    expect(town.rows('select distinct looked_up_at from person')).toHaveLength(1);
    const at = town.rows('select looked_up_at from person')[0];
    await town.pushTo(plusMinutes(town.clock.now(), 60));
    expect(town.rows('select distinct looked_up_at from person')).toEqual([at]);
    expect(changes()).toEqual([]);
  });

  test('whoever has left is marked, once', async () => {
    town.world.slack.deactivate('U0SAM');
    await town.pushTo(plusMinutes(town.clock.now(), 25 * 60));
    await town.pushTo(plusMinutes(town.clock.now(), 25 * 60));
    expect(person('U0SAM')).toMatchObject({ is_deactivated: 1 });
    expect(changes()).toHaveLength(1);
  });
});
