/** Hostile titles and answers go through the whole product: nothing is refused, nobody is pinged, and a text is a text. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { berlin, planAtlas } from '../support/atlas.ts';
import { HOSTILE_TEXTS, mentionsIn, opened, pingsIn } from '../support/hostile.ts';
import { aTown, type Name, type Town } from '../support/town.ts';

const ATLAS = 'oci-labs/atlas';
const FIRST_NUMBER = 500;
/** A project and a person may be named badly as well. */
const PROJECT = '<!here> & *A*';
const PERSON = { name: '<!channel>', realName: '<!channel> <@U0IVO>' };

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(async () => {
  await town.leave();
});

/** Opens one P0 issue a text, for somebody with a confirmed login; a few labels and GitHub milestones too. */
function fillGitHub(): void {
  const { world } = town.world.github;
  for (const [index, title] of HOSTILE_TEXTS.entries()) {
    const shape = { title, author: 'ivo-t', milestone: '0.7.0' };
    const assignees = [['ivo-t'], ['noor-h'], ['ines-b']][index % 3] ?? [];
    const labels = ['priority: high', 'size: 2'];
    world.openIssue(ATLAS, { ...shape, number: FIRST_NUMBER + index, assignees, labels });
  }
  for (const text of ['<!channel>', '<@U0MARA>', '*bold* & <b>']) {
    world.addMilestone(ATLAS, { title: text });
    world.addLabel(ATLAS, { name: text });
    world.editIssue(ATLAS, FIRST_NUMBER + 3, { labels: ['priority: high', text] });
  }
}

async function plan(): Promise<void> {
  const mara = town.person('mara');
  await mara.types('#atlas', '/release setup');
  await mara.submits({ Project: PROJECT });
  await planAtlas(town, {
    Theme: '<!channel> *Theme* <@U0MARA>',
    'Compatibility note': '<!here> & <b>',
  });
}

/** The texts in turn, each short enough for a field of Slack's. */
function* texts(): Generator<string, never> {
  for (;;) for (const text of HOSTILE_TEXTS) yield text.slice(0, 2900);
}

/** Everybody fills every field of the form with the next of the texts. */
async function answerAll(names: readonly Name[], button: string, target: string): Promise<void> {
  const next = texts();
  const text = (): string => next.next().value;
  for (const name of names) {
    const person = town.person(name);
    await person.presses('@slipway', button);
    await person.submits({
      'What got done': text(),
      'Risks or issues': `${text()} r`,
      'What you do about them': text(),
      'Next week': text(),
      'Support you need': `${text()} s`,
      'From whom': name === 'dana' ? PEOPLE.sam.id : PEOPLE.dana.id,
      [`Will ${PROJECT} 0.7.0 ship by ${target}?`]: 'Likely',
    });
    expect(person.modalText()).toContain('Recorded');
  }
}

/** The release manager's own words, everywhere she may leave some. */
async function manage(): Promise<void> {
  const mara = town.person('mara');
  await mara.presses('@slipway', 'Add words');
  await mara.submits({
    'One sentence of yours': '<!channel> <@U0IVO> <https://evil.example|fine>',
    Colour: '🔴 Off track',
    'Why another colour?': '<!subteam^S123|all> *says so*',
  });
  await mara.chooses('#atlas', 'Move the target');
  await mara.submits({ 'New target date': '2026-12-22', Why: '<!here> `late` <@U0PAUL>' });
  await mara.submits();
}

/** Every screen that shows what others wrote. */
async function readEverywhere(): Promise<void> {
  const mara = town.person('mara');
  for (const line of [
    '',
    ' status',
    ' status <!here>',
    ' history',
    ' plan <!channel>',
    ' <!channel>',
    ' timeline',
  ])
    await mara.types('#atlas', `/release${line}`);
  await mara.types('@slipway', '/checkin pause until <!channel>');
  await mara.types('@slipway', '/checkin history');
  await mara.presses('#atlas', 'Show details');
  await mara.presses('#atlas', 'Open plan');
  for (const name of Object.keys(PEOPLE) as Name[]) await town.person(name).opensHome();
  await town.person('ivo').types('@slipway', '/checkin');
  await town.person('ivo').types('@slipway', '/checkin history');
}

