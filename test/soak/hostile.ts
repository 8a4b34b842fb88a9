/**
 * Replays, forgeries, fuzzed payloads and texts against the whole program, over HTTP and over sockets,
 * across a restart. What stands in the end is counted in its database and in what it said.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import { startOutsideWorld, type OutsideWorld } from '../../src/sandbox/outside-world.ts';
import { ATLAS_CHANNEL, PEOPLE } from '../../src/sandbox/seed/people.ts';
import { createChance, type Chance } from '../crash/chance.ts';
import { readRows } from '../support/town-rows.ts';
import { personOf } from '../support/town-person.ts';
import { callOf, deepCall, forgeriesOf, replaysOf, send, type Attack } from './attacks.ts';
import { until } from './commands.ts';
import { openFront, type Front } from './front.ts';
import { payloadsOf, type Payload, type Target } from './payloads.ts';
import { freePort } from '../support/free-port.ts';
import { startProgram, type Memory, type Program } from './program.ts';

/** How much, and which chance. */
export interface HostileLoad {
  readonly attempts: number;
  readonly seed: number;
  /** Where all objects of the program are written to, in the middle and at the end of each siege. */
  readonly snapshots?: string;
  /** Hears how far each siege is, as a share of it. */
  readonly onSample?: (way: Siege['way'], share: number) => void;
}

/** What one way in was sent. */
export interface Siege {
  readonly way: 'http' | 'sockets';
  readonly sent: ReadonlyMap<string, number>;
  readonly wrongAnswers: readonly string[];
  readonly samples: readonly Sample[];
}

/** How the program stands between two waves of a siege. */
export interface Sample {
  /** What was acknowledged and not handled yet when the wave was over. */
  readonly inLine: number;
  /** When all of that was handled, and after collections. */
  readonly memory: Memory;
}

/** How it ended. */
export interface HostileOutcome {
  readonly sieges: readonly Siege[];
  /** Commands that were taken and never answered. */
  readonly lost: readonly string[];
  /** Arrivals that were begun more than once, or answered twice in the same words. */
  readonly doubled: readonly string[];
  /** Rows that a forgery left. */
  readonly forged: number;
  readonly arrivals: number;
  readonly pings: readonly string[];
  /** Payloads of the bot that were looked through. */
  readonly looked: number;
  readonly exitCodes: readonly (number | null)[];
  readonly logged: ReadonlyMap<string, number>;
}

const SECRET = 'the-signing-secret-of-the-siege';
const FORGED = 'forged';
const SHARE_OF_HTTP = 0.8;
const SAMPLES = 20;
const AT_ONCE = 32;
const REMEMBERED = 3000;

interface Camp {
  readonly load: HostileLoad;
  readonly world: OutsideWorld;
  readonly front: Front;
  readonly chance: Chance;
  readonly settings: Readonly<Record<string, string>>;
  readonly database: string;
  readonly payloads: ReturnType<typeof payloadsOf>;
  /** What the bot has taken, to be sent again. */
  readonly taken: Payload[];
  /** Ids of commands that must have one reply in the end. */
  readonly simple: Set<string>;
}

/** Lays siege over both ways and counts what stands. */
export async function besiege(load: HostileLoad): Promise<HostileOutcome> {
  const { attempts, seed } = load;
  const folder = mkdtempSync(join(tmpdir(), 'slipway-siege-'));
  const database = join(folder, 'slipway.db');
  const clocks = { clock: machineClock, wall: machineClock };
  const world = await startOutsideWorld({ ...clocks, start: machineClock.now() });
  const target = await planAtlas(world, database);
  const front = await openFront(world.slack.apiUrl);
  const chance = createChance(seed);
  const camp: Camp = {
    load,
    world,
    front,
    chance,
    settings: settingsOf(world, front, database),
    database,
    payloads: payloadsOf(chance, seed, world.slack.teamId, front.replyUrl, target),
    taken: [],
    simple: new Set(),
  };
  const logged = new Map<string, number>();
  const exitCodes: (number | null)[] = [];
  const end = async (program: Program): Promise<void> => {
    exitCodes.push(await program.stop());
    for (const [event, count] of program.logged())
      logged.set(event, (logged.get(event) ?? 0) + count);
  };
  const overHttp = Math.round(attempts * SHARE_OF_HTTP);
  const sieges = [
    await siegeOverHttp(camp, overHttp, end),
    await siegeOverSockets(camp, attempts - overHttp, end),
  ];
  const outcome = { sieges, exitCodes, logged, ...countUp(camp, database) };
  await front.stop();
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
  return outcome;
}

