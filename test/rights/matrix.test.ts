/**
 * Every way in, tried by every kind of person, over the real program: what is not theirs is refused with one sentence
 * and one line in the log, and nothing is written; what is theirs opens, is done, or is answered by a rule of its own.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS, type Action, type ActionName } from '../../src/authority/actions.ts';
import { silentLog, type Log } from '../../src/base/log.ts';
import { readTables } from '../support/town-rows.ts';
import { attempts, OWN } from './attempts.ts';
import { everyWay } from './doors.ts';
import { KINDS, theScene, type KindName, type Scene } from './scene.ts';

/** What the program says to whom may not, in any of its forms. */
const REFUSAL =
  /(To [^"]+, ask [^"]+\.|Guests cannot [^"]+\.|Only [^"]+\.|You are not on the check-in list[^"]+\.|This request is with someone else by now\.|The ledger is for admins[^"]+\.)/g;

/** Nothing is refused there: who runs no project is shown the way to one, and learns of none. */
const SHOWN_THE_WAY: Readonly<Record<string, RegExp>> = {
  'shortcut plan.start':
    /A project lives in the channel where its team talks|Guests cannot change how a project is set up/g,
};

/** Rows that say what came in, and not what was done. */
const BOOKKEEPING = ['arrival', 'open_window', 'lease'];

const ALL: readonly KindName[] = [
  'release_manager',
  'technical_lead',
  'product_owner',
  'qa_lead',
  'lead',
  'member',
  'helper',
  'founder',
  'stakeholder',
  'deputy',
  'colleague',
  'elsewhere',
  'guest',
  'guest_on_the_list',
  'admin',
  'operator',
  'stranger',
  'bot',
  'left',
];
const OUTSIDE: readonly KindName[] = ['stranger', 'bot', 'left'];

/** By the words of the table alone. */
function isTheirs(action: ActionName, kind: KindName): boolean {
  if (OUTSIDE.includes(kind)) return false;
  const words: readonly string[] = KINDS[kind].is;
  const { may }: Action = ACTIONS[action];
  const own = OWN[action]?.includes(kind) === true ? ['own'] : [];
  return may.some((relation) => words.includes(relation) || own.includes(relation));
}

const refused: { readonly action: string; readonly userId: string }[] = [];
const log: Log = {
  ...silentLog,
  info(event, fields) {
    const { action, userId } = fields ?? {};
    if (event === 'action.refused')
      refused.push({ action: String(action), userId: String(userId) });
  },
  with: () => log,
};

/** What came of one way in, for all whom it was played with. */
interface Played {
  readonly kinds: readonly KindName[];
  readonly answers: Answers;
  readonly wrote: boolean;
}
const refusals = new Map<string, Played>();
const entries = new Map<string, Played>();

let scene: Scene;
// First all who may not: they leave everything as it is. Then all who may, one after the other.
beforeAll(async () => {
  scene = await theScene(log);
  for (const way of order) refusals.set(way, await play(way, false));
  for (const way of order) entries.set(way, await play(way, true));
}, 120_000);

async function play(way: string, isLetIn: boolean): Promise<Played> {
  const kinds = ALL.filter((kind) => isTheirs(ways.get(way) ?? 'help', kind) === isLetIn);
  const before = everyRow();
  const answers = await tryAll(way, kinds);
  return { kinds, answers, wrote: everyRow() !== before };
}

function played(all: ReadonlyMap<string, Played>, way: string): Played {
  const one = all.get(way);
  if (one === undefined) throw new Error(`${way} was not played`);
  return one;
}
afterAll(() => scene.town.leave());

/** How many sentences of a refusal are in it; the text itself when there is none. */
function sentencesIn(text: string, other: RegExp | undefined): number | string {
  return text.match(REFUSAL)?.length ?? (other && text.match(other)?.length) ?? text;
}

