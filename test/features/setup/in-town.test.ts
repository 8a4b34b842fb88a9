/** From an invitation to a working project, through the real bot over the played Slack and GitHub. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aTown, type Town } from '../../support/town.ts';
import type { SeenMessage, TownPerson } from '../../support/town-person.ts';

const ZEPHYR = 'C0ZEPHYR';

let town: Town;
beforeEach(async () => {
  town = await aTown({ seedProject: false });
});
afterEach(async () => {
  await town.leave();
});

/** Slipway comes into the channel, by whom it says. */
async function invite(by: TownPerson): Promise<void> {
  const { slack } = town.world;
  await slack.as(by.id).invite(slack.botUserId, ZEPHYR);
  await town.quiet();
}

const projects = () => town.rows('select id, name, channel_id, set_up_by from project');
const events = () => town.rows('select event, actor from journal order by id');
const said = (person: TownPerson): readonly string[] =>
  person.reads('#zephyr').map(({ text }: SeenMessage) => text);

describe('first contact', () => {
  test('whoever invites is greeted, and nobody else', async () => {
    const ivo = town.person('ivo');
    await invite(ivo);
    expect(said(ivo)).toEqual([expect.stringContaining('[Set up]')]);
    expect(said(town.person('mara'))).toEqual([]);
    expect(town.posts).toEqual([]);
  });

  test('when Slack does not say who it was, the channel is', async () => {
    const { slack } = town.world;
    slack.addChannel({
      id: 'C0NEW',
      name: 'new',
      kind: 'public',
      members: [town.person('ivo').id],
      topic: '',
    });
    slack.removeFrom(ZEPHYR, town.person('ivo').id);
    await invite(town.person('ivo'));
    expect(town.posts.map(({ place }) => place)).toEqual(['#zephyr']);
  });

  test('where Slipway is not a member it says how to invite it', async () => {
    const ivo = town.person('ivo');
    await ivo.types('#zephyr', '/release setup');
    expect(ivo.modalText()).toContain('Type /invite @Slipway there, then /release setup.');
  });

  test('guests are told to ask a member', async () => {
    const { slack } = town.world;
    const ivo = town.person('ivo');
    const person = slack.people().find(({ id }) => id === ivo.id);
    if (person === undefined) throw new Error('Ivo is gone');
    await invite(town.person('mara'));
    slack.addPerson({ ...person, isGuest: true });
    await ivo.types('#zephyr', '/release setup');
    expect(ivo.modalText()).toContain(
      'Guests cannot change how a project is set up. Ask a full member of this workspace.',
    );
  });
});

