/** A thousand digests that are due at once: what they cost, and whether anybody has to wait meanwhile. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pushedClock } from '../../src/base/clock.ts';
import type { Arrival } from '../../src/slack/port.ts';
import { readRows } from '../support/town-rows.ts';
import { alone, percentile, type Effort, type Figure } from './figures.ts';
import { quietGitHub } from './quiet-github.ts';
import { openListening, WORKSPACE } from './house.ts';
import { DUE, makeProjects, noNews } from './many-projects.ts';

const BEFORE = '2026-11-20T13:59:30.000Z';
const PROJECTS = 1000;
const ITEMS = 100;
const CPU_GOAL_MS = 1500;
const HELD_GOAL_MS = 50;
const ARRIVAL_EVERY_MS = 20;

interface Round {
  readonly cpu: number;
  readonly wall: number;
  readonly held: number;
  readonly heldWall: number;
  readonly ack: number;
  readonly composed: number;
}

/** Composes them through the scheduler, as at a full hour; then once more while commands come. */
export async function partDigests(
  { rounds, scale }: Effort,
  folder: string,
): Promise<readonly Figure[]> {
  const projects = Math.max(3, Math.round(PROJECTS * scale));
  const all: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const file = join(folder, `digests-${round}.db`);
    const once = async (isBusy: boolean): Promise<Round> => {
      await makeProjects(file, projects, ITEMS);
      const figures = await oneRound(file, isBusy);
      rmSync(file);
      return figures;
    };
    const alone = await once(false);
    const { ack, held, heldWall } = await once(true);
    all.push({ ...alone, ack, held, heldWall });
  }
  const name = (what: string, unit: Figure['unit']) => ({ part: 'digests', what, unit }) as const;
  const of = (key: keyof Round): readonly number[] => all.map((round) => round[key]);
  return [
    alone(name(`digests composed of ${projects}`, 'count'), of('composed'), null),
    alone(name('processor time of all digests', 'ms'), of('cpu'), CPU_GOAL_MS * scale),
    alone(name('time of all digests', 'ms'), of('wall'), null),
    alone(name('longest hold of the event loop meanwhile', 'ms'), of('held'), HELD_GOAL_MS),
    alone(name('the same on the clock', 'ms'), of('heldWall'), null),
    alone(name('p99 of the acknowledgement of a command meanwhile', 'ms'), of('ack'), null),
  ];
}

async function oneRound(file: string, isBusy: boolean): Promise<Round> {
  const clock = pushedClock(BEFORE);
  const house = await openListening(file, { ...quietGitHub, ...noNews }, clock);
  const { app, store } = house;
  // An ordinary beat before the full hour: GitHub is looked at, as every ten minutes.
  await app.beat();
  const stopping = new AbortController();
  const acks = isBusy ? acknowledgements(house.receive, stopping.signal) : Promise.resolve([]);
  const longest = isBusy ? longestTurn(stopping.signal) : Promise.resolve({ held: 0, heldWall: 0 });
  clock.push(DUE);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await app.beat();
  const wall = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  stopping.abort();
  const ms = await acks;
  await app.stop();
  await store.close();
  const [row] = readRows(
    file,
    "select count(*) as n from message where key like 'digest:%:details'",
  );
  const composed = Number(row?.['n']);
  const held = await longest;
  return { cpu: (user + system) / 1000, wall, ...held, ack: percentile(ms, 0.99), composed };
}

/**
 * The longest turn of the event loop until told to stop, in processor time of this thread, for what others
 * do on the machine is not ours; and on the clock, for the disk is waited for as well.
 */
async function longestTurn(signal: AbortSignal): Promise<Pick<Round, 'held' | 'heldWall'>> {
  let held = 0;
  let heldWall = 0;
  while (!signal.aborted) {
    const cpu = process.threadCpuUsage();
    const begun = performance.now();
    await new Promise((resolve) => setImmediate(resolve));
    const { user, system } = process.threadCpuUsage(cpu);
    held = Math.max(held, (user + system) / 1000);
    heldWall = Math.max(heldWall, performance.now() - begun);
  }
  return { held, heldWall };
}

/** A command comes every now and then until told to stop; how long each waited for its acknowledgement. */
async function acknowledgements(
  receive: Awaited<ReturnType<typeof openListening>>['receive'],
  signal: AbortSignal,
): Promise<readonly number[]> {
  const times: number[] = [];
  while (!signal.aborted) {
    const begun = performance.now();
    await receive(command(`bench:${begun}`), async () => {
      times.push(performance.now() - begun);
    });
    await pause(ARRIVAL_EVERY_MS);
  }
  return times;
}

function command(key: string): Arrival {
  const body = {
    command: '/release',
    text: 'help',
    user_id: 'U1',
    team_id: WORKSPACE.id,
    channel_id: 'C1',
    channel_name: 'bench',
    trigger_id: key,
    response_url: 'https://hooks.example/1',
  };
  return { key, kind: 'command', body };
}
