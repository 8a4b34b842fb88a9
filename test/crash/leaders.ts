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
import { calmDown, ordersFor } from './crash.ts';
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
const LOOK_MS = 10;
const MOST_MS = 30_000;
const PATIENCE_MS = 120_000;
const CALM_MS = 300_000;

/** Kills leaders and prints how the others took over; true when nothing was wrong. */
export async function leaders(
  options: LeadersOptions,
  print: (line: string) => void,
): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-leaders-'));
  const databaseFile = join(folder, 'slipway.db');
  const chance = createChance(options.seed);
  const nursery = await openNursery(2, join(folder, 'compiled'));
  const world = await startWorld({ databaseFile, chance, faults: [], isBlind: false });
  const orders = ordersFor(world, folder, databaseFile, world.hurry(WEEK_MS), false);
  const crew = createCrew(world, nursery, { ...orders, leaseMs: null, isAsked: false });
  for (let n = 0; n < options.bots; n += 1) await crew.join();
  const people = startPeople(world.outside.slack, world.clock, options.seed);
  const waits: number[] = [];
  for (let kills = 0; kills < options.kills; kills += 1)
    waits.push(await killLeader(crew, databaseFile));
  await people.stop();
  await crew.close();
  const endedWell = await calmDown(world, nursery, orders, CALM_MS);
  const records = readRecords(databaseFile);
  const faults: readonly Fault[] = [
    ...judgeAll(world.outside.slack, world.clock.now(), records, people.memory.all()),
    ...judgeLives(endedWell, nursery.strayDeaths()),
    ...judgeWaits(waits, crew.overlaps),
  ];
  await nursery.close();
  await world.stop();
  const sorted = waits.toSorted((one, other) => one - other);
  const [median, longest] = [sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0];
  print(
    `${waits.length} leaders of ${options.bots} killed; take-over: median ${(median / 1_000).toFixed(1)} s, longest ${(longest / 1_000).toFixed(1)} s; ${crew.overlaps} times two sent at once; ${records.messages.length} messages; ${faults.length} faults`,
  );
  for (const { kind, words } of faults) print(`${kind}: ${words}`);
  if (faults.length === 0) rmSync(folder, { recursive: true });
  else print(`database and log are kept in ${folder}`);
  return faults.length === 0;
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
      for (const { bot } of members) await bot.retire();
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