/** A release is planned and a hotfix declared, so that there is something to hit. */
async function planAtlas(world: OutsideWorld, databaseFile: string): Promise<Target> {
  const clocks = { clock: machineClock, wall: machineClock };
  const bot = await startBot({ world, databaseFile, ...clocks, log: silentLog });
  const mara = personOf(world.slack, PEOPLE.mara, () => bot.app.idle());
  await mara.types('#atlas', '/release plan 0.7.0');
  await mara.submits();
  await mara.submits();
  await mara.types('#atlas', '/hotfix');
  await mara.submits({
    'What is it for Atlas?': 'production down',
    'What is seen?': 'Sign-in is down',
    'Who is hit, and how badly?': 'Everybody',
    'Affected versions': '0.6.2',
  });
  await bot.stop();
  const [row] = readRows(databaseFile, 'select id, project_id from hotfix');
  return { projectId: String(row?.['project_id']), hotfixId: String(row?.['id']) };
}

function settingsOf(world: OutsideWorld, front: Front, database: string) {
  return {
    SLACK_BOT_TOKEN: world.slack.botToken,
    GITHUB_TOKEN: world.github.token,
    SLACK_API_URL: front.apiUrl,
    GITHUB_API_URL: world.github.url,
    SLIPWAY_DATABASE: database,
    SLIPWAY_POST_SPACING_MS: '0',
    SLIPWAY_SETTLE_SECONDS: '1',
  };
}

/** A twentieth before a restart, so that replays meet a program that never saw the first of them. */
async function siegeOverHttp(
  camp: Camp,
  attempts: number,
  end: (program: Program) => Promise<void>,
): Promise<Siege> {
  const port = await freePort();
  const settings = {
    ...camp.settings,
    SLACK_SIGNING_SECRET: SECRET,
    SLIPWAY_HTTP_PORT: String(port),
    SLIPWAY_HTTP_HOST: '127.0.0.1',
  };
  const sent = new Map<string, number>();
  const wrongAnswers: string[] = [];
  const attack = async (n: number): Promise<void> => {
    const { call, payload } = nextCall(camp, n);
    const status = await send(port, call);
    sent.set(call.name, (sent.get(call.name) ?? 0) + 1);
    if (status === 200 && payload !== null) remember(camp, payload);
    // A body that is far too large may be cut off before the answer is read.
    const isRight = call.right.includes(status) || (call.name === 'too large' && status === 0);
    if (!isRight) wrongAnswers.push(`${call.name}: ${status}`);
  };
  const before = await startProgram(settings);
  await inWaves(Math.ceil(attempts / 20), attack);
  await end(before);
  const program = await startProgram(settings);
  const rest = attempts - Math.ceil(attempts / 20);
  const samples = await measured(program, rest, attack, { camp, way: 'http', atOnce: AT_ONCE });
  await end(program);
  return { way: 'http', sent, wrongAnswers, samples };
}

function nextCall(
  camp: Camp,
  n: number,
): { readonly call: Attack; readonly payload: Payload | null } {
  const { chance, payloads, taken } = camp;
  const kind = chance.next();
  if (kind < 0.005) return { call: deepCall(chance, SECRET, `soak-deep-${n}`), payload: null };
  if (kind < 0.12 || taken.length === 0) {
    const payload = chance.hits(0.4) ? payloads.simple() : payloads.any();
    return { call: callOf(payload, SECRET), payload };
  }
  const again = callOf(chance.pick(taken), SECRET);
  const ways = kind < 0.6 ? replaysOf(chance, SECRET) : forgeriesOf(chance, SECRET, FORGED);
  return { call: chance.pick(ways)(again), payload: null };
}

function remember({ taken, simple, chance }: Camp, payload: Payload): void {
  if (payload.simple) simple.add(payload.id);
  if (taken.length < REMEMBERED) taken.push(payload);
  else taken[chance.between(0, REMEMBERED - 1)] = payload;
}