/** What the bot has sent so far, as data. */
function sent(): readonly Readonly<Record<string, unknown>>[] {
  return town.world.slack.calls().map(({ args }) => opened(args));
}

/** Everything that this person can read in a place now. */
function readable(name: Name, place: string): string {
  return town
    .person(name)
    .reads(place)
    .map(({ text }) => text)
    .join('\n');
}

/** What was typed stands there letter by letter, wherever it belongs. */
function expectTexts(): void {
  const channel = readable('mara', '#atlas');
  expect(channel).toContain('<!channel> look here (#500)');
  expect(channel).toContain('<@U0MARA> please (#503)');
  expect(channel).toContain('| <https://evil.example|https://github.com/oci-labs/atlas> (#505) |');
  expect(channel).toContain('&lt;!channel&gt; (#506)');
  expect(channel).toContain('Mara: <!channel> <@U0IVO> <https://evil.example|fine>');
  expect(channel).toContain('Why: Mara decided: <!subteam^S123|all> *says so* (the rule says ');
  expect(channel).toContain(`${PROJECT} 0.7.0 · week 1 · off track`);
  expect(channel).toContain('Why: <!here> `late` <@U0PAUL> (Mara');
  expect(readable('dana', '@slipway')).toMatch(/needs your support for <!here> & \*A\* 0\.7\.0:\n/);
  expect(readable('mara', '@slipway')).toContain(
    '2 answers are still open: Paul, <!channel>. Only you see these names.',
  );
}

/** What only one person saw: it came by a response address, which is no call. */
function whispers(): readonly unknown[] {
  return Object.values(PEOPLE).flatMap(({ id }) =>
    town.world.slack
      .channels()
      .flatMap((channel) => town.world.slack.messages(channel.id, id))
      .filter(({ ephemeralTo }) => ephemeralTo === id),
  );
}

test('the look-out sees what it is there for', () => {
  expect(pingsIn({ text: '<!channel> a', blocks: [] })).toHaveLength(1);
  expect(pingsIn([{ type: 'mrkdwn', text: '<https://evil.example|x>' }])).toHaveLength(1);
  expect(pingsIn({ type: 'broadcast', range: 'channel' })).toHaveLength(1);
  expect(pingsIn({ type: 'text', text: '<!channel>' })).toEqual([]);
  const blocks = JSON.stringify([{ type: 'user', user_id: 'U1' }]);
  expect(mentionsIn(opened({ blocks }))).toEqual(['U1']);
});

test(
  'case 41: hostile texts go through plan, check-in, digest and home and stay texts',
  { timeout: 60_000 },
  async () => {
    town.world.slack.addPerson({ ...PEOPLE.sam, ...PERSON });
    fillGitHub();
    await plan();
    await town.pushTo(berlin('2026-11-19', '11:05'));
    await answerAll(['ivo', 'noor', 'dana', 'mara', 'ines'], 'Add details', 'Fri 18 Dec');
    town.world.github.world.closeIssue(ATLAS, FIRST_NUMBER);
    await town.pushTo(berlin('2026-11-19', '23:30'));
    await town.pushTo(berlin('2026-11-20', '11:05'));
    await manage();
    await town.pushTo(berlin('2026-11-20', '15:00'));
    await answerAll(['paul'], 'Answer now', 'Tue 22 Dec');
    await readEverywhere();

    expectTexts();
    expect(
      town.rows("select key, reason from message where state = 'failed' or plain = 1"),
    ).toEqual([]);
    expect(town.rows("select key, reason from promise where state = 'failed'")).toEqual([]);
    expect(town.rows("select kind, reference from arrival where state = 'failed'")).toEqual([]);
    const refused = town.world.slack.calls().filter(({ error }) => error !== null);
    expect(refused.map(({ method, error }) => `${method}: ${error}`)).toEqual([]);

    expect(sent().flatMap(pingsIn)).toEqual([]);
    expect(whispers().length).toBeGreaterThan(5);
    expect(whispers().flatMap(pingsIn)).toEqual([]);
    expect([...new Set(sent().flatMap(mentionsIn))]).toEqual([PEOPLE.dana.id, PEOPLE.sam.id]);
  },
);