describe('from nothing', () => {
  test('one repository is typed, and the project works', async () => {
    const ivo = town.person('ivo');
    await invite(ivo);
    await ivo.presses('#zephyr', 'Set up');
    expect(ivo.modalText()).toContain('Members: U0MARA, U0IVO, U0NOOR');
    await ivo.submits({ 'GitHub repositories': 'oci-labs/zephyr' });

    expect(projects()).toMatchObject([{ name: 'Zephyr', channel_id: ZEPHYR, set_up_by: 'U0IVO' }]);
    expect(events()[0]).toEqual({ event: 'project.set_up', actor: 'U0IVO' });
    expect(said(ivo).at(-1)).toContain('8 issues and pull requests in oci-labs/zephyr');
    expect(said(town.person('mara'))).toEqual([]);

    expect(ivo.modalText()).toMatch(/Ivo: ivo-t[\s\S]*priority: high = P0[\s\S]*meaning: ci/);
    await ivo.submits({ Noor: 'dana-r' });
    expect(
      town.rows('select id, login, login_state from person where login is not null order by id'),
    ).toEqual([
      { id: 'U0IVO', login: 'ivo-t', login_state: 'confirmed' },
      { id: 'U0MARA', login: 'mara-k', login_state: 'proposed' },
      { id: 'U0NOOR', login: 'dana-r', login_state: 'proposed' },
    ]);

    await ivo.presses('#zephyr', 'Plan a release');
    expect(ivo.modalText()).toContain('1.2.0');
  });

  test('a repository that GitHub does not show: at its field, and nothing typed is lost', async () => {
    const ivo = town.person('ivo');
    await invite(ivo);
    await ivo.types('#zephyr', '/release');
    await ivo.submits({
      'GitHub repositories': 'oci-labs/zephir',
      Project: 'Zeph',
      'Time zone of the project': 'Asia/Tokyo',
      'Asked at': '09:15',
      'Days off': '2026-12-24',
    });
    const text = ivo.modalText();
    expect(text).toContain(
      '⛔ oci-labs/zephir: GitHub does not show this repository to the token.',
    );
    expect(text).toContain('Project: Zeph');
    expect(text).toContain('Asia/Tokyo');
    expect(text).toContain('Asked at: 09:15');
    expect(text).toContain('Days off: 2026-12-24');
    expect(projects()).toEqual([]);
    await ivo.submits({ 'GitHub repositories': 'oci-labs/zephyr' });
    expect(town.rows('select name, zone, ask_time from project')).toEqual([
      { name: 'Zeph', zone: 'Asia/Tokyo', ask_time: '09:15' },
    ]);
  });

  test('what is plainly wrong never leaves the form', async () => {
    const ivo = town.person('ivo');
    await invite(ivo);
    await ivo.types('#zephyr', '/release setup');
    const answer = await ivo.submits({ 'GitHub repositories': 'zephyr', 'Closed at': '09:00' });
    expect(answer).toMatchObject({
      kind: 'errors',
      errors: {
        repositories: '“zephyr” is not a repository. Write owner/name, such as oci-labs/atlas.',
        close_time: 'They are asked at 10:00. Choose a later time to close.',
      },
    });
  });

  test('apps and people who have left are refused at their field', async () => {
    const ivo = town.person('ivo');
    await invite(ivo);
    await ivo.types('#zephyr', '/release setup');
    const { slack } = town.world;
    slack.deactivate('U0SAM');
    await ivo.submits({
      'GitHub repositories': 'oci-labs/zephyr',
      'Technical lead': ['U0SAM'],
      Members: ['U0IVO', slack.botUserId],
    });
    expect(ivo.modalText()).toMatch(/Technical lead: U0SAM\n⛔ Sam has left Slack\./);
    expect(ivo.modalText()).toMatch(/slipway is an app and cannot answer\. Take it out\./);
    expect(projects()).toEqual([]);
  });

  test('Slack or GitHub away: the form comes back as it was', async () => {
    const ivo = town.person('ivo');
    await invite(ivo);
    await ivo.types('#zephyr', '/release setup');
    const { slack, github } = town.world;
    slack.faults.add({ method: 'users.info', kind: 'error-503-before', times: 1 });
    await ivo.submits({
      'GitHub repositories': 'oci-labs/zephyr',
      Project: 'Zeph',
      'Technical lead': ['U0SAM'],
    });
    expect(ivo.modalText()).toMatch(/^Slack did not answer just now and nothing was saved/);
    expect(ivo.modalText()).toContain('Project: Zeph');
    github.tokens.revoke(github.token);
    await ivo.submits();
    expect(ivo.modalText()).toContain('⛔ oci-labs/zephyr: GitHub does not accept the token.');
    expect(ivo.modalText()).toContain('Nothing is saved yet; press Save again later.');
    expect(projects()).toEqual([]);
  });

  test('of two who save at once one wins, and the other is told', async () => {
    const [ivo, mara] = [town.person('ivo'), town.person('mara')];
    await invite(ivo);
    await ivo.types('#zephyr', '/release setup');
    await mara.types('#zephyr', '/release setup');
    await Promise.all([
      ivo.submits({ 'GitHub repositories': 'oci-labs/zephyr' }),
      mara.submits({ 'GitHub repositories': 'oci-labs/zephyr' }),
    ]);
    expect(projects()).toHaveLength(1);
    const texts = [ivo.modalText(), mara.modalText()];
    expect(texts.filter((text) => text.startsWith('Zephyr is set up.'))).toHaveLength(1);
    const loser = texts.find((text) => !text.startsWith('Zephyr is set up.'));
    expect(loser).toMatch(
      /^Zephyr was set up here meanwhile\. To change how Zephyr is set up, ask (Ivo|Mara) /,
    );
    expect(events().filter(({ event }) => event === 'project.set_up')).toHaveLength(1);
  });

  test('who may change it keeps what they typed when somebody was quicker', async () => {
    const [ivo, mara] = [town.person('ivo'), town.person('mara')];
    await invite(ivo);
    await mara.types('#zephyr', '/release setup');
    await ivo.types('#zephyr', '/release setup');
    await ivo.submits({
      'GitHub repositories': 'oci-labs/zephyr',
      'Release manager': ['U0IVO', 'U0MARA'],
    });
    await mara.submits({ 'GitHub repositories': 'oci-labs/zephyr', Project: 'Zeph' });
    expect(mara.modalText()).toMatch(/^Zephyr was saved by somebody else meanwhile\./);
    expect(mara.modalText()).toContain('Project: Zeph');
    await mara.submits();
    expect(projects()).toMatchObject([{ name: 'Zeph', set_up_by: 'U0IVO' }]);
  });

  test('a double click sets up once', async () => {
    const ivo = town.person('ivo');
    await invite(ivo);
    await ivo.types('#zephyr', '/release setup');
    const [first, second] = [ivo, town.hasty('ivo')];
    const typed = { 'GitHub repositories': 'oci-labs/zephyr' };
    await Promise.all([second.submits(typed), first.submits(typed)]);
    await town.quiet();
    expect(ivo.modalText()).toMatch(/^Zephyr is (set up|saved)\./);
    expect(events().filter(({ event }) => event !== 'sync.finished')).toHaveLength(1);
    expect(said(ivo).filter((text) => text.startsWith('Zephyr is set up.'))).toHaveLength(1);
  });

  test('a large channel is not asked as a whole', async () => {
    const { slack } = town.world;
    const ivo = town.person('ivo');
    const person = slack.people().find(({ id }) => id === ivo.id);
    if (person === undefined) throw new Error('Ivo is gone');
    const crowd = Array.from({ length: 50 }, (_, index) => `U0CROWD${index}`);
    for (const id of crowd) slack.addPerson({ ...person, id, name: id.toLowerCase() });
    slack.addChannel({
      id: 'C0HALL',
      name: 'hall',
      kind: 'public',
      members: [...crowd, ivo.id, slack.botUserId],
      topic: '',
    });
    await ivo.types('#hall', '/release setup');
    expect(ivo.modalText()).toMatch(
      /^#hall has more than 40 people: choose the members yourself\./,
    );
    expect(ivo.modalText()).toContain('Members:  (');
  });

  test('from App Home the channel is asked for first', async () => {
    const ivo = town.person('ivo');
    await invite(ivo);
    expect(await ivo.opensHome()).toContain('[Set up a project]');
    await ivo.pressesAtHome('Set up a project');
    await ivo.submits({ 'Where does the team talk?': ZEPHYR });
    await ivo.submits({ 'GitHub repositories': 'oci-labs/zephyr' });
    expect(projects()).toMatchObject([{ channel_id: ZEPHYR }]);
  });
});
