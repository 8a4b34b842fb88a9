/**
 * Two people press the same button in the same second, and later once more on what is out of date by then: there is one
 * effect, and whoever was not first is told who was. Every button of every feature is in one of the tables.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { berlin } from '../support/atlas.ts';
import { attempts } from './attempts.ts';
import type { Attempt } from './crowd.ts';
import { everyWay } from './doors.ts';
import { KINDS, theScene, type KindName, type Scene } from './scene.ts';

/** Who presses, the entry of the journal that is the effect, and what the second one reads. */
interface Race {
  readonly who: readonly [KindName, KindName];
  readonly effect: string;
  readonly told: RegExp;
  /** What must have happened before. */
  readonly before?: () => Promise<void>;
  /** Sent in place of what the matrix sends. */
  readonly sends?: () => Attempt;
}

let scene: Scene;
/** What came of two presses: entries in the journal, and what each of them reads. */
interface Played {
  readonly effects: number;
  readonly told: readonly string[];
}
const first = new Map<string, Played>();
const late = new Map<string, Played>();
const inTheSameSecond = (way: string): Played => first.get(way) ?? { effects: -1, told: [] };

beforeAll(async () => {
  scene = await theScene(silentLog);
  for (const [way, race] of Object.entries(RACES)) {
    await race.before?.();
    first.set(way, await playBoth(way, race, () => noted(race.effect)));
  }
  for (const [way, race] of LATE) late.set(way, await playBoth(way, race, notedAtAll));
}, 60_000);
afterAll(() => scene.town.leave());

const HOTFIX = (): string => scene.things.hotfixId;

/** In the order in which they are played, in one town. */
const RACES: Readonly<Record<string, Race>> = {
  'press plan.step_done': {
    who: ['release_manager', 'founder'],
    effect: 'release.step_done',
    told: /Alpha is ticked off already by (Mara|Fay)\./,
  },
  'press plan.move_stage': {
    who: ['release_manager', 'founder'],
    effect: 'release.stage_moved',
    told: /(Mara|Fay) moved it\./,
    sends: () => press('plan.move_stage', `${scene.things.releaseId}/feature-complete`),
  },
  'submission report.hold': {
    who: ['release_manager', 'founder'],
    effect: 'report.held',
    told: /(Mara|Fay) holds it already: We speak with the customer first\./,
  },
  'press report.release': {
    who: ['release_manager', 'founder'],
    effect: 'report.posted',
    told: /(Mara|Fay) was quicker: it is no longer held\./,
    before: () => scene.town.pushTo(berlin('2026-11-20', '16:00')),
  },
  'press report.share': {
    who: ['member', 'helper'],
    effect: 'none',
    told: /Somebody shared it in the same minute: it stands in the thread/,
  },
  'press hotfix.approve': {
    who: ['technical_lead', 'deputy'],
    effect: 'hotfix.approved',
    told: /This is approved already by (Ines|Dot)\./,
  },
  'press hotfix.let_go': {
    who: ['release_manager', 'technical_lead'],
    effect: 'release.let_go',
    told: /No release waits for this hotfix any more\. (Mara|Ines) let it go on\./,
  },
  'press plan.more let_go': {
    who: ['release_manager', 'technical_lead'],
    effect: 'release.let_go',
    told: /waits for no hotfix any more\. (Mara|Ines) let it go on\./,
    before: declareAnother,
  },
  'press hotfix.go_on': {
    who: ['lead', 'technical_lead'],
    effect: 'hotfix.moved',
    told: /(Noor|Ines) was quicker: it is at accelerated testing\./,
    before: () => sendAs('product_owner', press('hotfix.approve', `${HOTFIX()}/product_owner`)),
  },
  'press hotfix.tick': {
    who: ['member', 'qa_lead'],
    effect: 'hotfix.checked',
    told: /This is ticked off already by (Ivo|Dana)\./,
    before: goToValidation,
    sends() {
      const [check] = scene.town.rows('select id from checklist_item order by position');
      return press('hotfix.tick', `${HOTFIX()}/${String(check?.['id'])}/tick`);
    },
  },
  'press hotfix.action_done': {
    who: ['member', 'release_manager'],
    effect: 'hotfix.action_done',
    told: /This is done already by (Ivo|Mara)\./,
  },
  'press checkin.support_not_me': {
    who: ['helper', 'helper'],
    effect: 'support.declined',
    told: /This request is with someone else by now\./,
  },
  'press checkin.support_done': {
    who: ['member', 'release_manager'],
    effect: 'support.done',
    told: /This request is settled already by (Ivo|Mara)\. Nothing is left to do\./,
  },
  'submission plan.ship': {
    who: ['release_manager', 'founder'],
    effect: 'release.shipped',
    told: /(Mara|Fay) (did that|has just moved it to another stage)\./,
  },
};

// A release that is shared a minute later is shared anew.
const LATE = Object.entries(RACES).filter(([way]) => way !== 'press report.share');

const OPENERS = [
  'plan.start',
  'plan.back',
  'plan.take_day',
  'plan.open',
  'plan.ship',
  'plan.close',
  'plan.goals',
  'plan.source',
  'plan.timeline',
  'plan.timeline_back',
  'plan.timeline_take',
  'report.status',
  'report.details',
  'report.more',
  'report.edit',
  'report.hold',
  'hotfix.open',
  'hotfix.criterion',
  'hotfix.cause',
  'hotfix.retro',
  'hotfix.retro_time',
  'hotfix.new_issue',
  'checkin.details',
  'checkin.support_hand',
  'checkin.more about',
  'checkin.more pause',
  'home.ledger',
  'setup.open',
];

