/**
 * Several bots on one database, with leases as long as the product's own, and always the one that sends is
 * killed, over a message. Nobody may send beside it, and another has to take over.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { createChance } from './chance.ts';
import { calmDown } from './calm.ts';
import { ordersFor } from './crash.ts';
import type { Fault } from './fault.ts';
import { judgeAll, judgeLives } from './judge-all.ts';
import { openNursery, type Bot, type Nursery } from './nursery.ts';
import type { Orders } from './orders.ts';
import { startPeople } from './people.ts';
import { readRecords } from './records.ts';
import { openRoughRoad } from './rough-road.ts';
import { startWorld, type World } from './world.ts';

/** How to run. */
export interface LeadersOptions {
  readonly kills: number;
  readonly seed: number;
  readonly bots: number;
  /** How many such groups are played beside each other, each with a database of its own; they share the kills. */
  readonly groups: number;
}

/** A bot with a road of its own, so that it is seen who sends. */
interface Member {
  readonly bot: Bot;
  /** Requests to post or edit that are out. */
  sending: number;
}

/** Bots that stand by each other. */
interface Crew {
  readonly members: Set<Member>;
  /** Two who lived had requests out at one instant. */
  overlaps: number;
  /** Resolves with who sends next. */
  nextSender(): Promise<Member>;
  join(): Promise<void>;
  close(): Promise<void>;
}

// Long enough for take-overs, short enough for many of them: what people answer is edited all the time.
const WEEK_MS = 60_000;
// Five at once, with nothing to do most of the time.
const BEAT_MS = 250;
const LOOK_MS = 10;
const MOST_MS = 30_000;
const PATIENCE_MS = 120_000;
const CALM_MS = 300_000;

/** What became of one group of bots on one database. */
interface GroupOutcome {
  readonly waits: readonly number[];
  readonly overlaps: number;
  readonly messages: number;
  readonly faults: readonly Fault[];
  readonly folder: string;
}

/** Kills leaders in groups beside each other and prints how the others took over; true when nothing was wrong. */
export async function leaders(
  options: LeadersOptions,
  print: (line: string) => void,
): Promise<boolean> {
  const { groups, kills, seed, bots } = options;
  const outcomes = await Promise.all(
    Array.from({ length: groups }, (_, index) => {
      const share = Math.ceil((kills - index) / groups);
      return leadGroup({ ...options, kills: share, seed: seed + index * 1_000 }, (wait) => {
        print(`group ${index + 1}: taken over after ${inSeconds(wait)}`);
      });
    }),
  );
  const waits = outcomes.flatMap((group) => group.waits).toSorted((one, other) => one - other);
  const overlaps = outcomes.reduce((sum, group) => sum + group.overlaps, 0);
  const messages = outcomes.reduce((sum, group) => sum + group.messages, 0);
  const faults = outcomes.flatMap((group) => group.faults);
  print(
    `${waits.length} leaders of ${bots} killed in ${groups} groups; take-over: median ${inSeconds(waits[Math.floor(waits.length / 2)] ?? 0)}, longest ${inSeconds(waits.at(-1) ?? 0)}; ${overlaps} times two sent at once; ${messages} messages; ${faults.length} faults`,
  );
  for (const { kind, words } of faults) print(`${kind}: ${words}`);
  for (const group of outcomes)
    if (group.faults.length > 0) print(`database and log are kept in ${group.folder}`);
  return faults.length === 0;
}