function everyRow(): string {
  const names = scene.town.rows("select name from sqlite_master where type = 'table'");
  return readTables(
    scene.town.databaseFile,
    names.map(({ name }) => String(name)).filter((name) => !BOOKKEEPING.includes(name)),
  );
}

/** What somebody got for it: lines of the log, and what they read. */
type Answers = ReadonlyMap<
  KindName,
  { readonly lines: readonly string[]; readonly read: readonly string[] }
>;

async function tryAll(way: string, kinds: readonly KindName[]): Promise<Answers> {
  const { crowd, town, things } = scene;
  const attempt = attempts(things)[way];
  if (attempt === undefined) throw new Error(`nobody tries ${way}`);
  refused.length = 0;
  for (const kind of kinds) {
    const { id, ...more } = { part: {}, ...KINDS[kind] };
    const teamId = 'teamId' in more.part ? more.part.teamId : 'T0SLIPWAY1';
    await crowd.sends({ id, teamId }, attempt);
  }
  await town.quiet();
  return new Map(
    kinds.map((kind) => {
      const { id } = KINDS[kind];
      const lines = refused.filter(({ userId }) => userId === id).map(({ action }) => action);
      return [kind, { lines, read: crowd.read(id) }];
    }),
  );
}

const ways = await everyWay();
const order = Object.keys(
  attempts({ projectId: '', releaseId: '', hotfixId: '', requestId: '', actionId: '', week: '' }),
);

test('every way of every feature is tried, and every action of the table has a way', () => {
  expect(order.toSorted()).toEqual([...ways.keys()].sort());
  const reached = new Set([...ways.values(), 'help']);
  expect(Object.keys(ACTIONS).filter((name) => !reached.has(name as ActionName))).toEqual([]);
  expect(ALL.toSorted()).toEqual(Object.keys(KINDS).sort());
});

describe('who may not is refused with one sentence, and nothing is written', () => {
  test.each(order)('%s', (way) => {
    const action = ways.get(way) ?? 'help';
    const { kinds, answers, wrote } = played(refusals, way);
    const elsewhere = SHOWN_THE_WAY[way];
    const told = new Map(
      [...answers].map(([kind, { lines, read }]) => [
        kind,
        `${elsewhere === undefined ? lines.join() : action}: ${read.map((text) => sentencesIn(text, elsewhere)).join()}`,
      ]),
    );
    expect(told).toEqual(new Map(kinds.map((kind) => [kind, `${action}: 1`])));
    expect(wrote).toBe(false);
  });
});

describe('who may is let in', () => {
  test.each(order)('%s', (way) => {
    const { kinds, answers, wrote } = played(entries, way);
    expect(kinds).not.toEqual([]);
    const lines = [...answers].flatMap(([kind, { lines: own }]) => own.map((line) => [kind, line]));
    expect(lines).toEqual([]);
    const isAnswered = [...answers.values()].some(({ read }) => read.length > 0);
    // Slack opens a link by itself.
    expect(isAnswered || wrote || way === 'press hotfix.new_issue').toBe(true);
  });

  test('and the program has no trouble with any of it', () => {
    expect(scene.town.troubles).toEqual([]);
  });
});

test('words that no command has are for everybody in the workspace, and for nobody else', async () => {
  const { crowd, town } = scene;
  for (const kind of ['guest', 'stranger', 'bot', 'left'] as const)
    await crowd.sends(
      { id: KINDS[kind].id, teamId: kind === 'stranger' ? 'T1THEIRS' : 'T0SLIPWAY1' },
      { kind: 'command', line: '/release help' },
    );
  await town.quiet();
  expect(crowd.read(KINDS.guest.id).join()).toContain('/release plan');
  expect(crowd.read(KINDS.stranger.id).join()).toContain('Only members of the workspace that runs');
  expect(crowd.read(KINDS.bot.id).join()).toContain('Only people can do this');
  expect(crowd.read(KINDS.left.id).join()).toContain('Only members of this workspace');
});
