/** A thousand digests that are due at once: what they cost, and whether anybody has to wait meanwhile. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createInbox, type Inbox } from '../../src/jobs/inbox.ts';
import { readRows } from '../support/town-rows.ts';
import { alone, median, percentile, type Effort, type Figure } from './figures.ts';
import { quietGitHub } from './quiet-github.ts';
import { openHouse } from './house.ts';
import { DUE, makeProjects, noNews } from './many-projects.ts';

const PROJECTS = 1000;
const ITEMS = 100;
const CPU_GOAL_MS = 1500;
const HELD_GOAL_MS = 50;
const ARRIVAL_EVERY_MS = 20;

interface Round {
  readonly cpu: number;
  readonly wall: number;
  readonly held: number;
  readonly ack: number;
  readonly composed: number;
}

/** Composes them through the scheduler, as at a full hour; arrivals are recorded meanwhile. */
export async function partDigests(
  { rounds, scale }: Effort,
  folder: string,
): Promise<readonly Figure[]> {
  const projects = Math.max(3, Math.round(PROJECTS * scale));
  const all: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const file = join(folder, `digests-${round}.db`);
    await makeProjects(file, projects, ITEMS);
    all.push(await oneRound(file));
    rmSync(file);
  }
  const name = (what: string, unit: Figure['unit']) => ({ part: 'digests', what, unit }) as const;
  const of = (key: keyof Round): readonly number[] => all.map((round) => round[key]);
  return [
    alone(name(`digests composed of ${projects}`, 'count'), of('composed'), null),
    alone(name('processor time of all digests', 'ms'), of('cpu'), CPU_GOAL_MS * scale),
    alone(name('time of all digests', 'ms'), of('wall'), null),
    alone(name('longest hold of the event loop meanwhile', 'ms'), of('held'), HELD_GOAL_MS),
    alone(name('p99 of recording an arrival meanwhile', 'ms'), of('ack'), null),
  ];
}

async function oneRound(file: string): Promise<Round> {
  const { app, store } = await openHouse(file, { ...quietGitHub, ...noNews }, DUE);
  const stopping = new AbortController();
  const acks = arrivals(createInbox(store), stopping.signal);
  const longest = longestTurn(stopping.signal);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await app.beat();
  const wall = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  stopping.abort();
  const ms = await acks;
  await store.close();
  const [row] = readRows(
    file,
    "select count(*) as n from message where key like 'digest:%:details'",
  );
  const composed = Number(row?.['n']);
  const held = await longest;
  return { cpu: (user + system) / 1000, wall, held, ack: percentile(ms, 0.99), composed };
}

/**
 * The longest turn of the event loop until told to stop, in processor time of this thread: what others do
 * on the machine is not ours.
 */
async function longestTurn(signal: AbortSignal): Promise<number> {
  let longest = 0;
  let last = process.threadCpuUsage();
  while (!signal.aborted) {
    await new Promise((resolve) => setImmediate(resolve));
    const { user, system } = process.threadCpuUsage(last);
    longest = Math.max(longest, (user + system) / 1000);
    last = process.threadCpuUsage();
  }
  return longest;
}

/** Records an arrival every now and then until told to stop; how long each took. */
async function arrivals(inbox: Inbox, signal: AbortSignal): Promise<readonly number[]> {
  const times: number[] = [];
  while (!signal.aborted) {
    const begun = performance.now();
    const arrival = { key: `a:${begun}`, kind: 'command', body: { text: 'status' } } as const;
    await inbox.recordArrival(arrival, DUE);
    times.push(performance.now() - begun);
    await pause(ARRIVAL_EVERY_MS);
  }
  return times.length === 0 ? [median([])] : times;
}