/** Nobody can be quicker there, for this reason. */
const NO_RACE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...['timeline', 'history', 'ship', 'cancel', 'close', 'open'].map(
        (name) => `plan.more ${name}`,
      ),
      ...['join', 'timeline', 'change', 'update', 'cancel'].map((name) => `hotfix.more ${name}`),
      ...['decline', 'break_glass', 'fail', 'cancel', 'update', 'no_back_port'].map(
        (name) => `hotfix.words ${name}`,
      ),
      ...OPENERS,
    ].map((name) => [`press ${name}`, 'it opens or shows; what is handed in there has its own']),
  ),
  ...Object.fromEntries(
    ['checkin.tap', 'checkin.change', 'checkin.login', 'checkin.resume', 'checkin.more snooze'].map(
      (name) => [`press ${name}`, 'it is a person’s own'],
    ),
  ),
  'press hotfix.join': 'everybody joins for themselves',
};

const press = (id: string, value: string, inWindow?: string): Attempt => ({
  kind: 'press',
  id,
  value,
  ...(inWindow === undefined ? {} : { inWindow }),
});

async function sendAs(kind: KindName, attempt: Attempt): Promise<void> {
  await scene.crowd.sends({ id: KINDS[kind].id, teamId: 'T0SLIPWAY1' }, attempt);
  await scene.town.quiet();
  scene.crowd.read(KINDS[kind].id);
}

async function declareAnother(): Promise<void> {
  const another = attempts(scene.things)['submission hotfix.another'];
  if (another !== undefined) await sendAs('member', another);
}

async function goToValidation(): Promise<void> {
  for (const step of ['testing', 'deployment'])
    await sendAs('lead', press('hotfix.go_on', `${HOTFIX()}/${step}`));
}

const noted = (event: string): number =>
  scene.town.rows('select id from journal where event = ?', event).length;

const notedAtAll = (): number => scene.town.rows('select id from journal').length;

/** What somebody reads: replies and windows, and what stands in their direct messages. */
function reads(kind: KindName): string {
  const { id } = KINDS[kind];
  const { slack } = scene.town.world;
  const direct = slack.messages(slack.directMessage(id).id, id).map(({ text }) => text);
  return [...scene.crowd.read(id), ...direct].join('\n');
}

async function playBoth(way: string, race: Race, count: () => number): Promise<Played> {
  const { crowd, town } = scene;
  const before = count();
  const attempt = attemptOf(way);
  await Promise.all(
    race.who.map((kind) => crowd.sends({ id: KINDS[kind].id, teamId: 'T0SLIPWAY1' }, attempt)),
  );
  await town.quiet();
  return { effects: count() - before, told: [...new Set(race.who)].map(reads) };
}

const attemptOf = (way: string): Attempt => {
  const attempt = RACES[way]?.sends?.() ?? attempts(scene.things)[way];
  if (attempt === undefined) throw new Error(`nobody tries ${way}`);
  return attempt;
};

test('every button of every feature is in one of the tables', async () => {
  const buttons = [...(await everyWay()).keys()].filter((name) => name.startsWith('press '));
  const tables = [...Object.keys(RACES), ...Object.keys(NO_RACE)];
  expect(tables.filter((name) => name.startsWith('press ')).sort()).toEqual(buttons.sort());
});

describe('in the same second there is one effect, and the other is told who was first', () => {
  test.each(Object.entries(RACES))('%s', (way, race) => {
    const { effects, told } = inTheSameSecond(way);
    expect(effects, told.join('\n---\n')).toBe(race.effect === 'none' ? 0 : 1);
    const losers = told.filter((text) => race.told.test(text));
    expect(losers, told.join('\n---\n')).toHaveLength(1);
  });

  test('what two shared stands once', () => {
    expect(scene.town.rows("select key from message where key like 'status:%'")).toHaveLength(1);
  });
});

describe('later, on a button that is out of date, there is none, and both are told', () => {
  test.each(LATE)('%s', (way, race) => {
    const played = late.get(way);
    expect(played?.effects).toBe(0);
    const told = played?.told.filter((text) => text.length > 0);
    expect(told).toHaveLength(new Set(race.who).size);
  });
});

test.each<[string, () => Attempt, KindName, RegExp, string]>([
  [
    'a hotfix',
    () => press('hotfix.go_on', `${HOTFIX()}/decision`, '{}'),
    'lead',
    /was quicker: it is at/,
    'Who does what',
  ],
  [
    'a plan',
    () => press('plan.step_done', `${scene.things.releaseId}/alpha`, '{}'),
    'founder',
    /is ticked off already/,
    'Calendar',
  ],
])(
  'in the window of %s the reason stands above how it is now',
  async (_, sends, kind, why, now) => {
    const { crowd, town } = scene;
    const { id } = KINDS[kind];
    await crowd.sends({ id, teamId: 'T0SLIPWAY1' }, sends());
    await town.quiet();
    const [window = ''] = crowd.read(id);
    expect(window).toMatch(why);
    expect(window.search(why)).toBeLessThan(window.indexOf(now));
  },
);

test('the program has no trouble with any of it', () => {
  expect(scene.town.troubles).toEqual([]);
});