/** The same envelopes again, the same content in new envelopes, and what is no envelope at all. */
async function siegeOverSockets(
  camp: Camp,
  attempts: number,
  end: (program: Program) => Promise<void>,
): Promise<Siege> {
  const { world, chance, payloads, taken } = camp;
  const sent = new Map<string, number>();
  const wrongAnswers: string[] = [];
  const settings = { ...camp.settings, SLACK_APP_TOKEN: world.slack.appToken };
  const program = await startProgram(settings);
  const attack = async (n: number): Promise<void> => {
    const kind = chance.next();
    const isNew = kind < 0.12;
    const payload = !isNew
      ? chance.pick(taken)
      : chance.hits(0.4)
        ? payloads.simple()
        : payloads.any();
    const name = isNew
      ? 'fresh or fuzzed'
      : kind < 0.5
        ? 'the same envelope'
        : kind < 0.9
          ? 'a new envelope'
          : 'no envelope';
    const id = name === 'the same envelope' ? payload.id : `${payload.id}-${n}`;
    const text = name === 'no envelope' ? nonsense(chance) : envelopeOf(payload, id);
    sent.set(name, (sent.get(name) ?? 0) + 1);
    await until('a connection', () => world.slack.socket.write(text));
    if (isNew) remember(camp, payload);
    // What was written before has been read when this is answered: nothing piles up.
    if (n % AT_ONCE !== 0) return;
    const answer = await world.slack.as(PEOPLE.mara.id).command(ATLAS_CHANNEL, '/release help');
    const heard = `help: ${answer.kind}`;
    sent.set(heard, (sent.get(heard) ?? 0) + 1);
  };
  const samples = await measured(program, attempts, attack, { camp, way: 'sockets', atOnce: 1 });
  await end(program);
  return { way: 'sockets', sent, wrongAnswers, samples };
}

function envelopeOf({ type, body }: Payload, id: string): string {
  return JSON.stringify({ type, envelope_id: id, payload: body, accepts_response_payload: true });
}

function nonsense(chance: Chance): string {
  const deep = chance.between(1000, 20_000);
  return chance.pick([
    '',
    '{',
    'null',
    '[]',
    '{"type":"hologram"}',
    '{"type":"interactive","envelope_id":"x"}',
    '{"type":"events_api","envelope_id":"x","payload":null}',
    '{"type":"slash_commands","envelope_id":{},"payload":[]}',
    `{"type":"events_api","envelope_id":"x","payload":${'['.repeat(deep)}${']'.repeat(deep)}}`,
    'x'.repeat(deep),
  ]);
}

async function measured(
  program: Program,
  attempts: number,
  attack: (n: number) => Promise<void>,
  {
    camp: { load, database },
    way,
    atOnce,
  }: { readonly camp: Camp; readonly way: Siege['way']; readonly atOnce: number },
): Promise<readonly Sample[]> {
  const { snapshots, onSample } = load;
  const samples: Sample[] = [];
  for (let number = 1; number <= SAMPLES; number += 1) {
    await inWaves(Math.ceil(attempts / SAMPLES), attack, atOnce);
    const inLine = waitingIn(database);
    // What stands in line is on the disk and goes: only what stays after it has grown.
    await until('an empty line', () => waitingIn(database) === 0, { everyMs: 20 });
    const isWanted = snapshots !== undefined && (number === SAMPLES / 2 || number === SAMPLES);
    const file = isWanted ? join(snapshots, `${way}-${number}.heapsnapshot`) : undefined;
    samples.push({ inLine, memory: await program.memory(file) });
    onSample?.(way, number / SAMPLES);
  }
  return samples;
}

function waitingIn(database: string): number {
  const question = "select count(*) as waiting from arrival where state = 'waiting'";
  return Number(readRows(database, question)[0]?.['waiting']);
}

/** Runs it `count` times, at most `atOnce` at the same time. */
async function inWaves(
  count: number,
  work: (n: number) => Promise<void>,
  atOnce = AT_ONCE,
): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < count) await work((next += 1));
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

function countUp({ front, simple }: Camp, database: string) {
  const rows = readRows(database, 'select key, state, attempts from arrival');
  const again = rows.filter(({ attempts }) => Number(attempts) > 1).map(({ key }) => String(key));
  const twice = [...simple].filter((id) => front.repeated.has(id));
  return {
    lost: [...simple].filter((id) => !front.replied.has(id)),
    doubled: [...again, ...twice],
    forged: rows.filter(({ key }) => String(key).includes(`${FORGED}-`)).length,
    arrivals: rows.length,
    pings: front.pings,
    looked: front.looked(),
  };
}
