/** One run: the whole product lives and dies among its people, then rests, then is judged. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createChance } from './chance.ts';
import type { Fault } from './fault.ts';
import { judgeAll, judgeLives } from './judge-all.ts';
import { calmDown } from './calm.ts';
import { createInHandReader, type InHand } from './in-hand.ts';
import { killMany } from './kills.ts';
import type { Remembered } from './memory.ts';
import { openNursery } from './nursery.ts';
import type { Orders } from './orders.ts';
import { startPeople } from './people.ts';
import type { Pace } from './quick-weeks.ts';
import { readRecords, type Records } from './records.ts';
import { startWorld, type World } from './world.ts';

/** How to run. */
export interface CrashOptions {
  readonly kills: number;
  readonly seed: number;
  /** How many bots share the database at a time. */
  readonly bots: number;
  /** Names of the faults on the roads to Slack and GitHub. */
  readonly faults: readonly string[];
  /** Checks the rig itself: these bots cannot look for messages, so the run must find faults. */
  readonly isBlind: boolean;
}

/** What a run found. The folder with database and log is kept when there are faults. */
export interface Outcome {
  readonly kills: number;
  readonly inHand: InHand;
  readonly faults: readonly Fault[];
  readonly folder: string;
  readonly records: Records;
  readonly remembered: readonly Remembered[];
  /** How many deeds about hotfixes were acknowledged. */
  readonly deeds: number;
  /** The product's time at the end. */
  readonly now: string;
  /** How long the killing took, and the whole run. */
  readonly seconds: { readonly killing: number; readonly all: number };
  /** To Slack and to GitHub. */
  readonly calls: { readonly slack: number; readonly github: number };
  /** How often each fault of the roads befell a call. */
  readonly befell: ReadonlyMap<string, number>;
  /** Doubles that the product found and removed itself. */
  readonly removed: number;
}

/** At a pace at which a week takes seconds, a dead bot's lease has to end soon too. */
export const SHORT_LEASE_MS = 200;
const BEAT_MS = 40;

/** Kills so many bots, lets one live until all is quiet, and judges what is left. */
export async function crash(options: CrashOptions): Promise<Outcome> {
  const begun = performance.now();
  const { seed } = options;
  const folder = mkdtempSync(join(tmpdir(), 'slipway-crash-'));
  const databaseFile = join(folder, 'slipway.db');
  const nursery = await openNursery(options.bots + 1, join(folder, 'code'));
  const chance = createChance(seed);
  const { faults: names, isBlind } = options;
  const world = await startWorld({ databaseFile, chance, faults: names, isBlind });
  const orders = ordersFor(world, folder, databaseFile, world.pause(), isBlind);
  const people = startPeople(world.outside.slack, world.clock, seed + 100);
  const killing = performance.now();
  const { memory } = people;
  const inHand = createInHandReader(databaseFile);
  const tools = { world, nursery, orders, memory, inHand, chance: createChance(seed + 1) };
  await killMany(tools, options.kills, options.bots);
  const calming = performance.now();
  await people.stop();
  const endedWell = await calmDown(world, nursery, orders);
  const records = readRecords(databaseFile);
  const remembered = memory.all();
  const faults = [
    ...judgeAll(world.outside.slack, world.clock.now(), records, memory),
    ...judgeLives(endedWell, nursery.strayDeaths()),
  ];
  await nursery.close();
  await world.stop();
  if (faults.length === 0) rmSync(folder, { recursive: true });
  const { road, gitHubRoad } = world;
  return {
    kills: options.kills,
    inHand: inHand.count,
    faults,
    folder,
    records,
    remembered,
    deeds: memory.deeds().length,
    now: world.clock.now(),
    seconds: { killing: (calming - killing) / 1_000, all: (performance.now() - begun) / 1_000 },
    calls: { slack: road.count.calls, github: gitHubRoad.count.calls },
    befell: new Map([...road.count.faults, ...gitHubRoad.count.faults]),
    removed: world.outside.slack.calls().filter(({ method }) => method === 'chat.delete').length,
  };
}

/** What the bots of this world are told. */
export function ordersFor(
  world: World,
  folder: string,
  databaseFile: string,
  pace: Pace,
  isBlind: boolean,
): Orders {
  const { slack, github } = world.outside;
  const { botToken, appToken } = slack;
  return {
    databaseFile,
    logFile: join(folder, 'bots.log'),
    pace,
    slack: { apiUrl: `${world.road.url}/api/`, botToken, appToken },
    github: { apiUrl: world.gitHubRoad.url, token: github.token },
    isBlind,
    leaseMs: SHORT_LEASE_MS,
    isAsked: true,
    beatMs: BEAT_MS,
    dieAt: null,
    pointsFile: null,
  };
}