async function leadGroup(
  options: LeadersOptions,
  onTakeOver: (wait: number) => void,
): Promise<GroupOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-leaders-'));
  const databaseFile = join(folder, 'slipway.db');
  const chance = createChance(options.seed);
  const nursery = await openNursery(2, join(folder, 'code'));
  const world = await startWorld({ databaseFile, chance, faults: [], isBlind: false });
  const orders = ordersFor(world, folder, databaseFile, world.hurry({ weekMs: WEEK_MS }), false);
  const crew = createCrew(world, nursery, {
    ...orders,
    leaseMs: null,
    isAsked: false,
    beatMs: BEAT_MS,
  });
  await Promise.all(Array.from({ length: options.bots }, () => crew.join()));
  const people = startPeople(world.outside.slack, world.clock, options.seed);
  const waits: number[] = [];
  while (waits.length < options.kills) {
    const wait = await killLeader(crew, databaseFile);
    waits.push(wait);
    onTakeOver(wait);
  }
  await people.stop();
  await crew.close();
  const endedWell = await calmDown(world, nursery, orders, CALM_MS);
  const records = readRecords(databaseFile);
  const faults: readonly Fault[] = [
    ...judgeAll(world.outside.slack, world.clock.now(), records, people.memory),
    ...judgeLives(endedWell, nursery.strayDeaths()),
    ...judgeWaits(waits, crew.overlaps),
  ];
  await nursery.close();
  await world.stop();
  if (faults.length === 0) rmSync(folder, { recursive: true });
  return { waits, overlaps: crew.overlaps, messages: records.messages.length, faults, folder };
}

function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** Kills who sends next, over its request; returns how long nobody was the sender, in milliseconds. */
async function killLeader(crew: Crew, databaseFile: string): Promise<number> {
  const leader = await crew.nextSender();
  const { epoch } = senderOf(databaseFile);
  crew.members.delete(leader);
  await leader.bot.kill();
  const begun = performance.now();
  const waited = (): number => performance.now() - begun;
  const joining = crew.join();
  while (senderOf(databaseFile).epoch === epoch && waited() < PATIENCE_MS) await pause(LOOK_MS);
  const wait = waited();
  await joining;
  return wait;
}

/** The lease of the outbox; its number grows with every change of hands. */
function senderOf(databaseFile: string): { readonly epoch: number } {
  const sqlite = new Database(databaseFile, { readonly: true, timeout: 5_000 });
  try {
    const read = sqlite.prepare<[], { epoch: number }>(
      "select epoch from lease where name = 'outbox'",
    );
    return read.get() ?? { epoch: 0 };
  } finally {
    sqlite.close();
  }
}

function createCrew(world: World, nursery: Nursery, orders: Orders): Crew {
  const members = new Set<Member>();
  const roads: Awaited<ReturnType<typeof openRoughRoad>>[] = [];
  let heard: (member: Member) => void = () => undefined;
  const target = new URL(world.outside.slack.apiUrl).origin;
  const crew: Crew = {
    members,
    overlaps: 0,
    nextSender: () => new Promise((resolve) => (heard = resolve)),
    async join() {
      const road = await openRoughRoad({ target, faults: {}, chance: createChance(1) });
      roads.push(road);
      const member: Member = { bot: await nursery.next(), sending: 0 };
      road.listen((path, stage) => {
        if (!path.startsWith('chat.') || stage === 'done') return;
        member.sending += stage === 'out' ? 1 : -1;
        if (stage !== 'out' || !members.has(member)) return;
        if ([...members].some((other) => other !== member && other.sending > 0)) crew.overlaps += 1;
        heard(member);
      });
      members.add(member);
      const slack = { ...orders.slack, apiUrl: `${road.url}/api/` };
      member.bot.live({ ...orders, slack });
      await member.bot.listens;
    },
    async close() {
      await Promise.all([...members].map(({ bot }) => bot.retire()));
      for (const road of roads) await road.stop();
    },
  };
  return crew;
}

function judgeWaits(waits: readonly number[], overlaps: number): readonly Fault[] {
  const late = waits.filter((wait) => wait >= MOST_MS).length;
  return [
    ...(late === 0 ? [] : [wrong(`${late} take-overs took 30 s or more`)]),
    ...(overlaps === 0 ? [] : [wrong(`${overlaps} times two sent at once`)]),
  ];
}

function wrong(words: string): Fault {
  return { kind: 'wrong', words };
}
